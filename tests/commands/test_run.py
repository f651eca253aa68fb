"""What starting on one's own machine says before it starts."""

import socket

import pytest
from django.core.management.base import CommandError
from django.db import connection

from headway.commands.management.commands.run import journal_mode, refuse_taken_port


@pytest.mark.django_db
def test_the_journal_is_known_on_sqlite_and_nothing_is_asked_elsewhere():
    assert journal_mode() == ("wal" if connection.vendor == "sqlite" else "")


def test_a_taken_port_is_said_with_what_to_do(settings):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        settings.PORT = other.getsockname()[1]
        with pytest.raises(CommandError, match="choose another: make run PORT=8001"):
            refuse_taken_port()
