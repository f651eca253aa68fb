"""What a visit is: its halves, its days and the moves of its life."""

from datetime import date

import pytest

from headway.rules import visits as rule

TODAY = date(2026, 9, 15)


def test_a_whole_day_fills_both_halves_and_meets_either():
    assert [rule.half_days(half) for half in ("am", "pm", "day")] == [1, 1, 2]
    assert rule.meets("day", "am") and rule.meets("pm", "day") and rule.meets("am", "am")
    assert not rule.meets("am", "pm")


def test_a_visit_is_within_a_year_back_and_two_years_ahead():
    assert rule.may_date(TODAY, TODAY) and rule.may_date(date(2025, 10, 1), TODAY)
    assert rule.may_date(date(2028, 9, 1), TODAY)
    assert "more than a year ago" in rule.may_date(date(2025, 9, 1), TODAY).reason
    assert "two years ahead" in rule.may_date(date(2029, 9, 1), TODAY).reason


@pytest.mark.parametrize("event", [rule.MOVE, rule.HOLD, rule.CANCEL])
def test_only_a_booked_visit_moves_on(event):
    assert rule.may_move_to(rule.BOOKED, event)
    assert "is cancelled" in rule.may_move_to(rule.CANCELLED, event).reason
    assert "stays as it is" in rule.may_move_to(rule.HELD, event).reason


def test_a_visit_is_held_on_its_day_or_later_and_once_approved():
    assert rule.may_hold(TODAY, TODAY, waits=False)
    assert "not before" in rule.may_hold(date(2026, 9, 16), TODAY, waits=False).reason
    assert "waits for approval" in rule.may_hold(TODAY, TODAY, waits=True).reason


def test_a_visit_is_cancelled_with_a_reason():
    assert rule.may_cancel("The head is ill")
    assert "Enter why" in rule.may_cancel("  ").reason


def test_only_a_cancelled_visit_is_booked_again():
    assert rule.may_restore(rule.CANCELLED)
    assert "not cancelled" in rule.may_restore(rule.BOOKED).reason


def test_m5_08_somebody_else_approves_while_the_visit_waits():
    assert rule.may_approve(waits=True, is_booker=False)
    assert "somebody else" in rule.may_approve(waits=True, is_booker=True).reason
    assert "does not wait" in rule.may_approve(waits=False, is_booker=False).reason


def test_a_person_comes_along_once():
    assert rule.may_add(False)
    assert "already" in rule.may_add(True).reason


def test_a_ledger_of_days_names_a_visit_the_same_for_ever():
    assert rule.source_of("bcdfghjkmnpq") == "visit bcdfghjkmnpq"


def test_m5_08_a_visit_with_neither_days_nor_category_needs_approval_and_a_reason():
    assert rule.needs_approval(individual=True, concern=False, given=0)
    assert not rule.needs_approval(individual=True, concern=True, given=0)
    assert not rule.needs_approval(individual=True, concern=False, given=2)
    assert not rule.needs_approval(individual=False, concern=False, given=0)
    assert not rule.needs_approval(individual=True, concern=False, given=None), "days not given yet"
    assert rule.may_go_alone(needed=True, reason="A new head") and rule.may_go_alone(needed=False, reason="")
    assert "approves it" in rule.may_go_alone(needed=True, reason=" ").reason
