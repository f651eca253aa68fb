"""Inspections of the past: every word of its time as published, days in digits, faults by row."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.publicdata.ofsted_history import DAY, GRADE, WORDS, read_history

HEAD = "URN,Rating,Inspection Date\r\n"


def read(tmp_path: Path, *lines: str, urns: frozenset[int] | None = None):
    path = tmp_path / "h.csv"
    path.write_text(HEAD + "".join(f"{line}\r\n" for line in lines), encoding="utf-8")
    return read_history(path, urns)


def test_each_inspection_is_a_row_under_the_regime_of_one_overall_grade(tmp_path):
    rows = read(
        tmp_path, "900001,Outstanding,20130418", "900001,Satisfactory,20080926", "900002,Good,20150128"
    ).rows
    assert [(row.urn, row.regime, row.inspected_on) for row in rows] == [
        (900001, "overall", date(2013, 4, 18)),
        (900001, "overall", date(2008, 9, 26)),
        (900002, "overall", date(2015, 1, 28)),
    ]
    assert [row.grades[0].grade for row in rows] == ["Outstanding", "Satisfactory", "Good"]
    assert all(row.is_previous and row.is_graded for row in rows)


def test_only_the_schools_asked_for_are_taken(tmp_path):
    reading = read(tmp_path, "900001,Good,20130418", "900002,Good,20130418", urns=frozenset({900002}))
    assert [row.urn for row in reading.rows] == [900002]


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("900001,Splendid,20130418", GRADE),
        ("900001,,20130418", GRADE),
        ("900001,Good,20131418", DAY),
        ("900001,Good,", DAY),
        (",Good,20130418", "URN"),
    ],
)
def test_what_cannot_be_read_is_left_out_and_told_by_row_and_column(tmp_path, line, column):
    reading = read(tmp_path, "900009,Good,20130418", line)
    assert [row.urn for row in reading.rows] == [900009]
    assert any((fault.row, fault.column) == (3, column) and fault.serious for fault in reading.faults)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(WORDS), st.dates(date(2000, 1, 1), date(2024, 1, 1))),
        unique_by=lambda r: r[1],
    )
)
def test_no_grade_is_ever_turned_into_another(tmp_path_factory, told):
    lines = [f"900001,{word.upper()},{day:%Y%m%d}" for word, day in told]
    rows = read(tmp_path_factory.mktemp("h"), *lines).rows
    assert sorted((row.grades[0].grade, row.inspected_on) for row in rows) == sorted(told)
