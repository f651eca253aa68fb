"""Cells to typed values."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.publicdata.cells import BadCell, parse_day, parse_decimal, parse_percent, parse_whole


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("007", 7), ("276.0", 276), ("-3", -3)])
def test_whole_numbers(text: str, number: int) -> None:
    assert parse_whole(text) == number


@pytest.mark.parametrize("text", ["1E05", "1.0E+05", "1,234", "12a", "٣", "1.5", "", "9" * 20])
def test_what_is_no_whole_number(text: str) -> None:
    with pytest.raises(BadCell):
        parse_whole(text)


def test_a_number_shortened_by_a_spreadsheet_says_what_to_do() -> None:
    with pytest.raises(BadCell, match="a spreadsheet shortened.*as published"):
        parse_whole("1E05")


def test_a_number_below_the_least_is_refused() -> None:
    with pytest.raises(BadCell, match="below 0"):
        parse_whole("-5", 0)


def test_decimals_keep_their_digits_and_lose_the_per_cent_sign() -> None:
    assert parse_decimal("22.70") == Decimal("22.70")
    assert parse_percent("65%") == Decimal("65")
    for text in ("101", "-1", "nan", "Infinity"):
        with pytest.raises(BadCell):
            parse_percent(text)


@given(st.dates())
def test_every_day_reads_back_from_the_three_ways_of_writing_it(day: date) -> None:
    year = f"{day.year:04d}"
    texts = (f"{day:%d-%m}-{year}", f"{day:%d/%m}/{year}", f"{year}-{day:%m-%d}")
    assert {parse_day(text) for text in texts} == {day}


@pytest.mark.parametrize("text", ["31-02-2020", "13/31/2020", "1/9/26", "45678", "September", "00-00-0000"])
def test_impossible_days_are_refused(text: str) -> None:
    with pytest.raises(BadCell):
        parse_day(text)
