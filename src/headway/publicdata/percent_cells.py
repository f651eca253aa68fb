"""Which cells of a workbook are shown as percentages: their number 0.65 says 65 %."""

import html
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import PurePosixPath

_CHUNK_BYTES = 1 << 20
_MOST_STYLE_BYTES = 8_000_000
_BUILT_IN = frozenset({9, 10})  # 0% and 0.00%, of the file format's own list
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\b([^>]*)>")
_STYLES = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_STYLE = re.compile(rb"<(?:\w+:)?xf\b([^>]*)>")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b([^>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b([^>]*)>")
_ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_TAG = re.compile(rb"<(?:\w+:)?(row|c)\b([^>]*)>")
_PLACE = re.compile(r"([A-Z]{1,4})([0-9]{1,8})")
_LETTERS = 26
_DIGITS = 10  # a spreadsheet keeps 15 digits of a number; further ones are its own rounding

Places = frozenset[tuple[int, int]]


def percent_places(archive: zipfile.ZipFile) -> dict[str, Places]:
    """Sheet name to the (row, column) of cells with a percentage format, both from 1; sheets without one are left out.

    Sheets are read only where the workbook has such a format at all.
    """
    styles = _percent_styles(_read(archive, "xl/styles.xml"))
    if not styles:
        return {}
    found = {}
    for name, part in _sheets(archive).items():
        if places := frozenset(_places(archive, part, styles)):
            found[name] = places
    return found


def percent_text(number: float) -> str:
    """The number of such a cell as a publisher writes it: 0.65 is “65%”."""
    figure = round(Decimal(repr(number)) * 100, _DIGITS).normalize()
    return f"{figure + 0:f}%"


def is_percentage(code: str) -> bool:
    """Whether a number format shows a percentage; what it quotes or escapes is only text."""
    return "%" in _QUOTED.sub("", code)


def _percent_styles(content: bytes) -> frozenset[int]:
    """Indexes of the cell styles whose number format is a percentage."""
    formats = set(_BUILT_IN)
    for found in _FORMAT.finditer(content):
        told = _attributes(found[1])
        if told.get("numFmtId", "").isdigit():
            number = int(told["numFmtId"])
            formats.discard(number)
            if is_percentage(told.get("formatCode", "")):
                formats.add(number)
    listed = _STYLES.search(content)
    styles = _STYLE.finditer(listed[0]) if listed else ()
    numbers = [_attributes(found[1]).get("numFmtId", "") for found in styles]
    return frozenset(i for i, number in enumerate(numbers) if number.isdigit() and int(number) in formats)


def _sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name to its part of the archive."""
    parts = {}
    for found in _RELATION.finditer(_read(archive, "xl/_rels/workbook.xml.rels")):
        told = _attributes(found[1])
        target = told.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)
        parts[told.get("Id", "")] = path
    sheets = {}
    for found in _SHEET.finditer(_read(archive, "xl/workbook.xml")):
        told = _attributes(found[1])
        relation = next((value for name, value in told.items() if name.endswith(":id")), "")
        if relation in parts:
            sheets[told.get("name", "")] = parts[relation]
    return sheets


def _places(archive: zipfile.ZipFile, part: str, styles: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Cells of these styles. A cell or row without a place of its own stands after the one before it."""
    row = column = 0
    for kind, attributes in _tags(archive, part):
        told = _attributes(attributes)
        if kind == b"row":
            row, column = int(told["r"]) if told.get("r", "").isdigit() else row + 1, 0
            continue
        placed = _PLACE.fullmatch(told.get("r", ""))
        column = _column_number(placed[1]) if placed else column + 1
        row = int(placed[2]) if placed else row
        if told.get("s", "").isdigit() and int(told["s"]) in styles:
            yield row, column


def _tags(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[bytes, bytes]]:
    try:
        opened = archive.open(part)
    except KeyError:
        return
    rest = b""
    with opened as handle:
        while chunk := handle.read(_CHUNK_BYTES):
            text = rest + chunk
            whole, rest = text[: text.rfind(b"<")], text[text.rfind(b"<") :]
            for found in _TAG.finditer(whole):
                yield found[1], found[2]
            if len(rest) > _CHUNK_BYTES:  # no tag is so long
                return


def _read(archive: zipfile.ZipFile, part: str) -> bytes:
    try:
        with archive.open(part) as handle:
            return handle.read(_MOST_STYLE_BYTES)
    except KeyError:
        return b""


def _attributes(tag: bytes) -> dict[str, str]:
    return {
        name.decode(): html.unescape((double or single).decode("utf-8", "replace"))
        for name, double, single in _ATTRIBUTE.findall(tag)
    }


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number
