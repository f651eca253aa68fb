"""The department's ratings of risk: words as they stand, never ranked."""

from pathlib import Path

from tests.publicdata.invented import rows_under, write_csv

from headway.publicdata.layouts import columns
from headway.publicdata.risk import RiskRow, read_risk

RATED = {
    "SchoolName": "Larkfield Primary School", "Urn": "900001", "Overall": "Amber/Red", "Financial": "",
    "Pupil/Workforce": "Low", "Educational performance": "High",
}  # fmt: skip


def read(tmp_path: Path, *rows: dict[str, str]):
    return read_risk(write_csv(tmp_path / "r.csv", rows_under(columns("risk_ratings"), rows)))


def test_ratings_are_kept_in_the_departments_own_words(tmp_path: Path) -> None:
    reading = read(tmp_path, RATED)
    assert reading.rows == (RiskRow(900001, "Amber/Red", "", "Low", "High"),) and reading.faults == ()


def test_a_row_without_a_urn_and_a_school_rated_twice_are_told(tmp_path: Path) -> None:
    reading = read(tmp_path, RATED, {**RATED, "Overall": "Green"}, {**RATED, "Urn": ""})
    assert reading.rows == ()
    assert [fault.row for fault in reading.faults] == [4, 2]


def test_a_text_is_no_rating(tmp_path: Path) -> None:
    reading = read(tmp_path, {**RATED, "Overall": "x" * 41})
    assert reading.rows[0].overall == "" and "longer than a rating" in reading.faults[0].words
