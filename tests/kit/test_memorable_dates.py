"""A date typed in three parts."""

import datetime

import pytest

from headway.kit.forms import KitForm, first_box, wrong_parts
from headway.kit.memorable_dates import MemorableDateField


class DateForm(KitForm):
    missing = {"visit_on": "Enter the date of the visit"}
    visit_on = MemorableDateField(
        label="Date of visit", earliest=datetime.date(2026, 9, 1), latest=datetime.date(2027, 8, 31)
    )


def typed(day: str = "", month: str = "", year: str = "") -> DateForm:
    return DateForm({"visit_on-day": day, "visit_on-month": month, "visit_on-year": year})


@pytest.mark.parametrize("month", ["3", "03", "March", "mar", "MARCH"])
def test_a_month_may_be_a_number_or_a_name(month: str) -> None:
    form = typed("27", month, "2027")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["visit_on"] == datetime.date(2027, 3, 27)


@pytest.mark.parametrize(
    ("parts", "words", "wrong"),
    [
        (("", "", ""), "Enter the date of the visit", ("day", "month", "year")),
        (("27", "", "2027"), "Date of visit must include a month", ("month",)),
        (("27", "", ""), "Date of visit must include a month and a year", ("month", "year")),
        (("31", "2", "2027"), "Date of visit must be a real date, like 27 3 2026", ("day", "month", "year")),
        (("27", "Mayrch", "2027"), "Date of visit must be a real date, like 27 3 2026", ("month",)),
        (("٢", "3", "2027"), "Date of visit must be a real date, like 27 3 2026", ("day", "month", "year")),
        (("-1", "3", "2027"), "Date of visit must be a real date, like 27 3 2026", ("day", "month", "year")),
        (("27", "3", "27"), "Date of visit must have a year of 4 digits, like 2026", ("year",)),
        (("31", "8", "2026"), "Date of visit must be on or after 1 September 2026", ("day", "month", "year")),
        (("1", "9", "2027"), "Date of visit must be on or before 31 August 2027", ("day", "month", "year")),
    ],
)
def test_a_wrong_date_says_what_and_marks_its_parts(parts: tuple, words: str, wrong: tuple) -> None:
    form = typed(*parts)
    assert form.errors["visit_on"] == [words]
    assert wrong_parts(form["visit_on"]) == wrong
    assert first_box(form["visit_on"]) == f"id_visit_on-{wrong[0]}"


@pytest.mark.parametrize("day", ["2026-09-01", "2027-08-31"])
def test_the_limits_themselves_are_allowed(day: str) -> None:
    year, month, number = day.split("-")
    assert typed(number, month, year).is_valid()


def test_what_was_typed_stays() -> None:
    html = str(typed("31", "Febuary", "2027")["visit_on"])
    assert 'value="31"' in html and 'value="Febuary"' in html and 'value="2027"' in html


def test_a_stored_date_fills_the_boxes_and_an_untouched_one_has_not_changed() -> None:
    stored = {"visit_on": datetime.date(2027, 3, 2)}
    html = str(DateForm(initial=stored)["visit_on"])
    assert 'name="visit_on-day"' in html and 'value="2"' in html and 'value="3"' in html
    assert not DateForm(typed("2", "3", "2027").data, initial=stored).has_changed()
    assert DateForm(typed("3", "3", "2027").data, initial=stored).has_changed()
