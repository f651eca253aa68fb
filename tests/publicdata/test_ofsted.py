"""Inspections: three regimes kept apart, and why a grade is missing."""

from datetime import date
from pathlib import Path

import pytest
from tests.publicdata.invented import rows_under, write_csv, write_workbook

from headway.publicdata.layouts import columns
from headway.publicdata.ofsted import InspectionRow, read_in_year, read_latest
from headway.publicdata.tables import Reading, Unreadable

GRADED = {
    "Inspection start date of latest OEIF graded inspection": "12/06/2024",
    "Publication date of latest OEIF graded inspection": "11/07/2024",
    "Inspection type of latest OEIF graded inspection": "S5 Inspection",
    "URN at time of latest OEIF graded inspection": "900000",
    "Does the latest OEIF graded inspection relate to the URN of the current school?": "No",
    "Latest OEIF overall effectiveness": "2",
    "Latest OEIF quality of education": "2",
    "Latest OEIF behaviour and attitudes": "1",
    "Latest OEIF personal development": "3",
    "Latest OEIF effectiveness of leadership and management": "9",
    "Latest OEIF  safeguarding is effective?": "Yes",
    "Latest OEIF early years provision (where applicable)": "8",
}
CARD = {
    "Inspection start date": "13/01/2026",
    "Publication date": "09/02/2026",
    "Inspection type": "S5 Inspection",
    "Safeguarding standards": "Met",
    "Inclusion": "Strong standard",
    "Inclusion - date of grade": "13/01/2026",
    "Achievement": "Needs attention",
    "Achievement - date of grade": "14/01/2026",
    "Category of concern": "RSI",
}


def read(tmp_path: Path, *rows: dict[str, str]) -> Reading[InspectionRow]:
    cells = [{"URN": "900001", **row} for row in rows]
    return read_latest(write_csv(tmp_path / "o.csv", rows_under(columns("ofsted_latest"), cells, "NULL")))


def grades(row: InspectionRow) -> dict[str, str | None]:
    return {grade.area: grade.grade for grade in row.grades}


def reasons(row: InspectionRow) -> dict[str, str | None]:
    return {grade.area: grade.why_missing for grade in row.grades}


def test_an_inspection_to_august_2024_has_an_overall_grade(tmp_path: Path) -> None:
    (row,) = read(tmp_path, GRADED).rows
    assert (row.regime, row.inspected_on, row.published_on) == (
        "overall",
        date(2024, 6, 12),
        date(2024, 7, 11),
    )
    assert grades(row)["overall_effectiveness"] == "2"
    assert (row.urn_then, row.relates_to_current, row.safeguarding) == (900000, False, "effective")


def test_an_inspection_after_it_has_judgements_without_an_overall_grade(tmp_path: Path) -> None:
    later = {
        "Inspection start date of latest OEIF graded inspection": "24/09/2024",
        "Latest OEIF overall effectiveness": "Not judged",
    }
    (row,) = read(tmp_path, GRADED | later).rows
    assert row.regime == "sub-judgements"
    assert "overall_effectiveness" not in grades(row)
    assert grades(row)["personal_development"] == "3"


def test_a_report_card_keeps_its_own_words_and_dates(tmp_path: Path) -> None:
    (row,) = read(tmp_path, CARD).rows
    assert (row.regime, row.safeguarding, row.concern) == (
        "report-card",
        "met",
        "Requires significant improvement",
    )
    inclusion, achievement = (g for g in row.grades if g.area in ("inclusion", "achievement"))
    assert (inclusion.grade, inclusion.graded_on) == ("Strong standard", date(2026, 1, 13))
    assert (achievement.grade, achievement.graded_on) == ("Needs attention", date(2026, 1, 14))


def test_one_row_may_give_a_report_card_and_a_graded_inspection(tmp_path: Path) -> None:
    rows = read(tmp_path, GRADED | CARD).rows
    assert [row.regime for row in rows] == ["report-card", "overall"]
    assert {row.source_row for row in rows} == {2}


def test_a_row_without_any_inspection_gives_none(tmp_path: Path) -> None:
    assert read(tmp_path, {}).rows == ()


def test_missing_grades_say_why(tmp_path: Path) -> None:
    (row,) = read(tmp_path, GRADED | {"Latest OEIF overall effectiveness": "Not judged"}).rows
    why = reasons(row)
    assert row.regime == "overall"
    assert why["overall_effectiveness"] == "not-judged"
    assert why["leadership_and_management"] == "no-such-judgement"
    assert why["early_years"] == "not-a-grade"
    assert why["sixth_form"] == "blank"
    assert why["quality_of_education"] is None


def test_grades_of_one_regime_are_no_grades_of_another(tmp_path: Path) -> None:
    reading = read(tmp_path, GRADED | CARD | {"Inclusion": "2", "Latest OEIF quality of education": "Secure"})
    card, graded = reading.rows
    assert reasons(card)["inclusion"] == reasons(graded)["quality_of_education"] == "unreadable"
    assert [fault.column for fault in reading.faults] == ["Inclusion", "Latest OEIF quality of education"]


def test_a_monitoring_visit_has_no_grades(tmp_path: Path) -> None:
    visit = dict.fromkeys(("Inclusion", "Achievement", "Safeguarding standards"), "9")
    (row,) = read(tmp_path, CARD | visit).rows
    assert not row.is_graded
    assert row.safeguarding is None


def test_dates_against_the_regime_are_faults_and_grades_stand(tmp_path: Path) -> None:
    late = {"Inspection start date of latest OEIF graded inspection": "24/09/2024"}
    early = {"Inspection start date": "01/09/2025"}
    reading = read(tmp_path, GRADED | CARD | late | early)
    assert [row.regime for row in reading.rows] == ["report-card", "overall"]
    assert len(reading.faults) == 2


def test_an_inspection_without_a_readable_date_is_left_out(tmp_path: Path) -> None:
    reading = read(tmp_path, CARD | {"Inspection start date": "31/02/2026"})
    assert reading.rows == ()
    assert any(fault.serious and fault.row == 2 for fault in reading.faults)


def test_a_school_that_stands_twice_with_other_grades_is_left_out(tmp_path: Path) -> None:
    reading = read(tmp_path, CARD, CARD | {"Inclusion": "Exceptional"})
    assert reading.rows == ()
    assert reading.faults[0].serious


def test_the_workbook_with_its_header_on_row_four_reads_the_same(tmp_path: Path) -> None:
    table = rows_under(columns("ofsted_latest"), [{"URN": "900001", **GRADED, **CARD}], "NULL")
    path = write_workbook(tmp_path / "o.xlsx", table, above=3)
    assert read_latest(path).rows == read(tmp_path, GRADED | CARD).rows


def test_the_layout_of_2022_gives_the_latest_and_the_previous(tmp_path: Path) -> None:
    cells = {
        "URN": "900001",
        "Inspection start date": "12/10/2021",
        "Overall effectiveness": "2",
        "Category of concern": "SM",
        "Previous inspection start date": "14/06/2016",
        "Previous full inspection overall effectiveness": "3",
    }
    path = write_csv(tmp_path / "o.csv", rows_under(columns("ofsted_2022"), [cells], "NULL"))
    latest, previous = read_latest(path).rows
    assert (latest.regime, latest.is_previous, latest.concern) == ("overall", False, "Special measures")
    assert (previous.is_previous, grades(previous)["overall_effectiveness"]) == (True, "3")


def test_only_the_schools_asked_for_are_read(tmp_path: Path) -> None:
    table = rows_under(columns("ofsted_latest"), [{"URN": "900001", **CARD}, {"URN": "900002", **CARD}])
    path = write_csv(tmp_path / "o.csv", table)
    assert [row.urn for row in read_latest(path, frozenset({900002})).rows] == [900002]


def test_another_file_is_refused(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "o.csv", [["URN", "Rating"], ["900001", "Good"]])
    with pytest.raises(Unreadable, match="Ofsted's most recent inspections"):
        read_latest(path)


def test_report_cards_of_the_year_are_read_and_a_school_may_have_two(tmp_path: Path) -> None:
    names = columns("ofsted_in_year")
    card = {"URN": "900001", "Inspection number": "10", "Inspection start date": "12/01/2026", "Inclusion": "Strong standard",
            "Safeguarding standards": "Met"}  # fmt: skip
    later = {
        **card,
        "Inspection start date": "15/05/2026",
        "Inspection number": "11",
        "Inclusion": "Needs attention",
    }
    visit = {**card, "URN": "900002", "Inclusion": "NULL"}
    reading = read_in_year(write_csv(tmp_path / "d1.csv", rows_under(names, [card, later, visit], "NULL")))
    assert [(row.urn, row.inspected_on.month, row.regime) for row in reading.rows] == [
        (900001, 1, "report-card"),
        (900001, 5, "report-card"),
    ]
    assert reading.rows[1].grades[0].grade == "Needs attention" and reading.rows[0].safeguarding == "met"
    assert "graded nothing" in reading.faults[0].words and reading.faults[0].row == 4
