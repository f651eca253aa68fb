"""Comma-separated text to records, whatever the encoding; nothing about columns lives here."""

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from headway.publicdata.faults import FaultList, Unreadable

_CHUNK_BYTES = 1 << 20
_LOST = "\ufffd"  # what a decoder, or the publisher before us, leaves in place of a character
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with UTF-16's
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

type Record = tuple[int, list[str]]


@dataclass(slots=True)
class _Damage:
    """What the lines of the record being read had wrong; cleared after each record."""

    nul: bool = False
    lost: bool = False


def detect_encoding(path: Path) -> str:
    """The encoding by its mark, else UTF-8 where the whole file is that, else cp1252."""
    with path.open("rb") as handle:
        start = handle.read(4)
        for mark, name in _BOMS:
            if start.startswith(mark):
                return name
        handle.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        while chunk := handle.read(_CHUNK_BYTES):
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                return "cp1252"
    return "utf-8"  # half a character at the very end still counts: the file was cut off


def ends_cleanly(path: Path) -> bool:
    """Whether the last line is a whole line, with its line end."""
    with path.open("rb") as handle:
        handle.seek(0, 2)
        if handle.tell() == 0:
            return True
        handle.seek(-1, 2)
        # in UTF-16 the last byte of a line end is a zero or the line feed itself
        return handle.read(1) in (b"\n", b"\r", b"\0")


def _clean_lines(lines: Iterator[str], damage: _Damage) -> Iterator[str]:
    for line in lines:
        if "\0" in line:
            damage.nul = True
            line = line.replace("\0", "")
        if _LOST in line:
            damage.lost = True
        yield line


def _note_damage(damage: _Damage, number: int, faults: FaultList) -> None:
    if damage.nul:
        faults.note(number, None, "The row held NUL characters, which were left out. Check its text.")
    if damage.lost:
        words = "A character was lost before publication (shown as �). Check the name in this row."
        faults.note(number, None, words)
    damage.nul = damage.lost = False


def read_records(path: Path, faults: FaultList) -> Iterator[Record]:
    """Every record of the file with its row number, from 1, as a spreadsheet counts them.

    A record that cannot be split (a cell beyond csv's limit, as after a quotation mark without its pair)
    is a serious fault and is passed over. Raises Unreadable when the text cannot be decoded at all.
    """
    damage = _Damage()
    number = 0
    with path.open(encoding=detect_encoding(path), errors="replace", newline="") as handle:
        reader = csv.reader(_clean_lines(handle, damage))
        while True:
            lines_before = reader.line_num
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                words = (
                    "A cell is longer than any published cell; perhaps a quotation mark lacks its pair. "
                    "The row is not taken. Mend it in the file, or fetch the file again."
                )
                faults.note(number + 1, None, words, serious=True)
                number += max(1, reader.line_num - lines_before)
                continue
            except UnicodeError as failure:
                raise Unreadable(
                    "The text of this file cannot be decoded. Save it as CSV in UTF-8, or fetch it again."
                ) from failure
            number += 1
            if damage.nul or damage.lost:
                _note_damage(damage, number, faults)
            yield number, cells
