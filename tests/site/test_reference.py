"""The generated pages of docs/reference/ say what the product does now."""

import os

import pytest
from tests.site.reference import PAGES, ROOT

from headway.pages.registry import ROUTES

FOLDER = ROOT / "docs" / "reference"


@pytest.mark.parametrize("name", sorted(PAGES))
def test_the_page_is_current(name):
    text = PAGES[name]()
    if os.environ.get("HEADWAY_WRITE_REFERENCE") == "on":
        (FOLDER / name).write_text(text, encoding="utf-8")
    assert (FOLDER / name).read_text(encoding="utf-8") == text


def test_every_route_and_setting_is_told():
    routes, settings = PAGES["routes.md"](), PAGES["settings.md"]()
    assert [route.name for route in ROUTES if f"`{route.name}`" not in routes] == []
    assert "| `MFA_REQUIRED` | `on` |" in settings


def test_permissions_are_told_as_the_policy_has_them():
    row = next(line for line in PAGES["permissions.md"]().splitlines() if line.startswith("| policies and"))
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert cells[:5] == ["policies and rule sets", "R, W, A", "R, W, A", "R", "R"]
    assert cells[-1] == ""
