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
SKIPPED = ("csrfmiddlewaretoken", "next")


@dataclass(frozen=True)
class FoundForm:
    """A form of a page: where it is sent, what it holds as it stands, and the boxes a person can fill in."""

    action: str
    values: dict[str, str]
    boxes: tuple[str, ...]


def forms_of(document: Element, here: str) -> Iterator[FoundForm]:
    """Every form of a page that posts, but signing out."""
    for form in document.iter("form"):
        action = form.attrib.get("action") or here
        if form.attrib.get("method", "get").lower() == "post" and action != "/sign-out/":
            yield _read(form, action)


def _read(form: Element, action: str) -> FoundForm:
    values: dict[str, str] = {}
    boxes: list[str] = []
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
    return FoundForm(action, values, tuple(boxes))


def _value(box: Element) -> str:
    if box.tag == "select":
        options = list(box.iter("option"))
        chosen = next((one for one in options if "selected" in one.attrib), options[0] if options else None)
        return "" if chosen is None else chosen.attrib.get("value", "")
    return "".join(box.itertext()) if box.tag == "textarea" else box.attrib.get("value", "")
