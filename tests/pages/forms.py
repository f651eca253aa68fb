"""Every form of the product as a browser has it, what can be wrong in each of its boxes, and the walk that tries it."""

import html
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest import MonkeyPatch
from tests.pages.invariants import faults_of_response
from tests.pages.matrix import read_matrix, rolled_back
from tests.pages.objects import MAKERS, make_sides
from tests.pages.pages import parse_page
from tests.pages.people import adopt_current_policies, make_person, sign_in, tie

from headway.pages.registry import ROUTES

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
ROLES = ("head-of-service", "chief-adviser", "business-support", "data-officer", "admin", "adviser")
ANSWERS = {200, 302, 303, 400, 403, 404, 409, 410, 413, 422}
MATRIX = read_matrix()["routes"]
SAMPLES = {"components", "components_part"}  # their forms are there to be looked at
NAMES = sorted({route.name for route in ROUTES if route.get and not route.public} - SAMPLES)
SKIPPED = ("csrfmiddlewaretoken", "next")


class World:
    """Somebody who holds every office of the service, and one of everything to open."""

    def __init__(self) -> None:
        adopt_current_policies()
        side = make_sides()[0]
        person = make_person(*ROLES, school=side.school)
        tie(person, "quadrant-lead", "school", side.school.urn)
        self.client = sign_in(person)
        self.client.raise_request_exception = False
        self.made = {name: make(side) for name, make in MAKERS.items()}

    def address(self, name: str) -> str:
        """The address of a route, with something in it where it needs something."""
        maker = MATRIX[name].get("object")
        return reverse(name, kwargs=self.made[maker] if maker else None)


@dataclass(frozen=True)
class FoundForm:
    """A form of a page: where it is sent, what it holds as it stands, and the boxes a person can fill in; of these those
    for plain words, and apart from these the places for files."""

    action: str
    values: dict[str, str]
    boxes: tuple[str, ...]
    worded: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


def forms_of_page(world: World, name: str) -> list[FoundForm]:
    """The forms of a route's page; none where there is no whole page."""
    with rolled_back():
        page = world.client.get(world.address(name))
    if (
        page.status_code != 200
        or page.streaming
        or not page.content.lstrip().lower().startswith(b"<!doctype")
    ):
        return []
    return list(forms_of(parse_page(page), world.address(name)))


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


def faults_of_form(client: Client, form: FoundForm) -> tuple[int, list[str]]:
    """How many answers were looked at, and what was wrong with them."""
    found, asked = [], 0
    for box in form.boxes:
        for kind, typed in FAULTS.items():
            asked += 1
            with rolled_back():
                answer = client.post(form.action, form.values | {box: typed})
                found += [f"{form.action} {box} {kind}: {fault}" for fault in faults_of_answer(answer, typed)]
    return asked, found


def faults_of_files(client: Client, form: FoundForm) -> tuple[int, list[str]]:
    """How many wrong files were given, and what was wrong with the answers."""
    found, asked = [], 0
    for box in form.files:
        for kind, (name, content) in FILES.items():
            asked += 1
            with rolled_back():
                answer = client.post(form.action, form.values | {box: SimpleUploadedFile(name, content)})
                found += [f"{form.action} {box} {kind}: {fault}" for fault in faults_of_answer(answer, "")]
    return asked, found


def what_is_lost(client: Client, form: FoundForm) -> list[str]:
    """Words that were typed into a form that is refused and do not stand in it any more."""
    words = {box: f"Kept {number}" for number, box in enumerate(form.worded, 101)}
    wrong = {box: "not this" for box in form.boxes if box not in words and form.values.get(box, "") == ""}
    with rolled_back():
        answer = client.post(form.action, form.values | wrong | words)
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
