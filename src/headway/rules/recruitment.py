"""The life of a recruitment: open, appointed, closed, given up; and what waits for it (M2-17)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from headway.rules.calendars import day_words
from headway.rules.verdict import ALLOWED, Verdict, refuse

OPEN, APPOINTED, CLOSED, GIVEN_UP = "open", "appointed", "closed", "given-up"
STATES = {OPEN: "Open", APPOINTED: "Appointed", CLOSED: "Closed", GIVEN_UP: "Given up"}
ENDED = refuse("This recruitment has ended. Open another one.")
NO_APPOINTMENT = refuse(
    "No appointment is recorded. Record the day it begins and how it was found, or give it up with a reason."
)
WAITS = (
    "This action is done once the appointment is recorded: a recruitment for it is open. Record the appointment under "
    "Workforce, or give the recruitment up there with a reason."
)


@dataclass(frozen=True, slots=True)
class Recruiting:
    """The days of a recruitment. `begins_on`: of the appointment that was made."""

    opened_on: date
    advertised_until: date | None = None
    begins_on: date | None = None
    closed_on: date | None = None
    given_up_on: date | None = None

    @property
    def state(self) -> str:
        """How it stands."""
        if self.given_up_on:
            return GIVEN_UP
        if self.closed_on:
            return CLOSED
        return APPOINTED if self.begins_on else OPEN


def may_advertise(opened_on: date, advertised_until: date | None) -> Verdict:
    """Whether a post can be advertised over these days."""
    if advertised_until and advertised_until < opened_on:
        return refuse("The advertisement ends before the recruitment opens. Correct one of the days.")
    return ALLOWED


def may_change(found: Recruiting) -> Verdict:
    """Whether it can be changed: until it has ended."""
    return ENDED if found.state in (CLOSED, GIVEN_UP) else ALLOWED


def may_appoint(found: Recruiting, begins_on: date) -> Verdict:
    """Whether an appointment can begin on this day; a later one stands in place of the first."""
    if not (verdict := may_change(found)):
        return verdict
    if begins_on < found.opened_on:
        return refuse(
            f"The recruitment opened on {day_words(found.opened_on)}. Nobody found by it began before."
        )
    return ALLOWED


def may_close(found: Recruiting) -> Verdict:
    """Whether it can be closed: with an appointment recorded."""
    if not (verdict := may_change(found)):
        return verdict
    return ALLOWED if found.state == APPOINTED else NO_APPOINTMENT


def may_give_up(found: Recruiting, reason: str) -> Verdict:
    """Whether it can be given up: before it has ended, with a reason."""
    if not (verdict := may_change(found)):
        return verdict
    return ALLOWED if reason.strip() else refuse("Write why it is given up.")


def may_tie(*, has_ended: bool) -> Verdict:
    """Whether an action of a plan can wait for a recruitment: while it is neither done nor dropped."""
    return refuse("This action is done or dropped. Choose another, or none.") if has_ended else ALLOWED


def may_complete(waiting: int) -> Verdict:
    """Whether an action of a plan can be done: while it waits for no open recruitment."""
    return refuse(WAITS) if waiting else ALLOWED
