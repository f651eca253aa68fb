"""Data sharing agreements of schools: what they cover, how long they hold, and what is taken without one (M4-01)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from headway.rules.calendars import day_words
from headway.rules.policyfile import Header, Mark, Section, open_policy
from headway.rules.schools import add_months
from headway.rules.verdict import ALLOWED, Verdict, refuse

# Sheets of our own with one row for one school each, so that a row can be left out alone.
SHEETS_BY_SCHOOL = ("conflicts", "headships", "last_year", "provisions")
NONE, LIVE, LAPSED, ENDED = "none", "live", "lapsed", "ended"
STATES = {
    NONE: ("No agreement", "grey"),
    LIVE: ("Live", "green"),
    LAPSED: ("Lapsed", "red"),
    ENDED: ("Ended early", "red"),
}


@dataclass(frozen=True, slots=True)
class DataItem:
    """One kind of data that is exchanged: on which lawful basis, and for which purposes."""

    key: str
    label: str
    basis: str
    purposes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SharingPolicy:
    """The protocol. `gate_from`: from then on own data need a live agreement; `own_sheets`: sheets of such data."""

    header: Header
    gate_from: date
    valid_months: int
    warn_days: int
    own_sheets: tuple[str, ...]
    purposes: Mapping[str, str]
    items: tuple[DataItem, ...]
    marks: Mapping[str, Mark] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Signed:
    """An agreement over [first_on, until); `ended_on`: ended early, the first day without it."""

    first_on: date
    until: date
    ended_on: date | None = None

    @property
    def over_on(self) -> date:
        """The first day without it."""
        return min(self.until, self.ended_on) if self.ended_on else self.until

    def holds(self, on: date) -> bool:
        """Whether it is live on the day."""
        return self.first_on <= on < self.over_on


@dataclass(frozen=True, slots=True)
class SharingState:
    """How a school stands on a day: a word of STATES, its sentence, and the first day without an agreement."""

    word: str
    reason: str
    until: date | None = None

    @property
    def is_live(self) -> bool:
        """Whether data can be exchanged."""
        return self.word == LIVE


def state_of(agreements: Iterable[Signed], on: date) -> SharingState:
    """The state of a school with these agreements on a day. One that begins later does not count yet, and is told."""
    known = sorted(agreements, key=lambda one: (one.first_on, one.over_on))
    live = [one for one in known if one.holds(on)]
    if live:
        until = _until(known, live[-1].over_on)
        return SharingState(LIVE, f"It holds until {day_words(until - timedelta(days=1))}.", until)
    later = next(
        (f" The next begins on {day_words(one.first_on)}." for one in known if one.first_on > on), ""
    )
    past = [one for one in known if one.over_on <= on and one.over_on > one.first_on]
    if not past:
        return SharingState(NONE, f"None was signed yet.{later}" if not later else later.strip())
    last = max(past, key=lambda one: one.over_on)
    if last.ended_on and last.ended_on < last.until:
        return SharingState(ENDED, f"It was ended on {day_words(last.ended_on)}.{later}", last.over_on)
    return SharingState(LAPSED, f"It lapsed on {day_words(last.until)}.{later}", last.over_on)


def lapses_soon(state: SharingState, on: date, policy: SharingPolicy) -> bool:
    """Whether a live agreement lapses within the days of warning."""
    return state.is_live and state.until is not None and state.until <= on + timedelta(days=policy.warn_days)


def valid_until(first_on: date, policy: SharingPolicy) -> date:
    """The first day without an agreement that begins on this day."""
    return add_months(first_on, policy.valid_months)


def may_sign(
    signed_on: date, first_on: date, today: date, policy: SharingPolicy, others: Sequence[Signed]
) -> Verdict:
    """Whether an agreement can be recorded: signed by now, begun no earlier, not beside another, not over already."""
    if signed_on > today:
        return refuse("An agreement is recorded once it was signed; choose today or a day before.")
    if first_on < signed_on:
        return refuse("It cannot begin before it was signed. Choose the day of the signature or a later one.")
    until = valid_until(first_on, policy)
    if until <= today:
        words = f"Signed for {policy.valid_months} months from then, it was over on {day_words(until)}. Correct the days."
        return refuse(words)
    beside = next((one for one in others if one.first_on < until and first_on < one.over_on), None)
    if beside is None:
        return ALLOWED
    if beside.first_on > first_on:
        return refuse(f"The school has one that begins on {day_words(beside.first_on)} already.")
    return refuse(
        f"The school has one until {day_words(beside.over_on - timedelta(days=1))}. "
        f"Let the new one begin on {day_words(beside.over_on)}, or end that one first."
    )


def may_end(held: Signed, ended_on: date, today: date, reason: str) -> Verdict:
    """Whether an agreement can be ended early: once, by a day of its time that has come, with a reason."""
    if held.ended_on is not None:
        return refuse("This agreement was ended already.")
    if ended_on > today:
        return refuse("An end is recorded once it has come; choose today or a day before.")
    if not held.first_on < ended_on < held.until:
        return refuse(
            "The day does not lie in the time of the agreement. Choose one after its first day and before its end."
        )
    return ALLOWED if reason.strip() else refuse("Say why it was ended.")


def may_take(school: str, state: SharingState, on: date, policy: SharingPolicy) -> Verdict:
    """Whether a school's own data may be taken on a day: before the gate always, then under a live agreement (M4-01)."""
    if on < policy.gate_from or state.is_live:
        return ALLOWED
    why = f"{school} has no live data sharing agreement. {state.reason}"
    return refuse(f"{why} Have it signed, record it under Schools, Data sharing, then give the row again.")


def _until(known: Sequence[Signed], until: date) -> date:
    """The first day without one, those that follow without a gap counted."""
    for one in known:
        if one.first_on <= until < one.over_on:
            until = one.over_on
    return until


def read_data_sharing(table: object) -> SharingPolicy:
    """The protocol from its file's tables. Raises PolicyFault saying what and where."""
    header, section = open_policy(table, kind="data_sharing")
    purposes = {}
    for slug, part in section.sections("purposes"):
        purposes[slug] = part.text("label")
        part.close()
    policy = SharingPolicy(
        header=header,
        gate_from=section.day("gate_from"),
        valid_months=section.whole("valid_months", least=1, most=120),
        warn_days=section.whole("warn_days", least=1, most=366),
        own_sheets=section.texts("own_sheets", among=SHEETS_BY_SCHOOL),
        purposes=purposes,
        items=tuple(_item(row, tuple(purposes)) for row in section.rows("items")),
        marks=dict(section.marks),
    )
    section.close()
    return policy


def _item(row: Section, purposes: tuple[str, ...]) -> DataItem:
    found = DataItem(
        row.text("key"), row.text("label"), row.text("basis"), row.texts("purposes", among=purposes)
    )
    row.close()
    return found
