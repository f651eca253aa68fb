"""The invariants of every response would notice: each is broken once."""

from dataclasses import replace

import pytest
from django.db import connection
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import override_settings
from tests.pages.invariants import HEADERS, KEPT_BY_NOBODY, TRANSPORT, faults_of_response
from tests.pages.test_matrix import site_with

from headway.pages.registry import ROUTES

PAGE = render_to_string("kit/500.html", {"csp_nonce": "n"})


def answer(body: str = PAGE, **headers: str) -> HttpResponse:
    good = {
        **HEADERS,
        **TRANSPORT,
        "Cache-Control": ", ".join(KEPT_BY_NOBODY),
        "Content-Security-Policy": "default-src 'self'",
    }
    return HttpResponse(body, headers={name: value for name, value in (good | headers).items() if value})


def test_a_good_page_has_no_fault():
    assert faults_of_response(answer()) == []


@pytest.mark.parametrize("name", [*HEADERS, *TRANSPORT, "Content-Security-Policy", "Cache-Control"])
def test_a_header_that_is_missing_is_found(name):
    assert faults_of_response(answer(**{name: ""}))


@pytest.mark.parametrize("name", [*HEADERS, *TRANSPORT, "Cache-Control"])
@pytest.mark.parametrize("kind", ["text/csv", "application/json"])
def test_a_header_that_is_missing_of_a_file_is_found(name, kind):
    assert faults_of_response(answer("a,b", **{"Content-Type": kind})) == []
    assert faults_of_response(answer("a,b", **{name: "", "Content-Type": kind}))


@pytest.mark.parametrize("control", ["no-store", "private", "max-age=60, public"])
def test_what_somebody_may_keep_of_a_signed_in_person_is_found(control):
    assert faults_of_response(answer(**{"Cache-Control": control}))


@pytest.mark.skipif(
    connection.vendor != "sqlite",
    reason="every answer is looked at on SQLite; on PostgreSQL they are the same pages",
)
def test_a_planted_page_that_may_be_kept_is_found_whatever_a_test_asks(client_as):
    """Control: the look at every answer of the product."""
    (home,) = (route for route in ROUTES if route.name == "home")
    loose = replace(home, view=lambda request: HttpResponse("x", headers={"Cache-Control": "max-age=60"}))
    client = client_as("adviser")
    with (
        override_settings(ROOT_URLCONF=site_with(loose)),
        pytest.raises(AssertionError, match="without no-store"),
    ):
        client.get("/")


def test_a_loose_policy_is_found():
    assert faults_of_response(answer(**{"Content-Security-Policy": "default-src 'self' 'unsafe-inline'"}))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<h1", "<h1>Twice</h1><h1"),
        ('lang="en-GB"', ""),
        ("</main>", '<input name="x"></main>'),
        ("</main>", "<p>2026-09-01</p></main>"),
        ("</main>", "<p>This field is required.</p></main>"),
        ("</main>", '<p id="main-content">again</p></main>'),
        ("</main>", "</div></main>"),
    ],
)
def test_a_planted_fault_of_a_page_is_found(before, after):
    assert before in PAGE
    assert faults_of_response(answer(PAGE.replace(before, after, 1)))


def test_a_piece_for_a_script_is_no_page():
    assert faults_of_response(answer("<li>One</li>")) == []
