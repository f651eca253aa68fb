"""Fixtures of every room: published files, real and invented, and nobody leaves this machine."""

import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import settings
from pytest_django import DjangoDbBlocker
from pytest_socket import socket_allow_hosts

from headway.demo.generate import generate
from headway.features.audit.memory import memory
from headway.pages.limits import counts
from headway.pages.signin.delivery import wait_for_delivery
from tests import kept_database
from tests.flows.demonstration import find

# A busy machine is no fault of the product: no example is held against the clock.
settings.register_profile("headway", deadline=None)
settings.load_profile("headway")


@pytest.fixture(scope="session")
def published() -> Path:
    """The folder of real published files, or the test is skipped."""
    folder = os.environ.get("HEADWAY_PUBLISHED", "")
    if not folder or not Path(folder).is_dir():
        pytest.skip("HEADWAY_PUBLISHED names no folder of real published files")
    return Path(folder)


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small invented authority as a folder of published files; nobody writes into it."""
    return generate(
        tmp_path_factory.mktemp("demonstration"), seed=1, size="small", first_day=date(2026, 9, 1)
    ).folder


@pytest.fixture
def folder(demonstration: Path, tmp_path: Path) -> Path:
    """A copy of it to change."""
    return Path(shutil.copytree(demonstration, tmp_path / "published"))


@pytest.fixture
def register(demonstration: Path) -> Path:
    """Its register."""
    return find(demonstration, "edubasealldata")


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings: None) -> bool:
    """Whether the test database begins as a copy of a kept one, so that migrations find nothing to do."""
    return connection.vendor == "sqlite" and kept_database.take(connection.settings_dict["TEST"]["NAME"])


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_keepdb: bool, django_db_blocker: DjangoDbBlocker
) -> None:
    """The test database; kept for the next run where migrations made it."""
    if connection.vendor == "sqlite" and not django_db_keepdb:
        with django_db_blocker.unblock():
            connection.ensure_connection()
            kept_database.keep(connection.connection)


@pytest.fixture(autouse=True)
def nothing_is_remembered() -> Iterator[None]:
    """Each test starts with a process that has read and counted nothing yet, and leaves no mail on its way."""
    memory.forget()
    counts.forget()
    yield
    wait_for_delivery()


@pytest.fixture(autouse=True)
def stay_on_this_machine() -> None:
    """Sockets reach the loopback and local sockets only."""
    socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)
