"""Standing groups: who serves when, when a meeting can be minuted and its minutes approved, and how its actions stand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from headway.rules.calendars import day_words
from headway.rules.verdict import ALLOWED, Verdict, refuse

CHAIR, SECRETARY, MEMBER = "chair", "secretary", "member"
ROLES = {CHAIR: "Chair", SECRETARY: "Secretary", MEMBER: "Member"}
# Who keeps the group's papers besides the officers whose role does.
RUNNING = frozenset({CHAIR, SECRETARY})
PRESENT, APOLOGIES = "present", "apologies"
ATTENDANCES = {PRESENT: "Present", APOLOGIES: "Apologies"}
OPEN, DONE, DROPPED = "open", "done", "dropped"
STATES = {OPEN: ("Open", "blue"), DONE: ("Done", "green"), DROPPED: ("Dropped", "grey")}
LATE = ("Overdue", "red")

Days = tuple[date, date | None]


def state_of(done_on: date | None, dropped_on: date | None) -> str:
    """How an action stands: a key of STATES."""
    if done_on:
        return DONE
    return DROPPED if dropped_on else OPEN


def is_overdue(state: str, due_on: date | None, on: date) -> bool:
    """Whether an open action is past its day: from the day after it on."""
    return state == OPEN and due_on is not None and due_on < on


def may_agree_terms(agreed_on: date, ended_on: date | None, today: date) -> Verdict:
    """Whether terms of reference can be recorded as agreed on a day."""
    if agreed_on > today:
        return refuse("Terms of reference are recorded once they are agreed: enter today or an earlier day.")
    if ended_on and agreed_on >= ended_on:
        return refuse(f"The group ended on {day_words(ended_on)}. Enter an earlier day.")
    return ALLOWED


def may_serve(
    since: date, until: date | None, role: str, own: Iterable[Days], chairs: Iterable[Days]
) -> Verdict:
    """Whether somebody can serve over [since, until): once at a time, and as chair beside no other chair.

    `own`: over which days they serve already; `chairs`: over which days somebody chairs.
    """
    if until is not None and until <= since:
        return refuse("Enter an end after the first day.")
    if any(_meet((since, until), one) for one in own):
        return refuse("They are a member over some of these days already. End that first.")
    if role == CHAIR and any(_meet((since, until), one) for one in chairs):
        return refuse("Somebody chairs the group over some of these days. End that first.")
    return ALLOWED


def may_end_serving(since: date, until: date | None, on: date) -> Verdict:
    """Whether a membership can end on a day, the first without it; an end that is set can be brought forward."""
    if on <= since:
        return refuse(f"They serve from {day_words(since)}. Enter a later day.")
    if until is not None and on >= until:
        return refuse(f"This ends on {day_words(until)} already. Enter an earlier day.")
    return ALLOWED


def may_meet(held_on: date, ended_on: date | None) -> Verdict:
    """Whether the group can meet on a day."""
    if ended_on and held_on >= ended_on:
        return refuse(f"The group ended on {day_words(ended_on)}. Enter an earlier day.")
    return ALLOWED


def may_change_meeting(*, approved: bool) -> Verdict:
    """Whether the papers of a meeting can still be changed: until its minutes are approved."""
    return refuse("The minutes are approved and stay as they are.") if approved else ALLOWED


def may_minute(held_on: date, today: date) -> Verdict:
    """Whether minutes, attendance and actions can be recorded: from the day of the meeting on."""
    if held_on > today:
        return refuse(f"The meeting is on {day_words(held_on)}. Record this from then on.")
    return ALLOWED


def may_approve_minutes(minutes: str, held_on: date, later_on: date | None, today: date) -> Verdict:
    """Whether a later meeting, held on `later_on`, approved the minutes; None: there is no later one."""
    if not minutes.strip():
        return refuse("There are no minutes to approve yet.")
    if later_on is None or later_on <= held_on:
        return refuse("Minutes are approved at the next meeting. Add that meeting first.")
    if later_on > today:
        return refuse(f"The next meeting is on {day_words(later_on)}. Record the approval from then on.")
    return ALLOWED


def may_agree_action(due_on: date, held_on: date) -> Verdict:
    """Whether an action can be due on a day: not before the meeting that agreed it."""
    if due_on < held_on:
        return refuse(f"The meeting was on {day_words(held_on)}. Enter that day or a later one.")
    return ALLOWED


def may_change_action(state: str) -> Verdict:
    """Whether an action can still end: it is open."""
    return ALLOWED if state == OPEN else refuse("This action is not open any more.")


def may_end_action(state: str, words: str, on: date, held_on: date, today: date) -> Verdict:
    """Whether an action is done, or dropped, on a day; `words`: by what it is seen, or why it is given up."""
    if state != OPEN:
        return may_change_action(state)
    if not words.strip():
        return refuse("Say by what it is seen, or why it is dropped.")
    if not held_on <= on <= today:
        return refuse(f"Enter a day from {day_words(held_on)}, when it was agreed, to today.")
    return ALLOWED


def _meet(one: Days, other: Days) -> bool:
    return (other[1] is None or one[0] < other[1]) and (one[1] is None or other[0] < one[1])
