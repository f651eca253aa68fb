"""Tables as comma-separated text that no spreadsheet takes for formulas and that reads back exactly.

The rule, both ways: a text that a spreadsheet could take for a formula (its first character that is not a space is one
of = + - @ or their full-width forms, or it begins with a tab or a newline), and a text that itself begins with an
apostrophe, is written with one apostrophe in front; a reader takes exactly one apostrophe away. Numbers are written
plain, so -1 the number stays a number and "-1" the text becomes '-1.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from headway.gateways.documents.characters import visible_text

Cell = str | int | float | Decimal | date | datetime | bool | None

# Spaces and invisible characters in front do not make a formula harmless.
_LOOKS_LIKE_A_FORMULA = re.compile("^(?:[\\s\u200b\ufeff]*[=+\\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n']|\\s+')")


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """The table as text with a header row, every text in quotes, lines ending in CR LF.

    Dates are written as 2026-09-01, moments with their zone, True and False as Yes and No, None as nothing. Encode it as
    `utf-8-sig` so that a spreadsheet reads it as UTF-8.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow([_written(title) for title in columns])
    for row in rows:
        writer.writerow([_written(cell) for cell in row])
    return out.getvalue()


def csv_rows(text: str) -> list[list[str]]:
    """The rows of such a text with the added apostrophes taken away, the header among them."""
    return [[cell.removeprefix("'") for cell in row] for row in csv.reader(io.StringIO(text, newline=""))]


def _written(cell: Cell) -> str | int | float | Decimal:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, date):
        return cell.isoformat()
    if not isinstance(cell, str):
        return cell
    shown = visible_text(cell)
    return f"'{shown}" if _LOOKS_LIKE_A_FORMULA.match(shown) else shown
