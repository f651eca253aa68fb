"""The invariants of every response would notice: each is broken once."""

import pytest
from django.http import HttpResponse
from django.template.loader import render_to_string
from tests.pages.invariants import HEADERS, faults_of_response

PAGE = render_to_string("kit/500.html", {"csp_nonce": "n"})


def answer(body: str = PAGE, **headers: str) -> HttpResponse:
    good = {**HEADERS, "Content-Security-Policy": "default-src 'self'"}
    return HttpResponse(body, headers={name: value for name, value in (good | headers).items() if value})


def test_a_good_page_has_no_fault():
    assert faults_of_response(answer()) == []


@pytest.mark.parametrize("name", [*HEADERS, "Content-Security-Policy"])
def test_a_header_that_is_missing_is_found(name):
    assert faults_of_response(answer(**{name: ""}))


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
