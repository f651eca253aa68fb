"""Fixtures of the flows: the policies of a new installation, and the small demonstration as files and loaded."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from tests.adopted import adopt
from tests.flows.demonstration import find, load
from tests.pages.people import AT

from headway.demo.generate import generate


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


@pytest.fixture
def policies(db: None, settings, tmp_path: Path) -> None:
    """The policies of a new installation are in use, and kept files have a folder of their own."""
    settings.MEDIA_ROOT = tmp_path / "kept"
    adopt(at=AT)


@pytest.fixture
def loaded(policies: None, demonstration: Path) -> dict:
    """The whole demonstration is loaded; what became of each kind of file."""
    return load(demonstration)


@pytest.fixture
def registered(policies: None, register: Path, tmp_path: Path) -> dict:
    """The register alone is loaded."""
    alone = tmp_path / "register"
    alone.mkdir()
    shutil.copy(register, alone)
    return load(alone)
