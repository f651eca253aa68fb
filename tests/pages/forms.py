"""Every form of the product as a browser has it, what can be wrong in each of its boxes, and the walk that tries it."""

import html
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any
from xml.etree.ElementTree import Element

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import resolve
from pytest import MonkeyPatch
from tests.pages.form_world import OFFICER, World, who_opens
from tests.pages.invariants import faults_of_response
from tests.pages.matrix import rolled_back
from tests.pages.pages import parse_page

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
ANSWERS = {200, 302, 303, 400, 403, 404, 409, 410, 413, 422}
SKIPPED = ("csrfmiddlewaretoken", "next")
# What somebody who means well types into a box by the end of its name, or else by its kind.
LIKELY = {"-day": "1", "-month": "10", "-year": "2026", "year": "2026"}
KINDS = {
    "email": "new@example.org",
    "number": "1",
    "numeric": "1",
    "decimal": "1",
    "url": "https://www.example.org",
}


@dataclass(frozen=True)
class FoundForm:
    """A form of a page: where it is sent, what it holds as it stands, and the boxes a person can fill in; of these those
    for plain words, and apart from these the places for files, what is hidden, and what somebody would fill in."""

    action: str
    values: dict[str, str]
    boxes: tuple[str, ...]
    worded: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    likely: dict[str, str] = field(default_factory=dict)
    who: str = OFFICER

    @property
    def route(self) -> str:
        """The route it is sent to."""
        return resolve(self.action.split("?")[0]).func.route.name

    @property
    def filled(self) -> dict[str, str]:
        """What is sent where every empty box is filled in."""
        return self.values | {name: words for name, words in self.likely.items() if not self.values.get(name)}


def forms_of_page(world: World, name: str) -> list[FoundForm]:
    """The forms of a page; none where there is no whole page."""
    who, here = who_opens(name), world.address(name)
    with rolled_back():
        page = world.client(who).get(here)
    if (
        page.status_code != 200
        or page.streaming
        or not page.content.lstrip().lower().startswith(b"<!doctype")
    ):
        return []
    return [replace(form, who=who) for form in forms_of(parse_page(page), here)]


def forms_of(document: Element, here: str) -> Iterator[FoundForm]:
    """Every form of a page that posts, but signing out."""
    for form in document.iter("form"):
        action = form.attrib.get("action") or here
        if form.attrib.get("method", "get").lower() == "post" and action != "/sign-out/":
            yield _read(form, action)


def send(world: World, form: FoundForm, values: dict[str, Any]) -> HttpResponse:
    """The answer to the form filled in so."""
    return world.client(form.who).post(form.action, values)


def _read(form: Element, action: str) -> FoundForm:
    values: dict[str, str] = {}
    likely: dict[str, str] = {}
    named: dict[str, list[str]] = {"boxes": [], "worded": [], "files": [], "hidden": []}
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
        for sort in _sorts(box, kind):
            named[sort] += [name] if name not in named[sort] else []
        if "boxes" in _sorts(box, kind):
            likely.setdefault(name, _likely(box, name, kind))
    return FoundForm(action, values, **{sort: tuple(names) for sort, names in named.items()}, likely=likely)


def _sorts(box: Element, kind: str) -> Iterator[str]:
    if box.tag == "button":
        return
    yield {"hidden": "hidden", "file": "files"}.get(kind, "boxes")
    if box.tag == "textarea" or (box.tag == "input" and kind == "text" and "inputmode" not in box.attrib):
        yield "worded"


def _likely(box: Element, name: str, kind: str) -> str:
    if box.tag == "select":
        given = [option.attrib.get("value", "") for option in box.iter("option")]
        return next((one for one in given if one), "")
    if kind in ("checkbox", "radio"):
        return box.attrib.get("value", "on")
    by_name = next((words for end, words in LIKELY.items() if name.endswith(end)), "")
    return by_name or KINDS.get(box.attrib.get("inputmode", kind), "Words of mine")


def _value(box: Element) -> str:
    if box.tag == "select":
        options = list(box.iter("option"))
        chosen = next((one for one in options if "selected" in one.attrib), options[0] if options else None)
        return "" if chosen is None else chosen.attrib.get("value", "")
    return "".join(box.itertext()) if box.tag == "textarea" else box.attrib.get("value", "")


def faults_of_form(world: World, form: FoundForm, most: int | None = None) -> tuple[int, list[str]]:
    """How many answers were looked at, and what was wrong with them; `most`: only so many, the same in every run."""
    tries = [(box, kind) for box in (*form.boxes, *form.hidden) for kind in FAULTS]
    if most is not None:
        tries = Random(f"{form.route} {form.boxes}").sample(tries, min(most, len(tries)))
    found = []
    for box, kind in tries:
        typed = FAULTS[kind]
        with rolled_back():
            answer = send(world, form, form.values | {box: typed})
            found += [f"{form.action} {box} {kind}: {fault}" for fault in faults_of_answer(answer, typed)]
    return len(tries), found


def faults_of_files(world: World, form: FoundForm) -> tuple[int, list[str]]:
    """How many wrong files were given, and what was wrong with the answers."""
    found, asked = [], 0
    for box in form.files:
        for kind, (name, content) in FILES.items():
            asked += 1
            with rolled_back():
                answer = send(world, form, form.values | {box: SimpleUploadedFile(name, content)})
                found += [f"{form.action} {box} {kind}: {fault}" for fault in faults_of_answer(answer, "")]
    return asked, found


def what_is_lost(world: World, form: FoundForm) -> list[str]:
    """Words that were typed into a form that is refused and do not stand in it any more."""
    words = {box: f"Kept {number}" for number, box in enumerate(form.worded, 101)}
    wrong = {box: "not this" for box in form.boxes if box not in words and form.values.get(box, "") == ""}
    with rolled_back():
        answer = send(world, form, form.values | wrong | words)
        page = answer.content.decode(errors="replace") if answer.status_code in (200, 422) else ""
    return [box for box, typed in words.items() if page and typed not in page]


def plant_forgetting(monkeypatch: MonkeyPatch) -> None:
    """A planted fault: forms show nothing of what was typed."""
    monkeypatch.setattr("headway.kit.forms.KitForm.add_prefix", lambda form, name: name)
    monkeypatch.setattr("django.forms.boundfield.BoundField.value", lambda box: "")


def plant_breaking(monkeypatch: MonkeyPatch) -> None:
    """A planted fault: changing a person breaks."""

    def broken(**more: object) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr("headway.pages.access.views.actions.edit_person", broken)


def faults_of_answer(answer: HttpResponse, typed: str) -> list[str]:
    """What is wrong with the answer to a form in which this was typed."""
    if answer.status_code not in ANSWERS:
        return [f"status {answer.status_code}"]
    found = faults_of_response(answer)
    page = answer.content.decode(errors="replace")
    # The sign-in library's own pages answer faults with 200.
    ours = not answer.wsgi_request.path.startswith(("/sign-in/", "/second-factor/"))
    if ours and answer.status_code == 200 and "govuk-error-summary" in page:
        found.append("a fault is answered as if there were none")
    if "<script>alert(1)" in page:
        found.append("what was typed is run")
    if answer.status_code == 422 and typed.startswith("<script>") and html.escape(typed) not in page:
        found.append("what was typed is lost") if "alert" not in page else None
    return found
