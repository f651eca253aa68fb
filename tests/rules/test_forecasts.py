from __future__ import annotations

from decimal import Decimal
from random import Random
from statistics import NormalDist

import pytest
from tests.rules.policies import load_policy
from tests.rules.test_indicators import make_indicator, make_target

from headway.rules.calendars import CannotCompute
from headway.rules.forecasts import Forecast, forecast, likely_miss, student_below
from headway.rules.indicators import BAND, LOWER
from headway.rules.plan_policy import read_plans

POLICY = read_plans(load_policy("current/plans")).forecast


def test_too_few_values_are_refused() -> None:
    found = forecast([60, 61, 62], 1, "yearly", POLICY)
    assert isinstance(found, CannotCompute)
    assert found.words == "Too few values to forecast: 3, and 4 are needed."
    assert isinstance(forecast([60] * 11, 1, "monthly", POLICY), CannotCompute)


def test_a_short_series_goes_on_from_its_last_value() -> None:
    found = forecast([60, 62, 61, 64], 1, "yearly", POLICY)
    assert (found.value, found.weight, found.freedom) == (64, 1, 3)
    assert found.spread == pytest.approx((14 / 3) ** 0.5)
    # Student's t, 3 degrees, 80%: 1.6377 (any printed table).
    assert found.upper - 64 == pytest.approx(1.6377 * found.spread, rel=1e-4)
    further = forecast([60, 62, 61, 64], 4, "yearly", POLICY)
    assert further.spread == pytest.approx(2 * found.spread)


def test_a_long_level_series_is_smoothed_and_a_wandering_one_is_not() -> None:
    dice = Random(3)
    level = [50 + dice.gauss(0, 3) for _ in range(36)]
    assert forecast(level, 1, "monthly", POLICY).weight == 0.2
    wandering, at = [], 50.0
    for _ in range(36):
        at += dice.gauss(0, 3)
        wandering.append(at)
    assert forecast(wandering, 1, "monthly", POLICY).weight >= 0.8


@pytest.mark.parametrize(
    ("ratio", "freedom", "probability"),
    [
        (6.3138, 1, 0.95),
        (2.9200, 2, 0.95),
        (2.0150, 5, 0.95),
        (1.8125, 10, 0.95),
        (1.6377, 3, 0.9),
        (-1.3830, 9, 0.1),
    ],
)
def test_students_t_equals_the_printed_table(ratio: float, freedom: int, probability: float) -> None:
    assert student_below(ratio, freedom) == pytest.approx(probability, abs=2e-5)


def test_students_t_nears_the_normal_and_is_symmetric() -> None:
    for ratio in (-2.5, -1.0, 0.0, 0.3, 1.96):
        assert student_below(ratio, 4000) == pytest.approx(NormalDist().cdf(ratio), abs=1e-3)
        for freedom in range(1, 40):
            assert student_below(ratio, freedom) + student_below(-ratio, freedom) == pytest.approx(1)


def test_the_interval_holds_four_in_five_of_random_walks() -> None:
    dice, inside, runs = Random(11), 0, 4000
    for _ in range(runs):
        values, at = [], 0.0
        for _ in range(7):
            at += dice.gauss(0, 1)
            values.append(at)
        found = forecast(values[:6], 1, "yearly", POLICY)
        inside += found.lower <= values[6] <= found.upper
    assert abs(inside / runs - 0.8) < 0.03


def test_the_probability_of_a_miss_is_of_more_than_the_tolerance() -> None:
    indicator, target = make_indicator(), make_target(70)
    even = Forecast(68, 64, 72, 2.0, 5, 1)
    found = likely_miss(even, indicator, target, POLICY)
    assert (found.probability, found.is_likely) == (0.5, True)
    assert found.words == "The target will likely be missed: the probability is 50%."
    assert likely_miss(Forecast(75, 70, 80, 2.0, 5, 1), indicator, target, POLICY).probability < 0.05
    lower = make_indicator(polarity=LOWER)
    assert likely_miss(Forecast(75, 70, 80, 2.0, 5, 1), lower, target, POLICY).probability > 0.85
    band = make_indicator(polarity=BAND)
    both = make_target(60, upper=Decimal(76), milestones=())
    inside = likely_miss(even, band, both, POLICY)
    assert inside.probability == pytest.approx(2 * student_below(-5, 5))
    assert inside.words.startswith("The target will not likely be missed")


def test_no_spread_and_odd_values() -> None:
    flat = forecast([64] * 5, 2, "yearly", POLICY)
    assert (flat.value, flat.lower, flat.upper) == (64, 64, 64)
    assert [flat.probability_below(value) for value in (63, 64, 65)] == [0, 0.5, 1]
    for values, steps in (([1, 2, 3, float("nan")], 1), ([1, 2, 3, 4], 0)):
        with pytest.raises(ValueError, match="finite"):
            forecast(values, steps, "yearly", POLICY)
