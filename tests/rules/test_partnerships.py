from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from tests.rules.policies import load_policy

from headway.rules.partnerships import (
    Membership,
    OpenSchool,
    may_end,
    may_go_on,
    may_join,
    may_recognise,
    read_partnerships,
    recognised_partnership,
    unpartnered,
)

POLICY = read_partnerships(load_policy("current/partnerships"))
SEPTEMBER = date(2026, 9, 1)
EAST = Membership("1", "east", "East Marsh", True, date(2025, 9, 1))
NORTH = Membership("1", "north", "North Fold", True, SEPTEMBER)


def test_m1_04_a_second_recognised_partnership_is_refused_by_name_until_the_first_ends() -> None:
    refused = may_join(NORTH, [EAST])
    assert not refused
    assert refused.reason == (
        "The school is in the recognised partnership East Marsh since 1 September 2025; end that membership "
        "first, because a school has one recognised partnership at a time."
    )
    # End-dated, half-open: the last day is the day before.
    assert may_join(NORTH, [replace(EAST, member_until=SEPTEMBER)])
    assert not may_join(NORTH, [replace(EAST, member_until=date(2026, 9, 2))])


def test_m1_04_an_unrecognised_group_may_stand_beside_a_recognised_one() -> None:
    theme = Membership("1", "maths", "Maths group", False, SEPTEMBER)
    assert may_join(theme, [EAST])
    assert may_join(NORTH, [theme])
    assert not may_join(theme, [theme])


def test_m1_04_another_schools_membership_is_no_hindrance() -> None:
    assert may_join(NORTH, [replace(EAST, school_id="2")])


def test_a_membership_must_end_after_it_begins() -> None:
    assert not may_join(replace(NORTH, member_until=SEPTEMBER), [])
    assert not may_end(NORTH, SEPTEMBER)
    assert may_end(NORTH, date(2026, 9, 2))
    assert not may_end(replace(NORTH, member_until=date(2027, 1, 1)), date(2027, 1, 1))


def test_m1_05_a_secondary_collaborative_group_counts_as_recognised() -> None:
    assert may_recognise("secondary-collaborative", POLICY)
    assert not may_recognise("thematic", POLICY)
    assert not may_recognise("unheard-of", POLICY)


@given(st.dates(date(2026, 7, 1), date(2027, 12, 31)))
def test_m1_06_unpartnered_equals_open_primaries_less_members_on_any_day(on: date) -> None:
    schools = (
        OpenSchool("1", "primary"),
        OpenSchool("2", "primary", open_until=date(2027, 1, 1)),
        OpenSchool("3", "secondary"),
        OpenSchool("4", "primary", open_from=SEPTEMBER),
        OpenSchool("5", "special"),
    )
    memberships = (
        replace(EAST, member_until=date(2027, 4, 1)),
        Membership("4", "maths", "Maths group", False, SEPTEMBER),
    )
    primaries = {"1"} | ({"2"} if on < date(2027, 1, 1) else set()) | ({"4"} if on >= SEPTEMBER else set())
    members = {"1"} if on < date(2027, 4, 1) else set()
    assert {
        school.school_id for school in unpartnered(schools, memberships, POLICY, on)
    } == primaries - members


def test_the_recognised_partnership_of_a_day() -> None:
    held = [replace(EAST, member_until=SEPTEMBER), NORTH]
    before = recognised_partnership("1", held, date(2026, 8, 31))
    after = recognised_partnership("1", held, SEPTEMBER)
    assert before is not None
    assert after is not None
    assert (before.partnership_id, after.partnership_id) == ("east", "north")
    assert recognised_partnership("2", held, SEPTEMBER) is None


def test_a_membership_that_ended_goes_on_beside_what_was_joined_since() -> None:
    ended = replace(EAST, member_until=SEPTEMBER)
    later = date(2027, 9, 1)
    assert may_go_on(ended, None, None, [])
    assert may_go_on(ended, later, later, [])
    assert "no end" in may_go_on(EAST, None, None, []).reason
    assert "lasts until" in may_go_on(ended, SEPTEMBER, None, []).reason
    assert "ended on 1 September 2027" in may_go_on(ended, None, later, []).reason
    assert "North Fold" in may_go_on(ended, None, None, [NORTH]).reason
