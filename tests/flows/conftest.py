"""Fixtures of the flows: the policies of a new installation, and the small demonstration as files and loaded."""

import shutil
from pathlib import Path

import pytest
from tests.adopted import adopt
from tests.flows.demonstration import load
from tests.pages.people import AT


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
