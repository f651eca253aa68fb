"""Office files are zip archives: what kind it is, and the bounds that keep a hostile one from filling memory."""

import io
import zipfile
from dataclasses import dataclass
from enum import StrEnum

from headway.publicdata.faults import Unreadable
from headway.publicdata.workbooks import WorkbookLimits, check_area

_DAMAGED = "This file is damaged or cut off and cannot be opened. Save the plan again and give that file."


class Form(StrEnum):
    """The forms in which a plan is read."""

    WORD = "Word"
    WORKBOOK = "spreadsheet"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class PlanFileLimits:
    """How much a plan's file may hold; a plan of 5,000 actions takes half a megabyte and 5,000 rows."""

    file_bytes: int = 20_000_000
    unpacked_bytes: int = 100_000_000
    unpack_ratio: int = 400
    cells: int = 1_000_000
    rows: int = 20_000
    lines: int = 50_000


LIMITS = PlanFileLimits()


def recognise(content: bytes, limits: PlanFileLimits = LIMITS) -> Form:
    """The form of a file by its content, never by its name. Raises Unreadable with a sentence for every other."""
    if len(content) > limits.file_bytes:
        raise Unreadable(
            f"The file has {len(content):,} bytes, far more than a plan. It was not opened; give the plan alone."
        )
    if not content.strip(b"\xef\xbb\xbf \t\r\n\0"):
        raise Unreadable("The file is empty. Give the file that holds the plan.")
    if content.startswith(b"PK"):
        return _recognise_package(content, limits)
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for signs, words in _OTHERS:
        if start.startswith(signs):
            raise Unreadable(words)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(_old_words(content))
    return Form.TEXT


_AS_WORD = "Save the plan as a Word document (.docx), a spreadsheet (.xlsx) or text and give that."
_OTHERS: tuple[tuple[tuple[bytes, ...], str], ...] = (
    ((b"%pdf",), f"This is a PDF, in which a table has no cells. {_AS_WORD}"),
    ((b"{\\rtf",), f"This is a rich text file (.rtf). {_AS_WORD}"),
    ((b"<!doctype", b"<html", b"<?xml", b"<head"), f"This is a web page or an XML file. {_AS_WORD}"),
    (
        (b"\x89png", b"\xff\xd8\xff", b"gif8", b"\x1f\x8b", b"7z\xbc"),
        f"This is a picture or an archive. {_AS_WORD}",
    ),
)


def _old_words(content: bytes) -> str:
    """Which of the files that begin as old Office files do: the names of its streams stand in it, two bytes a letter."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "This file is protected by a password. Open it, take the password away, save it and give that file."
    if "WordDocument".encode("utf-16-le") in content:
        return "This is an old Word document (.doc). Open it in Word, save it as .docx and give that."
    return "This is an old Office file, such as .xls. Open it, save it as .xlsx or .docx and give that."


def _recognise_package(content: bytes, limits: PlanFileLimits) -> Form:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return _checked_form(package, limits)
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as fault:
        raise Unreadable(_DAMAGED) from fault


def _checked_form(package: zipfile.ZipFile, limits: PlanFileLimits) -> Form:
    parts = package.infolist()
    names = {part.filename.lower() for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable(
            "This archive is protected by a password. Take the password away and give the plan itself."
        )
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    if unpacked > limits.unpacked_bytes or unpacked > packed * limits.unpack_ratio:
        raise Unreadable(
            f"This file would unpack to {unpacked:,} bytes, which no plan does. It was not opened. Save the plan anew."
        )
    if "word/document.xml" in names:
        return Form.WORD
    if "xl/workbook.xml" not in names:
        raise Unreadable(f"This is an archive, neither a Word document nor a spreadsheet. {_AS_WORD}")
    for part in parts:
        if part.filename.lower().startswith("xl/worksheets/") and part.filename.endswith(".xml"):
            check_area(package, part, WorkbookLimits(cells=limits.cells))
    return Form.WORKBOOK


def check_lines(lines: int, limits: PlanFileLimits = LIMITS) -> None:
    """Unreadable when there is far more text than in a plan."""
    if lines > limits.lines:
        raise Unreadable(
            f"The document has {lines:,} lines of text; a plan has at most {limits.lines:,}. Give the plan alone."
        )


def check_rows(rows: int, limits: PlanFileLimits = LIMITS) -> None:
    """Unreadable when a table is far longer than a plan."""
    if rows > limits.rows:
        raise Unreadable(
            f"The table has {rows:,} rows; a plan has at most {limits.rows:,}. Give the plan alone, without other data."
        )
