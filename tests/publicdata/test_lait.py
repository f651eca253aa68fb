"""The interactive tool: areas, figures, neighbours, dictionary."""

from decimal import Decimal
from pathlib import Path

import pytest
from tests.publicdata.invented import rows_under, write_csv

from headway.publicdata.lait import AreaResultRow, read_dictionary, read_neighbours, read_series
from headway.publicdata.layouts import columns
from headway.publicdata.tables import Reading


def figure(area: str, number: str, value: str, region: str = "NA", years: str = "2025") -> dict[str, str]:
    return {
        "Short Desc": "KS2X",
        "Years": years,
        "LA and Regions": area,
        "Values": value,
        "LA Number": number,
        "Region": region,
    }


AREAS = (
    figure("Merrowshire", "199", "61", "Inner London"),
    figure("Vale", "198", "-", "Outer London"),
    figure("England", "970", "62"),
    figure("London (Inner)", "987.0", "64"),
    figure("London (Outer)", "988", "65"),
    {**figure("Merrowshire", "199", "9", "Inner London"), "Short Desc": "Other"},
)


def read(tmp_path: Path, *rows: dict[str, str]) -> Reading[AreaResultRow]:
    path = write_csv(tmp_path / "l.csv", rows_under(columns("lait"), rows))
    return read_series(path, measures=frozenset({"KS2X"}), la_codes=frozenset({"199"}))


def test_the_authority_its_region_and_england_are_read_and_no_other(tmp_path: Path) -> None:
    rows = read(tmp_path, *AREAS).rows
    assert [(row.area_kind, row.area_code, row.value) for row in rows] == [
        ("authority", "199", Decimal(61)),
        ("england", "970", Decimal(62)),
        ("region", "987", Decimal(64)),
    ]
    assert {row.academic_year for row in rows} == {"2024/25"}


@pytest.mark.parametrize(
    ("text", "value", "why"),
    [
        ("-", None, "not-available"),
        ("", None, "blank"),
        ("c", None, "suppressed"),
        ("many", None, "unreadable"),
        ("1e999", None, "unreadable"),
        ("nan", None, "unreadable"),
        ("7.0000000000000007E-2", Decimal("0.07"), None),
        ("-0.5", Decimal("-0.5"), None),
        ("0", Decimal(0), None),
        ("100", Decimal(100), None),
    ],
)
def test_figures_and_why_they_are_missing(
    tmp_path: Path, text: str, value: Decimal | None, why: str | None
) -> None:
    (row,) = read(tmp_path, figure("Merrowshire", "199", text)).rows
    assert (row.value, row.why_missing) == (value, why)


def test_a_measure_or_authority_that_is_not_there_is_a_serious_fault(tmp_path: Path) -> None:
    reading = read(tmp_path, {**AREAS[1], "Short Desc": "Other"})
    assert [(fault.column, fault.serious) for fault in reading.faults] == [
        ("Short Desc", True),
        ("LA Number", True),
    ]


def test_neighbours_come_nearest_first(tmp_path: Path) -> None:
    rows = [
        ["199", "Merrowshire", "2", "197", "Down", "Close"],
        ["199", "Merrowshire", "1", "198", "Vale", "Very close"],
        ["198", "Vale", "1", "", "", ""],
    ]
    reading = read_neighbours(write_csv(tmp_path / "n.csv", [columns("statistical_neighbours"), *rows]))
    assert [(row.rank, row.neighbour_code, row.closeness) for row in reading.rows] == [
        (1, "198", "Very close"),
        (2, "197", "Close"),
    ]
    assert [fault.row for fault in reading.faults] == [4]


def test_the_dictionary_says_what_a_measure_is(tmp_path: Path) -> None:
    row = {"Measure_short": "KS2X", "Chart_title": "Reaching\nthe standard", "Year_Type": "Academic Year"}
    path = write_csv(tmp_path / "d.csv", rows_under(columns("lait_dictionary"), [row], "NA"))
    (measure,) = read_dictionary(path, frozenset({"KS2X"})).rows
    assert (measure.title, measure.unit, measure.year_type) == ("Reaching\nthe standard", "", "Academic Year")
