"""Who writes and reads notes, that restricted ones stay restricted, and what repeated notes ask."""

from datetime import timedelta

import pytest
from tests.factories import AT, ON, adopt, make_school, view_as

from headway.features.audit.models import Event
from headway.features.categories.models import Judgement, Proposal
from headway.features.intelligence.actions import (
    Told,
    add_note,
    answer_question,
    correct_note,
    name_readers,
    read_note,
    withdraw_note,
)
from headway.features.intelligence.models import Note, Question
from headway.features.intelligence.queries import (
    may_add,
    may_amend,
    may_answer,
    may_name_readers,
    may_read,
    may_see_questions,
    notes_of,
    notes_visible_to,
    people_to_name,
    questions_that_ask,
    questions_visible_to,
)
from headway.features.policies.queries import policy_in_use, typed
from headway.features.saving import Stale
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db
WRITE_ONLY = (
    "business-support", "finance", "hr", "inclusion", "attendance", "ethnic-minority", "equalities", "governor-services",
)  # fmt: skip
NEVER = ("data-officer", "headteacher", "chair", "partnership-lead", "member", "provider", "admin")


@pytest.fixture(autouse=True)
def policies(db):
    adopt()


@pytest.fixture
def school(db):
    return make_school()


def noted(school, by, kind="governance", on=ON, weight="notable", words="The chair stepped down"):
    told = Told(on, "team", weight, words)
    return add_note(
        school=school, kind=kind, told=told, policy=policy_in_use("intelligence", ON), by=by, at=AT
    )


def corrected(note, by, words="The vice chair stepped down"):
    told = Told(ON, "team", "notable", words)
    return correct_note(note=note, told=told, policy=policy_in_use("intelligence", ON), by=by, at=AT)


def questioned(school):
    for _ in range(3):
        noted(school, view_as("finance"))
    return Question.objects.get()


def test_who_may_add_a_note(school):
    for role in ("head-of-service", "chief-adviser", "safeguarding", *WRITE_ONLY):
        assert may_add(view_as(role), school), role
    assert may_add(view_as("adviser", school), school) and not may_add(view_as("adviser"), school)
    for role in NEVER:
        assert not may_add(view_as(role, school), school), role
        with pytest.raises(Refused):
            noted(school, view_as(role, school))


@pytest.mark.parametrize("kind", ["governance", "safeguarding"])
def test_a_list_and_a_page_agree_on_who_reads_a_note(school, kind):
    author, named = view_as("finance"), view_as("hr")
    note = noted(school, author, kind)
    note.named.add(named.person)
    viewers = [author, named, view_as("quadrant-lead", school), view_as("quadrant-lead")]
    viewers += [
        view_as(role, school)
        for role in ("head-of-service", "chief-adviser", "safeguarding", *WRITE_ONLY, *NEVER)
    ]
    read = [viewer for viewer in viewers if may_read(viewer, note)]
    assert read == [viewer for viewer in viewers if notes_visible_to(viewer).filter(pk=note.pk).exists()]
    roles = [min(viewer.roles) for viewer in read]
    everybody = ["finance", "quadrant-lead", "head-of-service", "chief-adviser", "safeguarding"]
    assert roles == (["finance", "hr", "safeguarding"] if kind == "safeguarding" else everybody)


def test_who_may_only_add_reads_back_their_own_and_nothing_else(school):
    mine, theirs = view_as("finance"), view_as("hr")
    note = noted(school, mine)
    assert list(notes_of(mine, school)) == [note] and not notes_of(theirs, school).exists()
    assert not may_see_questions(mine, school) and may_see_questions(view_as("safeguarding"), school)


def test_a_note_is_never_altered_and_corrected_by_a_further_one(school):
    by = view_as("adviser", school)
    first = noted(school, by)
    second = corrected(first, by)
    first.refresh_from_db()
    assert first.words == "The chair stepped down" and first.corrected_by == second
    assert (second.corrects, second.kind) == (first, first.kind)
    with pytest.raises(Refused, match="corrected already"):
        corrected(first, by)


def test_a_note_is_withdrawn_with_a_reason_and_stays(school):
    by = view_as("finance")
    note = noted(school, by)
    with pytest.raises(Refused, match="Say why"):
        withdraw_note(note=note, reason=" ", by=by, at=AT)
    withdraw_note(note=note, reason="Wrong school", by=by, at=AT)
    held = Note.objects.get()
    assert held.withdrawn_reason == "Wrong school" and held.words == "The chair stepped down"
    with pytest.raises(Refused, match="withdrawn"):
        withdraw_note(note=note, reason="Again", by=by, at=AT)
    with pytest.raises(Refused, match="withdrawn"):
        corrected(note, by)


def test_who_may_amend_a_note(school):
    author = view_as("hr")
    note = noted(school, author)
    assert may_amend(author, note) and may_amend(view_as("adviser", school), note)
    assert not may_amend(view_as("finance"), note) and not may_amend(view_as("adviser"), note)
    closed = noted(school, author, "safeguarding")
    assert may_amend(view_as("safeguarding"), closed) and not may_amend(view_as("head-of-service"), closed)


def test_a_restricted_note_names_who_else_reads_it_and_a_correction_keeps_them(school):
    author, safe, named = view_as("hr"), view_as("safeguarding"), view_as("head-of-service")
    note = noted(school, author, "conduct")
    assert may_name_readers(author, note) and may_name_readers(safe, note)
    assert not may_name_readers(named, note) and not may_name_readers(author, noted(school, author))
    with pytest.raises(Refused):
        name_readers(note=note, people=[named.person], by=named, at=AT)
    assert not may_read(named, note)
    name_readers(note=note, people=[named.person], by=author, at=AT)
    assert may_read(named, note) and named.person in people_to_name(author)
    assert view_as("data-officer").person not in people_to_name(author)
    later = corrected(note, safe)
    assert later.restricted and may_read(named, later) and may_read(author, later)
    name_readers(note=note, people=[], by=safe, at=AT)
    assert not may_read(named, note)


def test_each_reading_of_a_restricted_note_goes_into_the_audit(school):
    author, safe = view_as("hr"), view_as("safeguarding")
    closed, plain = noted(school, author, "safeguarding", words="Told in confidence"), noted(school, author)
    for by in (author, safe, safe):
        read_note(note=closed, by=by, at=AT)
    read_note(note=plain, by=author, at=AT)
    events = Event.objects.filter(action="read_restricted_note")
    assert [(one.by, one.subject_id) for one in events.order_by("number")] == [
        (by.id, closed.public_id) for by in (author, safe, safe)
    ]
    with pytest.raises(Refused):
        read_note(note=closed, by=view_as("head-of-service"), at=AT)
    told = str(list(Event.objects.values_list("before", "after")))
    assert "confidence" not in told and "safeguarding" not in told


def test_m7_02_three_notes_raise_a_question_and_never_a_category(school):
    question = questioned(school)
    assert question.state == "open" and question.notes.count() == 3
    assert not Judgement.objects.exists() and not Proposal.objects.exists()
    noted(school, view_as("hr"))
    question.refresh_from_db()
    assert Question.objects.count() == 1 and question.entries == 4 and question.notes.count() == 4


def test_restricted_notes_are_never_counted(school):
    for _ in range(2):
        noted(school, view_as("finance"))
    for kind in ("safeguarding", "conduct"):
        for weight in ("notable", "serious"):
            noted(school, view_as("hr"), kind, weight=weight)
    assert not Question.objects.exists()
    question = questioned(make_school())
    assert not question.notes.filter(restricted=True).exists()


def test_a_question_lapses_where_too_few_notes_are_left_and_a_correction_counts_once(school):
    question = questioned(school)
    first = question.notes.first()
    corrected(first, view_as("head-of-service"))
    question.refresh_from_db()
    assert question.state == "open" and question.entries == 3 and first not in question.notes.all()
    withdraw_note(note=question.notes.first(), reason="Wrong", by=view_as("head-of-service"), at=AT)
    question.refresh_from_db()
    assert question.state == "lapsed"
    noted(school, view_as("finance"))
    assert Question.objects.filter(state="open").count() == 1


def test_who_may_answer_a_question(school):
    question = questioned(school)
    assert may_answer(view_as("head-of-service"), school) and may_answer(view_as("adviser", school), school)
    for by in (
        view_as("safeguarding"),
        view_as("finance"),
        view_as("adviser"),
        view_as("headteacher", school),
    ):
        assert not may_answer(by, school)
        with pytest.raises(Refused):
            answer_question(question=question, answer="taken-up", reason="", seen_version=None, by=by, at=AT)


def test_an_answered_question_is_answered_and_its_notes_ask_no_more(school):
    question, by = questioned(school), view_as("head-of-service")
    with pytest.raises(Refused, match="set aside"):
        answer_question(question=question, answer="set-aside", reason="", seen_version=1, by=by, at=AT)
    with pytest.raises(Stale):
        answer_question(question=question, answer="taken-up", reason="", seen_version=7, by=by, at=AT)
    answer_question(question=question, answer="set-aside", reason="Known", seen_version=1, by=by, at=AT)
    noted(school, view_as("hr"))
    assert Question.objects.filter(state="open").count() == 0
    assert questions_that_ask(by) == {}
    with pytest.raises(Refused, match="does not wait"):
        answer_question(question=question, answer="taken-up", reason="", seen_version=2, by=by, at=AT)


def test_questions_are_known_to_who_may_read_the_notes(school):
    question = questioned(school)
    for by in (view_as("chief-adviser"), view_as("safeguarding"), view_as("adviser", school)):
        assert list(questions_visible_to(by)) == [question] and set(questions_that_ask(by)) == {school.pk}
    for role in ("data-officer", "finance", "headteacher", "member", "governor-services"):
        assert not questions_visible_to(view_as(role, school)).exists() or role == ""
        assert questions_that_ask(view_as(role, school)) == {}


def test_whoever_approves_categories_may_read_the_notes_that_ask():
    """The agenda and the minutes of a moderation meeting say that notes ask, to who approves categories and to nobody else."""
    access = typed("access", ON)
    approving = {
        role
        for role, held in access.kinds["categories"].grants.items()
        if any(c.act == "approve" for c in held)
    }
    reading = {
        role
        for role, held in access.kinds["intelligence"].grants.items()
        if any(c.act == "see" for c in held)
    }
    assert approving <= reading


def test_an_old_note_does_not_count_and_one_of_more_than_a_year_is_refused(school):
    by = view_as("finance")
    noted(school, by, on=ON - timedelta(days=365))
    with pytest.raises(Refused, match="more than a year"):
        noted(school, by, on=ON - timedelta(days=500))
