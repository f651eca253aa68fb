"""Spending on special needs beside what a school has for it, and the lines it is pasted from."""

from copy import deepcopy
from decimal import Decimal

import pytest
from tests.rules.policies import load_policy

from headway.rules.policyfile import PolicyFault
from headway.rules.sen_budgets import OVER, UNDER, UNKNOWN, WITHIN, band_of, percent_spent
from headway.rules.sen_lines import read_lines
from headway.rules.service_money_policy import read_service_money

TABLE = load_policy("current/service_money")
POLICY = read_service_money(TABLE)


@pytest.mark.parametrize(
    ("spent", "band"),
    [(89_99, UNDER), (90_00, WITHIN), (110_00, WITHIN), (110_01, OVER), (None, UNKNOWN), (0, UNDER)],
)
def test_m10_24_under_ninety_and_over_a_hundred_and_ten_per_cent_are_told(spent, band):
    assert band_of(100_00, spent, POLICY) == band


def test_without_a_notional_amount_nothing_is_known():
    assert band_of(None, 100, POLICY) == UNKNOWN
    assert band_of(0, 100, POLICY) == UNKNOWN
    assert percent_spent(0, 100) is None
    assert percent_spent(300, 100) == Decimal("33.3")


def test_bands_the_wrong_way_round_are_refused():
    turned = deepcopy(TABLE)
    turned["special_needs"]["low_percent"]["value"] = Decimal(120)
    with pytest.raises(PolicyFault, match="lies above"):
        read_service_money(turned)


def test_lines_of_a_spreadsheet_are_read_and_empty_cells_stay_unknown():
    lines, faults = read_lines("URN\tNotional\n900001\t£1,200.50\t\t300\t900\n\n900002;100")
    assert faults == []
    assert [one.urn for one in lines] == [900001, 900002]
    assert list(lines[0].pence.values()) == [120_050, None, 30_000, 90_000]
    assert list(lines[1].pence.values()) == [10_000, None, None, None]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("12\t1", "Line 1: “12” is no URN"),
        ("900001\tmany", "is no amount in pounds"),
        ("900001\t-1", "below nought or too large"),
        ("900001\t1e400", "below nought or too large"),
        ("900001\tNaN", "below nought or too large"),
        ("900001\t1\n900001\t2", "Line 2: The URN 900001 stands twice"),
        ("900001\t1\t1\t1\t1\t1", "It has 6 columns"),
    ],
)
def test_a_faulty_line_is_named(text, says):
    assert says in read_lines(text)[1][0]
