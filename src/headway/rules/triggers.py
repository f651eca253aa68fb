"""Triggers an officer ticks: dated, with evidence and an end. Whether they count, and for how much, is the scheme's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from headway.rules.calendars import day_words
from headway.rules.category_policy import CategoryPolicy, Indicator
from headway.rules.schools import add_months
from headway.rules.verdict import ALLOWED, Verdict, refuse


@dataclass(frozen=True, slots=True)
class Tick:
    """A trigger ticked from a day up to, not on, another; `evidence` in words, with a `link` or none."""

    from_on: date
    until: date
    evidence: str
    link: str = ""

    def holds(self, day: date) -> bool:
        """Whether it counts on the day."""
        return self.from_on <= day < self.until


@dataclass(frozen=True, slots=True)
class Ticked:
    """What became of a trigger on a day: the tick that counts, or none, and the sentence that says so."""

    tick: Tick | None
    words: str


def find_tick(ticks: Iterable[Tick], on: date) -> Ticked:
    """The tick in force on a day. One that expired no longer counts, and the words say from when on."""
    held = sorted((one for one in ticks if one.from_on <= on), key=lambda one: one.until)
    if not held:
        return Ticked(None, "No officer has ticked it.")
    last = held[-1]
    since = f"Ticked from {day_words(last.from_on)}"
    if last.holds(on):
        return Ticked(last, f"{since}, it counts until {day_words(last.until)}: {last.evidence}")
    return Ticked(None, f"{since}, it expired on {day_words(last.until)} and counts no more.")


def tickable(policy: CategoryPolicy, phase: str | None) -> tuple[Indicator, ...]:
    """The triggers of the scheme that officers tick at schools of a phase."""
    return tuple(one for one in policy.indicators if one.test == "ticked" and phase in one.phases)


def may_tick(
    key: str,
    *,
    from_on: date,
    until: date,
    today: date,
    evidence: str,
    standing: Iterable[Tick],
    triggers: Iterable[Indicator],
) -> Verdict:
    """Whether a trigger may be ticked: one of the scheme's, with evidence, from a day that has come, until a later day no
    further off than its weight may last, and not while it counts already."""
    one = next((one for one in triggers if one.key == key), None)
    if one is None:
        return refuse("This scheme has no such trigger to tick at this school. Open the page again.")
    if not evidence.strip():
        return refuse("Say what shows it, and where that can be read.")
    if from_on > today:
        return refuse("A trigger is ticked once there is evidence; choose today or a day before.")
    if until <= max(from_on, today):
        return refuse("Choose a day to come as its end.")
    if one.expires_months and until > (longest := add_months(today, one.expires_months)):
        return refuse(f"It may count until {day_words(longest)} at most; then look again.")
    if any(tick.holds(today) for tick in standing):
        return refuse("This trigger counts already. End it first, where there is newer evidence.")
    return ALLOWED


def may_end(reason: str, *, holds: bool) -> Verdict:
    """Whether a trigger may be ended before its time: it counts, and there is a reason."""
    if not holds:
        return refuse("This trigger does not count any more.")
    return ALLOWED if reason.strip() else refuse("Say why it no longer counts.")
