"""Shares of money, what must be earned, and the test that income stays within cost (M2-04, M2-05)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.rules.funding import (
    YearOfService,
    charging_findings,
    days_to_sell,
    de_delegated,
    full_cost_day_rate,
    income_target,
    may_fund,
    split,
)


def test_m2_04_ninety_and_ten_of_a_hundred_thousand():
    shares = {"core": Decimal(90), "buyback": Decimal(10)}
    parts = split(10_000_000, shares)
    assert may_fund(shares)
    assert parts == {"core": 9_000_000, "buyback": 1_000_000}
    assert income_target(parts) == 1_000_000


def test_m2_05_a_post_that_lives_from_buyback():
    assert income_target(split(5_000_000, {"core": Decimal(10), "buyback": Decimal(90)})) == 4_500_000


@pytest.mark.parametrize(
    ("shares", "says"),
    [
        ({"core": Decimal(90), "buyback": Decimal(15)}, "The shares 90 and 15 add up to 105, not to 100"),
        ({"core": Decimal("99.99")}, "add up to 99.99"),
        ({"core": Decimal(110), "grant": Decimal(-10)}, "not below nought"),
        ({"lottery": Decimal(100)}, "no source of money"),
        ({}, "add up to 0"),
    ],
)
def test_shares_that_make_no_whole_are_refused(shares, says):
    verdict = may_fund(shares)
    assert not verdict
    assert says in verdict.reason


@given(st.integers(0, 50_000_000), st.integers(0, 100))
def test_the_parts_add_up_to_the_cost(pence, percent):
    parts = split(pence, {"core": Decimal(percent), "traded": Decimal(100 - percent)})
    assert sum(parts.values()) == pence


@pytest.mark.parametrize(("rate", "days"), [(45_000, "23.0"), (55_000, "18.8")])
def test_days_to_sell_at_a_rate(rate, days):
    assert days_to_sell(1_034_200, rate) == Decimal(days)


def test_a_day_that_covers_the_post():
    """Points 20, 22 and 24 over 195 and 160 days: £511, £530 and £549; £622, £646 and £670."""
    cost = (9_959_640, 10_342_005, 10_713_701)
    assert [round(full_cost_day_rate(one, 195) / 100) for one in cost] == [511, 530, 549]
    assert [round(full_cost_day_rate(one, 160) / 100) for one in cost] == [622, 646, 670]


def test_de_delegation_is_by_phase_and_a_phase_without_pupils_gives_nothing():
    given_back = de_delegated({"primary": 900, "secondary": 900}, {"primary": 10_000})
    assert given_back == {"primary": 9_000_000, "secondary": 0}


def test_income_is_held_against_cost_one_year_with_another_and_by_kind_of_service():
    found = charging_findings(
        [
            YearOfService("Reviews", "2024/25", 1000_00, 1200_00),
            YearOfService("Reviews", "2025/26", 1000_00, 700_00),
            YearOfService("Training", "2025/26", 500_00, 501_00),
        ]
    )
    assert [(one.service, one.keeps) for one in found] == [("Reviews", True), ("Training", False)]
    assert found[1].words == "Income is £1 above cost over one year: lower the price or give it back."
