"""Income under a scenario, and the gap to the cost."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from headway.rules.funding import SOURCES
from headway.rules.funding_scenarios import foresee, may_foresee

HALF = {"grant": [Decimal(50)]}


def test_m13_06_half_the_grant_leaves_a_gap_of_half_the_grant():
    income = {"core": [10_000_000], "grant": [20_000_000]}
    (as_it_is,) = foresee(income, [30_000_000], {})
    (cut,) = foresee(income, [30_000_000], HALF)
    assert (as_it_is.income, as_it_is.gap) == (30_000_000, 0)
    assert (cut.by_source["grant"], cut.income, cut.gap) == (10_000_000, 20_000_000, 10_000_000)


def test_what_is_not_known_is_never_nought():
    (year,) = foresee({"core": [None], "grant": [100]}, [100], {})
    assert (year.income, year.gap) == (None, None)
    (year,) = foresee({"core": [100]}, [None], {})
    assert (year.income, year.gap) == (100, None)


def test_a_minus_is_a_rise_and_a_cut_is_at_most_all_of_it():
    (year,) = foresee({"core": [1000]}, [0], {"core": [Decimal(-10)]})
    assert year.income == 1100
    assert may_foresee({"core": [1]}, {"core": [Decimal(100)]})
    assert not may_foresee({"core": [1]}, {"core": [Decimal("100.01")]})
    assert "no source of money" in may_foresee({"luck": [1]}, {}).reason


@given(
    st.dictionaries(st.sampled_from(list(SOURCES)), st.integers(0, 10**9), min_size=1),
    st.integers(0, 100),
    st.integers(0, 10**9),
)
def test_the_gap_is_cost_less_what_is_left(income, percent, cost):
    """Beside a plain calculation with whole numbers."""
    (year,) = foresee(
        {source: [pence] for source, pence in income.items()},
        [cost],
        {source: [Decimal(percent)] for source in income},
    )
    plain = sum((2 * pence * (100 - percent) + 100) // 200 for pence in income.values())
    assert year.gap == cost - plain
