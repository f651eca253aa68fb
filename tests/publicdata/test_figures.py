"""Figures by a map: what is missing keeps its meaning, what is no school is told, and every trap of these files."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from tests.publicdata.invented import csv_text, rows_under, write_csv, write_workbook

from headway.publicdata.faults import BROKEN_OFF, Reading, Unreadable
from headway.publicdata.figures import read_figures
from headway.publicdata.ks2 import WHY_MISSING, ResultRow
from headway.publicdata.layouts import columns
from headway.publicdata.maps import MAPPED, file_map

HEAD = {"time_period": "202425", "time_identifier": "Academic year", "geographic_level": "School"}
ABSENCE = {
    **HEAD, "school_urn": "900001", "school_laestab": "0992001", "education_phase": "State-funded primary",
    "sess_overall_percent": "5.25", "sess_unauthorised_percent": "1.5", "enrolments_pa_10_exact_percent": "15.1",
    "enrolments_pa_50_exact_percent": "1.2",
}  # fmt: skip
TABLE = {
    "RECTYPE": "1",
    "LEA": "099",
    "ESTAB": "2001",
    "URN": "900001",
    "PTRWM_EXP": "65%",
    "READPROG": "-1.9",
}
AREA = {"RECTYPE": "3", "LEA": "099", "PTRWM_EXP": "64%"}
CFR = {
    "URN": "900001", "Period covered by return (months)": "12", "Total Income   I01 to I18": "1,234,567.89",
    "Total Expenditure  E01 to E32": "£1,200,000", "Staff Total": "960000", "Revenue Reserve   B01 plus B02 plus B06": "-5",
    "In-year Balance   Total Income (I01 to I18) minus Total Expenditure (E01 to E32)": "0",
}  # fmt: skip


def read(
    tmp_path: Path, kind: str, *rows: Mapping[str, str], encoding: str = "utf-8-sig"
) -> Reading[ResultRow]:
    path = write_csv(tmp_path / f"{kind}.csv", rows_under(columns(kind), _stripped(kind, rows)), encoding)
    return read_figures(path, file_map(kind))


def _stripped(kind: str, rows: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    """Rows under the names as published, spaces at their ends and all."""
    names = {name.strip(): name for name in columns(kind)}
    return [{names[name.strip()]: cell for name, cell in row.items()} for row in rows]


def said(reading: Reading[ResultRow]) -> dict[tuple[str, str], object]:
    return {
        (row.measure, row.group): row.value if row.why_missing is None else row.why_missing
        for row in reading.rows
    }


def words(reading: Reading[ResultRow]) -> str:
    return " ".join(fault.sentence for fault in reading.faults)


def test_figures_are_named_by_the_phase_that_the_row_says(tmp_path: Path) -> None:
    secondary = {**ABSENCE, "school_urn": "900002", "education_phase": "State-funded secondary"}
    reading = read(tmp_path, "absence", ABSENCE, secondary)
    found = {(row.urn, row.measure): row.value for row in reading.rows}
    assert (
        found[900001, "persistent_absence_primary"]
        == found[900002, "persistent_absence_secondary"]
        == Decimal("15.1")
    )
    assert {row.period for row in reading.rows} == {"2024/25"} and reading.faults == ()


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("SUPP", "suppressed"), ("c", "suppressed"), ("x", "not-available"), (":", "not-available"), ("..", "not-available"),
        ("z", "not-applicable"), ("NA", "not-applicable"), ("NE", "no-entries"), ("NP", "not-published"), ("low", "low"),
        ("~", "low"), ("LOWCOV", "low-coverage"), ("NEW", "new-school"), ("", "blank"), ("  ", "blank"),
        ("DNS", "not-supplied"),
    ],
)  # fmt: skip
def test_missing_is_never_zero_and_keeps_its_meaning(tmp_path: Path, cell: str, why: str) -> None:
    reading = read(tmp_path, "absence", {**ABSENCE, "sess_overall_percent": cell})
    assert said(reading)["absence_primary", "All pupils"] == why
    assert WHY_MISSING[why] and reading.faults == ()


def test_a_published_zero_is_a_zero(tmp_path: Path) -> None:
    reading = read(tmp_path, "absence", {**ABSENCE, "sess_overall_percent": "0"})
    assert said(reading)["absence_primary", "All pupils"] == Decimal(0)


def test_rows_of_areas_among_schools_are_counted_and_not_taken(tmp_path: Path) -> None:
    areas = [
        {**ABSENCE, "geographic_level": level, "school_urn": ""} for level in ("National", "Region", "Region")
    ]
    reading = read(tmp_path, "absence", *areas, ABSENCE)
    assert {row.urn for row in reading.rows} == {900001}
    assert "1 row says “National” here: about areas, not schools, and not taken." in words(reading)
    assert "2 rows say “Region” here" in words(reading)


def test_rows_of_a_part_of_the_year_are_counted_and_not_taken(tmp_path: Path) -> None:
    reading = read(tmp_path, "absence", {**ABSENCE, "time_identifier": "Autumn term"}, ABSENCE)
    assert len({row.source_row for row in reading.rows}) == 1
    assert "“Autumn term” here: of a part of the year" in words(reading)


def test_a_phase_that_is_new_is_told_and_the_rest_of_the_row_taken(tmp_path: Path) -> None:
    row = {
        **HEAD,
        "school_urn": "900001",
        "education_phase": "Moon school",
        "suspension": "3",
        "perm_excl": "0",
    }
    reading = read(tmp_path, "exclusions", row)
    assert said(reading) == {
        ("suspensions", "All pupils"): Decimal(3),
        ("exclusions", "All pupils"): Decimal(0),
    }
    assert "“Moon school” here, which is no phase this reader knows" in words(reading)


def test_a_rate_of_suspensions_may_be_above_a_hundred_and_a_percentage_not(tmp_path: Path) -> None:
    row = {**HEAD, "school_urn": "900001", "education_phase": "Special", "susp_rate": "130.5"}
    assert said(read(tmp_path, "exclusions", row))["suspension_rate_special", "All pupils"] == Decimal(
        "130.5"
    )
    reading = read(tmp_path, "absence", {**ABSENCE, "sess_overall_percent": "130.5"})
    assert said(reading)["absence_primary", "All pupils"] == "unreadable"
    assert "Row 2, column “sess_overall_percent”: “130.5” is not between 0 and 100 per cent" in words(reading)


def test_an_laestab_under_urn_is_told_and_not_taken(tmp_path: Path) -> None:
    reading = read(
        tmp_path, "absence", {**ABSENCE, "school_urn": "0992001"}, {**ABSENCE, "school_urn": "8812001"}
    )
    assert reading.rows == ()
    assert "“8812001” is no URN, which has six digits. This looks like an LAESTAB." in words(reading)


@pytest.mark.parametrize("urn", ["", "1E05", "99000A", "-5", "9" * 13])
def test_a_row_without_a_readable_urn_is_told(tmp_path: Path, urn: str) -> None:
    reading = read(tmp_path, "absence", {**ABSENCE, "school_urn": urn}, {**ABSENCE, "school_urn": "900009"})
    assert {row.urn for row in reading.rows} == {900009}
    assert any(fault.row == 2 and fault.column == "school_urn" and fault.serious for fault in reading.faults)


def test_one_year_alone_is_the_one_it_begins_in_where_the_map_says_so(tmp_path: Path) -> None:
    ratio = {**HEAD, "school_urn": "900001", "pupil_to_qual_unqual_teacher_ratio": "20.5"}
    reading = read(
        tmp_path, "pupil_teacher_ratios", {**ratio, "time_period": "2024"}, {**ratio, "time_period": "201011"}
    )
    assert {row.period for row in reading.rows} == {"2024/25", "2010/11"}
    reading = read(tmp_path, "absence", {**ABSENCE, "time_period": "2024"})
    assert reading.rows == () and "“2024” is not an academic year" in words(reading)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_any_encoding_reads_alike(tmp_path: Path, encoding: str) -> None:
    workforce = {
        "URN": "900001",
        "School Name": "Sainte-Thérèse",
        "Mean Gross Salary of All Teachers (£)": "£45,100",
    }
    reading = read(tmp_path, "workforce_2022", workforce, encoding=encoding)
    assert said(reading)["teacher_mean_pay", "All pupils"] == Decimal(45100)


def test_thousands_separators_and_pounds_are_read_where_they_stand_right(tmp_path: Path) -> None:
    found = said(read(tmp_path, "cfr_2023", CFR))
    assert found["income", "All pupils"] == Decimal("1234567.89")
    assert found["spending", "All pupils"] == Decimal(1200000)
    assert found["balance_in_year", "All pupils"] == 0 and found["reserve", "All pupils"] == -5
    assert found["staff_share", "All pupils"] == Decimal(80)
    wrong = read(tmp_path, "cfr_2023", {**CFR, "Total Income   I01 to I18": "12,34"})
    assert said(wrong)["income", "All pupils"] == "unreadable" and "“12,34” is not a number" in words(wrong)


def test_a_return_of_part_of_the_year_stands_apart(tmp_path: Path) -> None:
    found = said(read(tmp_path, "cfr_2023", {**CFR, "Period covered by return (months)": "5"}))
    assert found["income", "All pupils"] == "part-year"
    assert found["income", "Return of 5 months"] == Decimal("1234567.89")


@pytest.mark.parametrize("cell", ["", "0"])
def test_what_was_not_supplied_is_neither_blank_nor_zero(tmp_path: Path, cell: str) -> None:
    row = {**CFR, "Did Not Supply flag": "1", "Total Income   I01 to I18": cell}
    assert said(read(tmp_path, "cfr_2023", row))["income", "All pupils"] == "not-supplied"


def test_a_file_that_does_not_say_its_year_says_which_was_taken(tmp_path: Path) -> None:
    reading = read(tmp_path, "cfr_2023", CFR)
    assert {row.period for row in reading.rows} == {"2022-23"}
    assert (
        words(reading)
        == "The file does not say its year; its columns are those of 2022-23, so that is taken."
    )


def test_a_share_needs_both_its_columns(tmp_path: Path) -> None:
    need = {**HEAD, "URN": "900001", "Total pupils": "200", "SEN support": "30", "EHC plan": "c"}
    found = said(read(tmp_path, "sen_2023", need))
    assert found["sen_support", "All pupils"] == 15 and found["ehc_plan", "All pupils"] == "suppressed"
    assert (
        said(read(tmp_path, "sen_2023", {**need, "Total pupils": "0"}))["sen_support", "All pupils"]
        == "not-applicable"
    )
    more = read(tmp_path, "sen_2023", {**need, "SEN support": "201"})
    assert said(more)["sen_support", "All pupils"] == "unreadable" and "is more than the 200" in words(more)


def test_performance_tables_give_groups_and_earlier_years(tmp_path: Path) -> None:
    row = {**TABLE, "PTRWM_EXP_G": "70%", "PTRWM_EXP_FSM6CLA1A": "SUPP", "PTRWM_EXP_18": "61%"}
    reading = read(tmp_path, "ks2_tables_2019", row)
    found = said(Reading(tuple(r for r in reading.rows if r.period == "2018/19"), ()))
    assert found["ks2_rwm_expected", "All pupils"] == 65 and found["ks2_rwm_expected", "Sex: Girls"] == 70
    assert found["ks2_rwm_expected", "Disadvantage status: Disadvantaged"] == "suppressed"
    assert found["ks2_reading_progress", "All pupils"] == Decimal("-1.9")
    assert [(r.period, r.value) for r in reading.rows if r.period != "2018/19"] == [("2017/18", 61)]


def test_short_rows_of_performance_tables_are_taken_as_far_as_they_go(tmp_path: Path) -> None:
    table = rows_under(columns("ks2_tables_2019"), [TABLE, {**TABLE, "URN": "900002"}, AREA])
    short = [table[0], table[1], table[2][:60], table[3][:23]]
    path = write_csv(tmp_path / "t.csv", short, "utf-8-sig")
    reading = read_figures(path, file_map("ks2_tables_2019"))
    assert {row.urn for row in reading.rows} == {900001, 900002}
    assert words(reading) == "Column “RECTYPE”: 1 row says “3” here: about areas, not schools, and not taken."
    path.write_bytes(path.read_bytes().rstrip(b"\r\n"))
    assert words(read_figures(path, file_map("ks2_tables_2019"))) == words(reading)


def test_a_table_that_breaks_off_in_a_school_says_so(tmp_path: Path) -> None:
    table = rows_under(columns("ks2_tables_2019"), [TABLE, {**TABLE, "URN": "900002"}])
    path = tmp_path / "t.csv"
    path.write_text(csv_text([table[0], table[1], table[2][:60]]).rstrip("\r\n"), encoding="utf-8")
    assert [f.words for f in read_figures(path, file_map("ks2_tables_2019")).faults] == [BROKEN_OFF]


def test_a_row_that_stands_twice_is_taken_once_and_one_that_differs_not_at_all(tmp_path: Path) -> None:
    once = read(tmp_path, "absence", ABSENCE, ABSENCE)
    assert len(once.rows) == 4 and "word for word, in row 3; it is taken once" in words(once)
    for rows in (
        (ABSENCE, {**ABSENCE, "sess_overall_percent": "6"}),
        ({**ABSENCE, "sess_overall_percent": "6"}, ABSENCE),
    ):
        differing = read(tmp_path, "absence", *rows)
        assert "absence_primary" not in {row.measure for row in differing.rows}
        assert "None of these rows is taken" in words(differing)


def test_a_copy_saved_by_a_spreadsheet_reads_alike(tmp_path: Path) -> None:
    """Dates with slashes, leading zeros lost, quotes gone: nothing a figure is read from."""
    published = {**ABSENCE, "academy_open_date": "2020-09-01", "old_la_code": "099", "estab": "0201"}
    saved = {**published, "academy_open_date": "01/09/2020", "old_la_code": "99", "estab": "201"}
    assert read(tmp_path, "absence", published).rows == read(tmp_path, "absence", saved).rows
    book = write_workbook(tmp_path / "a.xlsx", rows_under(columns("absence"), [published]), above=3)
    assert read_figures(book, file_map("absence")).rows == read(tmp_path, "absence", published).rows


def test_a_number_too_large_for_any_school_is_told(tmp_path: Path) -> None:
    reading = read(tmp_path, "cfr_2023", {**CFR, "Total Income   I01 to I18": "999999999999"})
    assert said(reading)["income", "All pupils"] == "unreadable"
    assert "larger than any figure of a school" in words(reading)


def test_less_than_nothing_is_no_count(tmp_path: Path) -> None:
    row = {**HEAD, "school_urn": "900001", "education_phase": "Special", "suspension": "-1"}
    reading = read(tmp_path, "exclusions", row)
    assert said(reading)["suspensions", "All pupils"] == "unreadable" and "below nothing" in words(reading)


@pytest.mark.parametrize("kind", MAPPED)
def test_the_order_of_rows_and_columns_changes_nothing(tmp_path: Path, kind: str) -> None:
    file = file_map(kind)
    cells = {name: "1" for name in columns(kind)}
    cells |= dict.fromkeys((c for c in (file.phase,) if c), "Special")
    rows = [
        {**cells, file.urn: f"90000{n}", **({file.level: min(file.schools)} if file.level else {})}
        for n in (1, 2)
    ]
    rows = [{**row, **({file.period_column: "202324"} if file.period_column else {})} for row in rows]
    rows = [{**row, **({file.whole_year: "Academic year"} if file.whole_year else {})} for row in rows]
    names = columns(kind)
    one = read_figures(write_csv(tmp_path / "a", rows_under(names, rows), "utf-8"), file)
    other = read_figures(write_csv(tmp_path / "b", rows_under(names[::-1], rows[::-1]), "utf-8"), file)
    assert one.rows and set(one.rows) == set(other.rows)


def test_another_file_is_refused_in_words(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "x.csv", [["URN", "Fish"], ["900001", "3"]])
    with pytest.raises(Unreadable, match="the absence file by school"):
        read_figures(path, file_map("absence"))
