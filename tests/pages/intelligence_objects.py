"""Makers of notes, restricted notes, questions and ticked triggers for the matrix, each by somebody who is nobody there."""

from collections.abc import Callable
from datetime import timedelta

from tests.pages.people import AT, SINCE, make_person
from tests.pages.sides import Arguments, Side

from headway.features.intelligence.models import Note, Question
from headway.features.people.models import Person
from headway.features.policies.queries import policy_in_use
from headway.features.triggers.models import Trigger

KIND = "intelligence"


def make_note(side: Side, words: str = "The chair has stepped down", **more: object) -> Note:
    """A note on the side's school."""
    fields = {
        "on": AT.date(),
        "kind": "governance",
        "source": "team",
        "weight": "notable",
        "policy": policy_in_use(KIND),
        "written_at": AT,
    } | more
    by = fields.pop("by", None) or make_person("business-support")
    return Note.objects.create(school=side.school, words=words, written_by=by, **fields)


def make_restricted(side: Side, words: str = "Told in confidence", by: Person | None = None) -> Note:
    """A restricted one."""
    return make_note(side, words, kind="safeguarding", restricted=True, by=by)


def make_question(side: Side) -> Question:
    """A question that waits, on two notes."""
    held = Question.objects.filter(school=side.school).first()
    if held:
        return held
    made = Question.objects.create(
        school=side.school, raised_at=AT, entries=3, months=12, policy=policy_in_use(KIND)
    )
    made.notes.set([make_note(side), make_note(side, "A second chair in a year")])
    return made


def note(side: Side) -> Arguments:
    """A note."""
    return {"urn": side.school.urn, "key": make_note(side).public_id}


def restricted_note(side: Side) -> Arguments:
    """A restricted note."""
    return {"urn": side.school.urn, "key": make_restricted(side).public_id}


def question(side: Side) -> Arguments:
    """A question."""
    return {"key": make_question(side).public_id}


def trigger(side: Side) -> Arguments:
    """A trigger that counts."""
    made = Trigger.objects.create(
        school=side.school,
        key="governance",
        label="Governors not meeting their duties",
        evidence="Minutes of May",
        valid_from=SINCE,
        valid_until=AT.date() + timedelta(days=3650),
        ticked_by=make_person("chief-adviser"),
        ticked_at=AT,
    )
    return {"urn": side.school.urn, "key": made.public_id}


INTELLIGENCE_MAKERS: dict[str, Callable[[Side], Arguments]] = {
    "note": note,
    "restricted_note": restricted_note,
    "question": question,
    "trigger": trigger,
}
