"""Broken files of any layout with a map, drawn by chance, and what a reader may do with one: read it or refuse in words."""

import csv
import io
from collections.abc import Callable
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from headway.publicdata.faults import Reading, Unreadable
from headway.publicdata.figures import read_figures
from headway.publicdata.layouts import columns
from headway.publicdata.maps import MAPPED, FileMap, file_map
from headway.publicdata.recognise import recognise

CELLS = (
    "", " ", "SUPP", "c", "x", "z", ":", "..", "low", "NE", "NP", "NEW", "LOWCOV", "NULL", "0", "-0", "65%", "0.65", "1,234",
    "1,23", "£5", "1E05", "900001", "900002", "0992001", "8812001", "-1", "101", "9" * 30, "3.0", "School", "National", "1",
    "3", "202425", "2024", "2024/25", "202426", "Academic year", "Autumn term", "Special", "31/12/2024", "45292", "=1+1",
    "Thérèse", "\ufeff", "\ufffd", "\0", '"', "a,b", "line\nend", "٣", "½", "∞", "NaN", "Infinity", "1_000", "x" * 300,
)  # fmt: skip
ENCODINGS = ("utf-8", "utf-8-sig", "cp1252", "utf-16")
BYTES = (b"\0", b'"', b",", b"\r", b"\n", b"\xff", b"\xef\xbb\xbf", b"\x81", b";", b"\t", b"<html>")
WRONGS = ("short", "long", "lost", "twice", "again")
INTEGERS = st.integers(0, 1 << 30)


@st.composite
def broken_files(draw: st.DrawFn) -> tuple[str, bytes]:
    """A kind and the bytes of a file of it: rows right and odd, some wide and short, then some bytes put wrong."""
    kind = draw(st.sampled_from(MAPPED))
    file, names = file_map(kind), list(columns(kind))
    wanted = _read_places(kind)
    rows = [_row(file, names, n) for n in range(draw(st.integers(0, 3)))]
    for row in rows:
        for place, cell in draw(st.lists(st.tuples(INTEGERS, st.sampled_from(CELLS)), max_size=4)):
            row[wanted[place % len(wanted)]] = cell
    head = names[:]
    for what, place in draw(
        st.lists(
            st.tuples(st.sampled_from(("short", "long", "lost", "twice", "again")), INTEGERS), max_size=2
        )
    ):
        _disturb(what, place, head, rows)
    out = io.StringIO()
    csv.writer(out, lineterminator=draw(st.sampled_from(("\r\n", "\n")))).writerows([head, *rows])
    content = bytearray(out.getvalue().encode(draw(st.sampled_from(ENCODINGS)), "replace"))
    for place, length, put_in in draw(
        st.lists(st.tuples(INTEGERS, st.integers(0, 9), st.sampled_from(BYTES)), max_size=2)
    ):
        start = place % (len(content) + 1)
        content[start : start + length] = put_in
    return kind, bytes(content)


@cache
def _read_places(kind: str) -> list[int]:
    """Where the columns stand that are read."""
    file = file_map(kind)
    read = {figure.column for figure in file.figures} | {*file.facts}
    return [place for place, name in enumerate(columns(kind)) if name.strip() in read]


def _row(file: FileMap, names: list[str], number: int) -> list[str]:
    cells = {file.urn: f"90000{number + 1}", file.phase: "Special", file.whole_year: "Academic year"}
    cells |= {file.level: min(file.schools, default=""), file.period_column: "202425"}
    figures = {figure.column for figure in file.figures}
    return [cells.get(name.strip(), "12" if name.strip() in figures else "") for name in names]


def _disturb(what: str, place: int, head: list[str], rows: list[list[str]]) -> None:
    """One thing wrong with the table: a row too short or long, a column lost or twice, a row that stands again."""
    row = rows[place % len(rows)] if rows else head
    if what == "short" and row:
        del row[place % len(row) :]
    elif what == "long":
        row.append("left over")
    elif what == "lost" and head:
        del head[place % len(head)]
    elif what == "twice" and head:
        head[place % len(head)] = head[0]
    elif rows:
        rows.append(row[:])


def accepted(kind: str, path: Path, read: Callable[[Path, FileMap], Reading] = read_figures) -> bool:
    """Read one broken file: True where it was taken, False where it was refused. Whatever else happens is a failure.

    A refusal is a sentence; a fault says what and what to do, names a row below the header, and every figure has a value
    that the database can hold or a reason.
    """
    try:
        recognise(path)
        reading = read(path, file_map(kind))
    except Unreadable as refusal:
        assert str(refusal).endswith("."), refusal
        return False
    for fault in reading.faults:
        assert fault.words.endswith("."), fault
        assert fault.row is None or fault.row >= 1, fault
    for row in reading.rows:
        assert (row.value is None) != (row.why_missing is None), row
        assert row.value is None or abs(row.value) < 10**8, row
        assert 100_000 <= row.urn <= 999_999 and row.source_row > 1, row
    return True
