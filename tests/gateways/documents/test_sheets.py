"""Spreadsheets: no cell is a formula, text comes back as typed, dates are dates."""

import io
import re
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook
from tests.gateways.documents.hostile import HOSTILE, SHOWN

from headway.gateways.documents import Sheet, spreadsheet


def read_back(content, sheet=0):
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(sheet).to_python()


def page_xml(content):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text_and_comes_back_as_typed(text):
    content = spreadsheet([Sheet(text, [text, "b"], [[text, "x"]])])
    assert "<f>" not in page_xml(content)
    assert read_back(content) == [[text, "b"], [text, "x"]]


@pytest.mark.parametrize(("typed", "shown"), SHOWN.items())
def test_control_characters_are_shown(typed, shown):
    assert read_back(spreadsheet([Sheet("a", ["a"], [[typed]])])) == [["a"], [shown]]


def test_a_formula_written_on_purpose_would_be_seen():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet().write(0, 0, "=1+1")
    assert "<f>" in page_xml(out.getvalue())


def test_each_kind_of_value_keeps_its_type():
    moment = datetime(2026, 9, 1, 8, 30, tzinfo=UTC)
    row = [3, 2.5, Decimal("0.5"), date(2026, 9, 1), moment, True, None, "x"]
    back = read_back(spreadsheet([Sheet("a", list("abcdefgh"), [row])]))[1]
    assert back == [3, 2.5, 0.5, date(2026, 9, 1), moment.replace(tzinfo=None), "Yes", "", "x"]


def test_a_number_that_is_none_is_written_as_words():
    assert read_back(spreadsheet([Sheet("a", ["a"], [[float("nan")]])]))[1] == ["nan"]


def test_the_header_stays_in_sight_and_columns_are_wide_enough():
    xml = page_xml(spreadsheet([Sheet("a", ["School", "b"], [["x" * 40, 1]])]))
    assert 'state="frozen"' in xml and 'ySplit="1"' in xml
    assert re.search(r'<col min="1" max="1" width="42', xml)


def test_titles_are_made_to_fit_and_differ():
    content = spreadsheet([Sheet(t, ["a"], []) for t in ("A/B" * 20, "a b" * 20, "History", "'", "")])
    names = CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names
    assert len({name.lower() for name in names}) == 5
    assert all(len(name) <= 31 for name in names)


def test_a_text_too_long_for_a_cell_says_that_it_is_cut():
    back = read_back(spreadsheet([Sheet("a", ["a"], [["x" * 40000]])]))[1][0]
    assert len(back) == 32767 and back.endswith("… (cut: a cell holds 32,767 characters)")


def test_the_same_sheets_give_the_same_bytes():
    sheets = [Sheet("a", ["a", "b"], [["x", 1]])]
    assert spreadsheet(sheets) == spreadsheet(sheets)
