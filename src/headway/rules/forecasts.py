"""Values carried forward, with an interval and the probability of missing a target.

The forecast is the last value, or in longer series the level that smooths them (simple exponential smoothing, its
weight chosen by back-test in the series itself). `benchmarks/forecasts.py` shows why: over the published series of
authorities no trend beats the last value. Uncertainty comes from the series' own one-step errors, read by Student's t
because they are few, and grows with the root of the steps. Seasons inside a year are not modelled.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import atan, cos, isfinite, pi, sqrt

from headway.rules.calendars import CannotCompute
from headway.rules.indicators import BAND, HIGHER, Indicator, Target
from headway.rules.plan_policy import YEARLY, ForecastPolicy


@dataclass(frozen=True, slots=True)
class Forecast:
    """The value expected some steps ahead. `spread` is the scale of Student's t with `freedom` degrees."""

    value: float
    lower: float
    upper: float
    spread: float
    freedom: int
    weight: float

    def probability_below(self, value: float) -> float:
        """The probability that the value will lie below another (at equal values and no spread: a half)."""
        if not self.spread:
            return 0.5 if value == self.value else float(value > self.value)
        return student_below((value - self.value) / self.spread, self.freedom)


@dataclass(frozen=True, slots=True)
class LikelyMiss:
    """The probability of missing a target by more than the tolerance, whether likely by policy, in a sentence."""

    probability: float
    is_likely: bool
    words: str


def forecast(
    values: Sequence[float], steps: int, frequency: str, policy: ForecastPolicy
) -> Forecast | CannotCompute:
    """The value `steps` periods after the last of evenly spaced values, oldest first, none missing.

    Refused with fewer values than the policy's least. Raises ValueError for fewer than one step or a value
    that is no finite number.
    """
    if steps < 1 or not all(isfinite(value) for value in values):
        raise ValueError("A forecast is of finite values and at least one step ahead.")
    least = policy.least_points_yearly if frequency == YEARLY else policy.least_points_within_year
    if len(values) < least:
        return CannotCompute(f"Too few values to forecast: {len(values)}, and {least} are needed.")
    weight = _weight(values, policy)
    level, errors = _smoothed(values, weight)
    # Each further step adds the part of an error that smoothing lets through; all of it where the last value leads.
    spread = sqrt(_mean_square(errors) * (1 + (steps - 1) * weight**2))
    reach = spread * _student_quantile(0.5 + float(policy.interval_percent) / 200, len(errors))
    return Forecast(level, level - reach, level + reach, spread, len(errors), weight)


def likely_miss(
    expected: Forecast, indicator: Indicator, target: Target, policy: ForecastPolicy
) -> LikelyMiss:
    """The probability that the target is missed by more than the indicator's tolerance, and its sentence."""
    low, tolerance = float(target.value), float(indicator.tolerance)
    below = expected.probability_below(low - tolerance)
    above = 1 - expected.probability_below(float(target.upper or target.value) + tolerance)
    probability = below if indicator.polarity == HIGHER else above
    if indicator.polarity == BAND:
        probability = min(1.0, below + above)
    is_likely = 100 * probability >= float(policy.likely_miss_percent)
    chance = _chance(probability)
    words = (
        f"The target will {'likely' if is_likely else 'not likely'} be missed: the probability is {chance}."
    )
    return LikelyMiss(probability, is_likely, words)


def student_below(ratio: float, freedom: int) -> float:
    """Student's t: the probability of a value below `ratio`, for whole degrees of freedom from 1 (finite sums).

    Source: Abramowitz and Stegun, 26.7.3 and 26.7.4.
    """
    angle = atan(ratio / sqrt(freedom))
    square = cos(angle) ** 2
    sine = ratio / sqrt(freedom + ratio * ratio)
    odd = freedom % 2
    term, total = (cos(angle) if odd else 1.0), 0.0
    for step in range(2 + odd, freedom + 1, 2):
        total += term
        term *= square * (step - 1) / step
    between = (angle + sine * total) * 2 / pi if odd else sine * total
    return min(1.0, max(0.0, 0.5 + between / 2))


def _student_quantile(probability: float, freedom: int) -> float:
    low, high = 0.0, 1.0
    while student_below(high, freedom) < probability:
        high *= 2
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if student_below(middle, freedom) < probability else (low, middle)
    return high


def _weight(values: Sequence[float], policy: ForecastPolicy) -> float:
    """The weight of the newest value: all of it in a short series, else the one with the least error so far."""
    if len(values) < policy.fitted_from_points:
        return 1.0
    weights = [float(weight) for weight in reversed(policy.weights)]
    return min(weights, key=lambda weight: _mean_square(_smoothed(values, weight)[1]))


def _smoothed(values: Sequence[float], weight: float) -> tuple[float, list[float]]:
    """The level after the last value and the one-step errors on the way."""
    level, errors = values[0], []
    for value in values[1:]:
        errors.append(value - level)
        level = value if weight == 1 else level + weight * (value - level)
    return level, errors


def _mean_square(errors: Sequence[float]) -> float:
    return sum(error * error for error in errors) / len(errors)


def _chance(probability: float) -> str:
    percent = round(100 * probability)
    if percent < 1:
        return "below 1%"
    return "above 99%" if percent > 99 else f"{Decimal(percent)}%"
