"""What starting on one's own machine says before it starts."""

import socket

import pytest
from django.core.management.base import CommandError
from django.db import connection

from headway.commands.management.commands.run import contradiction, journal_mode, refuse_taken_port
from headway.features.schools.models import Authority


@pytest.mark.django_db
def test_the_journal_is_known_on_sqlite_and_nothing_is_asked_elsewhere():
    assert journal_mode() == ("wal" if connection.vendor == "sqlite" else "")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "published", "authority", "demonstration", "words"),
    [
        ("999", "", "", True, ""),
        (
            "999",
            "files",
            "Otherham",
            False,
            "holds Northshire, not Otherham. Choose another folder: HEADWAY_DATA=",
        ),
        ("999", "", "", False, "holds the invented Northshire"),
        ("801", "files", "northshire ", False, ""),
        ("801", "files", "Otherham", False, "holds Northshire, not Otherham"),
        ("801", "", "", True, "so this is no demonstration. Start it with: ./headway run"),
        ("801", "", "", False, ""),
    ],
)
def test_what_is_asked_for_must_fit_what_the_database_holds(
    settings, code, published, authority, demonstration, words
):
    settings.DEMONSTRATION = demonstration
    held = Authority(code=code, name="Northshire")
    said = contradiction(held, published, authority)
    assert (words in said) if words else said == ""
    assert contradiction(None, published, authority) == ""


def test_a_taken_port_is_said_with_what_to_do(settings):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        settings.PORT = other.getsockname()[1]
        with pytest.raises(CommandError, match="choose another: make run PORT=8001"):
            refuse_taken_port()
