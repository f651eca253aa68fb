"""Five years from stored assumptions; what a year leaves is the next year's opening (M13-01, M13-02)."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.rules.financial_years import financial_years_of
from headway.rules.school_budgets import Assumption, Base, budget_of, findings_of, may_assume

EVEN = Assumption(200, 500_000, 0, Decimal(0), Decimal(0))
BASE = Base(0, 80_000_000, 20_000_000)
LABELS = [one.label for one in financial_years_of(2026, 5)]


def test_m13_01_another_pay_rise_in_year_three_changes_years_three_to_five_alone():
    before = budget_of(BASE, [EVEN] * 5)
    changed = [EVEN, EVEN, replace(EVEN, pay_percent=Decimal(3)), EVEN, EVEN]
    after = budget_of(BASE, changed)
    assert before[:2] == after[:2]
    assert [one.staff for one in after[2:]] == [82_400_000] * 3
    assert [one.closing for one in after] == [0, 0, -2_400_000, -4_800_000, -7_200_000]


def test_m13_02_a_deficit_of_twenty_thousand_stands_at_the_opening_of_each_later_year():
    years = budget_of(replace(BASE, opening_pence=-2_000_000), [EVEN] * 5)
    assert [one.opening for one in years] == [-2_000_000] * 5


@given(st.lists(st.integers(0, 400), min_size=5, max_size=5), st.integers(-10_000_000, 10_000_000))
def test_m13_02_what_a_year_leaves_is_what_the_next_begins_with(pupils, opening):
    years = budget_of(replace(BASE, opening_pence=opening), [replace(EVEN, pupils=one) for one in pupils])
    assert all(one.closing == following.opening for one, following in zip(years, years[1:], strict=False))
    assert years[-1].closing == opening + sum(one.income - one.staff - one.other for one in years)


def test_a_deficit_is_told_with_when_it_is_made_good():
    fewer = replace(EVEN, pupils=190)
    assert findings_of(budget_of(BASE, [EVEN] * 5), LABELS) == []
    assert findings_of(budget_of(BASE, [EVEN, fewer, replace(EVEN, pupils=210), EVEN, EVEN]), LABELS) == [
        "2027/28 ends £50,000 in deficit: a planned deficit needs the authority's approval.",
        "It is made good in 2028/29.",
    ]
    assert findings_of(budget_of(BASE, [fewer] * 5), LABELS)[1] == "It is not made good within five years."


@pytest.mark.parametrize(
    ("assumptions", "says"),
    [
        ([EVEN] * 4, "A budget has 5 years"),
        ([replace(EVEN, pay_percent=Decimal(300)), *[EVEN] * 4], "Year 1: pay rise by 300 %"),
        ([*[EVEN] * 4, replace(EVEN, price_percent=Decimal(-30))], "Year 5: prices rise by -30 %"),
    ],
)
def test_a_slip_of_the_pen_is_asked_about(assumptions, says):
    assert says in may_assume(assumptions).reason
    assert may_assume([EVEN] * 5)
