"""Entitlement: each rule by its requirement, and the whole against a second reading."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.oracles.entitlement import days_of_authority
from tests.rules.policies import load_policy

from headway.rules.entitlement import (
    EntitlementLine,
    PartnershipInYear,
    SchoolInYear,
    demand,
    entitle,
    half_day_words,
    may_book,
    partnership_half_days,
)
from headway.rules.entitlement_policy import read_entitlement
from headway.rules.schools import PHASES

CURRENT = read_entitlement(load_policy("current/entitlement"))
ESSEX = read_entitlement(load_policy("essex-2017/entitlement"))
YEAR = "2026-27"


def school(number: int, phase: str = "primary", **facts: object) -> SchoolInYear:
    return SchoolInYear(str(number), f"School {number}", phase, **facts)  # type: ignore[arg-type]


def partnership(*numbers: int, name: str = "East Marsh") -> PartnershipInYear:
    return PartnershipInYear(name, name, frozenset(str(number) for number in numbers))


def lines_of(lines: tuple[EntitlementLine, ...], number: int) -> dict[str, int]:
    return {line.rule: line.half_days for line in lines if line.subject_id == str(number)}


def test_m6_01_a_partnerships_days_follow_its_size() -> None:
    for size in (2, 5, 14):
        schools = [school(n) for n in range(size)]
        lines = entitle(schools, [partnership(*range(size))], CURRENT, YEAR)
        # Two days, and one for each member, in half-days.
        assert partnership_half_days(lines) == {"East Marsh": 4 + 2 * size}


@pytest.mark.parametrize(
    ("size", "half_days"), [(2, 10), (4, 10), (5, 16), (7, 16), (8, 22), (10, 22), (11, 28), (40, 28)]
)
def test_m6_01_or_by_bands_whatever_the_shares(size: int, half_days: int) -> None:
    lines = entitle([school(n) for n in range(size)], [partnership(*range(size))], ESSEX, "2017-18")
    assert partnership_half_days(lines) == {"East Marsh": half_days}


def test_the_lead_spends_the_base_and_each_member_its_share() -> None:
    lines = entitle([school(1), school(2)], [partnership(1, 2)], CURRENT, YEAR)
    found = demand(lines)
    assert found.by_partnership_lead == {"East Marsh": 4}
    assert found.by_school == {"1": 2, "2": 2}
    assert (found.school_half_days, found.lead_half_days, found.half_days) == (4, 4, 8)
    assert found.by_pool == {"partnerships": 8}


def test_m1_07_a_special_school_does_not_raise_a_partnerships_days() -> None:
    schools = [school(1), school(2), school(3, "special"), school(4, "pru")]
    without = entitle(schools, [partnership(1, 2)], CURRENT, YEAR)
    with_them = entitle(schools, [partnership(1, 2, 3, 4)], CURRENT, YEAR)
    assert partnership_half_days(without) == partnership_half_days(with_them)
    assert without == with_them


def test_m6_06_every_special_school_and_referral_unit_has_its_own_days() -> None:
    lines = entitle([school(1, "special"), school(2, "pru")], [], CURRENT, YEAR)
    assert lines_of(lines, 1) == {"own-days": 6}
    assert lines_of(lines, 2) == {"own-days": 6}


def test_m5_09_an_unpartnered_primary_has_one_half_day() -> None:
    lines = entitle([school(1)], [], CURRENT, YEAR)
    assert [(line.rule, line.half_days) for line in lines] == [("unpartnered-visit", 1)]
    assert lines[0].words == (
        "Half a day: a primary school without a recognised partnership has its own visit."
    )


def test_m5_09_a_second_half_day_in_the_year_is_refused() -> None:
    entitled = demand(entitle([school(1)], [], CURRENT, YEAR)).by_school["1"]
    assert may_book(entitled, 0, 1)
    refused = may_book(entitled, 1, 1)
    assert refused.reason == (
        "Half a day cannot be booked: of half a day this year, half a day booked already leaves nothing."
    )


def test_m1_05_a_secondary_in_a_collaborative_group_has_no_half_day_visit_of_its_own() -> None:
    schools = [school(1, "secondary"), school(2, "secondary")]
    grouped = entitle(schools, [partnership(1, 2, name="Secondary group")], CURRENT, YEAR)
    assert lines_of(grouped, 1) == {"member-share": 2}
    alone = entitle([school(1, "secondary")], [], CURRENT, YEAR)
    assert lines_of(alone, 1) == {"no-base-days": 0}
    assert alone[0].words == "Nothing: a secondary school without a recognised partnership."


def test_m6_07_m1_08_each_enhanced_provision_adds_a_supplement() -> None:
    plain = lines_of(entitle([school(1)], [], CURRENT, YEAR), 1)
    added = lines_of(entitle([school(1, enhanced_provisions=2)], [], CURRENT, YEAR), 1)
    assert added == {**plain, "enhanced-provision": 4}


def test_m6_09_a_new_head_adds_support_and_an_evaluation_of_induction() -> None:
    lines = entitle([school(1, new_head=True)], [], CURRENT, YEAR)
    assert lines_of(lines, 1) == {"unpartnered-visit": 1, "new-head": 2, "induction-evaluation": 1}
    assert [line.base for line in lines] == [True, False, False]


def test_m6_08_concern_is_added_from_its_own_pool_and_nothing_else_moves() -> None:
    calm = [school(1, category="2"), school(2, category="1")]
    worried = [replace(calm[0], category="4"), calm[1]]
    before, after = (entitle(s, [partnership(1, 2)], CURRENT, YEAR) for s in (calm, worried))
    assert [line for line in after if line.rule != "concern"] == list(before)
    concern = [line for line in after if line.rule == "concern"]
    assert [(line.subject_id, line.half_days, line.pool) for line in concern] == [
        ("1", 20, "ring-fenced-concern")
    ]


def test_a_school_of_unknown_phase_has_a_zero_line_that_says_so() -> None:
    lines = entitle([replace(school(1), phase=None)], [], CURRENT, YEAR)
    assert lines[0].words == "Nothing: its phase is not known."


def test_one_school_is_no_partnership_but_is_told_why() -> None:
    lines = entitle([school(1), school(2, "special")], [partnership(1, 2)], CURRENT, YEAR)
    assert lines_of(lines, 1) == {"member-share": 0}
    assert "a partnership needs 2" in lines[0].words


def test_what_cannot_be_right_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="given twice"):
        entitle([school(1), school(1)], [], CURRENT, YEAR)
    with pytest.raises(ValueError, match="two recognised partnerships, East Marsh and North Fold"):
        entitle([school(1)], [partnership(1), partnership(1, name="North Fold")], CURRENT, YEAR)
    with pytest.raises(ValueError, match="category “9” is not in the rule set"):
        entitle([school(1, category="9")], [], CURRENT, YEAR)


@pytest.mark.parametrize(
    ("half_days", "words"),
    [
        (0, "nothing"),
        (1, "half a day"),
        (2, "1 day"),
        (3, "1½ days"),
        (4, "2 days"),
        (-1, "minus half a day"),
    ],
)
def test_half_days_are_said_as_officers_say_them(half_days: int, words: str) -> None:
    assert half_day_words(half_days) == words


@st.composite
def authorities(draw: st.DrawFn) -> tuple[list[SchoolInYear], list[PartnershipInYear]]:
    number = draw(st.integers(1, 30))
    schools = [
        school(
            n,
            draw(st.sampled_from(PHASES)),
            category=draw(st.sampled_from(["1", "2", "3", "4", "4S", None])),
            enhanced_provisions=draw(st.integers(0, 2)),
            new_head=draw(st.booleans()),
        )
        for n in range(number)
    ]
    home = [draw(st.integers(0, 4)) for _ in schools]
    groups = [
        partnership(*(n for n, where in enumerate(home) if where == which), name=f"Group {which}")
        for which in range(1, 5)
    ]
    return schools, [group for group in groups if group.member_ids]


@given(authorities())
def test_the_whole_equals_a_plain_second_reading(
    authority: tuple[list[SchoolInYear], list[PartnershipInYear]],
) -> None:
    schools, partnerships = authority
    lines = entitle(schools, partnerships, CURRENT, YEAR)
    plain = days_of_authority(
        [(s.school_id, str(s.phase), s.category, s.enhanced_provisions, s.new_head) for s in schools],
        [set(p.member_ids) for p in partnerships],
    )
    assert demand(lines).half_days == plain * 2
    assert {line.subject_id for line in lines if line.subject_kind == "school"} == {
        s.school_id for s in schools
    }
    assert len({line.key for line in lines}) == len(lines)
    assert entitle(schools[::-1], partnerships[::-1], CURRENT, YEAR) == lines
