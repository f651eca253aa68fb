"""School days against a slow walker, years, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.policies import load_policy

from headway.rules.calendars import (
    CannotCompute,
    RemainingDays,
    SchoolCalendar,
    Span,
    academic_year,
    academic_year_of,
    add_working_days,
    count_working_days,
    day_words,
    next_year,
    read_calendar,
    remaining_in_model_year,
    remaining_school_days,
)
from headway.rules.policyfile import PolicyFault

POLICY = read_calendar(load_policy("england/calendar"))
YEAR = academic_year("2026-27")
CALENDAR = SchoolCalendar(
    year=YEAR,
    terms=(
        Span(date(2026, 9, 2), date(2026, 12, 19)),
        Span(date(2027, 1, 4), date(2027, 3, 26)),
        Span(date(2027, 4, 12), date(2027, 7, 22)),
    ),
    holidays=(
        Span(date(2026, 10, 26), date(2026, 10, 31)),
        Span(date(2027, 2, 15), date(2027, 2, 20)),
        Span(date(2027, 5, 31), date(2027, 6, 5)),
    ),
    inset_on=frozenset({date(2026, 9, 2), date(2026, 9, 3), date(2027, 1, 4)}),
    bank_holidays_on=frozenset({date(2027, 5, 3), date(2027, 5, 31), date(2027, 3, 26)}),
    source="invented",
)


def test_a_year_runs_from_september_to_september() -> None:
    assert YEAR.first_on == date(2026, 9, 1)
    assert academic_year_of(date(2027, 8, 31)) == YEAR
    assert academic_year_of(date(2027, 9, 1)) == next_year(YEAR) == academic_year("2027-28")
    assert academic_year("1999-00").first_on == date(1999, 9, 1)


@pytest.mark.parametrize("label", ["2026", "2026/27", "2026-28", "26-27", "", "2026-2027", "²026-27"])
def test_a_wrong_label_is_refused_in_a_sentence(label: str) -> None:
    with pytest.raises(ValueError, match="write it like 2026-27"):
        academic_year(label)


def walk_school_days(on: date) -> int:
    """The slow way: look at each day of the year on its own."""
    days, day = 0, on
    while day < date(2027, 9, 1):
        inside = any(t.first_on <= day < t.until for t in CALENDAR.terms)
        off = any(h.first_on <= day < h.until for h in CALENDAR.holidays)
        shut = day in CALENDAR.inset_on or day in CALENDAR.bank_holidays_on or day.weekday() in (5, 6)
        days += inside and not off and not shut
        day += timedelta(days=1)
    return days


@given(st.dates(date(2026, 9, 1), date(2027, 8, 31)))
def test_remaining_days_equal_the_slow_walk(on: date) -> None:
    answer = remaining_school_days(on, CALENDAR, POLICY)
    assert isinstance(answer, RemainingDays)
    assert answer.remaining == walk_school_days(on)
    assert answer.total == walk_school_days(date(2026, 9, 1))
    assert not answer.model_year


def test_without_term_dates_the_answer_is_refused() -> None:
    answer = remaining_school_days(date(2027, 1, 4), SchoolCalendar(YEAR), POLICY)
    assert answer == CannotCompute("Cannot compute, because no term dates are held for 2026-27; add them.")
    assert not answer


def test_a_year_with_a_missing_term_is_refused() -> None:
    answer = remaining_school_days(date(2027, 1, 4), replace(CALENDAR, terms=CALENDAR.terms[:2]), POLICY)
    assert isinstance(answer, CannotCompute)
    assert "180 to 200 are plausible" in answer.words


def test_a_day_outside_the_year_is_refused() -> None:
    assert isinstance(remaining_school_days(date(2027, 9, 1), CALENDAR, POLICY), CannotCompute)
    assert isinstance(remaining_in_model_year(date(2026, 8, 31), YEAR, POLICY), CannotCompute)


def test_the_model_year_says_that_it_is_one() -> None:
    whole = remaining_in_model_year(YEAR.first_on, YEAR, POLICY)
    assert isinstance(whole, RemainingDays)
    assert (whole.remaining, whole.total, whole.model_year) == (190, 190, True)
    assert "model year" in whole.words
    january = remaining_in_model_year(date(2027, 1, 1), YEAR, POLICY)
    assert isinstance(january, RemainingDays)
    assert january.remaining == 19 + 15 + 20 + 11 + 15 + 22 + 15


@given(st.dates(date(2026, 9, 1), date(2027, 8, 30)))
def test_a_later_day_never_leaves_more_of_the_model_year(on: date) -> None:
    first = remaining_in_model_year(on, YEAR, POLICY)
    second = remaining_in_model_year(on + timedelta(days=1), YEAR, POLICY)
    assert isinstance(first, RemainingDays)
    assert isinstance(second, RemainingDays)
    assert first.remaining >= second.remaining


def test_working_days_leave_out_weekends_and_bank_holidays() -> None:
    christmas = {date(2026, 12, 25), date(2026, 12, 28)}
    assert add_working_days(date(2026, 12, 24), 1, christmas) == date(2026, 12, 29)
    assert add_working_days(date(2026, 12, 24), 0, christmas) == date(2026, 12, 24)
    assert count_working_days(date(2026, 12, 24), date(2026, 12, 30), christmas) == 2
    with pytest.raises(ValueError, match="forwards"):
        add_working_days(date(2026, 12, 24), -1, christmas)


def test_days_are_written_as_people_read_them() -> None:
    assert day_words(date(2026, 3, 3)) == "3 March 2026"
    assert day_words(date(2026, 12, 31)) == "31 December 2026"
    assert day_words(date(2026, 9, 1)) == "1 September 2026"


def test_a_model_year_that_does_not_add_up_is_a_fault() -> None:
    table = load_policy("england/calendar")
    table["model_days_by_month"]["june"] = 5
    with pytest.raises(PolicyFault) as caught:
        read_calendar(table)
    assert caught.value.where == "model_days_by_month"
    assert "add up to 173" in caught.value.words
