"""Published tables, CSV or workbook, to a header and rows with true row numbers and row-numbered faults."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path

from headway.publicdata.cells import BadCell, parse_day, parse_decimal, parse_percent, parse_whole
from headway.publicdata.faults import BROKEN_OFF, Fault, FaultList, Reading, Unreadable, quoted
from headway.publicdata.text_files import Record, ends_cleanly, read_records
from headway.publicdata.workbooks import read_sheets

__all__ = ["Fault", "FaultList", "Layout", "Reading", "Row", "Table", "Unreadable", "file_form", "open_table"]

HEADER_ROWS = 20  # how far down a header may stand: Ofsted's workbooks have it on row 4
MOST_BYTES = 500_000_000  # the largest published file is 17 MB; England with all closed schools 80 MB
_START_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Layout:
    """What a reader asks of a table.

    `words` names the file in a sentence. A table without one of `needed` is refused; one of `used` that
    stands twice is refused, since nothing says which is meant. `nothing` are the texts that mean an empty
    cell. `open_ended` lets rows run over: the last column's text is known to hold bare commas. `short_rows` lets rows
    end early: what they do not reach is empty.
    """

    words: str
    needed: tuple[str, ...]
    used: tuple[str, ...] = ()
    nothing: frozenset[str] = frozenset({""})
    open_ended: bool = False
    short_rows: bool = False


@lru_cache(maxsize=4096)
def column_key(name: str) -> str:
    """A column name without the differences that publishers let pass: case and spaces."""
    return " ".join(name.replace("\ufeff", "").split()).casefold()


def file_form(path: Path) -> str:
    """`csv`, `xlsx`, `parquet` or `json`, by content, never by name.

    Raises Unreadable for anything that cannot hold a published table, saying what it looks like.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as handle:
            start = handle.read(_START_BYTES)
    except OSError as failure:
        raise Unreadable(
            f"The file cannot be opened: {failure.strerror}. Check its place and rights."
        ) from failure
    if size > MOST_BYTES:
        raise Unreadable(f"The file has {size:,} bytes, far more than any published one. It was not opened.")
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n\0").lower()
    if not text:
        raise Unreadable("The file is empty. Fetch it again.")
    if text.startswith((b"<!doctype html", b"<html", b"<?xml", b"<head", b"<script")):
        raise Unreadable(
            "This is a web page, not a file of data: the publisher's site sent an error or sign-in page. "
            "Fetch the file again."
        )
    if start.startswith((b"%PDF", b"\x1f\x8b", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"{\\rtf")):
        raise Unreadable(
            "This is not a CSV or XLSX file (it looks like a PDF, picture, archive or old workbook). "
            "Save the table as CSV or XLSX and give that."
        )
    if start.startswith(b"PK"):
        return "xlsx"
    if start.startswith(b"PAR1"):
        return "parquet"
    return "json" if text.startswith((b"{", b"[")) else "csv"


class Row:
    """One row's cells by column name; asking for a value notes a fault where the cell does not hold it."""

    __slots__ = ("_cells", "_faults", "_nothing", "_positions", "number")

    def __init__(
        self,
        number: int,
        cells: list[str],
        positions: Mapping[str, int],
        nothing: frozenset[str],
        faults: FaultList,
    ) -> None:
        self.number = number
        self._cells = cells
        self._positions = positions
        self._nothing = nothing
        self._faults = faults

    def text(self, column: str) -> str:
        """The cell without spaces around it; empty where the cell or the column is."""
        position = self._positions.get(column)
        if position is None:
            return ""
        text = self._cells[position].strip()
        return "" if text in self._nothing else text

    def whole(self, column: str, least: int = 0) -> int | None:
        """The cell as a whole number of at least `least`; None where empty or faulty."""
        return self._typed(column, lambda text: parse_whole(text, least))

    def decimal(self, column: str) -> Decimal | None:
        """The cell as a decimal number; None where empty or faulty."""
        return self._typed(column, parse_decimal)

    def percent(self, column: str) -> Decimal | None:
        """The cell as a per cent figure, 0 to 100; None where empty or faulty."""
        return self._typed(column, parse_percent)

    def day(self, column: str) -> date | None:
        """The cell as a date; None where empty or faulty."""
        return self._typed(column, parse_day)

    def fault(self, column: str | None, words: str, *, serious: bool = False) -> None:
        """Note a fault in this row."""
        self._faults.note(self.number, column, words, serious=serious)

    def _typed[T](self, column: str, parse: Callable[[str], T]) -> T | None:
        text = self.text(column)
        if not text:
            return None
        try:
            return parse(text)
        except BadCell as failure:
            self.fault(column, f"{failure} It is taken as missing.")
            return None


@dataclass(slots=True)
class Table:
    """An opened table: its column names as published, and its rows, to be read once."""

    columns: tuple[str, ...]
    header_row: int
    faults: FaultList
    _layout: Layout
    _records: Iterator[Record]
    _whole_lines: bool
    cut_off: int = (
        0  # the last row's number, where it ends early and without a line end; known after the rows
    )

    def has(self, column: str) -> bool:
        """Whether the table has this column, whatever its case and spaces."""
        return column_key(column) in {column_key(name) for name in self.columns}

    def report_missing(self, columns: Iterable[str]) -> None:
        """Note every one of `columns` that the table lacks; their values will be missing."""
        present = {column_key(name) for name in self.columns}
        for column in columns:
            if column_key(column) not in present:
                words = "The column is missing from this file; what it would say is taken as missing."
                self.faults.note(None, column, words, serious=True)

    def rows(self) -> Iterator[Row]:
        """The rows below the header, blank ones passed over; rows of the wrong width are serious faults."""
        positions = self._positions()
        width = len(self.columns)
        nothing, faults = self._layout.nothing, self.faults
        last_short = last = 0
        for number, cells in self._records:
            if len(cells) != width:
                if not any(cells):
                    continue
                if len(cells) < width:
                    last_short = number
                if not self._mend_width(number, cells, width):
                    last = number
                    continue
            last = number
            yield Row(number, cells, positions, nothing, faults)
        if last and last == last_short and not self._whole_lines:
            self.cut_off = last
            if not self._layout.short_rows:
                faults.note(last, None, BROKEN_OFF, serious=True)

    def _positions(self) -> dict[str, int]:
        wanted = {column_key(name): name for name in (*self._layout.needed, *self._layout.used)}
        positions: dict[str, int] = {}
        for position, name in enumerate(self.columns):
            key = column_key(name)
            positions.setdefault(wanted.get(key, name), position)
        return positions

    def _mend_width(self, number: int, cells: list[str], width: int) -> bool:
        """Whether a row of another width than the header's can still be taken."""
        found = len(cells)
        if found > width and (self._layout.open_ended or not any(cells[width:])):
            del cells[width:]
            return True
        if found < width and self._layout.short_rows:
            cells.extend([""] * (width - found))
            return True
        words = (
            f"The row has {found} cells under {width} columns, so its values may stand in the wrong columns. "
            "It is not taken. Check its commas and quotation marks, or fetch the file again."
        )
        self.faults.note(number, None, words, serious=True)
        return False


def open_table(path: Path, layout: Layout) -> Table:
    """Find the header of a CSV file or workbook and open the rows below it.

    The header may stand in any of the first 20 rows of any sheet. Raises Unreadable: wrong kind of file,
    a needed column missing, a used column doubled.
    """
    form = file_form(path)
    if form not in ("csv", "xlsx"):
        raise Unreadable(
            f"This is a {form} file; {layout.words} comes as CSV or XLSX. Check which file it is."
        )
    faults = FaultList()
    sheets = read_sheets(path) if form == "xlsx" else iter([read_records(path, faults)])
    whole_lines = form == "xlsx" or ends_cleanly(path)
    best: tuple[int, Record] | None = None
    for records in sheets:
        head = list(islice(records, HEADER_ROWS))
        for index, (number, cells) in enumerate(head):
            score = _count_needed(cells, layout)
            if score == len(layout.needed):
                columns = _header(number, cells, layout, faults)
                rest = chain(
                    _padded(head[index + 1 :], form, len(columns)), _padded(records, form, len(columns))
                )
                return Table(columns, number, faults, layout, rest, whole_lines)
            if best is None or score > best[0]:
                best = (score, (number, cells))
    raise Unreadable(_no_header(best, layout))


def read_head(path: Path) -> list[list[Record]]:
    """The first 20 records of every sheet (one list for a CSV file), for telling what a file is."""
    sheets = read_sheets(path) if file_form(path) == "xlsx" else iter([read_records(path, FaultList())])
    return [list(islice(records, HEADER_ROWS)) for records in sheets]


def _padded(records: Iterable[Record], form: str, width: int) -> Iterator[Record]:
    """A workbook's rows are all as wide as its sheet, so those narrower than the header only end early."""
    if form != "xlsx":
        yield from records
        return
    for number, cells in records:
        if any(cells):
            yield number, cells + [""] * (width - len(cells))


def _count_needed(cells: list[str], layout: Layout) -> int:
    present = {column_key(cell) for cell in cells}
    return sum(column_key(name) in present for name in layout.needed)


def _header(number: int, cells: list[str], layout: Layout, faults: FaultList) -> tuple[str, ...]:
    columns = list(cells)
    while columns and not columns[-1].strip():
        columns.pop()
    places: dict[str, list[int]] = {}
    for place, name in enumerate(columns, start=1):
        places.setdefault(column_key(name), []).append(place)
    wanted = {column_key(name): name for name in (*layout.needed, *layout.used)}
    for key, found in places.items():
        if len(found) == 1 or not key:
            continue
        where = ", ".join(str(place) for place in found)
        if key in wanted:
            raise Unreadable(
                f"The column “{wanted[key]}” stands {len(found)} times in the header (row {number}, columns "
                f"{where}), and nothing says which is meant. Remove the wrong one, or fetch the file again."
            )
        faults.note(
            number, columns[found[0] - 1], f"The column stands twice (columns {where}); neither is used."
        )
    return tuple(name.replace("\ufeff", "").strip() for name in columns)


def _no_header(best: tuple[int, Record] | None, layout: Layout) -> str:
    if best is None:
        return f"The file has no rows, so it is not {layout.words}. Fetch it again."
    score, (number, cells) = best
    if score == 0:
        hint = ""
        if len(cells) == 1 and any(mark in cells[0] for mark in ";\t|"):
            hint = " Its cells are parted by other marks than commas: save it as CSV with commas."
        start = quoted(", ".join(cells))
        return f"This is not {layout.words}: no row has its columns. The file begins with {start}.{hint}"
    present = {column_key(cell) for cell in cells}
    missing = ", ".join(f"“{name}”" for name in layout.needed if column_key(name) not in present)
    return (
        f"The header in row {number} lacks {missing}, which {layout.words} must have. "
        "Fetch the file again; if the publisher changed it, the reader has to follow."
    )
