"""The two invented authorities, made once for all tests of this room."""

from datetime import date
from pathlib import Path

import pytest

from headway.demo.county import County
from headway.demo.generate import Written, generate
from headway.demo.invent import invent_county

FIRST_DAY = date(2026, 6, 22)


@pytest.fixture(scope="session")
def county() -> County:
    """The large authority."""
    return invent_county(seed=1, size="county", first_day=FIRST_DAY)


@pytest.fixture(scope="session")
def small() -> County:
    """The small authority."""
    return invent_county(seed=1, size="small", first_day=FIRST_DAY)


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """The large authority as a folder of files."""
    return generate(tmp_path_factory.mktemp("larkshire"), seed=1, size="county", first_day=FIRST_DAY)


@pytest.fixture(scope="session")
def folder(written: Written) -> Path:
    """Where the large authority's files lie."""
    return written.folder
