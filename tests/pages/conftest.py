"""Fixtures of page tests: `client_as("adviser", school)` is a signed-in client with the second factor satisfied."""

from collections.abc import Callable

import pytest
from django.test import Client
from tests.pages.people import adopt_current_policies, make_person, sign_in


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
