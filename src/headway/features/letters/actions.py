"""Writes of letters: prepare, release, freeze, archive, and record replies. The outbox is in outbox.py.

Who may do so is asked by the flow that does: a letter is released by publishing what it tells.
"""

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F

from headway.features.approvals.queries import granted_request
from headway.features.audit.actions import record
from headway.features.files.actions import keep, keep_file
from headway.features.files.models import StoredFile
from headway.features.files.queries import ARCHIVE, WORD
from headway.features.letters.drafts import (
    Draft,
    check_draft,
    plain,
    recipients_of,
    says_the_same,
    subject_of,
)
from headway.features.letters.findable import findable_letter
from headway.features.letters.models import Letter, Outgoing, Reply, State
from headway.features.letters.rendering import document_name, preview, stamp_template, template_bytes
from headway.features.letters.templates import LetterFault, template_named
from headway.features.people.models import Person
from headway.features.search.actions import make_findable
from headway.features.search.models import Kind
from headway.gateways.documents import safe_name, write_archive
from headway.rules.verdict import Refused, refuse


def prepare(*, draft: Draft, by: Person | None, at: datetime) -> Letter:
    """Prepare one letter; the same key again returns the letter that stands. LetterFault when it cannot be."""
    return prepare_many(drafts=[draft], batch="", by=by, at=at)[0]


@transaction.atomic
def prepare_many(*, drafts: Sequence[Draft], batch: str, by: Person | None, at: datetime) -> list[Letter]:
    """Prepare letters, all or none, in a number of queries that does not grow with them; in the order given.

    `batch` names them together (at most 12 characters, such as the public id of what they tell). A key that stands is
    left as it is; LetterFault where it stands for another letter.
    """
    for draft in drafts:
        check_draft(draft)
    if len({draft.key for draft in drafts}) != len(drafts):
        raise LetterFault("Two of the letters have the same key. Give each its own.")
    try:
        with transaction.atomic():
            _prepare_new(drafts, _standing(drafts), batch, by=by, at=at)
    except IntegrityError:
        # Another worker prepared some of them meanwhile; theirs stand, the others follow in a second try.
        _prepare_new(drafts, _standing(drafts), batch, by=by, at=at)
    letters = _standing(drafts)
    return [letters[draft.key] for draft in drafts]


@transaction.atomic
def release(*, letters: Iterable[Letter], by: Person | None, at: datetime, approval: str = "") -> int:
    """Release letters and put a mail for each address into the outbox; returns how many were released now.

    Letters released before are left alone. Refused when an approval is needed or does not hold. Recipients without an
    address get no mail.
    """
    keys = [letter.pk for letter in letters]
    waiting = Letter.objects.filter(pk__in=keys, state=State.PREPARED)
    seen = list(waiting.order_by("pk"))
    if not seen:
        return 0
    _check_approval(seen, approval)
    after = {"letters": len(seen), "batch": seen[0].batch, "approval": approval}
    _record("release_letters", seen[0], by=by, at=at, after=after)
    held = list(waiting.select_for_update().order_by("pk"))
    released = waiting.update(state=State.RELEASED, released_at=at, version=F("version") + 1)
    if not len(seen) == len(held) == released:
        raise Refused(refuse("Somebody else is releasing these letters just now. Look at them again."))
    outgoing = [_outgoing(letter, address) for letter in held for address in addresses_of(letter)]
    Outgoing.objects.bulk_create(outgoing)
    return released


def frozen_copy(*, letter: Letter, at: datetime, read: Callable[[str], bytes] = template_bytes) -> StoredFile:
    """The released letter as kept for good, made when first asked for; its SHA-256 is the file's.

    LetterFault before it is released: until then there is only a preview.
    """
    if letter.frozen:
        return letter.frozen
    if letter.state != State.RELEASED:
        raise LetterFault(f"{letter.subject}: this letter is not released yet. Look at its preview instead.")
    made = keep(content=preview(letter, read), name=document_name(letter), content_type=WORD, at=at)
    Letter.objects.filter(pk=letter.pk, frozen=None).update(frozen=made)
    letter.refresh_from_db(fields=["frozen"])
    return letter.frozen


def archive_batch(
    *, batch: str, title: str, at: datetime, tell: Callable[[int, int], None] = lambda done, total: None
) -> StoredFile:
    """All released letters of a batch as one kept zip file; each is frozen on the way. Not in a transaction.

    `tell` is called with done and total. LetterFault when the batch has no released letter.
    """
    rows = Letter.objects.filter(batch=batch, state=State.RELEASED).select_related("school", "frozen")
    letters = list(rows.order_by("school_id", "pk")) if batch else []
    if not letters:
        raise LetterFault("There is no released letter in this batch. Publish first, then make the archive.")
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        place = Path(scratch) / "letters.zip"
        write_archive(place, _documents(letters, at, tell))
        return keep_file(source=place, name=safe_name(f"{title}.zip"), content_type=ARCHIVE, at=at)


@transaction.atomic
def record_reply(*, letter: Letter, words: str, by: Person | None, at: datetime) -> Reply:
    """Record an answer to a released letter; the same words by the same person again are one record."""
    if letter.state != State.RELEASED:
        raise LetterFault(f"{letter.subject}: nobody can answer a letter that is not released.")
    if not words.strip():
        raise LetterFault(f"{letter.subject}: write what was answered.")
    same = Reply.objects.filter(letter=letter, recorded_by=by, words=words.strip())
    if known := same.first():
        return known
    with transaction.atomic():
        # The event locks the head of the audit: of two submits at once the second waits here and finds the first's.
        _record("record_reply", letter, by=by, at=at, after={"reply": True})
        if (known := same.first()) is None:
            return Reply.objects.create(letter=letter, at=at, recorded_by=by, words=words.strip())
        transaction.set_rollback(True)
    return known


def addresses_of(letter: Letter) -> list[str]:
    """The e-mail addresses of a letter's recipients, each once whatever its case."""
    given = {each["address"].lower(): each["address"] for each in letter.recipients if each["address"]}
    return list(given.values())


def _standing(drafts: Sequence[Draft]) -> dict[str, Letter]:
    found = Letter.objects.filter(key__in=[draft.key for draft in drafts])
    return {letter.key: letter for letter in found}


def _prepare_new(
    drafts: Sequence[Draft], standing: dict[str, Letter], batch: str, *, by: Person | None, at: datetime
) -> None:
    for draft in drafts:
        if draft.key in standing and not says_the_same(standing[draft.key], draft):
            raise LetterFault(f"{draft.key}: this key stands for another letter already. Use another key.")
    fresh = [draft for draft in drafts if draft.key not in standing]
    if not fresh:
        return
    stamps = {name: stamp_template(name, at) for name in {draft.template for draft in fresh}}
    letters = [_letter(draft, stamps[draft.template], batch, by, at) for draft in fresh]
    after = {"letters": len(letters), "batch": batch, "templates": sorted(stamps.values())}
    _record("prepare_letters", letters[0], by=by, at=at, after=after)
    Letter.objects.bulk_create(letters)
    make_findable(Kind.LETTER, map(findable_letter, letters))


def _letter(draft: Draft, stamp: str, batch: str, by: Person | None, at: datetime) -> Letter:
    return Letter(
        kind=draft.kind,
        school=draft.school,
        restricted=draft.restricted,
        origin_kind=draft.origin_kind,
        origin_id=draft.origin_id,
        origin_words=draft.origin_words[:300],
        batch=batch,
        template=stamp,
        subject=subject_of(draft),
        context=plain(draft.context),
        recipients=recipients_of(draft),
        channel=draft.channel,
        key=draft.key,
        prepared_by=by,
        prepared_at=at,
        reply_due=draft.reply_due,
    )


def _check_approval(letters: Sequence[Letter], approval: str) -> None:
    names = {letter.template.partition("@")[0] for letter in letters}
    needed = any(template_named(name).needs_approval for name in names)
    if (needed or approval) and granted_request(approval) is None:
        raise Refused(refuse("These letters wait for an approval. Ask for it, or wait for the answer."))


def _outgoing(letter: Letter, address: str) -> Outgoing:
    digits = hashlib.sha256(address.lower().encode()).hexdigest()[:16]
    return Outgoing(letter=letter, key=f"{letter.public_id}:{digits}", address=address)


def _documents(
    letters: Sequence[Letter], at: datetime, tell: Callable[[int, int], None]
) -> Iterator[tuple[str, bytes]]:
    read = lru_cache(maxsize=8)(template_bytes)
    for done, letter in enumerate(letters, 1):
        frozen_copy(letter=letter, at=at, read=read)
        yield document_name(letter), preview(letter)
        tell(done, len(letters))


def _record(action: str, letter: Letter, *, by: Person | None, at: datetime, after: dict) -> None:
    record(
        action=action,
        subject_kind="letter",
        subject_id=letter.public_id,
        at=at,
        by=by.public_id if by else "",
        after=after,
    )
