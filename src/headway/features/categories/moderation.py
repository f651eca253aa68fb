"""Writes of moderation meetings: open one with its agenda, record what was agreed, close it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.categories.models import AgendaItem, Judgement, Meeting
from headway.features.categories.queries import KIND, may_do
from headway.features.people.models import Person
from headway.features.schools.models import School
from headway.rules import moderation as rules
from headway.rules.verdict import Verdict, first_refusal, insist, refuse


@dataclass(frozen=True, slots=True)
class Point:
    """A school to talk about: the judgement that waits, if one does, and why it is on the agenda."""

    school: School
    judgement: Judgement | None
    why: str


@transaction.atomic
def open_meeting(
    *, held_on: date, present: Sequence[Person], points: Sequence[Point], by: Viewer, at: datetime
) -> Meeting:
    """Open a meeting with who is there and its agenda in order; the opener chairs it. Refused for an empty agenda."""
    insist(by.may_ever(KIND, "approve"))
    if not points:
        insist(
            refuse("There is nothing to moderate: no judgement waits, and none differs from its proposal.")
        )
    made = Meeting.objects.create(held_on=held_on, chaired_by=by.person, opened_at=at)
    made.present.set({by.person, *present})
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=made, place=place, school=one.school, judgement=one.judgement, why=one.why[:300])
        for place, one in enumerate(points, start=1)
    )
    _record("open_moderation", made, by, at, {"schools": len(points), "present": made.present.count()})
    return made


@transaction.atomic
def record_outcome(*, item: AgendaItem, outcome: str, words: str, by: Viewer, at: datetime) -> AgendaItem:
    """Record what was agreed on a school; whether a judgement is agreed is decided elsewhere, in the same transaction."""
    held = AgendaItem.objects.select_for_update(of=("self",)).select_related("meeting", "school")
    row = held.get(pk=item.pk)
    insist(may_record(row, outcome, words, by))
    row.outcome, row.words, row.recorded_by, row.recorded_at = outcome, words.strip(), by.person, at
    row.save(update_fields=["outcome", "words", "recorded_by", "recorded_at"])
    _record("record_moderation", row.meeting, by, at, {"school": row.school_id, "outcome": outcome})
    return row


def may_record(item: AgendaItem, outcome: str, words: str, by: Viewer) -> Verdict:
    """Whether the viewer may record this outcome of a school."""
    may = rules.may_record(
        outcome,
        words,
        recorded=item.outcome,
        waits=item.judgement_id is not None,
        closed=item.meeting.closed_at is not None,
    )
    return first_refusal(may_do(by, "approve", item.school), may)


def may_close(meeting: Meeting, by: Viewer) -> Verdict:
    """Whether the viewer may close the meeting: who chaired it, and who may approve every category."""
    if meeting.chaired_by_id == by.person.pk or by.reach(KIND, "approve") == "all":
        return by.may_ever(KIND, "approve")
    return refuse("Who chaired the meeting closes it, or somebody who may approve every category.")


@transaction.atomic
def close_meeting(*, meeting: Meeting, by: Viewer, at: datetime) -> int:
    """Close a meeting; how many schools were not reached. They come up again while their reason stands."""
    held = Meeting.objects.select_for_update().get(pk=meeting.pk)
    insist(may_close(held, by))
    if held.closed_at:
        insist(refuse("The meeting is closed already."))
    held.closed_at = at
    held.save(update_fields=["closed_at"])
    left = held.items.filter(outcome="").count()
    _record("close_moderation", held, by, at, {"not_reached": left})
    return left


def _record(action: str, meeting: Meeting, by: Viewer, at: datetime, after: dict) -> None:
    record(
        action=action,
        subject_kind="moderation",
        subject_id=meeting.public_id,
        at=at,
        by=by.id,
        after=after,
    )
