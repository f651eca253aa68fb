"""Tables of standing groups: members, meetings, actions with what is overdue."""

from collections.abc import Collection, Iterable
from datetime import date

from django.urls import reverse

from headway.features.standing_groups.models import GroupMeeting, GroupMember, StandingGroup
from headway.features.undertakings.facts import owner_words
from headway.features.undertakings.models import Undertaking
from headway.kit.tables import Cell, Column, Table, day_cell, plain_table
from headway.kit.words import day_words
from headway.pages.standing_groups.finding import group_href, meeting_href
from headway.rules import standing_groups as rule


def groups_table(rows: Iterable[StandingGroup], chairs: dict[int, str]) -> Table:
    """Groups with their chair and meetings. `chairs`: primary key of a group to who chairs it."""
    lines = [
        (
            Cell(
                one.name,
                href=group_href(one),
                note=f"Ended on {day_words(one.ended_on)}" if one.ended_on else "",
            ),
            Cell(chairs.get(one.pk), missing="nobody"),
            one.met,
            day_cell(one.last_on, missing="none yet"),
            day_cell(one.next_on, missing="none set"),
        )
        for one in rows
    ]
    heads = ("Group", "Chaired by", Column("Meetings held", numeric=True), "Last meeting", "Next meeting")
    empty = "No standing group is open to you here."
    return plain_table("Standing groups", heads, lines, empty_words=empty)


def members_table(rows: Iterable[GroupMember], on: date, *, keeps: bool) -> Table:
    """Members of now first, then those to come and of before."""
    lines = [
        (
            Cell(str(one), href=_end_href(one) if keeps and serves_from(one, on) else ""),
            rule.ROLES[one.role],
            day_cell(one.valid_from),
            day_cell(one.valid_until, missing="until further notice"),
            Cell(*_serves(one, on)[:1], colour=_serves(one, on)[1]),
        )
        for one in sorted(rows, key=lambda one: (not serves_from(one, on), one.role, str(one), one.pk))
    ]
    heads = ("Member", "Role", "From", "Until", "Now")
    return plain_table("Members", heads, lines, empty_words="Nobody serves in the group yet.")


def serves_from(one: GroupMember, on: date) -> bool:
    """Whether they serve on the day or will."""
    return one.valid_until is None or one.valid_until > on


def meetings_table(rows: Iterable[GroupMeeting], on: date) -> Table:
    """Meetings, newest first, with how their minutes stand."""
    lines = [
        (Cell(day_words(one.held_on), href=meeting_href(one)), one.place, minutes_cell(one, on))
        for one in rows
    ]
    heads = ("Meeting", "Place and time", "Minutes")
    return plain_table("Meetings", heads, lines, empty_words="No meeting is entered yet.")


def minutes_cell(one: GroupMeeting, on: date) -> Cell:
    """How the minutes stand."""
    if one.approved_at:
        return Cell(
            "Approved", colour="green", note=f"At the meeting of {day_words(one.approved_at.held_on)}"
        )
    if one.minutes:
        return Cell("Not approved yet", colour="yellow")
    return Cell("Not written", colour="grey") if one.held_on <= on else Cell("To come", colour="blue")


def actions_table(
    caption: str,
    rows: Iterable[Undertaking],
    on: date,
    reports: Collection[str] = (),
    empty: str = "Nothing was agreed.",
    *,
    says_where: bool = True,
) -> Table:
    """Actions, the next due first. `reports`: public ids of those the viewer may report on; `says_where`: at which meeting
    each was agreed."""
    lines = [
        (
            Cell(
                one.words,
                href=_action_href(one) if one.public_id in reports else "",
                note=one.origin_words if says_where else "",
            ),
            Cell(owner_words(one) or None, missing="nobody"),
            day_cell(one.due_on),
            state_cell(one, on),
        )
        for one in rows
    ]
    return plain_table(caption, ("Action", "Who", "By", "How it stands"), lines, empty_words=empty)


def state_cell(one: Undertaking, on: date) -> Cell:
    """Open, overdue, done or dropped, with the words of its end as far as they were read with it."""
    state = rule.state_of(one.completed_on, one.dropped_on)
    if rule.is_overdue(state, one.due_on, on):
        return Cell(rule.LATE[0], colour=rule.LATE[1], note=late_words(one, on))
    words, colour = rule.STATES[state]
    note = f"{day_words(one.completed_on)}: {getattr(one, 'evidence', '')}" if state == rule.DONE else ""
    note = f"{day_words(one.dropped_on)}: {one.drop_reason}" if state == rule.DROPPED else note
    return Cell(words, colour=colour, note=note)


def late_words(one: Undertaking, on: date) -> str:
    """By how much it is overdue."""
    days = (on - one.due_on).days if one.due_on else 0
    return f"by {days} day" if days == 1 else f"by {days} days"


def _action_href(one: Undertaking) -> str:
    if one.completed_on or one.dropped_on:
        return ""
    return reverse("group_action", args=[one.public_id])


def _end_href(one: GroupMember) -> str:
    return reverse("group_member_end", args=[one.group.public_id, one.public_id])


def _serves(one: GroupMember, on: date) -> tuple[str, str]:
    if one.valid_from > on:
        return "To come", "blue"
    return ("Serves", "green") if serves_from(one, on) else ("Ended", "grey")
