"""Every form of the product as a browser has it, and what can be wrong in each of its boxes."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

# What somebody or something may put into a box, by kind of fault.
FAULTS = {
    "empty": "",
    "spaces": "   ",
    "too long": "x" * 6000,
    "NUL": "a\0b",
    "wrong type": "not this",
    "below": "-1",
    "above": "999999999999999999999999",
    "many digits": "9" * 5000,
    "hostile": "<script>alert(1)</script>'\"&{{ 7|add:1 }}{% now 'Y' %}",
    "formula": '=HYPERLINK("x")',
    "control": "\u202eabc\u0007\u0085\ufffe\U0001f600",
}
# What may come in place of the file asked for: name and content.
FILES = {
    "nothing in it": ("empty.csv", b""),
    "a web page": ("download.csv", b"<!doctype html><html><title>Sign in</title><body>Sign in</body></html>"),
    "a picture": ("picture.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(range(256))),
    "half an archive": ("half.xlsx", b"PK\x03\x04" + b"\0" * 40),
    "no text": ("bytes.csv", bytes(range(256)) * 8),
    "one long line": ("long.csv", b"a" * 300_000),
    "quotes without end": ("quotes.csv", b'a,b\n"' + b"x," * 2000),
    "a hostile name": ("../../<b>=1+1&'\".csv", b"a,b\n1,2\n"),
}
SKIPPED = ("csrfmiddlewaretoken", "next")


@dataclass(frozen=True)
class FoundForm:
    """A form of a page: where it is sent, what it holds as it stands, and the boxes a person can fill in; of these those
    for plain words, and apart from these the places for files."""

    action: str
    values: dict[str, str]
    boxes: tuple[str, ...]
    worded: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


def forms_of(document: Element, here: str) -> Iterator[FoundForm]:
    """Every form of a page that posts, but signing out."""
    for form in document.iter("form"):
        action = form.attrib.get("action") or here
        if form.attrib.get("method", "get").lower() == "post" and action != "/sign-out/":
            yield _read(form, action)


def _read(form: Element, action: str) -> FoundForm:
    values: dict[str, str] = {}
    boxes: list[str] = []
    worded, files = [], []
    for box in form.iter():
        name, kind = box.attrib.get("name", ""), box.attrib.get("type", "text")
        if not name or name in SKIPPED or box.tag not in ("input", "select", "textarea", "button"):
            continue
        if box.tag == "button":
            values.setdefault(name, box.attrib.get("value", ""))
        elif kind in ("checkbox", "radio"):
            if "checked" in box.attrib or name not in values:
                values[name] = box.attrib.get("value", "on")
        elif kind != "file":
            values[name] = _value(box)
        if box.tag != "button" and kind not in ("hidden", "file") and name not in boxes:
            boxes.append(name)
        if box.tag == "textarea" or (box.tag == "input" and kind == "text" and "inputmode" not in box.attrib):
            worded.append(name)
        if kind == "file":
            files.append(name)
    return FoundForm(action, values, tuple(boxes), tuple(worded), tuple(files))


def _value(box: Element) -> str:
    if box.tag == "select":
        options = list(box.iter("option"))
        chosen = next((one for one in options if "selected" in one.attrib), options[0] if options else None)
        return "" if chosen is None else chosen.attrib.get("value", "")
    return "".join(box.itertext()) if box.tag == "textarea" else box.attrib.get("value", "")
