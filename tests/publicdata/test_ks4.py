"""Key stage 4 results: two layouts, periods, and why a figure is missing."""

from decimal import Decimal
from pathlib import Path

import pytest
from tests.publicdata.invented import rows_under, write_csv

from headway.publicdata.faults import Unreadable
from headway.publicdata.ks2 import ResultRow
from headway.publicdata.ks4 import read_key_stage_4
from headway.publicdata.layouts import columns
from headway.publicdata.tables import Reading

ROW = {
    "time_period": "202324",
    "geographic_level": "School",
    "school_urn": "900001",
    "breakdown_topic": "Total",
    "breakdown": "Total",
}
OLD = {"avg_att8": "46.6", "pt_l2basics_95": "45.0", "avg_p8score": "-0.1", "pt_l2basics_94": "z"}
NEW = {
    "attainment8_average": "46.6",
    "engmath_95_percent": "45.0",
    "progress8_average": "-0.1",
    "engmath_94_percent": "z",
}


def read(tmp_path: Path, kind: str, *rows: dict[str, str]) -> Reading[ResultRow]:
    figures = OLD if kind.endswith("2024") else NEW
    table = rows_under(columns(kind), [{**ROW, **figures, **row} for row in rows])
    return read_key_stage_4(write_csv(tmp_path / "k.csv", table, "utf-8-sig"))


@pytest.mark.parametrize("kind", ["ks4_schools", "ks4_schools_2024"])
def test_both_layouts_give_the_same_figures(tmp_path: Path, kind: str) -> None:
    found = {row.measure: row.value for row in read(tmp_path, kind, {}).rows if row.value is not None}
    assert found == {
        "ks4_attainment8": Decimal("46.6"),
        "ks4_basics_95": Decimal("45.0"),
        "ks4_progress8": Decimal("-0.1"),
    }


def test_why_a_figure_is_missing_is_kept_and_missing_is_never_zero(tmp_path: Path) -> None:
    rows = read(tmp_path, "ks4_schools", {"attainment8_average": "c", "engmath_95_percent": "105"}).rows
    why = {row.measure: (row.value, row.why_missing) for row in rows}
    assert why["ks4_attainment8"] == (None, "suppressed")
    assert why["ks4_basics_95"] == (None, "unreadable")
    assert why["ks4_basics_94"] == (None, "not-applicable")


def test_a_year_without_progress_8_has_no_row_for_it(tmp_path: Path) -> None:
    rows = read(tmp_path, "ks4_schools", {"time_period": "202425", "progress8_average": ""}).rows
    assert "ks4_progress8" not in {row.measure for row in rows}
    assert {row.period for row in rows} == {"2024/25"}


def test_pupils_broken_down_stand_apart_from_all_pupils(tmp_path: Path) -> None:
    rows = read(tmp_path, "ks4_schools", {}, {"breakdown_topic": "Sex", "breakdown": "Girls"}).rows
    assert {row.group for row in rows} == {"All pupils", "Sex: Girls"}


def test_authority_rows_are_passed_over_and_a_row_without_a_school_is_a_fault(tmp_path: Path) -> None:
    lines = ({"school_urn": "", "geographic_level": "Local authority"}, {"school_urn": ""})
    reading = read(tmp_path, "ks4_schools", *lines)
    assert reading.rows == () and [fault.serious for fault in reading.faults] == [True]


def test_another_file_is_refused_in_the_words_of_the_newest_layout(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "k.csv", [("time_period", "school_urn"), ("202425", "900001")], "utf-8")
    with pytest.raises(Unreadable, match="attainment8_average"):
        read_key_stage_4(path)
