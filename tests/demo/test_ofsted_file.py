"""The latest inspections as a file."""

import re
from pathlib import Path

import pytest
from tests.demo.reading import read

GRADED_ON = "Inspection start date of latest OEIF graded inspection"
OVERALL = "Latest OEIF overall effectiveness"


@pytest.fixture(scope="module")
def rows(folder: Path) -> list[dict[str, str]]:
    return read(folder, "ofsted/")


def test_one_row_for_each_open_school(rows: list[dict[str, str]]) -> None:
    assert len({row["URN"] for row in rows}) == len(rows) == 560
    assert all(row["LAESTAB"].startswith("999") and len(row["LAESTAB"]) == 7 for row in rows)


def test_dates_have_slashes_and_grades_their_own_words(rows: list[dict[str, str]]) -> None:
    days = [row[GRADED_ON] for row in rows if row[GRADED_ON] != "NULL"]
    assert len(days) > 500
    assert all(re.fullmatch(r"\d\d/\d\d/\d{4}", day) for day in days)
    assert {row[OVERALL] for row in rows} == {"1", "2", "3", "4", "Not judged", "NULL"}
    assert {row["Safeguarding standards"] for row in rows} == {"Met", "Not met", "NULL"}


def test_an_area_has_a_date_exactly_where_it_has_a_grade(rows: list[dict[str, str]]) -> None:
    for row in rows:
        for area in ("Inclusion", "Achievement", "Leadership and governance"):
            assert (row[area] == "NULL") == (row[f"{area} - date of grade"] == "NULL")
        early = "Early years (where applicable)"
        assert (row[early] == "NULL") == (row["Early years - date of grade"] == "NULL")


def test_an_inspection_before_a_conversion_belongs_to_the_predecessor(rows: list[dict[str, str]]) -> None:
    related = "Does the latest OEIF graded inspection relate to the URN of the current school?"
    earlier = [row for row in rows if row[related] == "No"]
    assert earlier
    for row in earlier:
        assert row["URN at time of latest OEIF graded inspection"].startswith("950")


def test_before_september_2019_there_was_no_quality_of_education(rows: list[dict[str, str]]) -> None:
    old = [row for row in rows if row[GRADED_ON] != "NULL" and row[GRADED_ON][6:] < "2019"]
    assert old
    assert {row["Latest OEIF quality of education"] for row in old} == {"NULL"}
    assert {row["Latest OEIF  safeguarding is effective?"] for row in old} == {"9"}
