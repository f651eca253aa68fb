from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest
from tests.rules.policies import load_policy

from headway.rules.control_charts import NEAR_LIMIT, ONE_SIDE, OUTSIDE, TREND, draw_chart
from headway.rules.plan_policy import ChartPolicy, read_plans

POLICY = read_plans(load_policy("current/plans")).chart
# NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2: flow rate of ten batches.
FLOW = ("49.6", "47.6", "49.9", "51.3", "47.8", "51.2", "52.6", "52.4", "53.6", "52.1")


def decimals(*values: object) -> list[Decimal | None]:
    return [None if value is None else Decimal(str(value)) for value in values]


def ten_points() -> ChartPolicy:
    facts = {name: getattr(POLICY, name) for name in ChartPolicy.__dataclass_fields__}
    return ChartPolicy(**{**facts, "least_points": 10})


def kinds(values: list[Decimal | None]) -> list[tuple[str, int, int]]:
    return [(signal.kind, signal.first, signal.until) for signal in draw_chart(values, POLICY).signals]


def test_limits_equal_the_handbooks_worked_example() -> None:
    (limits,) = draw_chart(decimals(*FLOW), ten_points()).limits
    assert limits.middle == Decimal("50.81")
    assert round(limits.mean_range, 4) == Decimal("1.8778")
    assert abs(limits.upper - Decimal("55.8041")) < Decimal("0.002")
    assert abs(limits.lower - Decimal("45.8159")) < Decimal("0.002")
    assert abs(limits.range_upper - Decimal("6.1347")) < Decimal("0.001")


ORDINARY = (10, 12, 9, 11, 8, 12, 10, 9, 12, 8, 11, 10)


def test_ordinary_variation_is_noise() -> None:
    chart = draw_chart(decimals(*ORDINARY), POLICY)
    assert chart.signals == ()
    assert chart.words == (
        "Noise: all 12 values vary as they ordinarily do, so no single rise or fall means anything."
    )


def test_a_point_outside_the_limits_is_a_real_change() -> None:
    chart = draw_chart(decimals(*ORDINARY, 30), POLICY)
    assert [signal.kind for signal in chart.signals] == [OUTSIDE]
    assert chart.words.startswith("Real change: Point 13, 30, lies above the limit of ")


def test_eight_on_one_side_are_a_real_change_and_seven_are_not() -> None:
    low, high = [10, 11] * 5, [12, 13, 12, 13, 12, 13, 12, 13]
    assert (ONE_SIDE, 10, 18) in kinds(decimals(*low, *high))
    assert all(
        kind != ONE_SIDE for kind, _, _ in kinds(decimals(*ORDINARY, *[11, 12, 11, 12, 11, 12, 11], 8))
    )


def test_six_in_a_trend_are_a_real_change_and_five_are_not() -> None:
    six = decimals(10, 14, 9, 10, 11, 12, 13, 14, 10, 12, 9, 13)
    assert (TREND, 2, 8) in kinds(six)
    assert all(kind != TREND for kind, _, _ in kinds(decimals(10, 14, 9, 10, 11, 12, 13, 9, 10, 12, 9, 13)))


def test_two_of_three_near_a_limit_are_a_real_change() -> None:
    values = decimals(*ORDINARY, 16, 16, 11)
    found = kinds(values)
    assert (NEAR_LIMIT, 11, 14) in found
    assert all(kind != NEAR_LIMIT for kind, _, _ in kinds(decimals(*ORDINARY, 16, 4, 11)))


def test_too_few_values_say_so() -> None:
    chart = draw_chart(decimals(*ORDINARY[:11]), POLICY)
    assert (chart.limits, chart.signals) == ((), ())
    assert chart.words == "Too few values to tell a real change from noise: 11, and 12 are needed."
    assert draw_chart([], POLICY).words.startswith("Too few values")


def test_a_missing_value_breaks_a_trend_and_is_no_zero() -> None:
    values = decimals(10, 14, 9, 10, 11, None, 12, 13, 14, 10, 12, 9, 13)
    assert TREND not in [kind for kind, _, _ in kinds(values)]
    (limits,) = draw_chart(values, POLICY).limits
    assert limits.middle == sum(value for value in values if value is not None) / 12


def test_limits_are_worked_out_anew_from_a_confirmed_shift() -> None:
    shifted = [value + 20 for value in ORDINARY]
    values = decimals(*ORDINARY, *shifted)
    assert draw_chart(values, POLICY).words.startswith("Real change")
    anew = draw_chart(values, POLICY, shifts=[12])
    assert anew.signals == ()
    assert [limits.first for limits in anew.limits] == [0, 12]
    assert anew.limits[1].middle == anew.limits[0].middle + 20
    assert draw_chart(values[:18], POLICY, shifts=[12]).words == (
        "Too few values to tell a real change from noise: 6 since the last confirmed change, and 12 are needed."
    )
    with pytest.raises(ValueError, match="A shift begins"):
        draw_chart(values, POLICY, shifts=[0])


def slow_near_limit(values: list[Decimal]) -> bool:
    """Whether two of any three values in a row lie past two thirds of the way to the same limit."""
    middle = sum(values) / len(values)
    ranges = [abs(values[at] - values[at - 1]) for at in range(1, len(values))]
    near = Decimal("2.66") * sum(ranges) / len(ranges) * 2 / 3
    threes = [values[at : at + 3] for at in range(len(values) - 2)]
    above = any(sum(value - middle > near for value in three) >= 2 for three in threes)
    return above or any(sum(middle - value > near for value in three) >= 2 for three in threes)


def slow_kinds(values: list[Decimal]) -> set[tuple[str, int]]:
    """The signals by each rule's words, as the point at which each is complete; near a limit is left out."""
    middle = sum(values) / len(values)
    ranges = [abs(values[at] - values[at - 1]) for at in range(1, len(values))]
    reach = Decimal("2.66") * sum(ranges) / len(ranges)
    found = {(OUTSIDE, at) for at, value in enumerate(values) if abs(value - middle) > reach}
    for at in range(7, len(values)):
        eight = values[at - 7 : at + 1]
        if all(value > middle for value in eight) or all(value < middle for value in eight):
            found.add((ONE_SIDE, at))
    for at in range(5, len(values)):
        six = values[at - 5 : at + 1]
        pairs = list(zip(six, six[1:], strict=False))
        if all(a < b for a, b in pairs) or all(a > b for a, b in pairs):
            found.add((TREND, at))
    return found


def test_signals_equal_the_oracle_over_random_series() -> None:
    dice, seen = Random(7), set()
    for _ in range(600):
        level, values = 0, []
        for _ in range(dice.randint(12, 40)):
            level = level * 0.7 + dice.gauss(0, 1)
            values.append(Decimal(round(50 + 5 * level)))
        needed = {OUTSIDE: 1, ONE_SIDE: 8, TREND: 6}
        signals = draw_chart(values, POLICY).signals
        assert any(signal.kind == NEAR_LIMIT for signal in signals) == slow_near_limit(values)
        found = {
            (signal.kind, at)
            for signal in signals
            if signal.kind in needed
            for at in range(signal.first + needed[signal.kind] - 1, signal.until)
        }
        assert found == slow_kinds(values)
        seen |= {kind for kind, _ in found}
    assert seen == {OUTSIDE, ONE_SIDE, TREND}
