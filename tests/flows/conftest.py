"""Fixtures of the flows: the policies of a new installation, and the small demonstration as files and loaded."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from tests.flows.demonstration import load
from tests.pages.people import AT, POLICIES

from headway.demo.generate import generate
from headway.features.policies.actions import adopt_packs


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
def policies(db: None, settings, tmp_path: Path) -> None:
    """The policies of a new installation are in use, and kept files have a folder of their own."""
    settings.MEDIA_ROOT = tmp_path / "kept"
    adopt_packs(folder=POLICIES, packs=("england", "current"), by="", at=AT)


@pytest.fixture
def loaded(policies: None, demonstration: Path) -> dict:
    """The demonstration is loaded; what became of each kind of file."""
    return load(demonstration)
