"""The schools register, its links and its groups."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.publicdata.invented import SCHOOL, register, rows_under, write_csv, write_workbook

from headway.publicdata.gias import is_state_funded, list_authorities, read_groups, read_links, read_register
from headway.publicdata.layouts import columns
from headway.publicdata.tables import Unreadable


def sentences(path: Path) -> str:
    return " ".join(fault.sentence for fault in read_register(path).faults)


def test_m1_01_a_row_says_phase_type_status_and_dates(tmp_path: Path) -> None:
    path = register(tmp_path / "r.csv", {"EstablishmentStatus (code)": "2", "CloseDate": "31-08-2026"})
    (school,) = read_register(path).rows
    assert (school.urn, school.la_code, school.name) == (900001, "099", "Larkfield Primary School")
    assert (school.type_code, school.phase_code, school.is_open, school.is_closed) == ("01", "2", False, True)
    assert (school.opened_on, school.closed_on) == (date(1965, 9, 1), date(2026, 8, 31))
    assert (school.pupils, school.fsm_percent) == (198, Decimal("22.7"))
    assert school.source_row == 2


def test_m1_08_resourced_provision_and_sen_units_are_read(tmp_path: Path) -> None:
    cells = {
        "TypeOfResourcedProvision (name)": "Resourced provision and SEN unit",
        "ResourcedProvisionOnRoll": "9",
        "ResourcedProvisionCapacity": "12",
        "SenUnitCapacity": "8",
        "SEN1 (name)": "ASD - Autistic Spectrum Disorder",
        "SEN3 (name)": "VI - Visual Impairment",
    }
    (school,) = read_register(register(tmp_path / "r.csv", cells)).rows
    assert (school.resourced_provision_on_roll, school.resourced_provision_capacity) == (9, 12)
    assert (school.sen_unit_on_roll, school.sen_unit_capacity) == (None, 8)
    assert school.sen_provisions == ("ASD - Autistic Spectrum Disorder", "VI - Visual Impairment")


def test_codes_that_excel_stripped_get_their_zeros_back(tmp_path: Path) -> None:
    saved = {
        "LA (code)": "99",
        "TypeOfEstablishment (code)": "1",
        "OpenDate": "01/09/1965",
        "TelephoneNum": "1632960001",
    }
    as_published = read_register(register(tmp_path / "a.csv", {})).rows
    assert read_register(register(tmp_path / "b.csv", saved)).rows == as_published


def test_a_workbook_copy_reads_as_the_published_file(tmp_path: Path) -> None:
    table = rows_under(columns("gias_register"), [SCHOOL])
    as_published = read_register(write_csv(tmp_path / "a.csv", table))
    copy = read_register(write_workbook(tmp_path / "a.xlsx", table, above=3))
    assert copy.faults == ()
    assert copy.rows == as_published.rows
    assert copy.rows[0].source_row == 5


@pytest.mark.parametrize("layout", ["gias_register_2024", "gias_search_download"])
def test_older_layouts_give_the_same_school(tmp_path: Path, layout: str) -> None:
    current = read_register(register(tmp_path / "a.csv", {})).rows[0]
    reading = read_register(register(tmp_path / "b.csv", {}, layout=layout))
    expected = current
    if layout == "gias_search_download":  # names without codes: types, phases and statuses are looked up
        expected = replace(current, type_group_code="", district_code="")
    assert reading.rows == (expected,)
    assert reading.faults == ()


def test_rows_of_the_search_download_may_run_over(tmp_path: Path) -> None:
    path = register(tmp_path / "r.csv", {}, layout="gias_search_download")
    path.write_bytes(path.read_bytes().rstrip(b"\r\n") + b"900002 Successor,900003 Other,x\r\n")
    reading = read_register(path)
    assert len(reading.rows) == 1
    assert reading.faults == ()


def test_only_the_authorities_asked_for_are_read(tmp_path: Path) -> None:
    path = register(tmp_path / "r.csv", {}, {"URN": "900002", "LA (code)": "098", "NumberOfPupils": "many"})
    reading = read_register(path, authorities=frozenset({"099"}))
    assert [school.urn for school in reading.rows] == [900001]
    assert reading.faults == ()


def test_an_authority_that_is_not_in_the_file_is_a_serious_fault(tmp_path: Path) -> None:
    reading = read_register(register(tmp_path / "r.csv", {}), authorities=frozenset({"097"}))
    assert reading.rows == ()
    assert "no row of authority 097" in reading.faults[0].words
    assert reading.faults[0].serious


@pytest.mark.parametrize("urn", ["1E05", "", "12345678", "-3", "abc", "100.5"])
def test_a_row_without_a_readable_urn_is_left_out(tmp_path: Path, urn: str) -> None:
    path = register(tmp_path / "r.csv", {"URN": urn}, {"URN": "900002"})
    reading = read_register(path)
    assert [school.urn for school in reading.rows] == [900002]
    assert any(fault.row == 2 and fault.column == "URN" and fault.serious for fault in reading.faults)


def test_bad_cells_are_missing_and_named(tmp_path: Path) -> None:
    bad = {"NumberOfPupils": "lots", "OpenDate": "31-02-2020", "PercentageFSM": "227", "SchoolCapacity": "-1"}
    path = register(tmp_path / "r.csv", bad)
    (school,) = read_register(path).rows
    assert (school.pupils, school.opened_on, school.fsm_percent, school.capacity) == (None, None, None, None)
    for column in bad:
        assert f"Row 2, column “{column}”" in sentences(path)


def test_an_unknown_status_or_authority_leaves_the_row_out(tmp_path: Path) -> None:
    unknown = {"EstablishmentStatus (code)": "7", "EstablishmentStatus (name)": "Dreaming"}
    path = register(tmp_path / "r.csv", unknown, {"URN": "900002", "LA (code)": "Merrow"})
    reading = read_register(path)
    assert reading.rows == ()
    assert [fault.row for fault in reading.faults if fault.serious] == [2, 3]


def test_a_urn_that_stands_twice_names_both_rows(tmp_path: Path) -> None:
    path = register(tmp_path / "r.csv", {}, {"EstablishmentName": "Another"}, {"URN": "900002"})
    assert [school.urn for school in read_register(path).rows] == [900002]
    assert "Row 2, column “URN”: URN 900001 stands again with other facts in row 3." in sentences(path)


def test_a_register_without_a_needed_column_is_refused(tmp_path: Path) -> None:
    names = [name for name in columns("gias_register") if name != "LA (code)"]
    path = write_csv(tmp_path / "r.csv", rows_under(names, [SCHOOL]))
    with pytest.raises(Unreadable, match=r"lacks “LA \(code\)”"):
        read_register(path)


def test_a_register_without_a_column_that_can_be_spared_says_so(tmp_path: Path) -> None:
    names = [name for name in columns("gias_register") if name != "NumberOfPupils"]
    path = write_csv(tmp_path / "r.csv", rows_under(names, [SCHOOL]))
    (school,) = read_register(path).rows
    assert school.pupils is None
    assert "Column “NumberOfPupils”: The column is missing" in sentences(path)


def test_authorities_are_listed_with_their_open_schools(tmp_path: Path) -> None:
    closed = {"URN": "900002", "EstablishmentStatus (code)": "2"}
    other = {"URN": "900003", "LA (code)": "098", "LA (name)": "Vale"}
    found = list_authorities(register(tmp_path / "r.csv", {}, closed, other))
    assert [(item.code, item.name, item.schools) for item in found] == [
        ("098", "Vale", 1),
        ("099", "Merrowshire", 1),
    ]


@pytest.mark.parametrize(
    ("code", "funded"),
    [("01", True), ("34", True), ("14", True), ("08", True), ("11", False), ("18", False), ("47", False)],
)
def test_m1_01_state_funded_is_told_by_type(tmp_path: Path, code: str, funded: bool) -> None:
    (school,) = read_register(register(tmp_path / "r.csv", {"TypeOfEstablishment (code)": code})).rows
    assert is_state_funded(school) is funded


def test_links_are_read_and_narrowed_to_schools(tmp_path: Path) -> None:
    rows = [
        ["900001", "900009", "New Larkfield", "Successor", "01-09-2026"],
        ["900009", "900001", "Larkfield", "Predecessor", ""],
        ["900009", "900001", "Larkfield", "Predecessor", ""],
        ["900004", "1E05", "Lost", "Successor", ""],
    ]
    path = write_csv(tmp_path / "l.csv", [columns("gias_links"), *rows])
    reading = read_links(path)
    assert [(link.urn, link.link_urn, link.established_on) for link in reading.rows] == [
        (900001, 900009, date(2026, 9, 1)),
        (900009, 900001, None),
    ]
    assert any(fault.row == 5 and fault.serious for fault in reading.faults)
    assert read_links(path, frozenset({900002})).rows == ()


def test_groups_are_read_with_an_index_column_before_them(tmp_path: Path) -> None:
    row = {
        "URN": "900001",
        "Group UID": "77",
        "Group Name": "Lark Trust",
        "Group Type": "Multi-academy trust",
        "Joined date": "2020-09-01",
    }
    table = rows_under(columns("gias_groups"), [row])
    path = write_csv(tmp_path / "g.csv", [[str(place), *cells] for place, cells in enumerate(table)])
    path.write_bytes(path.read_bytes()[1:])  # the index column has no name
    (group,) = read_groups(path).rows
    assert (group.group_uid, group.group_name, group.joined_on) == ("77", "Lark Trust", date(2020, 9, 1))
