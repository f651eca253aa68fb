"""What a post costs on a day, over a span and at any cut, held against a plain second calculation (M2-03, M2-04)."""

from copy import deepcopy
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.oracles import costs
from tests.rules.policies import load_policy

from headway.rules.calendars import Span
from headway.rules.money import round_pence, to_pounds
from headway.rules.pay_policy import read_pay
from headway.rules.policyfile import PolicyFault
from headway.rules.staffing_cost import (
    Terms,
    advice_on_scale,
    annual_cost,
    cost_between,
    cost_of,
    may_use_scale,
)
from headway.rules.verdict import Refused

TABLE = load_policy("england/pay")
POLICY = read_pay(TABLE)
ON = date(2025, 9, 1)
DAYS = st.dates(date(2022, 4, 6), date(2027, 12, 31))


@pytest.mark.parametrize(("point", "pounds"), [(20, "99596.40"), (22, "103420.05"), (24, "107137.01")])
def test_the_worked_posts_of_2025_cost_what_the_sources_say(point, pounds):
    """£99,596, £103,420 and £107,137 with pension 28.68 %, national insurance 15 % above £5,000 and levy 0.5 %."""
    assert to_pounds(annual_cost(Terms("soulbury-eip", point, "tps"), ON, POLICY).total) == Decimal(pounds)


@settings(max_examples=300)
@given(
    point=st.integers(1, 50),
    pension=st.sampled_from(["tps", "lgps", "none"]),
    fte=st.decimals("0.01", "1", places=2),
    allowance=st.integers(0, 500_000),
    day=DAYS,
)
def test_a_year_agrees_with_the_plain_calculation(point, pension, fte, allowance, day):
    terms = Terms("soulbury-eip", point, pension, fte, allowance)
    plain = costs.year_of(TABLE, "soulbury-eip", point, pension, fte, to_pounds(allowance), day)
    assert tuple(to_pounds(one) for one in annual_cost(terms, day, POLICY).parts) == plain


@settings(max_examples=40, deadline=None)
@given(first=DAYS, length=st.integers(1, 800), cuts=st.lists(st.integers(1, 799), max_size=4))
def test_the_parts_of_a_span_add_up_to_it_and_agree_with_the_plain_calculation(first, length, cuts):
    terms = Terms("soulbury-eip", 22, "tps", Decimal("0.6"))
    until = first + timedelta(days=length)
    days = sorted({first, until, *(first + timedelta(days=one) for one in cuts if one < length)})
    parts = cost_between(terms, days, POLICY)
    whole = cost_of(terms, Span(first, until), POLICY)
    assert tuple(sum(one) for one in zip(*(part.parts for part in parts), strict=True)) == whole.parts
    plain = costs.between(TABLE, ("soulbury-eip", 22, "tps", Decimal("0.6"), Decimal(0)), first, until)
    assert abs(round_pence(plain * 100) - whole.total) <= 2  # four kinds, each rounded by itself


def test_an_academic_year_splits_over_two_financial_years():
    """Seven twelfths from September to March, five from April to August, each at the rates of its days."""
    terms = Terms("soulbury-eip", 22, "tps")
    autumn, summer = cost_between(terms, (date(2025, 9, 1), date(2026, 4, 1), date(2026, 9, 1)), POLICY)
    year = annual_cost(terms, ON, POLICY).total
    assert autumn.total + summer.total == year
    assert autumn.total == pytest.approx(year * 7 / 12, abs=2)


def test_m2_03_five_points_are_warned_of_with_the_scale_that_keeps_to_the_rule():
    advice = advice_on_scale(20, 24, 0, POLICY)
    assert (advice.last, advice.assessed) == (23, 1)
    assert advice.words == (
        "20 to 24 is 5 points. A scale has not more than 4 consecutive points: use 20 to 23 and one point for structured "
        "professional assessment."
    )
    assert advice_on_scale(20, 23, 1, POLICY) is None
    assert advice_on_scale(10, 24, 0, POLICY).last is None


@pytest.mark.parametrize(
    ("first", "last", "assessed", "on", "says"),
    [
        (24, 20, 0, ON, "before it begins"),
        (20, 23, 4, ON, "At most 3 points"),
        (50, 53, 0, ON, "no point 53"),
        (50, 52, 0, date(2020, 9, 1), "no point 52"),
    ],
)
def test_a_scale_that_does_not_exist_on_the_day_is_refused(first, last, assessed, on, says):
    verdict = may_use_scale(first, last, assessed, "soulbury-eip", on, POLICY)
    assert not verdict
    assert says in verdict.reason


def test_a_scale_that_exists_is_allowed():
    assert may_use_scale(20, 23, 1, "soulbury-eip", ON, POLICY)


@pytest.mark.parametrize(
    ("terms", "on", "says"),
    [
        (Terms("soulbury-eip", 60, "tps"), ON, "had no point 60"),
        (Terms("soulbury-eip", 22, "tps"), date(2002, 9, 1), "the first is from 1 September 2019"),
        (Terms("burnham", 22, "tps"), ON, "There is no spine"),
        (Terms("soulbury-eip", 22, "uss"), ON, "There is no pension scheme"),
        (
            Terms("soulbury-eip", 22, "tps"),
            date(2020, 9, 1),
            "No rate of employer's national insurance is known",
        ),
    ],
)
def test_what_is_not_known_on_the_day_is_refused_and_never_nought(terms, on, says):
    with pytest.raises(Refused, match=says):
        annual_cost(terms, on, POLICY)


@pytest.mark.parametrize(
    ("where", "value", "says"),
    [
        (("spines", "soulbury-eip", "awards", 0, "points"), ["two: 1"], "no point of a spine"),
        (("spines", "soulbury-eip", "awards", 0, "points"), ["1: 5", "2: 4"], "rise in number and in pay"),
        (("spines", "soulbury-eip", "awards", 0, "points"), [], "names at least one point"),
        (("spines", "soulbury-eip", "awards", 0, "from"), date(2030, 1, 1), "oldest stands first"),
        (("days", "deliverable"), 300, "No more days reach schools"),
        (("scale", "longst"), 4, "not known here"),
    ],
)
def test_a_policy_of_pay_that_breaks_its_shape_says_where(where, value, says):
    table = deepcopy(TABLE)
    at = table
    for key in where[:-1]:
        at = at[key]
    at[where[-1]] = value
    with pytest.raises(PolicyFault, match=says):
        read_pay(table)
