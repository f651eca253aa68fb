"""Seats, terms and vacancies of boards, and the policy that says how long."""

from dataclasses import replace
from datetime import date

import pytest
from tests.rules.policies import load_policy

from headway.rules.governance import (
    BoardNow,
    Held,
    SeatNow,
    may_be_kind,
    may_begin_term,
    may_close_seat,
    may_end_term,
    may_give_up,
    may_govern,
    may_state_health,
    seat_now,
    usual_end,
)
from headway.rules.governance_policy import read_governance
from headway.rules.policyfile import PolicyFault

ON, SINCE = date(2026, 9, 15), date(2022, 9, 1)
POLICY = read_governance(load_policy("current/governance"))
CHAIR, PARENT, CLERK = (POLICY.roles[key] for key in ("chair", "parent", "clerk"))
SEAT = Held("", SINCE, None)


def test_terms_last_four_years_unless_their_seat_says_otherwise():
    assert usual_end(date(2026, 9, 1), PARENT) == date(2030, 9, 1)
    assert usual_end(date(2026, 9, 1), CHAIR) == date(2027, 9, 1)
    assert usual_end(date(2026, 9, 1), CLERK) is None
    assert [role.key for role in POLICY.needed] == ["chair", "clerk"]


def test_a_seat_is_vacant_since_its_last_term_ended_or_since_there_is_the_seat():
    past = Held("Governor 1", SINCE, date(2026, 4, 1))
    coming = Held("Governor 2", date(2026, 11, 1), None)
    assert seat_now("parent", SINCE, [past, coming], ON) == SeatNow("parent", "", None, date(2026, 4, 1))
    assert seat_now("parent", SINCE, [], ON).vacant_since == SINCE
    held = Held("Governor 3", date(2026, 5, 1), date(2026, 10, 1))
    assert seat_now("parent", SINCE, [past, held], ON) == SeatNow(
        "parent", "Governor 3", date(2026, 10, 1), None
    )
    assert seat_now("parent", SINCE, [held], date(2026, 10, 1)).vacant_since == date(2026, 10, 1)


def test_a_vacancy_is_long_on_the_day_its_months_are_over_and_terms_end_soon_within_the_days():
    seats = (
        SeatNow("parent", "", None, date(2026, 1, 15)),
        SeatNow("parent", "", None, date(2026, 1, 16)),
        SeatNow("chair", "Governor 1", date(2026, 12, 14), None),
        SeatNow("staff", "Governor 2", date(2026, 12, 15), None),
        SeatNow("clerk", "Clerk 1", None, None),
    )
    now = BoardNow(seats, ON)
    assert now.long_vacant(8) == seats[:1] and now.vacant == seats[:2]
    assert now.ending(90) == seats[2:3]
    assert now.lacks(POLICY.needed) == () and now.holders("clerk") == ("Clerk 1",)
    assert BoardNow(seats[:2], ON).lacks(POLICY.needed) == (CHAIR, CLERK)


def test_a_term_lies_in_its_seat_s_time_and_overlaps_no_other():
    assert may_begin_term(SEAT, [], ON, date(2030, 9, 15), PARENT)
    assert may_begin_term(SEAT, [], ON, None, CLERK)
    assert "before it begins" in may_begin_term(SEAT, [], ON, ON, PARENT).reason
    assert "no such seat" in may_begin_term(SEAT, [], date(2022, 8, 31), ON, PARENT).reason
    closed = replace(SEAT, valid_until=date(2027, 1, 1))
    assert "no such seat" in may_begin_term(closed, [], ON, date(2028, 9, 1), PARENT).reason
    assert "48 months at most" in may_begin_term(SEAT, [], ON, date(2030, 9, 16), PARENT).reason
    assert "48 months at most" in may_begin_term(SEAT, [], ON, None, PARENT).reason
    other = Held("Governor 1", SINCE, date(2026, 9, 16))
    assert "Governor 1 holds this seat" in may_begin_term(SEAT, [other], ON, date(2027, 9, 1), PARENT).reason
    assert may_begin_term(SEAT, [other], date(2026, 9, 16), date(2027, 9, 1), PARENT)


def test_a_term_ends_early_with_a_reason():
    term = Held("Governor 1", SINCE, date(2026, 9, 1))
    assert may_end_term(term, date(2026, 5, 1), "resigned")
    assert not may_end_term(term, date(2026, 5, 1), "  ")
    assert not may_end_term(term, SINCE, "resigned")
    assert not may_end_term(term, date(2026, 9, 1), "resigned")
    assert may_end_term(replace(term, valid_until=None), ON, "resigned")


def test_a_seat_is_taken_out_while_nobody_holds_it():
    assert may_close_seat(SINCE, [Held("Governor 1", SINCE, ON)], ON)
    assert not may_close_seat(SINCE, [Held("Governor 1", SINCE, None)], ON)
    assert not may_close_seat(SINCE, [], SINCE)


def test_a_school_has_one_board_and_only_some_boards_have_several_schools():
    assert may_govern({"Elm": "", "Oak": ""}, [], several=True)
    assert not may_govern({"Elm": "", "Oak": ""}, [], several=False)
    assert not may_govern({"Elm": ""}, ["Oak"], several=False)
    assert "Elm has a board" in may_govern({"Elm": "Board of Elm"}, [], several=True).reason
    assert may_be_kind(False, 1) and may_be_kind(True, 3) and not may_be_kind(False, 2)
    assert may_give_up(SINCE, ON) and not may_give_up(ON, ON)


def test_a_statement_is_of_a_day_that_was_and_has_its_reason():
    assert may_state_health(ON, ON, "high", "No chair", POLICY)
    assert not may_state_health(date(2026, 9, 16), ON, "high", "No chair", POLICY)
    assert not may_state_health(ON, ON, "dreadful", "No chair", POLICY)
    assert not may_state_health(ON, ON, "high", " ", POLICY)


def _with(**hours: object) -> dict:
    table = load_policy("current/governance")
    table["hours"] |= hours
    return table


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        ({"categories": [{"key": "1", "hours": 4}, {"key": "2", "hours": 4}]}, "not more than the 4"),
        ({"categories": [{"key": "1", "hours": 1}, {"key": "2", "hours": 4}]}, "less than 2 hours"),
        ({"categories": [{"key": "1", "hours": 4}, {"key": "1", "hours": 5}]}, "used twice"),
        ({"health": [{"key": "low", "hours": 0}, {"key": "high", "hours": 1}]}, "in this order"),
        ({"without_category": "9"}, "is not known here"),
    ],
)
def test_m8_02_a_table_that_does_not_grow_or_comes_below_the_least_is_refused(hours, said):
    with pytest.raises(PolicyFault, match=said):
        read_governance(_with(**hours))
