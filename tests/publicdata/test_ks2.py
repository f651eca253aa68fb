"""Key stage 2 results: measures, periods, and why a figure is missing."""

from decimal import Decimal
from pathlib import Path

import pytest
from tests.publicdata.invented import rows_under, write_csv

from headway.publicdata.ks2 import ResultRow, read_school_results
from headway.publicdata.layouts import columns
from headway.publicdata.tables import Reading

RESULT = {
    "time_period": "202425",
    "geographic_level": "School",
    "school_urn": "900001",
    "breakdown_topic": "All pupils",
    "breakdown": "Total",
    "subject": "Reading, writing and maths",
    "expected_standard_pupil_percent": "67",
    "higher_standard_pupil_percent": "7",
}


def read(tmp_path: Path, *rows: dict[str, str]) -> Reading[ResultRow]:
    table = rows_under(columns("ks2_schools"), [{**RESULT, **row} for row in rows])
    return read_school_results(write_csv(tmp_path / "k.csv", table, "utf-8-sig"))


def test_a_row_gives_a_figure_for_each_of_its_measures(tmp_path: Path) -> None:
    rows = read(tmp_path, {}).rows
    assert [(row.measure, row.value, row.period, row.group) for row in rows] == [
        ("ks2_rwm_expected", Decimal(67), "2024/25", "All pupils"),
        ("ks2_rwm_higher", Decimal(7), "2024/25", "All pupils"),
    ]


def test_scaled_scores_are_not_percentages(tmp_path: Path) -> None:
    rows = read(tmp_path, {"subject": "Maths", "average_scaled_score": "105"}).rows
    assert {row.measure: row.value for row in rows}["ks2_maths_scaled_score"] == Decimal(105)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("c", "suppressed"),
        ("SUPP", "suppressed"),
        ("z", "not-applicable"),
        ("x", "not-available"),
        (":", "not-available"),
        ("low", "low"),
        ("LOWCOV", "low-coverage"),
        ("NE", "no-entries"),
        ("NP", "not-published"),
        ("NEW", "new-school"),
        ("", "blank"),
        ("105", "unreadable"),
        ("good", "unreadable"),
    ],
)
def test_a_missing_figure_is_never_zero_and_says_why(tmp_path: Path, text: str, why: str) -> None:
    row = read(tmp_path, {"expected_standard_pupil_percent": text}).rows[0]
    assert (row.value, row.why_missing) == (None, why)


def test_nought_is_a_figure(tmp_path: Path) -> None:
    row = read(tmp_path, {"expected_standard_pupil_percent": "0"}).rows[0]
    assert (row.value, row.why_missing) == (Decimal(0), None)


def test_per_cent_signs_are_taken_off(tmp_path: Path) -> None:
    assert read(tmp_path, {"expected_standard_pupil_percent": "65%"}).rows[0].value == Decimal(65)


def test_groups_of_pupils_keep_their_topic(tmp_path: Path) -> None:
    rows = read(tmp_path, {"breakdown_topic": "Disadvantage status", "breakdown": "Disadvantaged"}).rows
    assert rows[0].group == "Disadvantage status: Disadvantaged"


def test_rows_of_authorities_and_of_other_schools_are_passed_over(tmp_path: Path) -> None:
    national = {"school_urn": "", "geographic_level": "National"}
    reading = read(tmp_path, national, {"school_urn": "900002"})
    assert {row.urn for row in reading.rows} == {900002}
    assert reading.faults == ()
    assert read_school_results(tmp_path / "k.csv", frozenset({900001})).rows == ()


def test_an_unknown_subject_and_a_wrong_year_are_serious(tmp_path: Path) -> None:
    reading = read(tmp_path, {"subject": "Latin"}, {"time_period": "202427"})
    assert reading.rows == ()
    assert [fault.column for fault in reading.faults if fault.serious] == ["time_period", "subject"]


def test_versions_of_one_year_stand_side_by_side(tmp_path: Path) -> None:
    rows = read(tmp_path, {"version": "Provisional"}, {"version": "Final"}).rows
    assert {row.version for row in rows} == {"Provisional", "Final"}


def test_a_figure_that_stands_twice_with_two_values_is_left_out(tmp_path: Path) -> None:
    reading = read(tmp_path, {}, {"expected_standard_pupil_percent": "68"})
    assert [row.measure for row in reading.rows] == ["ks2_rwm_higher"]
    assert any(fault.serious and "row 3" in fault.words for fault in reading.faults)
