"""Every page and every form with faults, in a real browser as narrow as a phone: axe finds nothing, nothing scrolls sideways.

The stories and the pages looked at by hand-made states are looked at in both widths.
"""

import pytest
from django.db import connection
from django.urls import reverse
from playwright.sync_api import sync_playwright
from tests.pages import matrix
from tests.pages.browsing import WIDTHS, faults_of, open_page, show, show_in, start_browser
from tests.pages.matrix import rolled_back
from tests.pages.test_matrix import ACCESS

ENTRIES, GROUPS = matrix.read_matrix()["routes"], matrix.read_matrix()["groups"]
# Whoever is asked first sees most; the others where these may not.
FIRST = ("head-of-service", "data-officer", "finance", "hr", "safeguarding", "headteacher", "admin")
NARROW = min(WIDTHS)
AT_ONCE = 40
PARTS = 20
PAGES = 690  # as many as there were; more is well
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db,
    pytest.mark.xdist_group("every-page"),
    pytest.mark.skipif(
        connection.vendor == "postgresql", reason="a page looks the same whatever keeps its rows"
    ),
]


def asker(entry, method):
    """Somebody whom the matrix lets ask this, on the own side."""
    told = entry.get(method.lower(), {})
    may = matrix.members([*told.get("any", ()), *told.get("own", ())], GROUPS) & set(ACCESS["roles"])
    return next((role for role in (*FIRST, *sorted(may)) if role in may), None)


def pages_of(world):
    """Name to the response of each page, and of each form sent with nothing in it."""
    for name, entry in sorted(ENTRIES.items()):
        made = world.made[entry["object"], world.sides[0].name] if "object" in entry else {}
        for method in matrix.offered(entry):
            if not (who := asker(entry, method)):
                continue
            with rolled_back():
                answer = matrix.ask(world, who, method, reverse(name, kwargs=made), entry.get("data"))
            is_page = answer.headers.get("Content-Type", "").startswith("text/html")
            whole = is_page and answer.content.lstrip().lower().startswith(b"<!doctype")
            if whole and answer.status_code in (200, 422):
                yield f"{name} {method}", answer


@pytest.fixture(scope="module")
def pages(django_db_setup, django_db_blocker):
    """Made before the browser starts: while it runs, nothing in this thread reaches the database."""
    with django_db_blocker.unblock(), rolled_back():
        return list(pages_of(matrix.build_world(list(ACCESS["roles"]))))


@pytest.fixture
def browser(pages):
    """A browser of its own."""
    with sync_playwright() as playwright:
        started = start_browser(playwright)
        yield started
        started.close()


def test_every_page_is_met(pages):
    assert PAGES <= len(pages) <= PARTS * AT_ONCE, "none is left out"
    assert {"school GET", "boards GET", "board_new POST"} <= {name for name, _ in pages}


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_is_accessible_and_never_scrolls_sideways(pages, browser, part):
    found = []
    page = open_page(browser)
    for name, answer in pages[part * AT_ONCE : (part + 1) * AT_ONCE]:
        found += [f"{name}: {fault}" for fault in faults_of(show_in(page, answer), NARROW)]
    assert found == []


def test_a_page_that_is_not_accessible_is_found(pages, browser):
    """Control: a box without a label and a picture without words."""
    name, answer = next(one for one in pages if one[0] == "schools GET")
    answer.content = answer.content.replace(b"</main>", b'<input name="x"><img src="/x.svg"></main>')
    page = show(browser, answer)
    assert faults_of(page, NARROW), name
    page.close()
