"""Control charts of single values (XmR): the limits of ordinary variation, and whether a change is real.

Source: Shewhart's chart of individuals and moving ranges, as in the NIST/SEMATECH handbook, 6.3.2.2; signals as in
the policy. Limits come from the mean moving range, so that a shift does not widen them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from headway.rules.plan_policy import ChartPolicy
from headway.rules.plan_words import count_words, number_words

OUTSIDE, ONE_SIDE, TREND, NEAR_LIMIT = "outside a limit", "on one side", "trend", "near a limit"
_SIGMAS = Decimal(3)  # a limit stands three standard deviations from the middle: the meaning of limit_factor


@dataclass(frozen=True, slots=True)
class Limits:
    """One stretch of a chart from point `first` up to, not on, `until`: middle, limits, and those of the range."""

    first: int
    until: int
    middle: Decimal
    lower: Decimal
    upper: Decimal
    mean_range: Decimal
    range_upper: Decimal


@dataclass(frozen=True, slots=True)
class Signal:
    """A real change: its kind, the points that show it (`first` up to, not on, `until`), and a sentence."""

    kind: str
    first: int
    until: int
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Limits by stretch and signals in order. `words` says real change or noise, or why nothing can be said."""

    limits: tuple[Limits, ...]
    signals: tuple[Signal, ...]
    words: str


def draw_chart(values: Sequence[Decimal | None], policy: ChartPolicy, shifts: Sequence[int] = ()) -> Chart:
    """The chart of values in order of time, None where one is missing.

    `shifts` are the points from which a confirmed change holds (0 and beyond the end excluded); limits are
    worked out anew from each. A missing value breaks a run, a trend and a moving range. A stretch with fewer
    values than the policy's least has no limits. Raises ValueError for a shift that is no inner point.
    """
    if any(not 0 < shift < len(values) for shift in shifts):
        raise ValueError("A shift begins at a point after the first and within the values.")
    edges = [0, *sorted(set(shifts)), len(values)]
    limits: list[Limits] = []
    signals: list[Signal] = []
    for first, until in zip(edges, edges[1:], strict=False):
        stretch = _limits(values, first, until, policy)
        if stretch is not None:
            limits.append(stretch)
            signals.extend(_signals(values, stretch, policy))
    last_held = sum(value is not None for value in values[edges[-2] :])
    last_has_limits = bool(limits) and limits[-1].first == edges[-2]
    return Chart(
        tuple(limits), tuple(signals), _words(signals, edges[-2], last_held, last_has_limits, policy)
    )


def _limits(values: Sequence[Decimal | None], first: int, until: int, policy: ChartPolicy) -> Limits | None:
    held = [value for value in values[first:until] if value is not None]
    pairs = zip(values[first:until], values[first + 1 : until], strict=False)
    ranges = [abs(later - earlier) for earlier, later in pairs if earlier is not None and later is not None]
    if len(held) < policy.least_points or not ranges:
        return None
    middle = sum(held, Decimal(0)) / len(held)
    mean_range = sum(ranges, Decimal(0)) / len(ranges)
    reach = policy.limit_factor * mean_range
    range_upper = policy.range_factor * mean_range
    return Limits(first, until, middle, middle - reach, middle + reach, mean_range, range_upper)


def _signals(values: Sequence[Decimal | None], limits: Limits, policy: ChartPolicy) -> list[Signal]:
    found = [*_outside(values, limits), *_one_side(values, limits, policy), *_trends(values, limits, policy)]
    found += _near_limits(values, limits, policy)
    return sorted(found, key=lambda signal: (signal.first, signal.until, signal.kind))


def _outside(values: Sequence[Decimal | None], limits: Limits) -> Iterator[Signal]:
    for at in range(limits.first, limits.until):
        value = values[at]
        if value is not None and not limits.lower <= value <= limits.upper:
            side, limit = ("above", limits.upper) if value > limits.upper else ("below", limits.lower)
            words = f"Point {at + 1}, {number_words(value)}, lies {side} the limit of {number_words(limit)}."
            yield Signal(OUTSIDE, at, at + 1, words)


def _one_side(values: Sequence[Decimal | None], limits: Limits, policy: ChartPolicy) -> Iterator[Signal]:
    sides = [_sign(value, limits.middle) for value in values[limits.first : limits.until]]
    for side, first, until in _stretches(sides):
        if side and until - first >= policy.points_on_one_side:
            where = "above" if side > 0 else "below"
            words = f"{count_words(until - first, 'value')} in a row lie {where} the middle of {number_words(limits.middle)}."
            yield Signal(ONE_SIDE, limits.first + first, limits.first + until, words)


def _trends(values: Sequence[Decimal | None], limits: Limits, policy: ChartPolicy) -> Iterator[Signal]:
    inside = values[limits.first : limits.until]
    steps = [
        0 if before is None else _sign(value, before)
        for before, value in zip(inside, inside[1:], strict=False)
    ]
    for step, first, until in _stretches(steps):
        points = until - first + 1
        if step and points >= policy.points_in_a_trend:
            manner = "rise" if step > 0 else "fall"
            words = f"{count_words(points, 'value')} in a row {manner}."
            yield Signal(TREND, limits.first + first, limits.first + until + 1, words)


def _near_limits(values: Sequence[Decimal | None], limits: Limits, policy: ChartPolicy) -> Iterator[Signal]:
    reach = (limits.upper - limits.middle) * policy.near_limit_sigmas / _SIGMAS
    covered = limits.first
    for at in range(limits.first, limits.until - policy.near_limit_window + 1):
        window = values[at : at + policy.near_limit_window]
        held = [value for value in window if value is not None]
        for side in (1, -1):
            near = sum(side * (value - limits.middle) > reach for value in held)
            if at < covered or len(held) < len(window) or near < policy.near_limit_points:
                continue
            covered = at + policy.near_limit_window
            limit = "upper" if side > 0 else "lower"
            words = f"{near} of {policy.near_limit_window} values from point {at + 1} on lie near or past the {limit} limit."
            yield Signal(NEAR_LIMIT, at, covered, words)


def _sign(value: Decimal | None, against: Decimal) -> int:
    return 0 if value is None else (value > against) - (value < against)


def _stretches(signs: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Each stretch of equal signs: the sign, where it begins, and where it ends (not included)."""
    first = 0
    for at in range(1, len(signs) + 1):
        if at == len(signs) or signs[at] != signs[first]:
            yield signs[first], first, at
            first = at


def _words(
    signals: Sequence[Signal], shift: int, held: int, last_has_limits: bool, policy: ChartPolicy
) -> str:
    recent = [signal for signal in signals if signal.first >= shift]
    if not last_has_limits:
        since = " since the last confirmed change" if shift else ""
        return (
            f"Too few values to tell a real change from noise: {held}{since}, "
            f"and {policy.least_points} are needed."
        )
    if recent:
        return f"Real change: {recent[-1].words}"
    return f"Noise: all {held} values vary as they ordinarily do, so no single rise or fall means anything."
