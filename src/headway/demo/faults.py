"""Broken copies of a file, one kind of damage each, for the tests of every room that reads files.

Each function takes the bytes of a good CSV file and gives the bytes of a bad one. Rows are counted as a
reader of the file counts them: the header is row 1. Values may be quoted, but hold no line end.
"""

import codecs
import re
from collections.abc import Callable, Mapping

HTML_PAGE = (
    b"<!DOCTYPE html>\n<html lang='en'><head><title>Service unavailable</title></head>"
    b"<body><h1>Sorry, there is a problem with the service</h1></body></html>\n"
)
_FIELD = re.compile(rb'(?:^|,)("(?:[^"]|"")*"|[^,]*)')


def as_utf16(content: bytes, *, encoding: str = "cp1252") -> bytes:
    """Saved as "Unicode text": another encoding than any publisher's, with its mark."""
    return codecs.BOM_UTF16_LE + content.decode(encoding).encode("utf-16-le")


def as_mangled_utf8(content: bytes, *, encoding: str = "cp1252") -> bytes:
    """Letters beyond ASCII lost on the way, each one the replacement sign in UTF-8."""
    text = content.decode(encoding)
    return "".join(letter if letter.isascii() else "\ufffd" for letter in text).encode()


def without_column(content: bytes, name: str) -> bytes:
    """One column taken out, header and values. Raises KeyError for a column that is not there."""
    place = _place(content, name)
    return _each_row(content, lambda fields: fields[:place] + fields[place + 1 :])


def with_doubled_column(content: bytes, name: str) -> bytes:
    """One column twice, the second time at the end. Raises KeyError for a column that is not there."""
    place = _place(content, name)
    return _each_row(content, lambda fields: [*fields, fields[place]])


def truncated(content: bytes, share: float = 0.6) -> bytes:
    """Broken off in the middle of a value, as a download that stopped."""
    cut = int(len(content) * share)
    while content[cut - 1 : cut] in {b"\n", b"\r", b","}:
        cut -= 1
    return content[:cut]


def with_repeated_row(content: bytes, row: int = 2) -> bytes:
    """One row again at the end, so that its URN stands twice."""
    lines, end = _lines(content)
    return end.join([*lines, lines[row - 1], b""])


def with_values(
    content: bytes, name: str, change: Callable[[str], str], *, encoding: str = "cp1252"
) -> bytes:
    """Every value of one column changed. Raises KeyError for a column that is not there."""
    place = _place(content, name)

    def changed(fields: list[bytes]) -> list[bytes]:
        return [*fields[:place], _change(fields[place], change, encoding), *fields[place + 1 :]]

    return _each_row(content, changed, header=False)


def of_another_authority(content: bytes, code: str = "998", name: str = "Ostmarch") -> bytes:
    """The register or the groups of another authority."""
    other = with_values(content, "LA (code)", lambda _: code)
    return with_values(other, "LA (name)", lambda _: name)


def as_html_page(content: bytes) -> bytes:
    """Not the file at all, but the page a failing server sends in its place."""
    return HTML_PAGE


def saved_by_excel(content: bytes, *, encoding: str = "cp1252") -> bytes:
    """Opened and saved in a spreadsheet: no quotes round numbers, leading zeros lost, dates with slashes."""

    def damaged(value: str) -> str:
        if re.fullmatch(r"0+\d+", value):
            return value.lstrip("0") or "0"
        return re.sub(r"^(\d\d)-(\d\d)-(\d{4})$", r"\1/\2/\3", value)

    def row(fields: list[bytes]) -> list[bytes]:
        return [_spreadsheet_field(_change(field, damaged, encoding)) for field in fields]

    return _each_row(content, row)


def ragged(content: bytes, row: int = 3, missing: int = 4) -> bytes:
    """One row that ends some columns early, and the next one with a value too many."""
    lines, end = _lines(content)
    short, long = _fields(lines[row - 1]), _fields(lines[row])
    lines[row - 1] = b",".join(short[:-missing])
    lines[row] = b",".join([*long, b'"left over"'])
    return end.join([*lines, b""])


def empty(content: bytes) -> bytes:
    """A file of no bytes."""
    return b""


FAULTS: Mapping[str, Callable[[bytes], bytes]] = {
    "wrong encoding": as_utf16,
    "letters lost": as_mangled_utf8,
    "missing column": lambda content: without_column(content, "URN"),
    "doubled column": lambda content: with_doubled_column(content, "URN"),
    "truncated": truncated,
    "duplicate URN": with_repeated_row,
    "wrong authority": of_another_authority,
    "web page instead of a file": as_html_page,
    "saved by a spreadsheet": saved_by_excel,
    "ragged": ragged,
    "empty": empty,
}
"""Every kind of damage by its name, ready for the register; the functions take other columns too."""


def _lines(content: bytes) -> tuple[list[bytes], bytes]:
    end = b"\r\n" if b"\r\n" in content else b"\n"
    return content.rstrip(b"\r\n").split(end), end


def _fields(line: bytes) -> list[bytes]:
    """The values of one line as they stand, quotes and all."""
    return _FIELD.findall(line) if not line.startswith(b",") else [b"", *_FIELD.findall(line)]


def _place(content: bytes, name: str) -> int:
    names = [field.strip(b'"') for field in _fields(_lines(content)[0][0])]
    if name.encode() not in names:
        raise KeyError(f"no column {name!r} to damage; the file has {len(names)} others")
    return names.index(name.encode())


def _each_row(content: bytes, change: Callable[[list[bytes]], list[bytes]], *, header: bool = True) -> bytes:
    lines, end = _lines(content)
    first = [] if header else lines[:1]
    changed = [b",".join(change(_fields(line))) for line in lines[len(first) :]]
    return end.join([*first, *changed, b""])


def _change(field: bytes, change: Callable[[str], str], encoding: str) -> bytes:
    """The changed value, quoted if it was quoted."""
    quoted = field.startswith(b'"')
    text = field[1:-1].replace(b'""', b'"') if quoted else field
    value = change(text.decode(encoding)).encode(encoding)
    return b'"' + value.replace(b'"', b'""') + b'"' if quoted else value


def _spreadsheet_field(field: bytes) -> bytes:
    """Without quotes unless a comma or a quote inside needs them."""
    inner = field[1:-1]
    return inner if field.startswith(b'"') and not re.search(rb'[",]', inner) else field
