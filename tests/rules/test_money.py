"""Whole pence: rounding, sharing out, words."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.rules.money import money_words, percent_of, round_pence, share_out, to_pence, to_pounds


@given(st.integers(-10_000_000, 10_000_000), st.lists(st.decimals(0, 100, places=2), min_size=1, max_size=7))
def test_parts_add_up_to_the_whole(pence, weights):
    if sum(weights) == 0:
        with pytest.raises(ValueError, match="Weights are not below nought"):
            share_out(pence, weights)
        return
    parts = share_out(pence, weights)
    assert sum(parts) == pence
    exact = [Fraction(pence) * Fraction(one) / Fraction(sum(weights)) for one in weights]
    assert all(abs(part - one) < 1 for part, one in zip(parts, exact, strict=True))


def test_the_first_of_equal_rests_gets_the_penny():
    assert share_out(10_342_005, [90, 10]) == (9_307_805, 1_034_200)
    assert share_out(100, [1, 1, 1]) == (34, 33, 33)
    assert share_out(-100, [1, 1, 1]) == (-34, -33, -33)


def test_a_weight_below_nought_is_refused():
    with pytest.raises(ValueError, match="Weights are not below nought"):
        share_out(100, [2, -1])


@pytest.mark.parametrize(
    ("amount", "pence"), [("0.005", 1), ("-0.005", -1), ("72250", 7_225_000), ("0.004", 0)]
)
def test_half_a_penny_goes_away_from_nought(amount, pence):
    assert to_pence(Decimal(amount)) == pence
    assert round_pence(Fraction(amount) * 100) == pence


def test_percent_and_pounds():
    assert percent_of(7_225_000, Decimal("28.68")) == 2_072_130
    assert to_pounds(10_342_005) == Decimal("103420.05")


@pytest.mark.parametrize(
    ("pence", "words"), [(0, "£0"), (7_225_000, "£72,250"), (1_008_750, "£10,087.50"), (-5, "-£0.05")]
)
def test_money_in_words(pence, words):
    assert money_words(pence) == words
