"""The rules of the day ledger, each both ways (M6-13, M5-08, M7-03)."""

from datetime import date

from headway.rules import day_ledger as rule
from headway.rules.calendars import academic_year

YEAR = academic_year("2026-27")


def test_a_movement_has_days_a_source_a_purpose_and_a_reason():
    assert rule.may_move(1, "visit k3", "Autumn visit", "Planned")
    assert "at least half a day" in rule.may_move(0, "a", "b", "c").reason
    assert "Split it" in rule.may_move(rule.MOST_HALF_DAYS + 1, "a", "b", "c").reason
    assert "where it comes from" in rule.may_move(1, " ", "b", "c").reason
    assert "what it is for" in rule.may_move(1, "a", "", "c").reason
    assert "Say why" in rule.may_move(1, "a", "b", "").reason


def test_a_movement_lies_in_its_year():
    assert rule.may_be_on(date(2026, 9, 1), YEAR) and rule.may_be_on(date(2027, 8, 31), YEAR)
    assert "2026-27" in rule.may_be_on(date(2027, 9, 1), YEAR).reason


def test_m5_08_the_pool_for_concern_serves_who_has_no_days_left_and_was_agreed_to():
    agreed = rule.Approved(rule.CONCERN, 2)
    assert rule.may_take_from_pool(rule.CONCERN, 2, 0, "", agreed)
    assert "Use these first" in rule.may_take_from_pool(rule.CONCERN, 2, 2, "", agreed).reason
    assert "Nobody has agreed" in rule.may_take_from_pool(rule.CONCERN, 2, 0, "", None).reason
    below = rule.Approved("", 2)
    assert not rule.may_take_from_pool(rule.CONCERN, 2, 0, "", below)
    assert "Only 1 day were agreed" in rule.may_take_from_pool(rule.CONCERN, 3, 0, "", agreed).reason


def test_m7_03_the_intervention_pool_serves_open_cases_and_the_crisis_pool_grants_first():
    assert rule.may_take_from_pool(rule.INTERVENTION, 1, 0, "case b7", None)
    assert "open case only" in rule.may_take_from_pool(rule.INTERVENTION, 1, 0, " ", None).reason
    assert "granted to the school first" in rule.may_take_from_pool(rule.CRISIS, 1, 0, "", None).reason
    assert "no such pool" in rule.may_take_from_pool("other", 1, 0, "", None).reason


def test_m6_13_below_zero_goes_as_far_as_was_agreed_and_once():
    assert rule.may_overdraw(0, None)
    assert not rule.may_overdraw(-1, None)
    assert rule.may_overdraw(-2, rule.Approved("", 2)) and not rule.may_overdraw(-3, rule.Approved("", 2))
    assert "used already" in rule.may_overdraw(-1, rule.Approved("", 2, is_used=True)).reason
    assert not rule.may_overdraw(-1, rule.Approved(rule.CONCERN, 2))


def test_a_movement_is_taken_back_once_with_a_reason():
    assert rule.may_reverse(False, False, "Snow")
    assert not rule.may_reverse(True, False, "Snow") and not rule.may_reverse(False, True, "Snow")
    assert "Say why" in rule.may_reverse(False, False, " ").reason


def test_a_source_stands_once():
    assert rule.may_stand_again(None, 2) and rule.may_stand_again(2, 2)
    assert "Take it back first" in rule.may_stand_again(1, 2).reason


def test_asking_says_why_and_is_decided_by_who_may():
    assert rule.may_ask(1, "A new head") and not rule.may_ask(1, "") and not rule.may_ask(0, "Why")
    assert rule.may_grant({"head-of-service"}, "") and not rule.may_grant({"quadrant-lead"}, "")
    assert rule.may_grant({"quadrant-lead"}, rule.CONCERN) and not rule.may_grant({"adviser"}, rule.CONCERN)


def test_a_standing_adds_up_by_what_days_are():
    moves = [
        rule.Moved(rule.ENTITLED, date(2026, 9, 1), 4),
        rule.Moved(rule.BOUGHT, date(2026, 10, 1), 2),
        rule.Moved(rule.CRISIS, date(2026, 10, 2), 1),
        rule.Moved(rule.USED, date(2026, 11, 1), -3),
        rule.Moved(rule.USED, date(2026, 12, 1), 1),
    ]
    assert rule.standing_of(moves) == rule.Standing(4, 2, 1, 2)
    assert rule.standing_of(moves).left == 5 and rule.standing_of(moves).credited == 7
    assert rule.standing_of(moves, date(2026, 11, 30)).used == 3
    assert rule.running([4, 2, -3]) == (4, 6, 3)
