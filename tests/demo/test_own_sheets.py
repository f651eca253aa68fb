"""The authority's own sheets."""

from pathlib import Path

import pytest
from tests.demo.reading import header, read

from headway.demo import own_sheets
from headway.demo.county import County
from headway.demo.own_sheets import COLUMNS


@pytest.mark.parametrize("name", sorted(COLUMNS))
def test_a_sheet_has_the_columns_documented(folder: Path, name: str) -> None:
    assert header(folder, f"service/{name}.csv") == COLUMNS[name]
    assert own_sheets.__doc__ is not None
    said = own_sheets.__doc__.split(f"service/{name}.csv")[1].split("service/")[0]
    assert all(column in said for column in COLUMNS[name])


def test_every_school_named_is_in_the_register(folder: Path, county: County) -> None:
    for name in ("partnerships", "provisions", "headships", "conflicts", "last_year"):
        urns = {int(row["urn"]) for row in read(folder, f"service/{name}.csv")}
        assert urns and urns <= {school.urn for school in county.schools}


def test_every_post_named_is_an_adviser(folder: Path) -> None:
    posts = {row["post"] for row in read(folder, "service/advisers.csv")}
    for name in ("conflicts", "last_year.", "last_year_leads"):
        start = f"service/{name}" if name.endswith(".") else f"service/{name}.csv"
        assert {row["post"] for row in read(folder, start)} <= posts


def test_days_of_an_adviser_add_up_in_the_sheet(folder: Path) -> None:
    total = 0.0
    for row in read(folder, "service/advisers.csv"):
        spent = sum(float(row[name]) for name in ("leave_days", "training_days", "internal_days"))
        total += float(row["contracted_days"]) - spent
    assert total * 2 == 1944


def test_quadrants_of_the_sheets_agree(folder: Path) -> None:
    quadrants = {row["quadrant"] for row in read(folder, "service/districts.csv")}
    assert {row["quadrant"] for row in read(folder, "service/advisers.csv")} == quadrants
