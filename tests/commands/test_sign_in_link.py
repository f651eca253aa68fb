"""The command that makes a link for one person."""

from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from tests.pages.people import adopt_current_policies, make_person

from headway.features.people.actions import disable_person

pytestmark = pytest.mark.django_db


def link_of(*arguments):
    out = StringIO()
    call_command("sign_in_link", *arguments, stdout=out)
    return out.getvalue().strip()


def test_the_link_signs_the_person_in():
    adopt_current_policies()
    person = make_person("headteacher", second_factor=False)
    link = link_of(person.email.upper())
    assert link.startswith(f"{settings.BASE_URL}/sign-in/link/")
    client = Client()
    client.post(link.removeprefix(settings.BASE_URL))
    assert client.get("/").wsgi_request.user == person


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("nobody@example.org",), "Nobody has access with"),
        (("off@example.org",), "is disabled"),
        (("on@example.org", "--minutes=0"), "whole number from 1"),
    ],
)
def test_what_cannot_be_is_said(arguments, sentence):
    make_person(email="on@example.org")
    disable_person(person=make_person(email="off@example.org"), by="", at=timezone.now())
    with pytest.raises(CommandError, match=sentence):
        link_of(*arguments)
