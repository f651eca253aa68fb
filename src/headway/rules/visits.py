"""A visit: its days and halves, the moves of its life, and what decides whether it can be booked, moved, held, cancelled."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from headway.rules.calendars import day_words
from headway.rules.verdict import ALLOWED, Verdict, refuse

BOOKED, HELD, CANCELLED = "booked", "held", "cancelled"
STATES = {BOOKED: "Booked", HELD: "Held", CANCELLED: "Cancelled"}
MOVE, HOLD, CANCEL = "move", "hold", "cancel"
# Which state follows from which by what; nothing else is possible.
MOVES: Mapping[tuple[str, str], str] = {
    (BOOKED, MOVE): BOOKED,
    (BOOKED, HOLD): HELD,
    (BOOKED, CANCEL): CANCELLED,
}
MORNING, AFTERNOON, WHOLE_DAY = "am", "pm", "day"
HALVES = {MORNING: "Morning", AFTERNOON: "Afternoon", WHOLE_DAY: "Whole day"}
FUNCTIONS = {
    "monitoring": "Monitoring",
    "challenge": "Challenge",
    "support": "Support",
    "intervention": "Intervention",
}
MONEY = {"core": "Core", "granted": "Granted", "traded": "Traded"}
LEAD, WITH = "lead", "with"
PARTS = {LEAD: "Lead", WITH: "With"}
GOVERNANCE = "governance"  # the type of visit that governor services see
OLDEST, FURTHEST = timedelta(days=366), timedelta(days=731)


def half_days(half: str) -> int:
    """How many half-days a visit takes: 1 or 2."""
    return 2 if half == WHOLE_DAY else 1


def halves_of(half: str) -> frozenset[str]:
    """The halves of the day it fills: morning, afternoon, or both."""
    return frozenset({MORNING, AFTERNOON} if half == WHOLE_DAY else {half})


def meets(half: str, other: str) -> bool:
    """Whether two visits on one day fall in the same half."""
    return bool(halves_of(half) & halves_of(other))


def may_date(on: date, today: date) -> Verdict:
    """A visit is at most a year ago and at most two years ahead."""
    if on < today - OLDEST:
        return refuse(f"{day_words(on)} is more than a year ago. Check the year.")
    if on > today + FURTHEST:
        return refuse(f"{day_words(on)} is more than two years ahead. Check the year.")
    return ALLOWED


def may_move_to(state: str, event: str) -> Verdict:
    """Whether the event is possible in this state."""
    if (state, event) in MOVES:
        return ALLOWED
    if state == CANCELLED:
        return refuse("The visit is cancelled. Book another one.")
    return refuse("The visit was held and stays as it is.")


def may_hold(on: date, today: date, *, waits: bool) -> Verdict:
    """Whether a visit can be said to be held: on its day or later, and approved where it needs approval."""
    if waits:
        return refuse("The visit waits for approval. It can be held once it is approved.")
    if on > today:
        return refuse(f"The visit is on {day_words(on)}. It is held on that day, not before.")
    return ALLOWED


def may_cancel(reason: str) -> Verdict:
    """Whether it can be cancelled: with a reason."""
    return ALLOWED if reason.strip() else refuse("Enter why the visit is cancelled.")


def may_restore(state: str) -> Verdict:
    """Whether it can be booked again: while it is cancelled."""
    return ALLOWED if state == CANCELLED else refuse("The visit is not cancelled.")


def needs_approval(*, individual: bool, concern: bool, given: int | None) -> bool:
    """Whether a visit to one school has neither days of its own nor a category behind it (M5-08). `given`: half-days of the
    school itself this year, None where the year's days are not given yet."""
    return individual and not concern and given is not None and given <= 0


def may_go_alone(*, needed: bool, reason: str) -> Verdict:
    """Whether a visit that needs approval says why it is needed."""
    if needed and not reason.strip():
        return refuse(
            "The school has no individual days this year and is in no category that gives some. Say why the visit is needed: "
            "the quadrant lead or the head of service then approves it, and it takes days of the pool for concern."
        )
    return ALLOWED


def may_approve(*, waits: bool, is_booker: bool) -> Verdict:
    """Whether it can be approved: while it waits, by somebody who did not book it (M5-08)."""
    if not waits:
        return refuse("The visit does not wait for approval.")
    return refuse("You booked this visit, so somebody else approves it.") if is_booker else ALLOWED


def may_add(already: bool) -> Verdict:
    """Whether a person can come along: once."""
    return refuse("This person is on the visit already.") if already else ALLOWED


def source_of(public_id: str) -> str:
    """The visit as a ledger of days names it; the same for ever."""
    return f"visit {public_id}"
