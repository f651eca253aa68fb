"""A sheet pasted or uploaded, as lines under the sheet's own columns; bounded, and nothing is written."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from headway.flows.own_sheets.rows import OPTIONAL, columns_of
from headway.publicdata.faults import FaultList, Unreadable
from headway.publicdata.tables import HEADER_ROWS, column_key, file_form
from headway.publicdata.text_files import read_records
from headway.publicdata.workbooks import WorkbookLimits, read_sheets

MOST_LINES = 2000
LIMITS = WorkbookLimits(unpacked_bytes=60_000_000, cells=400_000)


@dataclass(frozen=True, slots=True)
class GivenSheet:
    """Lines of a sheet, each with a cell a column; `columns` are the sheet's own."""

    name: str
    columns: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]


def pasted_sheet(name: str, text: str) -> GivenSheet:
    """What was pasted, copied from a spreadsheet (tabs) or comma-separated. Raises Unreadable."""
    return _under_columns(name, pasted_lines(text))


def pasted_lines(text: str) -> list[list[str]]:
    """The cells of what was pasted, line by line: tabs between them, or commas. Raises Unreadable."""
    first = text.lstrip("\ufeff\r\n").partition("\n")[0]
    mark = "\t" if "\t" in first else ","
    try:
        return list(csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=mark, strict=False))
    except csv.Error as failure:
        raise Unreadable("What was pasted cannot be read as a table. Copy the cells again.") from failure


def uploaded_sheet(name: str, path: Path) -> GivenSheet:
    """The first sheet of a workbook, or of a CSV file, that has the columns. Raises Unreadable."""
    refusals = []
    for lines in uploaded_lines(path):
        try:
            return _under_columns(name, lines)
        except Unreadable as refusal:
            refusals.append(refusal)
    raise refusals[0] if refusals else Unreadable("The workbook has no sheet. Give one that has.")


def uploaded_lines(path: Path) -> Iterator[Iterator[list[str]]]:
    """The cells of each sheet of a workbook in turn, or of a CSV file. Raises Unreadable."""
    if file_form(path) not in ("csv", "xlsx"):
        raise Unreadable("This is not a CSV or XLSX file. Save the sheet as one of these and give that.")
    sheets = [read_records(path, FaultList())] if file_form(path) == "csv" else read_sheets(path, LIMITS)
    for records in sheets:
        yield (cells for _, cells in records)


def _under_columns(name: str, lines: Iterable[list[str]]) -> GivenSheet:
    columns = columns_of(name)
    needed = [column for column in columns if column not in OPTIONAL.get(name, ())]
    rest = iter(lines)
    best: list[str] = list(needed)
    for line in islice(rest, HEADER_ROWS):
        places = {column_key(cell): place for place, cell in reversed(list(enumerate(line)))}
        missing = [column for column in needed if column not in places]
        if not missing:
            taken = _lines(rest, [places.get(column) for column in columns])
            return GivenSheet(name, columns, tuple(taken))
        best = min(best, missing, key=len)
    if len(best) == len(needed):
        raise Unreadable(
            f"No line has the columns of this sheet. The first line must be: {', '.join(needed)}."
        )
    raise Unreadable(f"The first line lacks {', '.join(best)}. Add what is missing; a column may be empty.")


def _lines(rest: Iterator[list[str]], places: list[int | None]) -> Iterator[tuple[str, ...]]:
    for number, line in enumerate((one for one in rest if any(cell.strip() for cell in one)), start=1):
        if number > MOST_LINES:
            raise Unreadable(
                f"There are more than {MOST_LINES:,} lines, more than can be mended on a page. Give them in parts, or "
                "put the sheet into the folder of the command load."
            )
        yield tuple(
            line[place].replace("\0", "").strip() if place is not None and place < len(line) else ""
            for place in places
        )
