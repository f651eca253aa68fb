"""Changes in the year and the comparison of two years."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import ceil, floor

from hypothesis import given
from hypothesis import strategies as st
from tests.rules.policies import load_policy

from headway.rules.calendars import CannotCompute, RemainingDays
from headway.rules.entitlement import PartnershipInYear, SchoolInYear, entitle
from headway.rules.entitlement_changes import change_in_year, compare_years
from headway.rules.entitlement_policy import read_entitlement

CURRENT = read_entitlement(load_policy("current/entitlement"))
ESSEX = read_entitlement(load_policy("essex-2017/entitlement"))
ON = date(2027, 1, 4)
HALF_YEAR = RemainingDays(95, 190, model_year=False, words="95 of 190 school days of 2026-27 remain.")


def schools(number: int) -> list[SchoolInYear]:
    return [SchoolInYear(str(n), f"School {n}", "primary") for n in range(number)]


def group(number: int) -> PartnershipInYear:
    return PartnershipInYear("east", "East Marsh", frozenset(str(n) for n in range(number)))


def test_m6_01_a_member_across_a_band_edge_changes_days_pro_rata_and_says_why() -> None:
    before = entitle(schools(5), [group(4)], ESSEX, "2026-27")
    after = entitle(schools(5), [group(5)], ESSEX, "2026-27")
    found = change_in_year(before, after, ON, HALF_YEAR, ESSEX)
    assert not isinstance(found, CannotCompute)
    credits = {(line.subject_id, line.rule): line.half_days for line in found}
    # 10 half-days become 16: each of five members has 2 (1 more for the old four), the lead keeps 6.
    assert credits[("4", "member-share")] == 1  # 2 × 95/190
    assert credits[("0", "member-share")] == 1  # 1 × 95/190, rounded up
    assert credits[("4", "unpartnered-visit")] == 0  # the visit already given stays
    new_member = next(line for line in found if (line.subject_id, line.rule) == ("4", "member-share"))
    assert "5 eligible members, in the band 5 to 7" in new_member.words
    assert "95 of 190 school days" in new_member.words
    assert new_member.from_on == ON


def test_m6_07_a_provision_opened_in_the_year_adds_a_pro_rata_supplement() -> None:
    before = entitle(schools(1), [], CURRENT, "2026-27")
    after = entitle([replace(schools(1)[0], enhanced_provisions=1)], [], CURRENT, "2026-27")
    third = RemainingDays(60, 190, model_year=True, words="By the model year.")
    found = change_in_year(before, after, ON, third, CURRENT)
    assert not isinstance(found, CannotCompute)
    assert [(line.rule, line.half_days) for line in found] == [("enhanced-provision", 1)]  # 2 × 60/190, up
    assert ("model year", "yes") in found[0].inputs


def test_m6_08_concern_in_the_year_leaves_partnership_days_alone() -> None:
    calm = [replace(s, category="2") for s in schools(3)]
    worried = [replace(calm[0], category="4"), *calm[1:]]
    before, after = (entitle(s, [group(3)], CURRENT, "2026-27") for s in (calm, worried))
    found = change_in_year(before, after, ON, HALF_YEAR, CURRENT)
    assert not isinstance(found, CannotCompute)
    assert [(line.rule, line.half_days) for line in found] == [("concern", 10)]


def test_a_fall_is_stated_and_follows_the_rule_set() -> None:
    worried = [replace(schools(1)[0], category="4")]
    calm = [replace(schools(1)[0], category="2")]
    before, after = (entitle(s, [], CURRENT, "2026-27") for s in (worried, calm))
    kept = change_in_year(before, after, ON, HALF_YEAR, CURRENT)
    returned = change_in_year(before, after, ON, HALF_YEAR, replace(CURRENT, falls="return"))
    assert not isinstance(kept, CannotCompute)
    assert not isinstance(returned, CannotCompute)
    assert [line.half_days for line in kept] == [0]
    assert "the days already given stay" in kept[0].words
    assert [line.half_days for line in returned] == [-10]
    assert "go back" in returned[0].words


def test_without_school_days_nothing_is_guessed() -> None:
    refused = CannotCompute("Cannot compute, because no term dates are held for 2026-27; add them.")
    lines = entitle(schools(1), [], CURRENT, "2026-27")
    assert change_in_year((), lines, ON, refused, CURRENT) == refused


@given(st.integers(0, 190), st.integers(1, 60), st.booleans())
def test_rounding_is_up_for_a_rise_and_down_for_a_return(remaining: int, half_days: int, rises: bool) -> None:
    policy = replace(CURRENT, falls="return", enhanced_provision_half_days=half_days)
    plain = entitle(schools(1), [], policy, "2026-27")
    added = entitle([replace(schools(1)[0], enhanced_provisions=1)], [], policy, "2026-27")
    days = RemainingDays(remaining, 190, model_year=False, words="Some remain.")
    pair = (plain, added) if rises else (added, plain)
    found = change_in_year(*pair, ON, days, policy)
    assert not isinstance(found, CannotCompute)
    exact = Fraction(half_days * remaining, 190)
    assert [line.half_days for line in found] == [ceil(exact) if rises else -floor(exact)]


def test_m6_02_a_partnership_whose_days_fall_is_flagged() -> None:
    last = entitle(schools(6), [group(6)], CURRENT, "2025-26")
    this = entitle(schools(6), [group(5)], CURRENT, "2026-27")
    fallen = compare_years(last, this)
    assert [(one.last_half_days, one.this_half_days, one.falls) for one in fallen] == [(16, 14, True)]
    assert fallen[0].words == "Falls from 8 days to 7 days."
    assert not compare_years(this, last)[0].falls
    assert compare_years(last, last)[0].words == "8 days, as last year."
    assert compare_years((), this)[0].last_half_days is None
    gone = compare_years(last, ())[0]
    assert gone.falls
    assert gone.this_half_days is None
