"""Makers of standing groups, their members, meetings and actions, for the matrix."""

from collections.abc import Callable
from datetime import date

from tests.pages.people import AT, make_person
from tests.pages.sides import Arguments, Side
from tests.plan_world import seen

from headway.features.appointments.viewer import Viewer
from headway.features.people.models import Person
from headway.features.standing_groups import actions, meeting
from headway.features.standing_groups.models import GroupMeeting, GroupMember, StandingGroup
from headway.features.undertakings.models import Undertaking

KEEPER = "business-support"
SINCE, MET, TODAY, NEXT = date(2020, 1, 1), date(2026, 9, 1), date(2026, 9, 15), date(2026, 9, 10)


def keeper(on: date = TODAY) -> Viewer:
    """Who keeps the papers of all groups, on a day."""
    return seen(make_person(KEEPER), max(on, TODAY))


def make_group(name: str = "School organisation group") -> StandingGroup:
    """A group with terms of reference and no member."""
    by = keeper()
    made = actions.found_group(name=name, meets="Every half-term", by=by, at=AT)
    words = "Looks at every case before the cabinet does."
    actions.agree_terms(group=made, words=words, agreed_on=MET, by=by, at=AT)
    return made


def make_member(
    group: StandingGroup,
    person: Person | None = None,
    role: str = "member",
    *,
    name: str = "",
    since: date = SINCE,
    until: date | None = None,
) -> GroupMember:
    """Somebody serves in it."""
    days = {"valid_from": since, "valid_until": until}
    return actions.add_member(group=group, person=person, name=name, role=role, **days, by=keeper(), at=AT)


def make_meeting(group: StandingGroup, held_on: date = MET, minutes: str = "") -> GroupMeeting:
    """A meeting, with minutes where they are given."""
    by = keeper(held_on)
    made = meeting.call_meeting(group=group, held_on=held_on, place="Room 3, 10 am", by=by, at=AT)
    if minutes:
        meeting.write_minutes(meeting=made, minutes=minutes, seen_version=1, by=by, at=AT)
        made.refresh_from_db()
    return made


def make_action(
    made: GroupMeeting, owner: GroupMember, words: str = "Write to the boards", due_on: date = MET
) -> Undertaking:
    """What a member is to do."""
    return meeting.agree_action(
        meeting=made, words=words, owner=owner, due_on=due_on, by=keeper(made.held_on), at=AT
    )


def _group(side: Side) -> StandingGroup:
    """The group of a side; on one's own side everybody there is its secretary."""
    known = StandingGroup.objects.filter(name=f"Group {side.name}").first()
    made = known or make_group(f"Group {side.name}")
    if side.name == "own":
        new = Person.objects.exclude(pk__in=made.members.exclude(person=None).values("person"))
        GroupMember.objects.bulk_create(
            GroupMember(group=made, person=one, role="secretary", valid_from=SINCE, by=made.made_by)
            for one in new
        )
    return made


def _meeting(side: Side) -> GroupMeeting:
    made = _group(side)
    known = made.meetings.filter(held_on=MET).first()
    return known or make_meeting(made, minutes="All cases were looked at.")


def standing_group(side: Side) -> Arguments:
    """A group."""
    return {"key": _group(side).public_id}


def group_member(side: Side) -> Arguments:
    """Somebody who serves in it by name."""
    made = _group(side)
    known = made.members.filter(name="Governor 12").first()
    return {"key": made.public_id, "member": (known or make_member(made, name="Governor 12")).public_id}


def group_meeting(side: Side) -> Arguments:
    """A meeting with minutes."""
    return {"key": _group(side).public_id, "meeting": _meeting(side).public_id}


def group_minutes(side: Side) -> Arguments:
    """One whose minutes the next meeting can approve."""
    made = _group(side)
    if not made.meetings.filter(held_on=NEXT).exists():
        make_meeting(made, NEXT)
    return group_meeting(side)


def group_file(side: Side) -> Arguments:
    """Its papers as a PDF."""
    return group_meeting(side) | {"form": "pdf"}


def agenda_point(side: Side) -> Arguments:
    """Something on its agenda."""
    made = meeting.add_point(meeting=_meeting(side), words="Places", case=None, by=keeper(), at=AT)
    return group_meeting(side) | {"point": made.public_id}


def group_action(side: Side) -> Arguments:
    """Something a member is to do."""
    group_member(side)
    member = GroupMember.objects.get(group=_group(side), name="Governor 12")
    return {"key": make_action(_meeting(side), member).public_id}


STANDING_MAKERS: dict[str, Callable[[Side], Arguments]] = {
    "standing_group": standing_group,
    "group_member": group_member,
    "group_meeting": group_meeting,
    "group_minutes": group_minutes,
    "group_file": group_file,
    "agenda_point": agenda_point,
    "group_action": group_action,
}
