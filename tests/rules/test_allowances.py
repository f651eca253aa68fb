"""Allowances for staff of kinds of setting (M2-13)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from headway.rules.allowances import Payment, Staff, Terms, cost_of, may_offer, payments_of

AMOUNT = Terms(frozenset({"pru"}), frozenset({"teaching", "support"}), amount_pence=100_001)
PERCENT = replace(AMOUNT, amount_pence=None, percent=Decimal("2.5"))
TEACHER = Staff("a", "pru", "teaching", Decimal(1), 4_000_000)


def test_m2_13_staff_are_in_scope_by_the_kind_of_their_setting():
    staff = [TEACHER, replace(TEACHER, key="b", kind="tuition"), replace(TEACHER, key="c", group="support")]
    assert [one.key for one in payments_of(AMOUNT, staff)] == ["a", "c"]
    teaching = replace(AMOUNT, groups=frozenset({"teaching"}))
    assert [one.key for one in payments_of(teaching, staff)] == ["a"]


@pytest.mark.parametrize(("fte", "pence"), [("1", 100_001), ("0.5", 50_001), ("0.4", 40_000), ("0.01", 1000)])
def test_part_time_is_paid_in_proportion_half_a_penny_up(fte, pence):
    assert payments_of(AMOUNT, [replace(TEACHER, fte=Decimal(fte))])[0].pence == pence


@pytest.mark.parametrize(
    ("pay", "fte", "pence"), [(4_000_000, "1", 100_000), (20, "1", 1), (4_000_001, "0.6", 60_000)]
)
def test_a_percentage_is_of_the_pay_of_the_share_of_full_time(pay, fte, pence):
    assert payments_of(PERCENT, [replace(TEACHER, fte=Decimal(fte), pay_pence=pay)])[0].pence == pence


def test_unknown_pay_is_not_known_and_never_nought():
    unknown = replace(TEACHER, key="b", pay_pence=None)
    assert payments_of(PERCENT, [TEACHER, unknown]) == [Payment("a", 100_000), Payment("b", None)]
    assert cost_of(payments_of(PERCENT, [TEACHER, unknown])) == 100_000
    assert cost_of(payments_of(PERCENT, [unknown])) is None
    assert cost_of(payments_of(AMOUNT, [unknown])) == 100_001
    assert cost_of([]) == 0


def test_a_scheme_names_whom_it_is_for_and_an_amount_or_a_percentage():
    assert may_offer(AMOUNT)
    assert may_offer(PERCENT)
    assert not may_offer(replace(AMOUNT, percent=Decimal(1)))
    assert not may_offer(replace(AMOUNT, amount_pence=None))
    assert not may_offer(replace(AMOUNT, amount_pence=0))
    assert not may_offer(replace(AMOUNT, kinds=frozenset()))
    assert not may_offer(replace(AMOUNT, groups=frozenset()))
