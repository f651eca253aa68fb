"""How supported schools changed beside the similar ones they are matched with: the difference of the two changes.

The interval holds every effect that the pairs do not speak against: take it off, and which school of a pair was supported
could as well be the other way round. Its ends are places among the means of many random parts of the pairs (Hartigan 1969).
With too few pairs there is only the description. A difference does not prove that the support caused it.

Two ways to match bracket what is sought. Matching on the results before guards against schools that only come back from bad
years, and errs downwards where schools are chosen by a level that one year's figure shows badly. Matching on context alone
errs the other way. Something is said only where both intervals lie on the same side of nought (Angrist and Pischke 2009, 5.4).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import floor
from statistics import fmean, pstdev
from typing import Protocol

from headway.rules.impact_policy import ComparisonPolicy
from headway.rules.matching import Candidate, Matched, Pair

_HALF = 0.5
_MOST_UNMATCHED = 1 / 3


class Dice(Protocol):
    """Whatever draws a number from 0 up to, not, 1; seeded by the caller, so that the same figures give the same answer."""

    def random(self) -> float:
        """The next number."""


@dataclass(frozen=True, slots=True)
class Interval:
    """From where to where; at which level in per cent."""

    low: float
    high: float
    level_percent: int

    @property
    def tells(self) -> bool:
        """Whether it lies on one side of nought."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, slots=True)
class Balance:
    """A figure's mean among supported schools and those beside, before and after matching; the difference of the means in
    standard deviations of all before. None where there is nobody."""

    words: str
    supported: float | None
    pool: float | None
    apart_before: float | None
    paired: float | None
    beside: float | None
    apart_after: float | None


@dataclass(frozen=True, slots=True)
class Compared:
    """What came of a comparison. `changed` and `beside_changed`: mean changes of the pairs; None without any pair.
    `by_context`, `context_interval`: the difference where the results before are not matched on."""

    matched: Matched
    before: str
    after: str
    changed: float | None
    beside_changed: float | None
    difference: float | None
    interval: Interval | None
    by_context: float | None
    context_interval: Interval | None
    balance: tuple[Balance, ...]
    warnings: tuple[str, ...]

    @property
    def tells(self) -> bool:
        """Whether both intervals lie on the same side of nought."""
        one, other = self.interval, self.context_interval
        if one is None or other is None:
            return False
        return (one.low > 0 and other.low > 0) or (one.high < 0 and other.high < 0)


def compare(
    matched: Matched,
    by_context: Matched,
    *,
    baseline: Sequence[str],
    after: str,
    policy: ComparisonPolicy,
    dice: Dice,
) -> Compared:
    """The difference of the changes from the last of the years before to the year after, over all pairs; and the same over
    the pairs `by_context`."""
    before, pairs = baseline[-1], matched.pairs
    balance = balance_of(matched, baseline)
    apart = [difference_of(one, before, after) for one in pairs]
    plain = [difference_of(one, before, after) for one in by_context.pairs]
    return Compared(
        matched=matched,
        before=before,
        after=after,
        changed=_mean([change(one.supported, before, after) for one in pairs]),
        beside_changed=_mean([change(one.beside, before, after) for one in pairs]),
        difference=_mean(apart),
        interval=interval_of(apart, policy, dice),
        by_context=_mean(plain),
        context_interval=interval_of(plain, policy, dice),
        balance=balance,
        warnings=_warnings(matched, balance, policy),
    )


def change(one: Candidate, before: str, after: str) -> float:
    """How far a school's figure moved."""
    return one.values[after] - one.values[before]


def difference_of(pair: Pair, before: str, after: str) -> float:
    """By how much more the supported school moved than the one beside."""
    return change(pair.supported, before, after) - change(pair.beside, before, after)


def interval_of(apart: Sequence[float], policy: ComparisonPolicy, dice: Dice) -> Interval | None:
    """The interval of the mean; None with fewer pairs than the policy asks for."""
    if len(apart) < policy.least_pairs:
        return None
    means = sorted(_mean_of_a_part(apart, dice) for _ in range(policy.draws))
    place = floor((1 - policy.level_percent / 100) / 2 * (policy.draws + 1))
    return Interval(means[place - 1], means[policy.draws - place], policy.level_percent)


def balance_of(matched: Matched, baseline: Sequence[str]) -> tuple[Balance, ...]:
    """How alike supported schools and those beside are in each figure, before and after matching."""
    figures: list[tuple[str, Callable[[Candidate], float]]] = [
        ("Pupils", lambda one: float(one.pupils or 0)),
        ("Free school meals, per cent", lambda one: float(one.fsm_percent or 0)),
        *((f"The measure in {year}", _in_year(year)) for year in baseline),
    ]
    groups = _groups(matched)
    return tuple(_balance(words, [[of(one) for one in group] for group in groups]) for words, of in figures)


def _groups(matched: Matched) -> tuple[list[Candidate], ...]:
    pairs = matched.pairs
    paired, beside = [one.supported for one in pairs], [one.beside for one in pairs]
    return (list(matched.supported), list(matched.pool), paired, beside)


def _in_year(year: str) -> Callable[[Candidate], float]:
    return lambda one: one.values[year]


def _balance(words: str, columns: Sequence[Sequence[float]]) -> Balance:
    supported, pool, paired, beside = (_mean(column) for column in columns)
    spread = pstdev([*columns[0], *columns[1]]) if columns[0] or columns[1] else 0.0

    def apart(one: float | None, other: float | None) -> float | None:
        return None if one is None or other is None else (one - other) / (spread or 1.0)

    return Balance(words, supported, pool, apart(supported, pool), paired, beside, apart(paired, beside))


def _mean_of_a_part(apart: Sequence[float], dice: Dice) -> float:
    """The mean of a random part of them that holds at least one."""
    while True:
        part = [one for one in apart if dice.random() < _HALF]
        if part:
            return fmean(part)


def _mean(figures: Sequence[float]) -> float | None:
    return fmean(figures) if figures else None


def _warnings(matched: Matched, balance: Sequence[Balance], policy: ComparisonPolicy) -> tuple[str, ...]:
    found = []
    pairs, there = len(matched.pairs), len(matched.supported)
    if pairs < policy.least_pairs:
        found.append(
            f"The numbers are too small: there are fewer than {policy.least_pairs} pairs. What happened is described; "
            "how much of it is chance cannot be told, so there is no interval."
        )
    if there and (there - pairs) / there > _MOST_UNMATCHED:
        found.append(
            f"For {there - pairs} of {there} supported schools there is no similar school near enough. What is told is of the "
            "others only."
        )
    uneven = [one.words for one in balance if abs(one.apart_after or 0.0) > policy.most_imbalance]
    if pairs and uneven:
        found.append(
            f"The pairs are still uneven in: {'; '.join(uneven)}. Part of the difference may come from that."
        )
    return tuple(found)
