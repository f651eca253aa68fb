"""Patterns of slip by owner or priority: counts, the median slip and re-datings, small numbers said plainly."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median

from headway.rules.plan_actions import Action, slip_of
from headway.rules.plan_policy import PlanPolicy
from headway.rules.plan_words import count_words


@dataclass(frozen=True, slots=True)
class Pattern:
    """The slips of one owner or priority. `median_days` is over those that slipped, None when none did."""

    name: str
    actions: int
    slipped: int
    median_days: float | None
    redates: int
    is_small: bool
    words: str


def slip_patterns(
    actions: Iterable[Action],
    name_of: Callable[[Action], str],
    on: date,
    bank_holidays_on: Collection[date],
    policy: PlanPolicy,
) -> tuple[Pattern, ...]:
    """One pattern for each name (`name_of` gives the owner or the priority), most slipped first, then by name.

    Agreed actions with a baseline count; those that were only possible do not. Days are calendar days.
    """
    by_name: dict[str, list[tuple[int, int]]] = {}
    for action in actions:
        slip = None if action.possible else slip_of(action, on, bank_holidays_on)
        if slip is not None:
            by_name.setdefault(name_of(action), []).append((slip.days, slip.redates))
    found = [_pattern(name, slips, policy) for name, slips in by_name.items()]
    return tuple(sorted(found, key=lambda pattern: (-pattern.slipped, pattern.name)))


def _pattern(name: str, slips: list[tuple[int, int]], policy: PlanPolicy) -> Pattern:
    late = [days for days, _ in slips if days]
    redates = sum(count for _, count in slips)
    middle = float(median(late)) if late else None
    is_small = len(slips) < policy.least_actions
    words = f"{name or 'Nobody'}: {len(late)} of {count_words(len(slips), 'action')} slipped"
    if middle is not None:
        words += f", half of them by {middle:g} days or more"
    words += f"; re-dated {count_words(redates, 'time')}."
    if is_small:
        words += f" Fewer than {policy.least_actions} actions, so this is no pattern."
    return Pattern(name, len(slips), len(late), middle, redates, is_small, words)
