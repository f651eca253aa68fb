"""Spreadsheets: text stays text, dates are dates, the header stays in sight."""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from headway.gateways.documents.characters import FIXED_MOMENT, visible_text
from headway.gateways.documents.csvtext import Cell

# Limits of the format: characters in a cell and in a sheet's name.
_LONGEST_TEXT = 32767
_LONGEST_TITLE = 31
_CUT = "… (cut: a cell holds 32,767 characters)"
_NARROWEST, _WIDEST = 8, 60
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\]")
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "default_date_format": "d mmmm yyyy",
    "remove_timezone": True,
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its title, the words of its columns, and rows of as many cells."""

    title: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def spreadsheet(sheets: Sequence[Sheet]) -> bytes:
    """The sheets as an .xlsx file. The same sheets give the same bytes.

    Text is never a formula, a number or a link. Dates are real dates, moments are shown in their own zone's time. None is
    an empty cell. Characters the format cannot hold are shown as pictures; a text too long for a cell is cut and says so.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, OPTIONS)
    book.set_properties({"created": datetime(*FIXED_MOMENT, tzinfo=UTC)})
    formats = {
        "header": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
        "moment": book.add_format({"num_format": "d mmmm yyyy hh:mm"}),
    }
    taken: set[str] = set()
    for sheet in sheets:
        _write_sheet(book.add_worksheet(_title(sheet.title, taken)), sheet, formats)
    book.close()
    return out.getvalue()


def _write_sheet(page: Worksheet, sheet: Sheet, formats: dict[str, Format]) -> None:
    widths = [len(title) for title in sheet.columns]
    for number, title in enumerate(sheet.columns):
        page.write_string(0, number, fitting(title), formats["header"])
    last = 0
    for last, row in enumerate(sheet.rows, 1):
        for number, cell in enumerate(row):
            shown = _write_cell(page, last, number, cell, formats)
            widths[number] = max(widths[number], shown)
    for number, width in enumerate(widths):
        page.set_column(number, number, min(max(width + 2, _NARROWEST), _WIDEST))
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
    if sheet.columns:
        page.autofilter(0, 0, last, len(sheet.columns) - 1)


def _write_cell(page: Worksheet, row: int, column: int, cell: Cell, formats: dict[str, Format]) -> int:
    """Write one cell by its type; returns about how many characters it shows."""
    if cell is None:
        return 0
    if isinstance(cell, bool):
        page.write_string(row, column, "Yes" if cell else "No")
        return 3
    if isinstance(cell, datetime):
        page.write_datetime(row, column, cell, formats["moment"])
        return 23
    if isinstance(cell, date):
        page.write_datetime(row, column, cell)
        return 17
    if isinstance(cell, int | float | Decimal) and _is_finite(cell):
        page.write_number(row, column, cell)
        return len(str(cell))
    text = fitting(str(cell))
    page.write_string(row, column, text)
    return max(len(line) for line in text.split("\n"))


def _is_finite(number: float | Decimal) -> bool:
    return number == number and abs(number) != float("inf")


def fitting(text: str) -> str:
    """The text as a cell can hold it: what the format cannot is shown, too much is cut and says so."""
    # A cell's newline is LF; a lone CR would come back as one anyway.
    shown = visible_text(text).replace("\r\n", "\n").replace("\r", "\n")
    return shown if len(shown) <= _LONGEST_TEXT else shown[: _LONGEST_TEXT - len(_CUT)] + _CUT


def _title(words: str, taken: set[str]) -> str:
    """A sheet name the format takes, not yet taken in this book; `taken` learns it."""
    plain = (
        _NOT_IN_TITLES.sub(" ", visible_text(words)).strip("' \t\r\n")[:_LONGEST_TITLE].strip("' ") or "Sheet"
    )
    if plain.lower() == "history":  # reserved by Excel
        plain = "History of changes"
    name, number = plain, 1
    while name.lower() in taken:
        number += 1
        mark = f" ({number})"
        name = plain[: _LONGEST_TITLE - len(mark)] + mark
    taken.add(name.lower())
    return name
