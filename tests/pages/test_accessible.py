"""Signing in and access in a real browser: axe finds nothing, nothing scrolls sideways, at 1280 and 320 pixels."""

import os

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import sync_playwright
from tests.pages.browsing import WIDTHS, faults_of, show, start_browser
from tests.pages.people import make_person, sign_in

from headway.features.people.actions import make_link

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def sign_in_pages():
    """The pages before one is signed in, with and without an error."""
    client = Client()
    yield "sign-in", client.get("/sign-in/")
    yield "sign-in-error", client.post("/sign-in/", {"email": "nobody"})
    client.post(
        "/sign-in/", {"email": "a.very.long.address.of.nobody.in.particular@school-improvement.example.org"}
    )
    yield "code", client.get("/sign-in/code/")
    yield "code-error", client.post("/sign-in/code/", {"code": "1"})
    yield "dead-link", client.get("/sign-in/link/none/")
    link = f"/sign-in/link/{make_link(person=make_person('adviser'), at=timezone.now(), minutes=5)}/"
    yield "link", client.get(link)
    client.post(link)
    yield "second-factor", client.get("/sign-in/second-factor/")


def factor_pages():
    """One's own second factor."""
    fresh, outside = make_person("adviser", second_factor=False), make_person("chair", second_factor=False)
    yield "set-up", sign_in(fresh).get("/second-factor/set-up/")
    yield "no-factor", sign_in(outside).get("/second-factor/")
    staff = sign_in(make_person("adviser"))
    yield "factor", staff.get("/second-factor/")
    yield "prove-again", staff.get("/second-factor/prove-again/?next=/second-factor/take-away/")


def access_pages():
    """The pages of access: empty, typical, with an error."""
    client = sign_in(make_person("admin"))
    for number in range(55):
        make_person("headteacher", "chair", name=f"Headteacher of a school with quite a long name {number}")
    person = make_person("headteacher", "chair", school=900001)
    mine = f"/access/{person.public_id}/"
    yield "people", client.get("/access/?q=quite&page=2&role=chair")
    yield "people-empty", client.get("/access/?q=nobody-at-all")
    yield "invite", client.get("/access/invite/")
    yield "invite-error", client.post("/access/invite/", {"email": "x"})
    yield "person", client.get(mine)
    yield "edit", client.get(f"{mine}edit/")
    yield "stale", client.post(f"{mine}edit/", {"name": "B", "email": "b@example.org", "version": 7})
    yield "give", client.get(f"{mine}give-role/")
    yield "end", client.post(f"{mine}end-role/chair/", {"valid_until-day": "40"})
    yield "disable", client.get(f"{mine}disable/")


def faults_at(browser, name, response):
    """The faults of one response at every width, named."""
    page, shots = show(browser, response), os.environ.get("HEADWAY_SHOTS")
    for width in WIDTHS:
        yield from (f"{name} {width}: {fault}" for fault in faults_of(page, width))
        if shots:
            page.screenshot(path=f"{shots}/{name}-{width}.png", full_page=True)
    page.close()


@pytest.fixture
def responses(request, policies):
    """Made before the browser starts: while it runs, nothing in this thread reaches the database."""
    return list(request.param())


@pytest.fixture
def browser(responses):
    """A browser, gone before the database is cleared."""
    with sync_playwright() as playwright:
        started = start_browser(playwright)
        yield started
        started.close()


@pytest.mark.parametrize("responses", [sign_in_pages, factor_pages, access_pages], indirect=True)
def test_pages_are_accessible_and_never_scroll_sideways(responses, browser):
    assert [fault for name, response in responses for fault in faults_at(browser, name, response)] == []


@pytest.mark.parametrize("responses", [factor_pages], indirect=True)
def test_planted_faults_are_found(responses, browser):
    page = show(browser, dict(responses)["factor"])
    page.evaluate("document.querySelector('main').append(document.createElement('input'))")
    page.evaluate("document.querySelector('h1').style.width = '900px'")
    faults = faults_of(page, 320)
    assert any(fault.startswith("label") for fault in faults)
    assert any(fault.startswith("scrolls sideways") for fault in faults)
