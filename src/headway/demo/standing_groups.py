"""A school organisation group for the demonstration: minutes that were approved, a case on its agenda, an action overdue by a
day."""

from datetime import date, datetime, timedelta

from headway.features.appointments.queries import viewer_of
from headway.features.appointments.viewer import Viewer
from headway.features.people.queries import first_holder
from headway.features.policies.queries import typed
from headway.features.standing_groups import actions, meeting
from headway.features.standing_groups.models import GroupMeeting, GroupMember, StandingGroup
from headway.features.structural_changes.models import Case

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
WRITER, CHAIR = "business-support", "head-of-service"
MEMBERS = ("chief-adviser", "data-officer", "governor-services", "headteacher")
TERMS = (
    "The group looks at every proposal to open, close, join or convert a school before it is decided.\n"
    "It advises the head of service. It decides nothing itself.\n"
    "It meets once every half-term; its minutes are approved at the next meeting."
)
MINUTES = (
    "The group looked at the merger. Both boards have agreed to consult.\n"
    "Governor services explained the choices for the board of the school that goes on."
)


def organise_schools(*, on: date, at: datetime) -> None:
    """The group with two meetings held and one to come (M1-12)."""
    writer = first_holder(WRITER, on=on)
    chair = first_holder(CHAIR, on=on)
    if writer is None or chair is None:
        return
    by = viewer_of(writer, on=on, access=typed("access"))
    group = actions.found_group(name="School organisation group", meets="Once every half-term", by=by, at=at)
    began = on - 40 * WEEK
    actions.agree_terms(group=group, words=TERMS, agreed_on=began, by=by, at=at)
    members = _members(group, chair, began, by, on, at)
    first = _meeting(group, on - 9 * WEEK, by, at)
    _put_on_agenda(first, "Two primary schools become one", by, at)
    _minute(first, members, MINUTES, by, at)
    late = {"words": "Ask the diocese for its view of the merger", "owner": members[0], "due_on": on - DAY}
    meeting.agree_action(meeting=first, **late, by=by, at=at)
    done = {"words": "Send both boards the timetable", "owner": members[-1], "due_on": on - 6 * WEEK}
    sent = meeting.agree_action(meeting=first, **done, by=by, at=at)
    told = {"state": "done", "on": on - 7 * WEEK, "words": "Sent to both clerks, with an answer from each."}
    meeting.end_action(action=sent, **told, by=by, at=at)
    second = _meeting(group, on - WEEK, by, at)
    _put_on_agenda(second, "Places needed in the east", by, at)
    _minute(second, members, "The group looked at places needed from next September.", by, at)
    meeting.approve_minutes(meeting=first, by=by, at=at)
    plan = {"words": "Bring the forecast of places", "owner": members[1], "due_on": on + 3 * WEEK}
    meeting.agree_action(meeting=second, **plan, by=by, at=at)
    _put_on_agenda(_meeting(group, on + 5 * WEEK, by, at), "Minutes of the last meeting", by, at)


def _members(
    group: StandingGroup, chair: object, began: date, by: Viewer, on: date, at: datetime
) -> list[GroupMember]:
    serving = [(chair, "chair"), (by.person, "secretary")]
    serving += [(person, "member") for role in MEMBERS if (person := first_holder(role, on=on))]
    told = {"group": group, "name": "", "valid_from": began, "valid_until": None, "by": by, "at": at}
    return [actions.add_member(person=person, role=role, **told) for person, role in serving]


def _meeting(group: StandingGroup, held_on: date, by: Viewer, at: datetime) -> GroupMeeting:
    return meeting.call_meeting(
        group=group, held_on=held_on, place="Committee room 2, 10 o'clock", by=by, at=at
    )


def _put_on_agenda(held: GroupMeeting, words: str, by: Viewer, at: datetime) -> None:
    case = Case.objects.filter(title=words).first()
    meeting.add_point(meeting=held, words=words, case=case, by=by, at=at)


def _minute(held: GroupMeeting, members: list[GroupMember], minutes: str, by: Viewer, at: datetime) -> None:
    words = {one.public_id: "present" for one in members[:-1]} | {members[-1].public_id: "apologies"}
    meeting.keep_attendance(meeting=held, words=words, seen_version=1, by=by, at=at)
    meeting.write_minutes(meeting=held, minutes=minutes, seen_version=2, by=by, at=at)
