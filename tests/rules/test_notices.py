"""Notices of inspection, days away and reviews of agendas: which days make sense."""

from datetime import date

from headway.rules import notices as rule

MONDAY, TUESDAY, FRIDAY = date(2026, 9, 14), date(2026, 9, 15), date(2026, 9, 18)


def test_a_notice_came_and_the_inspection_begins_within_a_month():
    assert rule.may_notice(MONDAY, TUESDAY, TUESDAY)
    assert "once it came" in rule.may_notice(FRIDAY, FRIDAY, TUESDAY).reason
    assert "or later" in rule.may_notice(TUESDAY, MONDAY, TUESDAY).reason
    assert "more than a month" in rule.may_notice(MONDAY, date(2026, 11, 1), TUESDAY).reason


def test_m5_15_the_task_is_due_in_the_same_week():
    assert rule.task_due(TUESDAY) == FRIDAY and rule.task_due(FRIDAY) == FRIDAY
    assert rule.task_due(date(2026, 9, 19)) == date(2026, 9, 19)


def test_m5_15_what_was_said_is_recorded_once_and_after_it_began():
    assert rule.may_attend(MONDAY, None, TUESDAY, "Clear")
    assert "already" in rule.may_attend(MONDAY, TUESDAY, TUESDAY, "Clear").reason
    assert "after that" in rule.may_attend(FRIDAY, None, TUESDAY, "Clear").reason
    assert "Enter what was said" in rule.may_attend(MONDAY, None, TUESDAY, " ").reason


def test_days_away_have_an_order():
    assert rule.may_be_away(MONDAY, MONDAY)
    assert "before the first" in rule.may_be_away(TUESDAY, MONDAY).reason


def test_m5_05_a_review_of_an_agenda_was_held():
    assert rule.may_review_agenda(TUESDAY, TUESDAY)
    assert "once it was held" in rule.may_review_agenda(FRIDAY, TUESDAY).reason
