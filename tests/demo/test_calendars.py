"""Bank holidays against the government's own dates; term dates against the law's number of days."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from headway.demo.calendars import FIRST_YEAR, LAST_YEAR, TERM_YEARS, bank_holidays, easter_sunday, term_dates


@pytest.mark.parametrize(
    ("year", "easter"),
    [(2024, date(2024, 3, 31)), (2025, date(2025, 4, 20)), (2026, date(2026, 4, 5)), (2027, date(2027, 3, 28)),
     (2028, date(2028, 4, 16)), (2038, date(2038, 4, 25))],
)  # fmt: skip
def test_easter(year: int, easter: date) -> None:
    assert easter_sunday(year) == easter


def test_substitutes_for_christmas_at_a_weekend() -> None:
    by_title = {holiday.title: holiday for holiday in bank_holidays(2027)}
    assert by_title["Christmas Day"].on == date(2027, 12, 27)
    assert by_title["Boxing Day"].on == date(2027, 12, 28)
    assert by_title["Christmas Day"].substitute
    sunday = {holiday.title: holiday.on for holiday in bank_holidays(2033)}
    assert (sunday["Boxing Day"], sunday["Christmas Day"]) == (date(2033, 12, 26), date(2033, 12, 27))


@pytest.mark.published
def test_bank_holidays_are_the_published_ones(published: Path) -> None:
    real = json.loads((published / "reference/bank-holidays.json").read_text(encoding="utf-8"))
    wanted = {
        (event["date"], event["title"], bool(event["notes"]))
        for event in real["england-and-wales"]["events"]
        if FIRST_YEAR <= int(event["date"][:4]) <= LAST_YEAR
    }
    ours = {
        (holiday.on.isoformat(), holiday.title, holiday.substitute)
        for year in range(FIRST_YEAR, LAST_YEAR + 1)
        for holiday in bank_holidays(year)
    }
    assert ours == wanted


@pytest.mark.parametrize("autumn", TERM_YEARS)
def test_a_year_has_190_days_for_pupils(autumn: int) -> None:
    periods = term_dates(autumn)
    starts = [period.start for period in periods if period.name.endswith("term starts")]
    ends = [period.start for period in periods if period.name.endswith("term ends")]
    breaks = [(period.start, period.end) for period in periods if period.name.endswith("half term")]
    training = {period.start for period in periods if period.name == "Teacher training day"}
    banks = {holiday.on for year in (autumn, autumn + 1) for holiday in bank_holidays(year)}
    days = {
        start + timedelta(days=number)
        for start, end in zip(starts, ends, strict=True)
        for number in range((end - start).days + 1)
    }
    days = {day for day in days if day.weekday() < 5} - banks
    days -= {day for day in days for first, last in breaks if last and first <= day <= last}
    assert len(training) == 5
    assert training <= days
    assert len(days - training) == 190


@pytest.mark.parametrize("autumn", TERM_YEARS)
def test_periods_follow_one_another_within_the_academic_year(autumn: int) -> None:
    periods = [period for period in term_dates(autumn) if period.name != "Teacher training day"]
    starts = [period.start for period in periods]
    assert starts == sorted(starts)
    assert date(autumn, 9, 1) <= starts[0]
    assert starts[-1] < date(autumn + 1, 8, 1)
    assert {period.academic_year for period in periods} == {f"{autumn}-{(autumn + 1) % 100:02d}"}
