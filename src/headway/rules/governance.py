"""Seats of a governing board and who holds them when: vacancies, terms that end soon, and what may be recorded."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from headway.rules.governance_policy import GovernancePolicy, SeatRole
from headway.rules.schools import add_months
from headway.rules.verdict import ALLOWED, Verdict, refuse


@dataclass(frozen=True, slots=True)
class Held:
    """A seat held by somebody over [valid_from, valid_until); without end where `valid_until` is None."""

    holder: str
    valid_from: date
    valid_until: date | None

    def covers(self, on: date) -> bool:
        """Whether it is in force on the day."""
        return self.valid_from <= on and (self.valid_until is None or on < self.valid_until)


@dataclass(frozen=True, slots=True)
class SeatNow:
    """A seat on a day: who holds it until when, or since when it is vacant."""

    role: str
    holder: str
    until: date | None
    vacant_since: date | None


@dataclass(frozen=True, slots=True)
class BoardNow:
    """The seats of a board on a day."""

    seats: tuple[SeatNow, ...]
    on: date

    @property
    def vacant(self) -> tuple[SeatNow, ...]:
        """Seats without a term in force, the longest vacant first."""
        empty = [seat for seat in self.seats if seat.vacant_since is not None]
        return tuple(sorted(empty, key=lambda seat: seat.vacant_since or self.on))

    def long_vacant(self, months: int) -> tuple[SeatNow, ...]:
        """Those that were empty for so many months or longer."""
        return tuple(
            seat
            for seat in self.vacant
            if seat.vacant_since is not None and add_months(seat.vacant_since, months) <= self.on
        )

    def ending(self, days: int) -> tuple[SeatNow, ...]:
        """Seats whose term ends within so many days, the next first."""
        last = self.on + timedelta(days=days)
        soon = [seat for seat in self.seats if seat.until is not None and seat.until <= last]
        return tuple(sorted(soon, key=lambda seat: seat.until or last))

    def holders(self, role: str) -> tuple[str, ...]:
        """Who holds a role."""
        return tuple(seat.holder for seat in self.seats if seat.role == role and seat.holder)

    def lacks(self, roles: Iterable[SeatRole]) -> tuple[SeatRole, ...]:
        """Those of the roles that nobody holds, whether there is a seat for them or not."""
        return tuple(role for role in roles if not self.holders(role.key))


def seat_now(role: str, seat_from: date, terms: Iterable[Held], on: date) -> SeatNow:
    """The seat on a day. It is vacant since its last term ended, or since there is the seat."""
    past = [seat_from]
    for term in terms:
        if term.covers(on):
            return SeatNow(role, term.holder, term.valid_until, None)
        if term.valid_until is not None and term.valid_until <= on:
            past.append(term.valid_until)
    return SeatNow(role, "", None, max(past))


def usual_end(valid_from: date, role: SeatRole) -> date | None:
    """The first day after a term of the usual length; None for a seat held by post."""
    return add_months(valid_from, role.term_months) if role.term_months else None


def may_begin_term(
    seat: Held, others: Sequence[Held], valid_from: date, valid_until: date | None, role: SeatRole
) -> Verdict:
    """A term lies within its seat's time, ends after it begins and no later than the usual length, and overlaps no other.

    `seat`: over which days there is the seat.
    """
    end = valid_until or date.max
    if end <= valid_from:
        return refuse("The term ends before it begins. Check both days.")
    if valid_from < seat.valid_from or (seat.valid_until is not None and end > seat.valid_until):
        return refuse("There is no such seat on all of these days.")
    if role.term_months and end > add_months(valid_from, role.term_months):
        return refuse(f"A term of this seat lasts {role.term_months} months at most. Enter its end.")
    for other in others:
        if other.valid_from < end and (other.valid_until is None or valid_from < other.valid_until):
            return refuse(f"{other.holder} holds this seat on some of these days. End that term first.")
    return ALLOWED


def may_end_term(term: Held, until: date, reason: str) -> Verdict:
    """A term ends early once, after it began, with a reason."""
    if until <= term.valid_from:
        return refuse("The term had not begun by then. Check the day, or take the term out.")
    if term.valid_until is not None and until >= term.valid_until:
        return refuse("The term ends by then anyway. An early end lies before it.")
    return ALLOWED if reason.strip() else refuse("Say why the term ends early.")


def may_close_seat(seat_from: date, terms: Iterable[Held], until: date) -> Verdict:
    """A seat ends after it began and with nobody in it."""
    if until <= seat_from:
        return refuse("There was no such seat by then. Check the day.")
    if any(term.valid_until is None or term.valid_until > until for term in terms):
        return refuse("Somebody holds this seat on that day or later. End the term first.")
    return ALLOWED


def may_govern(schools: Mapping[str, str], governs: Collection[str], *, several: bool) -> Verdict:
    """Whether a board may take on schools: each has one board at a time, and not every board may have several.

    `schools`: name of each to the board that governs it on a day from then on, or nothing; `governs`: names the board has.
    """
    if not several and len(governs) + len(schools) > 1:
        return refuse("A board of this kind governs one school. Choose another kind, or fewer schools.")
    for name, board in schools.items():
        if board:
            return refuse(f"{name} has a board on some of these days: {board}. End that first.")
    return ALLOWED


def may_give_up(governed_from: date, until: date) -> Verdict:
    """A board stops to govern a school after it began to."""
    return (
        ALLOWED if until > governed_from else refuse("It did not govern the school by then. Check the day.")
    )


def may_be_kind(several: bool, governs: int) -> Verdict:
    """Whether a board of so many schools may be of a kind."""
    if governs > 1 and not several:
        return refuse("The board governs several schools; a board of this kind has one.")
    return ALLOWED


def may_state_health(on: date, today: date, level: str, reason: str, policy: GovernancePolicy) -> Verdict:
    """A statement is of today or a day before, in the policy's words, with its reason."""
    if on > today:
        return refuse("A statement is of today or a day before.")
    if level not in policy.health:
        return refuse("The levels have changed meanwhile; open the page again.")
    return ALLOWED if reason.strip() else refuse("Say what the statement rests on.")
