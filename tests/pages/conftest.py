"""Fixtures of page tests: `client_as("adviser", school)` is a signed-in client with the second factor satisfied."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from tests.pages.invariants import faults_of_response
from tests.pages.people import adopt_current_policies, make_person, sign_in


@pytest.fixture(autouse=True)
def _every_response_is_as_every_page_must_be(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each answer of each test is held against what every page must be, whatever the test itself asks."""
    if connection.vendor != "sqlite":
        return  # the same pages: looking at them once is enough
    ask = Client.request

    def ask_and_look(self: Client, **request: object) -> HttpResponse:
        if settings.SECURE_SSL_REDIRECT:
            return ask(self, **request)  # a test asks what becomes of plain HTTP
        request |= {"wsgi.url_scheme": "https", "SERVER_PORT": "443"}
        response = ask(self, **request)
        assert (faults := faults_of_response(response)) == [], f"{request.get('PATH_INFO')}: {faults}"
        return response

    monkeypatch.setattr(Client, "request", ask_and_look)


@pytest.fixture
def policies(db: None) -> None:
    """The policies of a new installation are in use."""
    adopt_current_policies()


@pytest.fixture
def client_as(policies: None) -> Callable[..., Client]:
    """A maker of clients: `client_as(role, school=None)`; the person is `client.person`."""

    def make(role: str, school: object = None) -> Client:
        person = make_person(role, school=school)
        client = sign_in(person)
        client.person = person
        return client

    return make
