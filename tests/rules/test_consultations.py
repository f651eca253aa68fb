"""Dates, clocks, progress, themes and publication of a consultation (M15-01, M15-02, M15-03)."""

from datetime import date
from decimal import Decimal

import pytest
from tests.rules.policies import load_policy

from headway.rules import consultations as rule
from headway.rules.calendars import SchoolCalendar, Span, academic_year_of
from headway.rules.consultation_policy import read_consultations

POLICY = read_consultations(load_policy("current/consultations"))
SUMMER = Span(date(2027, 4, 12), date(2027, 7, 22))
CALENDAR = SchoolCalendar(
    year=academic_year_of(date(2027, 7, 1)),
    terms=(SUMMER,),
    holidays=(Span(date(2027, 5, 31), date(2027, 6, 5)),),
    inset_on=frozenset({date(2027, 7, 21)}),
)
UNKNOWN = SchoolCalendar(year=academic_year_of(date(2027, 7, 1)))
DATES = rule.Dates(date(2027, 6, 1), date(2027, 6, 30), None)


def dates(first, last, publish=None):
    """Days of June and July 2027."""
    return rule.Dates(first, last, publish)


@pytest.mark.parametrize(
    ("asked", "posts", "says"),
    [
        (DATES, 0, ""),
        (DATES, 20, ""),
        (dates(date(2027, 6, 2), date(2027, 6, 30)), 20, "at least 30 days; this is 29"),
        (DATES, 100, "at least 45 days; this is 30"),
        (dates(date(2027, 6, 30), date(2027, 6, 1)), 0, "It ends before it begins"),
        (
            dates(date(2027, 6, 1), date(2027, 6, 30), date(2027, 6, 29)),
            0,
            "published before the consultation ends",
        ),
    ],
)
def test_staff_whose_posts_may_go_are_consulted_long_enough(asked, posts, says):
    verdict = rule.may_last(asked, ["staff"], posts, POLICY.least_days(posts))
    assert bool(verdict) is not bool(says)
    assert says in verdict.reason
    if posts:
        assert rule.may_last(DATES, ["schools"], posts, 400)


@pytest.mark.parametrize(
    ("day", "says"),
    [
        (date(2027, 7, 20), ""),
        (date(2027, 7, 21), "The last school day before it is 20 July 2027."),
        (date(2027, 8, 2), "lies out of term"),
        (date(2027, 6, 1), "The last school day before it is 28 May 2027."),
        (date(2027, 7, 18), "lies out of term"),
    ],
)
def test_m15_03_a_deadline_out_of_term_is_refused_with_the_last_school_day(day, says):
    verdict = rule.in_term(day, CALENDAR)
    assert bool(verdict) is not bool(says)
    assert says in verdict.reason
    assert rule.in_term(day, UNKNOWN)


def test_m15_03_the_alert_comes_five_school_days_before():
    assert rule.alert_on(date(2027, 7, 20), POLICY.alert_school_days, CALENDAR) == date(2027, 7, 13)
    assert rule.alert_on(date(2027, 7, 20), 5, UNKNOWN) == date(2027, 7, 13)
    assert rule.last_day_of_term(date(2027, 7, 1), CALENDAR) == date(2027, 7, 20)
    assert rule.last_day_of_term(date(2027, 8, 1), CALENDAR) is None


@pytest.mark.parametrize(
    ("today", "percent"),
    [(date(2027, 5, 1), 0), (date(2027, 6, 16), 50), (date(2027, 7, 1), 100), (date(2028, 1, 1), 100)],
)
def test_m15_01_progress_is_told_in_per_cent_of_its_days(today, percent):
    assert rule.percent_elapsed(DATES, today) == percent


def test_each_step_is_open_in_one_state_alone():
    today = date(2027, 7, 1)
    assert [one for one in rule.STATES if rule.may_write(one)] == [rule.DRAFT]
    assert [one for one in rule.STATES if rule.may_open(one, audiences=1, in_term=rule.ALLOWED)] == [
        rule.DRAFT
    ]
    assert [one for one in rule.STATES if rule.may_close(one, DATES, today)] == [rule.OPEN]
    assert [one for one in rule.STATES if rule.may_publish(one, [], 0)] == [rule.CLOSED]


def test_it_opens_with_an_audience_and_its_last_day_in_term():
    assert "Say who is asked" in rule.may_open(rule.DRAFT, audiences=0, in_term=rule.ALLOWED).reason
    assert (
        rule.may_open(rule.DRAFT, audiences=1, in_term=rule.refuse("Out of term.")).reason == "Out of term."
    )


@pytest.mark.parametrize(
    ("state", "today", "says"),
    [
        (rule.OPEN, date(2027, 6, 1), ""),
        (rule.OPEN, date(2027, 6, 30), ""),
        (rule.OPEN, date(2027, 5, 31), "It begins on 1 June 2027."),
        (rule.OPEN, date(2027, 7, 1), "takes no more answers"),
        (rule.CLOSED, date(2027, 6, 15), "takes no more answers"),
    ],
)
def test_answers_are_taken_from_the_first_day_to_the_last(state, today, says):
    verdict = rule.may_answer(state, DATES, today)
    assert bool(verdict) is not bool(says)
    assert says in verdict.reason


def test_it_is_closed_after_its_last_day():
    assert "It is open until 30 June 2027." in rule.may_close(rule.OPEN, DATES, date(2027, 6, 30)).reason


def test_m15_02_every_response_has_a_theme_and_every_theme_a_decision():
    answered = rule.Theme("Travel", "Meetings move on line", "Two of three")
    assert rule.may_publish(rule.CLOSED, [answered], 0)
    assert "without a theme: 3" in rule.may_publish(rule.CLOSED, [answered], 3).reason
    blank = rule.Theme("Pay", " ", "")
    assert rule.may_publish(rule.CLOSED, [answered, blank], 0).reason == "Nothing is decided about: Pay."


def test_a_theme_is_suggested_by_shared_words_and_none_where_too_few_are_shared():
    themed = {"a": ["Travel time"], "b": ["Pay and grading", "The grading of posts is unfair"]}
    assert rule.suggest_theme("Travel takes too long", themed, Decimal(20)) == "a"
    assert rule.suggest_theme("Unfair grading", themed, Decimal(20)) == "b"
    assert rule.suggest_theme("Something else entirely", themed, Decimal(20)) is None
    assert rule.suggest_theme("", themed, Decimal(20)) is None
