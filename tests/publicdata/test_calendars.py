"""Bank holidays and term dates."""

import json
from datetime import date
from pathlib import Path

import pytest
from tests.publicdata.invented import write_csv

from headway.publicdata.calendars import SchoolYear, Term, read_bank_holidays, read_term_dates
from headway.publicdata.layouts import columns
from headway.publicdata.tables import Reading, Unreadable


def read(tmp_path: Path, *rows: tuple[str, str, str]) -> Reading[SchoolYear]:
    cells = [["Merrowshire", "2026-27", *row, "the authority"] for row in rows]
    return read_term_dates(write_csv(tmp_path / "t.csv", [columns("term_dates"), *cells]), "merrowshire")


AUTUMN = (
    Term("autumn", 1, date(2026, 9, 2), date(2026, 10, 24)),
    Term("autumn", 2, date(2026, 11, 2), date(2026, 12, 19)),
)


def test_half_terms_written_with_both_days(tmp_path: Path) -> None:
    rows = (("Autumn term 2", "2026-11-02", "2026-12-18"), ("Autumn term 1", "2026-09-02", "2026-10-23"))
    (year,) = read(tmp_path, *rows).rows
    assert year.terms == AUTUMN


def test_terms_written_by_start_end_and_holiday_give_the_same(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        ("Autumn term starts", "2026-09-02", ""),
        ("Autumn half term", "2026-10-26", "2026-10-30"),
        ("Autumn term ends (pupils)", "2026-12-18", ""),
    )
    (year,) = reading.rows
    assert year.terms == AUTUMN
    assert year.closures[0].closed_until == date(2026, 10, 31)
    # the other two terms are not in the list: said, not guessed
    assert sum(fault.serious for fault in reading.faults) == 2


def test_spring_terms_numbered_three_and_four_are_its_halves(tmp_path: Path) -> None:
    rows = (("Spring term 3", "2027-01-04", "2027-02-12"), ("Spring term 4", "2027-02-22", "2027-03-25"))
    (year,) = read(tmp_path, *rows).rows
    assert [(term.season, term.half) for term in year.terms] == [("spring", 1), ("spring", 2)]


def test_teacher_training_days_and_holidays(tmp_path: Path) -> None:
    rows = (
        ("Teacher training day", "2027-07-22", "2027-07-23"),
        ("Easter holiday", "2027-03-26", "2027-04-09"),
    )
    (year,) = read(tmp_path, *rows).rows
    assert year.inset_on == (date(2027, 7, 22), date(2027, 7, 23))
    assert [closure.name for closure in year.closures] == ["Easter holiday"]


def test_contradicting_days_leave_the_term_out(tmp_path: Path) -> None:
    rows = [("Autumn term starts", f"2026-09-0{day}", "") for day in (2, 3)]
    reading = read(tmp_path, *rows, ("Autumn term ends", "2026-12-18", ""))
    assert reading.rows[0].terms == ()
    assert any("autumn term has not one first" in fault.words for fault in reading.faults)


def test_overlapping_terms_are_reported(tmp_path: Path) -> None:
    rows = (("Autumn term 1", "2026-09-02", "2026-11-23"), ("Autumn term 2", "2026-11-02", "2026-12-18"))
    assert any("overlap on 02/11/2026" in fault.words for fault in read(tmp_path, *rows).faults)


@pytest.mark.parametrize(
    ("period", "start", "end", "column"),
    [
        ("Autumn term 1", "2026-09-31", "2026-10-23", "start"),
        ("Autumn term 1", "2026-10-23", "2026-09-02", "start"),
        ("Autumn term 1", "", "", "start"),
        ("Wakes week", "2026-09-02", "", "period"),
    ],
)
def test_a_row_that_says_nothing_usable_is_named(
    tmp_path: Path, period: str, start: str, end: str, column: str
) -> None:
    reading = read(tmp_path, (period, start, end))
    assert any(fault.row == 2 and fault.column == column for fault in reading.faults)


def test_an_authority_that_is_not_listed_is_a_serious_fault(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "t.csv", [columns("term_dates")])
    reading = read_term_dates(path, "Merrowshire")
    assert reading.rows == ()
    assert reading.faults[0].serious


def bank_holidays(path: Path, content: object) -> Path:
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_bank_holidays_of_one_division_by_date(tmp_path: Path) -> None:
    events = [{"title": "Boxing Day", "date": "2026-12-26"}, {"title": "Christmas Day", "date": "2026-12-25"}]
    content = {"england-and-wales": {"events": events}, "scotland": {"events": []}}
    reading = read_bank_holidays(bank_holidays(tmp_path / "b.json", content))
    assert [(day.on, day.title) for day in reading.rows] == [
        (date(2026, 12, 25), "Christmas Day"),
        (date(2026, 12, 26), "Boxing Day"),
    ]


def test_a_bank_holiday_without_a_day_is_left_out(tmp_path: Path) -> None:
    content = {"england-and-wales": {"events": [{"date": "2026-02-30"}, "Easter", {"date": "2026-12-25"}]}}
    reading = read_bank_holidays(bank_holidays(tmp_path / "b.json", content))
    assert [day.on for day in reading.rows] == [date(2026, 12, 25)]
    assert [fault.row for fault in reading.faults] == [1, 2]


@pytest.mark.parametrize("content", [[], {"wales": {}}, {"england-and-wales": {"events": {}}}])
def test_other_json_is_refused(tmp_path: Path, content: object) -> None:
    with pytest.raises(Unreadable, match="not GOV.UK's list"):
        read_bank_holidays(bank_holidays(tmp_path / "b.json", content))


def test_broken_json_and_other_files_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "b.json"
    for text, says in (('{"a": ', "damaged"), ("[" * 100_000, "damaged"), ("a,b\n", "csv file")):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(Unreadable, match=says):
            read_bank_holidays(path)
