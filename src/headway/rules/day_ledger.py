"""The day ledger in half-days: what credits and debits an account, what has to be agreed first, and its statement (M6-13).

Every movement has two sides that sum to zero. A movement is never edited: a correction is another one, with its reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from headway.rules.calendars import AcademicYear
from headway.rules.entitlement import half_day_words
from headway.rules.verdict import ALLOWED, Verdict, first_refusal, refuse

ENTITLED, BOUGHT, CRISIS, CONCERN, INTERVENTION, USED, FILLED = (
    "entitled", "bought", "crisis", "concern", "intervention", "used", "filled",
)  # fmt: skip
KIND_WORDS = {
    ENTITLED: "Entitled",
    BOUGHT: "Bought",
    CRISIS: "From the crisis pool",
    CONCERN: "From the pool for concern",
    INTERVENTION: "From the intervention pool",
    USED: "Used",
    FILLED: "Put into the pool",
}
# Pools that schools are helped from beside their own days, in the order they are listed.
POOLS = (CRISIS, CONCERN, INTERVENTION)
CREDITS = (BOUGHT, CRISIS)  # what is recorded by hand; the other credits follow a rule or a visit
MOST_HALF_DAYS = 400  # more than an adviser has in a year is a slip of the pen


@dataclass(frozen=True, slots=True)
class Approved:
    """What somebody allowed for one account: so many half-days from a pool, or (no pool) below zero."""

    pool: str
    half_days: int
    is_used: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """A movement of one account: what kind, on which day, how many half-days (positive is credit)."""

    kind: str
    on: date
    half_days: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Half-days of one account by what they are; `used` counts upwards."""

    entitled: int = 0
    bought: int = 0
    pools: int = 0
    used: int = 0

    @property
    def credited(self) -> int:
        """Everything that came in."""
        return self.entitled + self.bought + self.pools

    @property
    def left(self) -> int:
        """What is left; below zero only where somebody allowed it."""
        return self.credited - self.used


def may_move(half_days: int, source: str, purpose: str, reason: str) -> Verdict:
    """Whether a movement says enough: at least half a day, where it comes from, what for and why."""
    if half_days < 1:
        return refuse("A movement is at least half a day.")
    if half_days > MOST_HALF_DAYS:
        return refuse(f"{half_day_words(half_days)} are more than one movement can be. Split it.")
    for words, name in ((source, "where it comes from"), (purpose, "what it is for"), (reason, "why")):
        if not words.strip():
            return refuse(f"Say {name}: every movement has its source, purpose and reason.")
    return ALLOWED


def may_be_on(on: date, year: AcademicYear) -> Verdict:
    """Whether the day lies in the academic year of the account."""
    return (
        ALLOWED
        if year.holds(on)
        else refuse(f"The day is not in {year.label}, the academic year of the account.")
    )


def may_take_from_pool(
    pool: str, half_days: int, own_left: int, case: str, approved: Approved | None
) -> Verdict:
    """Whether a visit can be paid from a pool instead of the school's own days.

    The intervention team goes to schools with an open case only (M7-03). The pool for concern serves a school without
    days of its own, once a quadrant lead has agreed (M5-08).
    """
    if pool not in POOLS:
        return refuse("There is no such pool.")
    if pool == CRISIS:
        return refuse("Days for a crisis are granted to the school first, then used like its own.")
    if pool == INTERVENTION:
        return (
            ALLOWED
            if case.strip()
            else refuse("The intervention team goes to schools with an open case only.")
        )
    if own_left >= half_days:
        return refuse(f"The school has {half_day_words(own_left)} of its own left. Use these first.")
    return _covers(approved, pool, half_days)


def may_overdraw(left_after: int, approved: Approved | None) -> Verdict:
    """Whether an account can stand at `left_after`: not below zero, or no further than somebody allowed."""
    return ALLOWED if left_after >= 0 else _covers(approved, "", -left_after)


def may_reverse(is_reversal: bool, is_reversed: bool, reason: str) -> Verdict:
    """Whether a movement can be corrected by its opposite: once, with a reason, and never a correction itself."""
    if is_reversal:
        return refuse("This is a correction itself. Record the days anew instead.")
    if is_reversed:
        return refuse("This was corrected already.")
    return ALLOWED if reason.strip() else refuse("Say why it is taken back.")


def may_stand_again(standing: int | None, half_days: int) -> Verdict:
    """Whether a source that stands with so many half-days already (None: it does not) can be asked for with these."""
    if standing is None or standing == half_days:
        return ALLOWED
    return refuse(
        f"This stands in the ledger with {half_day_words(standing)}. Take it back first, then record it anew."
    )


def may_ask(half_days: int, reason: str) -> Verdict:
    """Whether something can be asked for: at least half a day, and why."""
    return may_move(half_days, "a request", "an approval", reason)


def may_grant(roles: Iterable[str], pool: str) -> Verdict:
    """Whether one of these roles decides it: below zero the head of service, the pool for concern a quadrant lead too."""
    deciders = deciders_of(pool)
    if set(roles) & set(deciders):
        return ALLOWED
    return refuse(
        "Going below zero is for the head of service to allow."
        if not pool
        else "A quadrant lead decides this."
    )


def deciders_of(pool: str) -> tuple[str, ...]:
    """The roles that decide on days from a pool, or (none) on going below zero."""
    return ("quadrant-lead", "head-of-service") if pool else ("head-of-service",)


def standing_of(moves: Iterable[Moved], as_at: date | None = None) -> Standing:
    """What an account holds from its movements, those on or before `as_at`."""
    sums = dict.fromkeys((ENTITLED, BOUGHT, "pools", USED), 0)
    for one in moves:
        if as_at is None or one.on <= as_at:
            sums["pools" if one.kind in POOLS else one.kind] += one.half_days
    return Standing(sums[ENTITLED], sums[BOUGHT], sums["pools"], -sums[USED])


def running(amounts: Sequence[int]) -> tuple[int, ...]:
    """What is held after each amount, in their order."""
    held, found = 0, []
    for amount in amounts:
        held += amount
        found.append(held)
    return tuple(found)


def _covers(approved: Approved | None, pool: str, half_days: int) -> Verdict:
    what = "take days for concern" if pool else "go below zero"
    if approved is None or approved.pool != pool:
        return refuse(f"Nobody has agreed to {what} here. Ask for it first.")
    return first_refusal(
        refuse("This approval was used already. Ask for another one.") if approved.is_used else ALLOWED,
        ALLOWED
        if half_days <= approved.half_days
        else refuse(
            f"Only {half_day_words(approved.half_days)} were agreed, and {half_day_words(half_days)} are needed."
        ),
    )
