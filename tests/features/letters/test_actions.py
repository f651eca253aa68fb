"""Letters from preparation to the frozen copy: once a key, one a school, unchanged for good."""

import io
import zipfile
from datetime import date

import docx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.features.approvals.people import person
from tests.features.letters.letters import AT, HEAD, LATER, SCHOOL_NAME, context, draft, school
from tests.features.threads import run_at_once

from headway.features.approvals.models import Request
from headway.features.approvals.models import State as ApprovalState
from headway.features.audit.models import Event
from headway.features.files.queries import content_of
from headway.features.letters import templates
from headway.features.letters.actions import (
    archive_batch,
    frozen_copy,
    prepare,
    prepare_many,
    record_reply,
    release,
)
from headway.features.letters.drafts import Recipient
from headway.features.letters.models import Letter, Outgoing, Reply, State
from headway.features.letters.queries import schools_without_letter
from headway.features.letters.rendering import preview
from headway.features.letters.templates import LetterFault
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def letter():
    return prepare(draft=draft(school()), by=person("officer"), at=AT)


def many(count, batch="b", start=900001):
    schools = [school(start + n, f"School {n:03}") for n in range(count)]
    drafts = [draft(one) for one in schools]
    return prepare_many(drafts=drafts, batch=batch, by=person("officer"), at=AT)


def set_free(*letters, approval=""):
    return release(letters=letters, by=person("officer"), at=AT, approval=approval)


def test_a_letter_is_prepared_once_a_key(letter):
    again = prepare(draft=draft(letter.school), by=person("somebody"), at=LATER)
    assert again == letter
    assert (letter.state, letter.subject) == (
        State.PREPARED,
        f"Our support for {SCHOOL_NAME} in 2026 to 2027",
    )
    assert Letter.objects.count() == Event.objects.count() == 1


def test_a_key_that_stands_for_another_letter_is_a_fault(letter):
    other = draft(letter.school, given=context(adviser="Adviser 13"))
    with pytest.raises(LetterFault, match="stands for another letter already"):
        prepare(draft=other, by=None, at=LATER)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"given": {"school": "Oak"}}, "lacks “authority”"),
        ({"recipients": ()}, "nobody would get this letter"),
        ({"recipients": [Recipient("head", "The head", "not an address")]}, "of The head is not an e-mail"),
        ({"channel": "pigeon"}, "“pigeon” is not a way to send"),
    ],
)
def test_a_letter_that_cannot_be_is_refused_with_its_key(change, words):
    with pytest.raises(LetterFault, match=f"year-plan:0: .*{words}"):
        prepare(draft=draft(**change), by=None, at=AT)


def test_m6_11_many_letters_take_the_same_number_of_queries():
    many(1, "warm", 800001)
    counts = []
    for count, start in ((1, 900001), (30, 910001)):
        schools = [school(start + n, f"School {n}") for n in range(count)]
        drafts = [draft(one) for one in schools]
        with CaptureQueriesContext(connection) as queries:
            letters = prepare_many(drafts=drafts, batch=f"b{count}", by=None, at=AT)
        counts.append(len(queries))
        with CaptureQueriesContext(connection) as queries:
            release(letters=letters, by=None, at=AT)
        counts.append(len(queries))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 20


def test_m6_11_one_letter_a_school_none_missing():
    letters = many(4)
    urns = [letter.school_id for letter in letters]
    assert schools_without_letter("b", urns) == []
    assert schools_without_letter("b", [*urns, 900099]) == [900099]
    assert [letter.key for letter in letters] == [f"year-plan:{urn}" for urn in urns]


def test_letters_are_prepared_all_or_none():
    good = [draft(school(900001 + n, "Oak")) for n in range(2)]
    with pytest.raises(LetterFault, match="lacks"):
        prepare_many(drafts=[*good, draft(given={"school": "x"})], batch="b", by=None, at=AT)
    with pytest.raises(LetterFault, match="same key"):
        prepare_many(drafts=[good[0], good[0]], batch="b", by=None, at=AT)
    assert Letter.objects.count() == 0


def test_a_preview_shows_the_letter_and_keeps_nothing(letter):
    text = "\n".join(p.text for p in docx.Document(io.BytesIO(preview(letter))).paragraphs)
    assert SCHOOL_NAME in text
    letter.refresh_from_db()
    assert letter.frozen is None


def test_a_release_puts_one_mail_an_address_into_the_outbox_once(letter):
    Letter.objects.update(
        recipients=[*letter.recipients, {"role": "x", "words": "x", "address": "HEAD@oak.example"}]
    )
    assert (set_free(letter), set_free(letter)) == (1, 0)
    assert Outgoing.objects.get().address.lower() == HEAD.address
    letter.refresh_from_db()
    assert (letter.state, letter.released_at, letter.version) == (State.RELEASED, AT, 2)


def test_a_letter_that_needs_an_approval_waits_for_it(letter, monkeypatch):
    strict = templates.Template("year-plan.docx", "{school}", templates.YEAR_PLAN.fields, needs_approval=True)
    monkeypatch.setitem(templates.TEMPLATES, "year-plan", strict)
    asked = Request.objects.create(kind="letters", rule={}, words="", asked_by=person("officer"), asked_at=AT)
    for approval in ("", "unknown", asked.public_id):
        with pytest.raises(Refused, match="wait for an approval"):
            set_free(letter, approval=approval)
    Request.objects.update(state=ApprovalState.GRANTED)
    assert set_free(letter, approval=asked.public_id) == 1


def test_the_frozen_copy_is_made_after_release_and_stays(letter, settings, tmp_path):
    with pytest.raises(LetterFault, match="not released yet"):
        frozen_copy(letter=letter, at=AT)
    shown = preview(letter)
    set_free(letter)
    letter.refresh_from_db()
    settings.POLICIES = tmp_path / "the template changed meanwhile"
    kept = frozen_copy(letter=letter, at=LATER)
    assert content_of(kept) == shown == preview(letter)
    assert frozen_copy(letter=Letter.objects.get(), at=LATER) == kept
    assert kept.name == "900001 St Peter & St Paul -CE- -Infants'- {{7-7}}.docx"


def test_a_letter_whose_template_file_was_lost_says_so(letter):
    Letter.objects.update(template="year-plan@0000000000000000")
    with pytest.raises(LetterFault, match="is lost. Restore the data folder"):
        preview(Letter.objects.get())


def test_m6_11_the_archive_holds_every_released_letter_of_the_batch():
    letters = many(3)
    with pytest.raises(LetterFault, match="no released letter"):
        archive_batch(batch="b", title="Letters", at=AT)
    set_free(*letters)
    told = []
    kept = archive_batch(batch="b", title="Letters 2026/27", at=AT, tell=lambda *step: told.append(step))
    with zipfile.ZipFile(io.BytesIO(content_of(kept))) as archive:
        assert archive.namelist() == [f"{900001 + n} School {n:03}.docx" for n in range(3)]
        first = archive.read("900001 School 000.docx")
    assert first == content_of(Letter.objects.get(school=900001).frozen)
    assert (kept.name, told) == ("Letters 2026-27.zip", [(1, 3), (2, 3), (3, 3)])
    assert archive_batch(batch="b", title="again", at=LATER) == kept


def test_no_batch_has_no_archive(letter):
    set_free(letter)
    with pytest.raises(LetterFault, match="no released letter"):
        archive_batch(batch="", title="x", at=AT)


def test_a_reply_is_recorded_once_and_only_to_a_released_letter(letter):
    def reply(words="Thank you & welcome"):
        letter.refresh_from_db()
        return record_reply(letter=letter, words=words, by=person("head"), at=LATER)

    with pytest.raises(LetterFault, match="not released"):
        reply()
    set_free(letter)
    assert reply() == reply(" Thank you & welcome ")
    with pytest.raises(LetterFault, match="write what was answered"):
        reply("  ")
    assert Reply.objects.count() == 1
    assert "Thank" not in str(list(Event.objects.order_by("number").values_list("after", flat=True)))


@pytest.mark.django_db(transaction=True)
def test_many_workers_prepare_one_letter(tmp_path, monkeypatch):
    one, by = draft(school(), reply_due=date(2026, 9, 18)), person("officer")
    tasks = [lambda: prepare(draft=one, by=by, at=AT).pk] * 5
    results, look = run_at_once(tasks, tmp_path, monkeypatch)
    assert len(set(results)) == 1
    assert look(Letter.objects.count) == 1


@pytest.mark.django_db(transaction=True)
def test_a_reply_submitted_twice_at_once_is_one_reply(tmp_path, monkeypatch):
    letter, by = prepare(draft=draft(school()), by=None, at=AT), person("head")
    release(letters=[letter], by=None, at=AT)
    letter.refresh_from_db()
    tasks = [lambda: record_reply(letter=letter, words="Thank you", by=by, at=AT).pk] * 5
    results, look = run_at_once(tasks, tmp_path, monkeypatch)
    assert len(set(results)) == 1
    assert look(lambda: (Reply.objects.count(), Event.objects.count())) == (1, 3)


@pytest.mark.django_db(transaction=True)
def test_many_workers_release_a_letter_once(tmp_path, monkeypatch):
    letter, by = prepare(draft=draft(school()), by=None, at=AT), person("officer")
    tasks = [lambda: release(letters=[letter], by=by, at=AT)] * 5
    results, look = run_at_once(tasks, tmp_path, monkeypatch)
    assert [each for each in results if not isinstance(each, Refused)].count(1) == 1
    assert all(each in (0, 1) or isinstance(each, Refused) for each in results)
    assert look(Outgoing.objects.count) == 1
