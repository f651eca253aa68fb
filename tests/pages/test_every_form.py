"""Every form, every box, every kind of fault: a clear answer each time, and nothing typed lost or run."""

import html

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from tests.pages.forms import FAULTS, FILES, FoundForm, forms_of
from tests.pages.invariants import faults_of_response
from tests.pages.matrix import read_matrix, rolled_back
from tests.pages.objects import MAKERS, make_sides
from tests.pages.pages import parse_page
from tests.pages.people import adopt_current_policies, make_person, sign_in, tie

from headway.features.people.models import Person
from headway.pages.registry import ROUTES

pytestmark = pytest.mark.django_db
ROLES = ("head-of-service", "chief-adviser", "business-support", "data-officer", "admin", "adviser")
ANSWERS = {200, 302, 303, 400, 403, 404, 409, 410, 413, 422}
MATRIX = read_matrix()["routes"]
NAMES = sorted({route.name for route in ROUTES if route.get and not route.public})


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


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """One world for all forms; undone at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


def faults_of_form(client: Client, form: FoundForm) -> tuple[int, list[str]]:
    """How many answers were looked at, and what was wrong with them."""
    found, asked = [], 0
    for box in form.boxes:
        for kind, typed in FAULTS.items():
            asked += 1
            with rolled_back():
                answer = client.post(form.action, form.values | {box: typed})
                found += [f"{form.action} {box} {kind}: {fault}" for fault in _faults(answer, typed)]
    return asked, found


def faults_of_files(client: Client, form: FoundForm) -> tuple[int, list[str]]:
    """How many wrong files were given, and what was wrong with the answers."""
    found, asked = [], 0
    for box in form.files:
        for kind, (name, content) in FILES.items():
            asked += 1
            with rolled_back():
                answer = client.post(form.action, form.values | {box: SimpleUploadedFile(name, content)})
                found += [f"{form.action} {box} {kind}: {fault}" for fault in _faults(answer, "")]
    return asked, found


def what_is_lost(client: Client, form: FoundForm) -> list[str]:
    """Words that were typed into a form that is refused and do not stand in it any more."""
    words = {box: f"Kept {number}" for number, box in enumerate(form.worded, 101)}
    wrong = {box: "not this" for box in form.boxes if box not in words and form.values.get(box, "") == ""}
    with rolled_back():
        answer = client.post(form.action, form.values | wrong | words)
        page = answer.content.decode(errors="replace") if answer.status_code in (200, 422) else ""
    return [box for box, typed in words.items() if page and typed not in page]


def _faults(answer, typed: str) -> list[str]:
    if answer.status_code not in ANSWERS:
        return [f"status {answer.status_code}"]
    found = faults_of_response(answer)
    page = answer.content.decode(errors="replace")
    ours = not answer.wsgi_request.path.startswith(
        ("/sign-in/", "/second-factor/")
    )  # the sign-in library's own
    if ours and answer.status_code == 200 and "govuk-error-summary" in page:
        found.append("a fault is answered as if there were none")
    if "<script>alert(1)" in page:
        found.append("what was typed is run")
    if answer.status_code == 422 and typed.startswith("<script>") and html.escape(typed) not in page:
        found.append("what was typed is lost") if "alert" not in page else None
    return found


@pytest.mark.parametrize("name", NAMES)
def test_every_box_of_every_form_answers_every_fault(world, name):
    with rolled_back():
        page = world.client.get(world.address(name))
    if page.status_code != 200 or not page.headers["Content-Type"].startswith("text/html"):
        return
    if not page.content.lstrip().lower().startswith(b"<!doctype"):
        return
    for form in forms_of(parse_page(page), world.address(name)):
        assert faults_of_form(world.client, form)[1] == []
        assert faults_of_files(world.client, form)[1] == []
        assert what_is_lost(world.client, form) == [], form.action


def test_the_walk_meets_the_forms_of_the_product(world):
    met = set()
    for name in NAMES:
        with rolled_back():
            page = world.client.get(world.address(name))
        if (
            page.status_code == 200
            and not page.streaming
            and page.content.lstrip().lower().startswith(b"<!doctype")
        ):
            met |= {form.action for form in forms_of(parse_page(page), name) if form.boxes}
    assert len(met) >= 25, sorted(met)


def test_a_planted_form_that_forgets_what_was_typed_is_found(world, monkeypatch):
    monkeypatch.setattr("headway.kit.forms.KitForm.add_prefix", lambda form, name: name)
    monkeypatch.setattr("django.forms.boundfield.BoundField.value", lambda box: "")
    with rolled_back():
        page = world.client.get(world.address("access_invite"))
    (form,) = (one for one in forms_of(parse_page(page), world.address("access_invite")) if one.worded)
    assert what_is_lost(world.client, form) != []


def test_a_planted_form_that_breaks_is_found(world, monkeypatch):
    def broken(**more: object) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr("headway.pages.access.views.actions.edit_person", broken)
    with rolled_back():
        page = world.client.get(world.address("access_edit"))
    (form,) = (one for one in forms_of(parse_page(page), world.address("access_edit")) if one.boxes)
    _, found = faults_of_form(world.client, form)
    assert any("status 500" in fault for fault in found)
    assert Person.objects.exists()
