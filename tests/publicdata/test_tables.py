"""Tables: the header found, rows with true numbers, faults in words."""

from pathlib import Path

import pytest
from tests.publicdata.invented import write_csv, write_workbook

from headway.publicdata.tables import Layout, Row, Table, Unreadable, file_form, open_table

LAYOUT = Layout("the list of ponds", ("Pond", "Depth"), ("Dug on",))
PONDS = [["Pond", "Depth", "Dug on"], ["Upper", "12", "01-02-1990"], ["Lower", "7", "03/04/1991"]]


def read(path: Path, layout: Layout = LAYOUT) -> tuple[Table, list[Row]]:
    table = open_table(path, layout)
    return table, list(table.rows())


def words(table: Table) -> str:
    return " ".join(fault.sentence for fault in table.faults.result())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-32"])
def test_any_encoding_gives_the_same_rows(tmp_path: Path, encoding: str) -> None:
    path = write_csv(tmp_path / "p.csv", [PONDS[0], ["Château", "3", ""]], encoding)
    table, rows = read(path)
    assert [row.text("Pond") for row in rows] == ["Château"]
    assert table.faults.result() == ()


def test_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_bytes(b'Pond,Depth,Dug on\r\n"Upper\r\npond",12,\r\n\r\nLower,7,\r\n')
    assert [row.number for row in read(path)[1]] == [2, 4]


def test_columns_match_whatever_their_case_and_spaces(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "p.csv", [[" pond", "DEPTH ", "Dug  on"], *PONDS[1:]])
    table, rows = read(path)
    assert rows[0].whole("Depth") == 12
    assert rows[0].day("Dug on") is not None
    assert table.has("Dug on")


def test_a_workbook_with_its_header_on_row_four_of_the_second_sheet(tmp_path: Path) -> None:
    table, rows = read(write_workbook(tmp_path / "p.xlsx", PONDS, above=3))
    assert table.header_row == 4
    assert [(row.number, row.text("Pond"), row.whole("Depth")) for row in rows] == [
        (5, "Upper", 12),
        (6, "Lower", 7),
    ]


def test_a_missing_needed_column_is_named(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "p.csv", [["Pond", "Dug on"], ["Upper", ""]])
    with pytest.raises(Unreadable, match="row 1 lacks “Depth”"):
        open_table(path, LAYOUT)


def test_a_doubled_column_is_named_with_its_places(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "p.csv", [["Pond", "Depth", "Depth"], ["Upper", "1", "2"]])
    with pytest.raises(Unreadable, match="“Depth” stands 2 times in the header .* 2, 3"):
        open_table(path, LAYOUT)


def test_a_doubled_column_nobody_reads_is_only_a_fault(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "p.csv", [["Pond", "Depth", "Fish", "Fish"], ["Upper", "1", "a", "b"]])
    table, rows = read(path)
    assert len(rows) == 1
    assert "stands twice (columns 3, 4)" in words(table)


def test_a_missing_column_that_can_be_spared_is_a_serious_fault(tmp_path: Path) -> None:
    table = open_table(write_csv(tmp_path / "p.csv", [["Pond", "Depth"], ["Upper", "1"]]), LAYOUT)
    table.report_missing(LAYOUT.used)
    (fault,) = table.faults.result()
    assert (fault.column, fault.serious) == ("Dug on", True)


def test_rows_of_the_wrong_width_are_left_out_and_named(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text("Pond,Depth,Dug on\nUpper,1\nLower,2,,\nMiddle,3,,stray\nLast,4,\n", encoding="utf-8")
    table, rows = read(path)
    assert [row.text("Pond") for row in rows] == ["Lower", "Last"]
    assert [(fault.row, fault.serious) for fault in table.faults.result()] == [(2, True), (4, True)]


def test_a_layout_with_an_open_end_lets_rows_run_over(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text("Pond,Depth,Dug on\nUpper,1,,bare,commas\n", encoding="utf-8")
    table, rows = read(path, Layout(LAYOUT.words, LAYOUT.needed, LAYOUT.used, open_ended=True))
    assert len(rows) == 1
    assert table.faults.result() == ()


def test_a_file_cut_off_in_its_last_row_says_so(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text("Pond,Depth,Dug on\nUpper,1,\nLow", encoding="utf-8")
    table, rows = read(path)
    assert [row.text("Pond") for row in rows] == ["Upper"]
    assert "Row 3: The file breaks off in this row" in words(table)


def test_a_last_row_without_a_line_end_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text("Pond,Depth,Dug on\nUpper,1,", encoding="utf-8")
    table, rows = read(path)
    assert len(rows) == 1
    assert table.faults.result() == ()


def test_a_bad_cell_is_missing_with_its_place_and_never_zero(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "p.csv", [PONDS[0], ["Upper", "deep", "31-02-2020"]])
    table, (row,) = read(path)
    assert row.whole("Depth") is None
    assert row.day("Dug on") is None
    assert "Row 2, column “Depth”: “deep” is not a whole number." in words(table)
    assert "Row 2, column “Dug on”: “31-02-2020” is a date that does not exist." in words(table)


def test_texts_that_mean_nothing_are_nothing(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "p.csv", [PONDS[0], ["Upper", "NULL", ""]])
    table, (row,) = read(path, Layout(LAYOUT.words, LAYOUT.needed, nothing=frozenset({"", "NULL"})))
    assert row.whole("Depth") is None
    assert table.faults.result() == ()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "web page"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04 nothing more", "damaged"),
        (b'{"a": 1}', "json"),
        (b"Pond;Depth\nUpper;1\n", "other marks than commas"),
        (b"fish,newt\n1,2\n", "no row has its columns"),
    ],
)
def test_a_file_of_the_wrong_kind_is_refused_in_a_sentence(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "p.csv"
    path.write_bytes(content)
    with pytest.raises(Unreadable, match=says):
        open_table(path, LAYOUT)


def test_a_file_that_is_not_there_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="cannot be opened"):
        file_form(tmp_path / "none.csv")
