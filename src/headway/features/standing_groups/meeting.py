"""Writes of a standing group's meetings: date and place, agenda, attendance, minutes and their approval, actions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.saving import save_seen, unless_taken
from headway.features.standing_groups.actions import day, may_keep, told
from headway.features.standing_groups.models import (
    AgendaPoint,
    Attendance,
    GroupMeeting,
    GroupMember,
    StandingGroup,
)
from headway.features.standing_groups.queries import KIND, ORIGIN, relations_to
from headway.features.structural_changes.models import Case
from headway.features.undertakings.actions import DONE, agree, drop, lock_dates, report
from headway.features.undertakings.models import Undertaking
from headway.rules import standing_groups as rule
from headway.rules.calendars import day_words
from headway.rules.verdict import Verdict, first_refusal, insist, refuse

MET = "The group meets on this day already. Open that meeting."


def may_change(by: Viewer, meeting: GroupMeeting) -> Verdict:
    """Whether the person may change date, place and agenda of this meeting."""
    return rights_of(by, meeting, None).change


def may_minute(by: Viewer, meeting: GroupMeeting) -> Verdict:
    """Whether the person may record who was there, the minutes, and what was agreed."""
    return rights_of(by, meeting, None).minute


@dataclass(frozen=True, slots=True)
class Rights:
    """What somebody may do with a meeting: its papers as such, its day and agenda, its minutes, their approval."""

    keep: Verdict
    change: Verdict
    minute: Verdict
    approve: Verdict


def rights_of(by: Viewer, meeting: GroupMeeting, later_on: date | None) -> Rights:
    """All that may be asked of a meeting, with one question to the database. `later_on`: the day of the next meeting."""
    keep = may_keep(by, meeting.group)
    change = first_refusal(keep, rule.may_change_meeting(approved=meeting.approved_at_id is not None))
    ready = rule.may_approve_minutes(meeting.minutes, meeting.held_on, later_on, by.on)
    minute = first_refusal(change, rule.may_minute(meeting.held_on, by.on))
    return Rights(keep, change, minute, first_refusal(change, ready))


def next_meeting(meeting: GroupMeeting) -> GroupMeeting | None:
    """The meeting of the same group after this one."""
    rows = GroupMeeting.objects.filter(group=meeting.group, held_on__gt=meeting.held_on)
    return rows.order_by("held_on", "pk").first()


def may_approve(by: Viewer, meeting: GroupMeeting, later: GroupMeeting | None) -> Verdict:
    """Whether the person may record that the next meeting approved the minutes."""
    return rights_of(by, meeting, later.held_on if later else None).approve


def may_report(by: Viewer, action: Undertaking, group: StandingGroup) -> Verdict:
    """Whether the person may say that an action is done or dropped: who has to do it, and who keeps the papers."""
    own = frozenset({"self"} if action.owner_id == by.person.pk else ())
    return by.may(KIND, "change", relations_to(by, group) | own)


@transaction.atomic
def call_meeting(
    *, group: StandingGroup, held_on: date, place: str, by: Viewer, at: datetime
) -> GroupMeeting:
    """A meeting on a day, to come or past."""
    insist(first_refusal(may_keep(by, group), rule.may_meet(held_on, group.ended_on)))
    made = unless_taken(
        lambda: GroupMeeting.objects.create(group=group, held_on=held_on, place=place, made_by=by.person), MET
    )
    told("call_group_meeting", group, by, at, after={"meeting": made.public_id, "on": day(held_on)})
    return made


@transaction.atomic
def move_meeting(
    *, meeting: GroupMeeting, held_on: date, place: str, seen_version: int, by: Viewer, at: datetime
) -> None:
    """Another day or place; Stale where somebody saved the meeting meanwhile."""
    held = _locked(meeting)
    insist(first_refusal(may_change(by, held), rule.may_meet(held_on, held.group.ended_on)))
    before = {"meeting": held.public_id, "on": day(held.held_on)}
    unless_taken(lambda: save_seen(held, seen_version, {"held_on": held_on, "place": place}), MET)
    told("move_group_meeting", held.group, by, at, before=before, after={"on": day(held_on)})


@transaction.atomic
def add_point(
    *, meeting: GroupMeeting, words: str, case: Case | None, by: Viewer, at: datetime
) -> AgendaPoint:
    """Something more on the agenda, perhaps about a case."""
    held = _locked(meeting)
    insist(may_change(by, held))
    made = AgendaPoint.objects.create(meeting=held, words=words, case=case)
    after = {"meeting": held.public_id, "point": made.public_id, "case": case.public_id if case else None}
    told("add_agenda_point", held.group, by, at, after=after)
    return made


@transaction.atomic
def take_point_off(*, meeting: GroupMeeting, key: str, by: Viewer, at: datetime) -> None:
    """It is not on the agenda after all."""
    held = _locked(meeting)
    insist(may_change(by, held))
    gone, _ = held.points.filter(public_id=key).delete()
    if not gone:
        insist(refuse("This is no longer on the agenda."))
    told("take_agenda_point_off", held.group, by, at, before={"meeting": held.public_id, "point": key})


@transaction.atomic
def keep_attendance(
    *, meeting: GroupMeeting, words: Mapping[str, str], seen_version: int, by: Viewer, at: datetime
) -> None:
    """Who was there and who sent apologies: public id of a member to a key of ATTENDANCES, empty where nothing is said."""
    held = _locked(meeting)
    insist(may_minute(by, held))
    save_seen(held, seen_version, {})
    members = {one.public_id: one for one in serving_on(held)}
    held.attendances.all().delete()
    rows = [
        Attendance(meeting=held, member=members[key], word=word)
        for key, word in words.items()
        if word and key in members
    ]
    Attendance.objects.bulk_create(rows)
    counts = {word: sum(one.word == word for one in rows) for word in rule.ATTENDANCES}
    told("keep_group_attendance", held.group, by, at, after={"meeting": held.public_id, **counts})


def serving_on(meeting: GroupMeeting) -> list[GroupMember]:
    """Who served in the group on the day of the meeting."""
    rows = GroupMember.objects.as_at(meeting.held_on).filter(group=meeting.group)
    return list(rows.select_related("person"))


@transaction.atomic
def write_minutes(
    *, meeting: GroupMeeting, minutes: str, seen_version: int, by: Viewer, at: datetime
) -> None:
    """What was said and decided; Stale where somebody saved the meeting meanwhile."""
    held = _locked(meeting)
    insist(may_minute(by, held))
    save_seen(held, seen_version, {"minutes": minutes})
    told("write_group_minutes", held.group, by, at, after={"meeting": held.public_id})


@transaction.atomic
def approve_minutes(*, meeting: GroupMeeting, by: Viewer, at: datetime) -> None:
    """The next meeting approved the minutes; from now on they stay as they are."""
    held = _locked(meeting)
    later = next_meeting(held)
    insist(may_approve(by, held, later))
    save_seen(held, held.version, {"approved_at": later})
    after = {"meeting": held.public_id, "at": later.public_id if later else None}
    told("approve_group_minutes", held.group, by, at, after=after)


@transaction.atomic
def agree_action(
    *, meeting: GroupMeeting, words: str, owner: GroupMember, due_on: date, by: Viewer, at: datetime
) -> Undertaking:
    """What a member is to do by a day."""
    held = _locked(meeting)
    insist(first_refusal(may_minute(by, held), rule.may_agree_action(due_on, held.held_on)))
    made = Undertaking(
        kind=KIND,
        words=words,
        owner=owner.person,
        owner_words=owner.name,
        due_on=due_on,
        origin_kind=ORIGIN,
        origin_id=held.public_id,
        origin_words=f"{held.group.name}, {day_words(held.held_on)}",
    )
    agree(made=made, by=by.person, at=at)
    lock_dates(rows=[made], by=by.person, at=at)
    after = {"meeting": held.public_id, "action": made.public_id, "due_on": day(due_on)}
    told("agree_group_action", held.group, by, at, after=after)
    return made


@transaction.atomic
def end_action(*, action: Undertaking, state: str, on: date, words: str, by: Viewer, at: datetime) -> None:
    """It is done, by what that is seen, or it is dropped, and why."""
    held = Undertaking.objects.select_for_update(of=("self",)).get(pk=action.pk)
    meeting = GroupMeeting.objects.select_related("group").get(public_id=held.origin_id)
    now = rule.state_of(held.completed_on, held.dropped_on)
    ending = rule.may_end_action(now, words, on, meeting.held_on, by.on)
    insist(first_refusal(may_report(by, held, meeting.group), ending))
    if state == rule.DONE:
        more = {"next_step": "", "forecast_on": None}
        report(row=held, on=on, status=DONE, evidence=words, **more, by=by.person, at=at)
    else:
        drop(row=held, on=on, reason=words, by=by.person, at=at)
    after = {"action": held.public_id, "state": state, "on": day(on)}
    told("end_group_action", meeting.group, by, at, before={"state": now}, after=after)


def _locked(meeting: GroupMeeting) -> GroupMeeting:
    rows = GroupMeeting.objects.select_for_update(of=("self",)).select_related("group")
    return rows.get(pk=meeting.pk)
