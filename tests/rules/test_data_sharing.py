"""Agreements on a day, and what may be done with them (M4-01)."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from headway.rules.data_sharing import (
    ENDED,
    LAPSED,
    LIVE,
    NONE,
    Signed,
    lapses_soon,
    may_end,
    may_sign,
    may_take,
    read_data_sharing,
    state_of,
)
from headway.rules.policyfile import PolicyFault

TABLE = tomllib.loads(Path("policies/current/data_sharing.toml").read_text(encoding="utf-8"))
POLICY = read_data_sharing(TABLE)
TODAY = date(2027, 10, 1)
LONG = Signed(date(2026, 3, 1), date(2028, 3, 1))


def test_the_policy_is_read_and_a_sheet_without_a_row_a_school_is_a_fault():
    assert POLICY.own_sheets == ("headships", "provisions") and POLICY.items[0].basis
    with pytest.raises(PolicyFault, match="people"):
        read_data_sharing(TABLE | {"own_sheets": ["people"]})


def test_m4_01_the_state_of_a_school_on_a_day():
    assert state_of([], TODAY).word == NONE
    assert state_of([LONG], TODAY).word == LIVE and state_of([LONG], TODAY).until == LONG.until
    assert state_of([LONG], date(2028, 3, 1)).word == LAPSED
    assert state_of([LONG], date(2028, 2, 29)).is_live
    ended = Signed(LONG.first_on, LONG.until, date(2027, 1, 1))
    assert state_of([ended], TODAY).word == ENDED and state_of([ended], date(2026, 12, 31)).is_live
    later = Signed(date(2028, 1, 1), date(2030, 1, 1))
    assert state_of([later], TODAY).word == NONE and "1 January 2028" in state_of([later], TODAY).reason
    assert "The next begins" in state_of([ended, later], TODAY).reason


def test_one_that_follows_without_a_gap_is_counted():
    following = Signed(LONG.until, date(2030, 3, 1))
    assert state_of([LONG, following], TODAY).until == date(2030, 3, 1)


def test_it_lapses_soon_within_the_days_of_the_policy():
    assert lapses_soon(state_of([LONG], date(2028, 1, 2)), date(2028, 1, 2), POLICY)
    assert not lapses_soon(state_of([LONG], TODAY), TODAY, POLICY)
    assert not lapses_soon(state_of([], TODAY), TODAY, POLICY)


@pytest.mark.parametrize(
    ("signed_on", "first_on", "others", "said"),
    [
        (date(2027, 10, 2), date(2027, 10, 2), [], "once it was signed"),
        (TODAY, date(2027, 9, 30), [], "before it was signed"),
        (date(2020, 1, 1), date(2020, 1, 1), [], "it was over on"),
        (TODAY, TODAY, [LONG], "Let the new one begin on 1 March 2028"),
        (TODAY, TODAY, [Signed(date(2028, 1, 1), date(2029, 1, 1))], "begins on 1 January 2028 already"),
    ],
)
def test_a_signature_that_cannot_be_is_refused(signed_on, first_on, others, said):
    verdict = may_sign(signed_on, first_on, TODAY, POLICY, others)
    assert not verdict and said in verdict.reason


def test_a_signature_after_the_one_before_may_be():
    assert may_sign(TODAY, TODAY, TODAY, POLICY, [])
    assert may_sign(TODAY, LONG.until, TODAY, POLICY, [LONG])


def test_an_agreement_ends_once_in_its_time_with_a_reason():
    assert may_end(LONG, TODAY, TODAY, "The school left")
    assert not may_end(LONG, TODAY, TODAY, " ")
    assert not may_end(LONG, date(2027, 10, 2), TODAY, "x")
    assert not may_end(LONG, LONG.first_on, TODAY, "x")
    assert not may_end(Signed(LONG.first_on, LONG.until, TODAY), TODAY, TODAY, "x")


def test_m4_01_nothing_is_blocked_before_the_gate_and_after_it_only_without_a_live_one():
    none = state_of([], TODAY)
    assert may_take("Ash School", none, date(2027, 8, 31), POLICY)
    assert may_take("Ash School", state_of([LONG], TODAY), TODAY, POLICY)
    refused = may_take("Ash School", none, TODAY, POLICY)
    assert not refused and "Ash School has no live data sharing agreement" in refused.reason
