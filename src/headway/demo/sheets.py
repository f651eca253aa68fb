"""Turns rows into the bytes of a file, in each publisher's manner of quoting, line ends and encoding."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file to write: its path below the folder, its bytes, and how many rows stand under the header."""

    path: str
    content: bytes
    rows: int


def british_dashes(day: date | None) -> str:
    """A date as the register writes it, dd-mm-yyyy; "" for none."""
    return day.strftime("%d-%m-%Y") if day else ""


def british_slashes(day: date | None) -> str:
    """A date as Ofsted writes it, dd/mm/yyyy; "" for none."""
    return day.strftime("%d/%m/%Y") if day else ""


def iso(day: date | None) -> str:
    """A date as yyyy-mm-dd; "" for none."""
    return day.isoformat() if day else ""


def plain_csv(
    columns: Sequence[str], rows: Iterable[Row], *, encoding: str, line_end: str, blank: str = ""
) -> tuple[bytes, int]:
    """A CSV quoted only where needed; a row lacks what is not in it and shows `blank` there.

    Returns the bytes and the number of rows. Raises ValueError for a row with an unknown column.
    """
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval=blank, lineterminator=line_end)
    writer.writeheader()
    number = 0
    for row in rows:
        writer.writerow({name: blank if value in (None, "") else value for name, value in row.items()})
        number += 1
    return out.getvalue().encode(encoding), number


def register_csv(columns: Sequence[str], rows: Iterable[Row]) -> tuple[bytes, int]:
    """The register's manner: cp1252, CRLF, every value quoted except numbers, blanks as empty quotes.

    A number is what the row holds as an int; codes are texts and keep their zeros. Raises ValueError for a
    row with an unknown column.
    """
    lines = [",".join(_quoted(name) for name in columns)]
    known = set(columns)
    for row in rows:
        if not known.issuperset(row):
            raise ValueError(f"no such column in the register: {sorted(set(row) - known)}")
        lines.append(",".join(_quoted(row.get(name, "")) for name in columns))
    return ("\r\n".join(lines) + "\r\n").encode("cp1252"), len(lines) - 1


def _quoted(value: object) -> str:
    if isinstance(value, int):
        return str(value)
    return '"' + str(value).replace('"', '""') + '"'
