"""Signing in and access in a real browser: axe finds nothing, nothing scrolls sideways, at 1280 and 320 pixels."""

import os
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from playwright.sync_api import sync_playwright
from tests.pages.browsing import WIDTHS, faults_of, show, start_browser
from tests.pages.people import app_code, make_person, sign_in

from headway.features.people.actions import make_link
from headway.features.people.models import Person

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


def account_pages():
    """One's own account, its recovery codes, and taking second factors away, proved afresh where it has to be."""
    cache.clear()  # a code of another test does not count as used
    person = make_person("adviser")
    client = sign_in(person)
    yield "account", client.get("/your-account/")
    again = "/second-factor/prove-again/?next=/second-factor/recovery-codes/new/"
    yield "prove-again-error", client.post(again, {"code": "000000"})
    client.post(again, {"code": app_code()})
    yield "codes-new", client.get("/second-factor/recovery-codes/new/")
    yield "codes", client.post("/second-factor/recovery-codes/new/", follow=True)
    yield "take-away", client.get("/second-factor/take-away/")
    yield "passkey-add", client.get("/second-factor/passkeys/add/")
    # Made up, so it can be looked at and taken away, not signed with.
    key = Authenticator.objects.create(
        user=person, type="webauthn", data={"name": "Laptop of the north team"}
    )
    yield "passkey-take-away", client.get(f"/second-factor/passkeys/{key.pk}/take-away/")
    yield "factors", client.get("/second-factor/")


def leaver_pages():
    """Leaving, confirming and reviewing access: to begin with, shown before it is done, and with an error."""
    client = sign_in(make_person("admin"))
    make_person("head-of-service"), make_person("admin")
    leaver, after = make_person("adviser", "quadrant-lead", school=900001), make_person("adviser")
    Person.objects.filter(pk=leaver.pk).update(reviewed_at=timezone.now() - timedelta(days=400))
    mine, last = f"/access/{leaver.public_id}/", timezone.localdate() + timedelta(days=30)
    told = {"on-day": last.day, "on-month": last.month, "on-year": last.year}
    yield "leave", client.get(f"{mine}leave/")
    yield "leave-error", client.post(f"{mine}leave/", {"step": "show"})
    shown = client.post(f"{mine}leave/", {"step": "show", "successor": after.public_id, **told})
    assert b"End the access" in shown.content
    yield "leave-shown", shown
    yield "confirm", client.get(f"{mine}confirm/")
    yield "forget-factor", client.get(f"{mine}forget-second-factor/")
    yield "review", client.get("/access/?review=due")
    Person.objects.filter(pk=leaver.pk).update(is_active=False)
    yield "enable", client.get(f"{mine}enable/")


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


PAGES = [sign_in_pages, factor_pages, account_pages, access_pages, leaver_pages]


@pytest.mark.parametrize("responses", PAGES, indirect=True)
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
