"""A number shown as a percentage is read as it is shown, with its unit; any other number as it stands."""

from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.publicdata.cells import parse_percent
from headway.publicdata.percent_cells import is_percentage, percent_text
from headway.publicdata.tables import Layout, open_table
from headway.publicdata.workbooks import read_sheets

FIGURES = st.integers(0, 10_000).map(lambda n: Decimal(n) / 100)  # 0 to 100 in hundredths


def write(path: Path, rows: list[list[tuple[object, str]]], name: str = "S1") -> Path:
    """A workbook of one sheet; each cell with its number format (empty: none)."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet(name)
    formats = {code: book.add_format({"num_format": code}) for row in rows for _, code in row if code}
    for at, row in enumerate(rows):
        for column, (value, code) in enumerate(row):
            sheet.write(at, column, value, formats.get(code))
    book.close()
    return path


def cells(path: Path) -> list[list[str]]:
    return [row for _, row in next(read_sheets(path))]


@pytest.mark.parametrize(
    ("value", "code", "said"),
    [
        (0.65, "0%", "65%"),
        (0.653, "0.0%", "65.3%"),
        (0.07, "0.00%", "7%"),
        (1, "0%", "100%"),
        (0, "0%", "0%"),
        (0.65, "", "0.65"),
        (0.65, "0.00", "0.65"),
        (65, '0"%"', "65"),
        (65, "0\\%", "65"),
        ("SUPP", "0%", "SUPP"),
        ("65%", "", "65%"),
        (True, "0%", "True"),
        (-0.05, "0.0%;[Red]-0.0%", "-5%"),
    ],
)
def test_a_cell_is_read_as_it_is_shown(tmp_path, value, code, said):
    assert cells(write(tmp_path / "b.xlsx", [[("head", "")], [(value, code)]]))[1] == [said]


def test_every_sheet_has_its_own_percentages(tmp_path):
    path = tmp_path / "b.xlsx"
    book = xlsxwriter.Workbook(str(path))
    percent = book.add_format({"num_format": "0%"})
    book.add_worksheet("Notes & more").write(0, 0, 0.5)
    book.add_worksheet("Figures").write(0, 0, 0.5, percent)
    book.close()
    assert [[row for _, row in sheet] for sheet in read_sheets(path)] == [[["0.5"]], [["50%"]]]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(FIGURES, st.booleans()), min_size=1, max_size=40))
def test_what_is_read_does_not_hang_on_how_the_figure_was_formatted(tmp_path_factory, figures):
    path = tmp_path_factory.mktemp("books") / "b.xlsx"
    rows = [[(float(f / 100), "0.00%") if shown else (float(f), "")] for f, shown in figures]
    write(path, [[("head", "")], *rows])
    read = [parse_percent(row[0]) for row in cells(path)[1:]]
    assert read == [figure for figure, _ in figures]


@settings(max_examples=300, deadline=None)
@given(FIGURES)
def test_the_text_is_the_figure_and_no_rounding_of_the_machine(figure):
    text = percent_text(float(figure / 100))
    assert text.endswith("%") and parse_percent(text) == figure


def test_a_table_takes_both_ways_of_writing_as_the_same_figure(tmp_path):
    rows = [[("URN", ""), ("Share", "")], [(100001, ""), (0.65, "0%")], [(100002, ""), (65, "")]]
    table = open_table(write(tmp_path / "b.xlsx", rows), Layout("a table", ("URN", "Share")))
    assert [row.percent("Share") for row in table.rows()] == [Decimal(65), Decimal(65)]


@pytest.mark.parametrize(
    ("code", "is_one"), [("0%", True), ('"%"0', False), ("0\\%", False), ("[>1]0.0%", True), ("0.0", False)]
)
def test_a_format_is_a_percentage_where_its_sign_is_no_mere_text(code, is_one):
    assert is_percentage(code) is is_one
