"""Spreadsheet workbooks to records of text, with the bounds that keep a hostile one from filling memory."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import CalamineWorkbook

from headway.publicdata.faults import Unreadable
from headway.publicdata.percent_cells import Places, percent_places, percent_text
from headway.publicdata.text_files import Record

_CHUNK_BYTES = 1 << 20
_CELL_PLACE = re.compile(rb"""\br=["']([A-Za-z]{1,4})([0-9]{1,8})["']""")
_LONGEST_PLACE = 20  # bytes carried over, so that a place split between two chunks is still seen
_LETTERS = 26


@dataclass(frozen=True, slots=True)
class WorkbookLimits:
    """How much a workbook may hold. England's register as a workbook is 3 million cells and 150 MB."""

    unpacked_bytes: int = 600_000_000
    unpack_ratio: int = 400
    cells: int = 8_000_000


@contextmanager
def foreign_failures(words: str) -> Iterator[None]:
    """Turn any failure of a reader written elsewhere, a Rust panic included, into Unreadable(words)."""
    try:
        yield
    except Unreadable:
        raise
    except Exception as failure:
        raise Unreadable(words) from failure
    except BaseException as failure:
        if type(failure).__name__ == "PanicException":  # not importable: a Rust reader gave up
            raise Unreadable(words) from failure
        raise


def read_sheets(path: Path, limits: WorkbookLimits | None = None) -> Iterator[Iterator[Record]]:
    """The records of each sheet in turn, cells as text, rows numbered as the spreadsheet numbers them.

    A number whose cell is shown as a percentage is the text that is shown: 0.65 is “65%”.

    Raises Unreadable for an archive that is no workbook, a damaged one, and one too big to open safely.
    """
    words = "This workbook is damaged and cannot be opened. Fetch it again, or save it as CSV."
    with foreign_failures(words):
        _check_size(path, limits or WorkbookLimits())
        workbook = CalamineWorkbook.from_path(str(path))
        names = list(workbook.sheet_names)
        with zipfile.ZipFile(path) as archive:
            percent = percent_places(archive)
    for name in names:
        with foreign_failures(words):
            sheet = workbook.get_sheet_by_name(name)
            rows = sheet.to_python(skip_empty_area=False)
        yield _records(rows, percent.get(name, frozenset()))


def _records(rows: Sequence[Sequence[object]], percent: Places) -> Iterator[Record]:
    if not percent:
        for number, row in enumerate(rows, start=1):
            yield number, [cell_text(cell) for cell in row]
        return
    for number, row in enumerate(rows, start=1):
        yield number, [_shown(cell, (number, at) in percent) for at, cell in enumerate(row, start=1)]


def _shown(cell: object, is_percentage: bool) -> str:
    if is_percentage and isinstance(cell, int | float) and not isinstance(cell, bool):
        return percent_text(cell)
    return cell_text(cell)


def cell_text(cell: object) -> str:
    """A cell as the published text would say it: whole numbers without a point, days as yyyy-mm-dd."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return "" if cell is None else str(cell)


def _check_size(path: Path, limits: WorkbookLimits) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
        if not any(part.filename.lower() == "xl/workbook.xml" for part in parts):
            raise Unreadable(
                "This is a zip archive, not a workbook. Unpack it and give the CSV or XLSX file inside."
            )
        unpacked = sum(part.file_size for part in parts)
        packed = max(1, sum(part.compress_size for part in parts))
        if unpacked > limits.unpacked_bytes or unpacked > packed * limits.unpack_ratio:
            raise Unreadable(
                f"This workbook would unpack to {unpacked:,} bytes from {packed:,}, which no published "
                "workbook does. It was not opened. Fetch it again from the publisher."
            )
        for part in parts:
            if part.filename.lower().startswith("xl/worksheets/") and part.filename.endswith(".xml"):
                check_area(archive, part, limits)


def check_area(archive: zipfile.ZipFile, part: zipfile.ZipInfo, limits: WorkbookLimits) -> None:
    """Refuse a sheet whose cells span too wide an area: readers reserve the whole rectangle."""
    widest = tallest = 0
    rest = b""
    with archive.open(part) as handle:
        while chunk := handle.read(_CHUNK_BYTES):
            for letters, digits in set(_CELL_PLACE.findall(rest + chunk)):
                widest = max(widest, _column_number(letters))
                tallest = max(tallest, int(digits))
            rest = chunk[-_LONGEST_PLACE:]
    if widest * tallest > limits.cells:
        raise Unreadable(
            f"A sheet of this workbook reaches to row {tallest:,} and column {widest:,}, too much to open. "
            "Delete the stray cells far from the table, or save the sheet as CSV."
        )


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * _LETTERS + letter - ord("A") + 1
    return number
