"""One sheet's rows, and what their cells hold; whatever does not fit is noted with its place."""

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from headway.flows.own_sheets.faults import SheetFaults
from headway.publicdata.cells import BadCell, parse_day, parse_decimal
from headway.publicdata.faults import Unreadable, quoted
from headway.publicdata.tables import Layout, Row, open_table

_YEAR = re.compile(r"(20[0-9]{2})[-/]([0-9]{2})")


class Cells:
    """One row's cells by column; a cell that does not hold what it should notes a fault and stands for nothing."""

    __slots__ = ("_faults", "_row", "good", "sheet")

    def __init__(self, sheet: str, row: Row, faults: SheetFaults) -> None:
        self.sheet = sheet
        self.good = True
        self._row = row
        self._faults = faults

    @property
    def number(self) -> int:
        """The row as a spreadsheet counts it."""
        return self._row.number

    def fault(self, column: str, words: str) -> None:
        """Note a fault in this row, which then is not good."""
        self.good = False
        self._faults.note(self.sheet, self.number, column, words)

    def text(self, column: str) -> str:
        """The cell without spaces around it."""
        return self._row.text(column)

    def needed(self, column: str, longest: int = 0) -> str:
        """A cell that must not be empty, nor longer than may be stored."""
        text = self.text(column)
        if not text:
            self.fault(column, "The cell is empty. Fill it in.")
        if longest and len(text) > longest:
            self.fault(column, f"The text has {len(text)} characters, at most {longest} fit. Shorten it.")
        return text

    def among(self, column: str, choices: Collection[str]) -> str:
        """A cell that holds one of the choices."""
        text = self.needed(column)
        if text and text not in choices:
            self.fault(column, f"{quoted(text)} is not known here; use one of: {', '.join(choices)}.")
        return text

    def parts(self, column: str, choices: Collection[str]) -> tuple[str, ...]:
        """Choices split by “;”; none where the cell is empty."""
        found = tuple(part.strip() for part in self.text(column).split(";") if part.strip())
        for part in found:
            if part not in choices:
                self.fault(column, f"{quoted(part)} is not known here; use some of: {', '.join(choices)}.")
        return tuple(dict.fromkeys(found))

    def is_yes(self, column: str) -> bool:
        """Whether the cell says yes rather than no."""
        return self.among(column, ("yes", "no")) == "yes"

    def whole(self, column: str, most: int) -> int | None:
        """A whole number from 0; None where the cell is empty."""
        text = self.text(column)
        if text and not (text.isascii() and text.isdecimal() and int(text) <= most):
            self.fault(column, f"{quoted(text)} is not a whole number from 0 to {most}. Write digits only.")
            return None
        return int(text) if text else None

    def needed_whole(self, column: str, most: int) -> int:
        """A whole number that must be there; 0 beside a fault."""
        return self.whole(column, most) or 0 if self.needed(column) else 0

    def half_days(self, column: str) -> int:
        """Days with or without a half, as half-days; 0 beside a fault."""
        text = self.needed(column)
        try:
            doubled = 2 * Decimal(text or "0")
        except InvalidOperation:
            doubled = Decimal("NaN")
        if not (doubled.is_finite() and doubled == doubled.to_integral_value() and 0 <= doubled <= 1000):
            self.fault(
                column, f"{quoted(text)} is not a number of days from 0 to 500; half a day is written 0.5."
            )
            return 0
        return int(doubled)

    def most(self, column: str, longest: int) -> str:
        """Text that may be empty, and no longer than may be stored."""
        return self.needed(column, longest) if self.text(column) else ""

    def decimal(self, column: str) -> Decimal | None:
        """A number, with or without a per cent sign; None where the cell is empty or faulty."""
        text = self.text(column)
        try:
            return parse_decimal(text) if text else None
        except BadCell as failure:
            self.fault(column, str(failure))
            return None

    def academic_year(self, column: str) -> int:
        """An academic year written 2026-27 or 2026/27, as the year it begins in; 0 beside a fault."""
        text = self.needed(column)
        found = _YEAR.fullmatch(text)
        if found and int(found[2]) == (int(found[1]) + 1) % 100:
            return int(found[1])
        if text:
            self.fault(column, f"{quoted(text)} is no academic year. Write it like 2026-27.")
        return 0

    def day(self, column: str) -> date | None:
        """A day written yyyy-mm-dd, or with the day first as a spreadsheet shows it; None where empty or faulty."""
        text = self.text(column)
        try:
            return parse_day(text) if text else None
        except BadCell:
            self.fault(column, f"{quoted(text)} is not a date. Write the day first, like 1/9/2026.")
            return None

    def span(self) -> tuple[date, date | None]:
        """The columns `from` and `until`: from a day that counts until one that does not."""
        first, until = self.day("from"), self.day("until")
        if not self.text("from"):
            self.fault("from", "The cell is empty. Write the first day, like 1/9/2026.")
        if first and until and until <= first:
            self.fault("until", "The time ends before it begins. Put the two dates right.")
        return first or date.min, until


def read_cells(folder: Path, sheet: str, columns: Sequence[str], faults: SheetFaults) -> Iterator[Cells]:
    """The rows of one sheet; nothing where the sheet is not in the folder. A file that is no such sheet is a fault."""
    path = folder / f"{sheet}.csv"
    if not path.is_file():
        return
    words = f"the sheet {sheet}.csv of the authority's own"
    try:
        table = open_table(path, Layout(words=words, needed=tuple(columns)))
        for row in table.rows():
            yield Cells(sheet, row, faults)
    except Unreadable as unreadable:
        faults.note(sheet, None, None, str(unreadable))
        return
    for fault in table.faults.result():
        faults.take(sheet, fault)
