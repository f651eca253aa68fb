"""A real browser for tests: where it is, how it starts, and what axe says against a page."""

import json
import os
import shutil
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
LOOKED_AT = Path(__file__).resolve().parents[2] / "test-results/accessibility.jsonl"
NAMES = ("chromium", "chromium-browser", "google-chrome")


def find_browser() -> str | None:
    """The browser on this machine, or None for the one playwright brought."""
    return os.environ.get("CHROMIUM") or next(
        (found for name in NAMES if (found := shutil.which(name))), None
    )


def axe_findings(page: Page) -> list[str]:
    """What axe says against the page, a line each, of any impact."""
    found = Axe().run(page).response["violations"]
    if not found:
        note_looked_at(page)
    return [f"{v['id']}: {node['html'][:160]}" for v in found for node in v["nodes"]]


def note_looked_at(page: Page) -> None:
    """One line more in the record that the accessibility statement is built from: a page without a finding."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    line = {"page": page.title(), "width": width}
    LOOKED_AT.parent.mkdir(exist_ok=True)
    with LOOKED_AT.open("a", encoding="utf-8") as record:
        record.write(json.dumps(line) + "\n")


def is_sideways(page: Page) -> bool:
    """Whether the page as a whole scrolls sideways."""
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
