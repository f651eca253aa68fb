"""Academic years in the ways publishers write them."""

import pytest

from headway.publicdata.academic_years import academic_year_ending, parse_period
from headway.publicdata.cells import BadCell


@pytest.mark.parametrize("text", ["202425", "2024/25", "2024-25", "2024-2025", " 2024/25 "])
def test_one_year_has_one_name(text: str) -> None:
    assert parse_period(text) == "2024/25"


def test_the_century_turns() -> None:
    assert parse_period("199900") == "1999/00"


@pytest.mark.parametrize("text", ["202427", "2024", "", "2024-26", "autumn"])
def test_what_is_no_academic_year(text: str) -> None:
    with pytest.raises(BadCell):
        parse_period(text)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2025", "2024/25"),
        ("2025 (prov)", "2024/25"),
        ("2024-25", "2024/25"),
        ("2000", "1999/00"),
        ("2014-16", None),
        ("2016-17 (OT)", None),
        ("0", None),
    ],
)
def test_a_period_of_one_year_ends_in_it(text: str, year: str | None) -> None:
    assert academic_year_ending(text) == year
