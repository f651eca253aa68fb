"""Indicators: baseline, targets in versions, the way between, and a colour by rule with the sentence why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from headway.rules.calendars import day_words
from headway.rules.indicator_units import PLAIN, Missing, Unit, figure_words
from headway.rules.verdict import ALLOWED, Verdict, refuse

HIGHER, LOWER, BAND = "higher is better", "lower is better", "within a band"
POLARITIES = (HIGHER, LOWER, BAND)
STRAIGHT, STEPS = "straight line", "steps"
GREEN, AMBER, RED, GREY = "green", "amber", "red", "grey"


@dataclass(frozen=True, slots=True)
class Milestone:
    """A value expected on a day."""

    on: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class Target:
    """One version of a target. For a band `value` is its lower and `upper` its upper end.

    `milestones` lie between baseline and target; a version is in force from `decided_on` (M3-13).
    """

    value: Decimal
    due_on: date
    decided_on: date
    reason: str
    approved_by: str
    milestones: tuple[Milestone, ...] = ()
    upper: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator (M3-05). `tolerance` is in its unit; `targets` are its versions, oldest first."""

    key: str
    label: str
    definition: str
    unit: Unit
    polarity: str
    frequency: str
    baseline: Milestone
    tolerance: Decimal
    owner: str
    source: str
    targets: tuple[Target, ...] = ()
    path: str = STRAIGHT
    formula: str = ""


@dataclass(frozen=True, slots=True)
class Rating:
    """A colour and why. `shortfall` is how far the value is on the wrong side (0 when it is not), in the unit."""

    colour: str
    words: str
    value: Decimal | None = None
    expected: Decimal | None = None
    shortfall: Decimal | None = None

    @property
    def is_slippage(self) -> bool:
        """Whether the value misses what is expected by more than the tolerance (M3-08, M3-09)."""
        return self.colour == RED


def may_define(indicator: Indicator) -> Verdict:
    """Whether an indicator holds together: words, owner, tolerance, dates in order, a band with two ends."""
    for label, text in (("a definition", indicator.definition), ("an owner", indicator.owner)):
        if not text.strip():
            return refuse(f"The indicator “{indicator.label}” has no {label.split(' ')[1]}; give it {label}.")
    if indicator.tolerance < 0:
        return refuse("A tolerance cannot be below zero; write how far off is still near enough.")
    if indicator.polarity not in POLARITIES:
        return refuse(f"“{indicator.polarity}” is no direction; use one of: {', '.join(POLARITIES)}.")
    for target in indicator.targets:
        if not (verdict := _may_aim(indicator, target)):
            return verdict
    return ALLOWED


def may_amend(indicator: Indicator, target: Target, by: str) -> Verdict:
    """Whether a target may replace the last (M3-13): a reason, another person's approval, later than the last."""
    if indicator.targets and not target.reason.strip():
        return refuse("A target is changed only with a reason; say why. The old target is kept beside it.")
    if not target.approved_by.strip() or target.approved_by == by:
        return refuse("A target is approved by somebody other than who proposes it; name the approver.")
    if indicator.targets and target.decided_on < indicator.targets[-1].decided_on:
        return refuse(
            f"The last target was decided on {day_words(indicator.targets[-1].decided_on)}; "
            "a change cannot lie before it."
        )
    return _may_aim(indicator, target)


def target_as_at(indicator: Indicator, on: date) -> Target | None:
    """The version of the target in force on a day; None before the first was decided."""
    return next((target for target in reversed(indicator.targets) if target.decided_on <= on), None)


def target_history(indicator: Indicator) -> tuple[str, ...]:
    """Each change of the target in a sentence: old and new value, date, reason, approver (M3-13)."""
    pairs = zip(indicator.targets, indicator.targets[1:], strict=False)
    return tuple(
        f"{day_words(new.decided_on)}: from {_aim_words(indicator, old)} to {_aim_words(indicator, new)}, "
        f"because {new.reason.strip().rstrip('.')}; approved by {new.approved_by}."
        for old, new in pairs
    )


def expected_on(indicator: Indicator, target: Target, on: date) -> Decimal | None:
    """The value expected on a day on the way from baseline over milestones to target (M3-09).

    By straight lines between them (by calendar days), or by steps: the last one due. None before the
    baseline's day. After the target's day its value holds. Not for a band, whose ends hold throughout.
    """
    points = (indicator.baseline, *target.milestones, Milestone(target.due_on, target.value))
    past = [point for point in points if point.on <= on]
    if not past:
        return None
    last = past[-1]
    following = next((point for point in points if point.on > on), None)
    if following is None or indicator.path == STEPS:
        return last.value
    share = Decimal((on - last.on).days) / (following.on - last.on).days
    return last.value + (following.value - last.value) * share


def rate(indicator: Indicator, value: Decimal | Missing, on: date) -> Rating:
    """The colour of a value on its day by rule: green as expected or better, amber within the tolerance, red beyond.

    Grey where nothing can be said: no value, no target yet, or before the baseline (M3-05, M3-09).
    """
    target = target_as_at(indicator, on)
    if isinstance(value, Missing):
        return Rating(GREY, f"There is no value for {day_words(on)}: {value.words}")
    if target is None:
        return Rating(GREY, f"No target was set by {day_words(on)}, so nothing can be said.", value)
    expected = _bound(indicator, target, value, on)
    if expected is None:
        words = f"{day_words(on)} lies before the baseline of {day_words(indicator.baseline.on)}."
        return Rating(GREY, words, value)
    short = _shortfall(indicator, target, value, expected)
    colour = GREEN if short == 0 else AMBER if short <= indicator.tolerance else RED
    return Rating(
        colour, _rating_words(indicator, target, value, expected, short, on), value, expected, short
    )


def rate_milestones(
    indicator: Indicator, values: Sequence[tuple[date, Decimal | Missing]]
) -> tuple[Rating, ...]:
    """The rating at each day of values, in their order."""
    return tuple(rate(indicator, value, on) for on, value in values)


def _bound(indicator: Indicator, target: Target, value: Decimal, on: date) -> Decimal | None:
    if indicator.polarity != BAND:
        return expected_on(indicator, target, on)
    if on < indicator.baseline.on:
        return None
    upper = target.value if target.upper is None else target.upper
    return upper if value > upper else target.value


def _shortfall(indicator: Indicator, target: Target, value: Decimal, expected: Decimal) -> Decimal:
    over = value - expected
    if indicator.polarity == HIGHER or indicator.polarity == BAND and value < target.value:
        over = -over
    elif indicator.polarity == BAND and expected == target.value and expected != target.upper:
        over = Decimal(0)
    return max(over, Decimal(0))


def _rating_words(
    indicator: Indicator, target: Target, value: Decimal, expected: Decimal, short: Decimal, on: date
) -> str:
    have = figure_words(value, indicator.unit)
    aim = figure_words(expected, indicator.unit)
    wanted = _aim_words(indicator, target) if indicator.polarity == BAND else f"{aim} expected"
    if not short:
        manner = "lies within" if indicator.polarity == BAND else "meets the"
        return f"{have} {manner} {wanted} by {day_words(on)}."
    gap = figure_words(short, indicator.unit)
    side = "above" if value > expected else "below"
    against = f"{'the ' if indicator.polarity != BAND else ''}{wanted}"
    tolerance = figure_words(indicator.tolerance, indicator.unit)
    manner = "within" if short <= indicator.tolerance else "more than"
    return f"{have} is {gap} {side} {against} by {day_words(on)}, {manner} the tolerance of {tolerance}."


def _aim_words(indicator: Indicator, target: Target) -> str:
    words = figure_words(target.value, indicator.unit)
    if target.upper is None:
        return words
    return f"{figure_words(target.value, PLAIN)} to {figure_words(target.upper, indicator.unit)}"


def _may_aim(indicator: Indicator, target: Target) -> Verdict:
    days = [indicator.baseline.on, *(point.on for point in target.milestones), target.due_on]
    if any(later <= earlier for earlier, later in zip(days, days[1:], strict=False)):
        return refuse(
            f"Baseline ({day_words(days[0])}), milestones and target ({day_words(days[-1])}) "
            "must follow one another by date."
        )
    if indicator.polarity != BAND:
        return ALLOWED if target.upper is None else refuse("Only a band has an upper end; take it out.")
    if target.upper is None or target.upper < target.value:
        return refuse("A band needs a lower and an upper end, the lower first.")
    if target.milestones:
        return refuse("A band holds throughout, so it has no milestones; take them out.")
    return ALLOWED
