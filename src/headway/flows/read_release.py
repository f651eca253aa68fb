"""Reading a published file: what it is, what it would change and every fault, kept to be looked at first."""

import hashlib
import mimetypes
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from headway.features.files.actions import keep_file, path_of
from headway.features.policies.queries import typed
from headway.features.releases.actions import ReadRelease, keep_release
from headway.features.releases.models import Release
from headway.features.releases.queries import applications, latest_applied
from headway.features.schools.models import Authority, Neighbour, School
from headway.flows.publications.authority_changes import refuse_other_authority
from headway.flows.publications.decided import Decided, Scope
from headway.flows.publications.dictionary import year_types
from headway.flows.publications.kinds import DECIDERS, HAVE_HISTORY, NEED_NO_REGISTER
from headway.kit.words import day_words
from headway.publicdata.faults import BROKEN_OFF
from headway.publicdata.recognise import KIND_FACTS, NOT_TAKEN, FileKind, recognise
from headway.rules.verdict import Refused


def read_release(
    *, path: Path, name: str, authority: str, published_on: date, by: str, at: datetime, history: bool = False
) -> tuple[Release, Decided]:
    """Read one file and store it with what it would change; nothing else is written.

    The kind is told by the header. `history`: an older file than the one held is asked for, and only the years of which
    nothing is held are taken from it. Raises Refused or Unreadable, in words, with nothing kept.
    """
    kind = recognise(path)
    if kind != FileKind.GIAS_REGISTER:  # it is the one file that can tell what became of the authority
        refuse_other_authority(authority)
    if kind in NOT_TAKEN:
        raise Refused(f"“{name}”: {NOT_TAKEN[kind]}")
    if kind not in DECIDERS:
        raise Refused(
            f"“{name}” is not one of the published files that are applied: "
            f"{', '.join(KIND_FACTS[k].title for k in DECIDERS)}."
        )
    older = refuse_older(kind, published_on, name, history=history)
    decided = _decide(kind, path, authority, history=older)
    facts = KIND_FACTS[kind]
    content_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    file = keep_file(source=path, name=name, content_type=content_type, at=at)
    read = ReadRelease(
        kind=kind.value,
        authority_name=authority,
        title=facts.title,
        source=f"{facts.publisher}, {name}",
        licence=facts.licence,
        published_on=published_on,
        rows_read=decided.rows_read,
        rows_taken=decided.rows_taken,
        counts=decided.counts,
        changes=decided.changes,
        change_hash=decided.change_hash,
        history=older,
        faults=decided.faults,
    )
    return keep_release(read=read, file=file, by=by, at=at), decided


def decide_again(release: Release, *, history: bool = False) -> Decided:
    """What a kept file would change now, read from the kept bytes; one that was read as history, as history.

    Raises Refused when they are not what was kept.
    """
    path = path_of(release.file.sha256)
    if not path.is_file() or _checksum(path) != release.file.sha256:
        raise Refused(
            f"The kept copy of “{release.file.name}” is gone or was altered: it no longer has its checksum. Nothing was "
            "applied. Give the file again."
        )
    kind = FileKind(release.kind)
    if kind != FileKind.GIAS_REGISTER:
        refuse_other_authority(release.authority_name)
    older = refuse_older(kind, release.published_on, release.file.name, history=history or release.history)
    return _decide(kind, path, release.authority_name, history=older)


def _decide(kind: FileKind, path: Path, authority: str, *, history: bool = False) -> Decided:
    scope = replace(scope_of(authority), history=history)
    if kind not in NEED_NO_REGISTER and not scope.code:
        raise Refused(
            f"Nothing is known of “{authority}” yet. Load the register of schools first, then this file: "
            f"{KIND_FACTS[kind].title}."
        )
    before = applications()
    decided = replace(DECIDERS[kind](path, scope), applications=before)
    for fault in decided.faults:
        if fault.words == BROKEN_OFF:
            raise Refused(
                f"The file breaks off in row {fault.row}, so whatever stood after it is missing. Nothing was changed. "
                "Fetch the file again."
            )
    return decided


def _checksum(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def refuse_older(kind: FileKind, published_on: date, name: str, *, history: bool = False) -> bool:
    """The newest file of a kind wins: an older one than the applied is refused, unless asked for as history.

    Whether it is such an older one.
    """
    newest = latest_applied(kind.value)
    if not newest or newest.published_on <= published_on:
        return False
    if history and kind in HAVE_HISTORY:
        return True
    more = " Only figures by year have a history to be added to." if history else ""
    if kind in HAVE_HISTORY:
        more = " Give it as history to add only the years of which nothing is held."
    raise Refused(
        f"“{name}” was published on {day_words(published_on)}, and a newer file of its kind, of "
        f"{day_words(newest.published_on)}, is applied already. The newest wins; nothing was changed.{more}"
    )


def scope_of(authority: str) -> Scope:
    """Whose data are wanted, from what is known so far: before the first register, the authority's name only."""
    own = Authority.objects.filter(name__iexact=authority).first()
    code = own.code if own else ""
    urns = School.objects.filter(authority_id=code).values_list("urn", flat=True) if code else []
    neighbours = Neighbour.objects.filter(authority_code=code).order_by("rank")
    return Scope(
        authority=authority,
        code=code,
        urns=frozenset(urns),
        neighbours=tuple(neighbours.values_list("neighbour_code", flat=True)),
        series={m.area_series: m.key for m in typed("measures").measures if m.area_series},
        year_types=year_types(),
    )
