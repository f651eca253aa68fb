"""Fixtures of the data pages: the small demonstration, and the officer who keeps the data."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from tests.adopted import adopt
from tests.pages.people import AT

from headway.demo.county import AUTHORITY_NAME
from headway.features.jobs.models import Job
from headway.features.releases.models import Release

DAY = {"published_on-day": "1", "published_on-month": "9", "published_on-year": "2026"}


@pytest.fixture
def officer(client_as: Callable[..., Client], settings, tmp_path: Path) -> Client:
    """The data officer, signed in; kept files have a folder of their own."""
    settings.MEDIA_ROOT = tmp_path / "kept"
    adopt(at=AT)
    return client_as("data-officer")


@pytest.fixture
def give(officer: Client) -> Callable[..., HttpResponse]:
    """A maker of uploads: `give(content, name)`; the answer of the page."""

    def upload(content: bytes, name: str = "register.csv", **more: str) -> HttpResponse:
        fields = {"file": SimpleUploadedFile(name, content), "authority": AUTHORITY_NAME} | DAY | more
        return officer.post("/data/give/", fields)

    return upload


@pytest.fixture
def read(give: Callable[..., HttpResponse], register: Path) -> Release:
    """The register, given and read, not applied."""
    give(register.read_bytes(), register.name)
    return Release.objects.get()


@pytest.fixture
def applied(officer: Client, read: Release) -> Release:
    """The register, read and applied."""
    officer.post(f"/data/{read.public_id}/apply/", {"seen": read.change_hash})
    read.refresh_from_db()
    assert Job.objects.filter(state="failed").count() == 0
    return read
