"""The pages of the year plan and of letters in a real browser: axe, and no sideways scroll."""

import os

import pytest
from playwright.sync_api import sync_playwright
from tests.factories import view_as
from tests.pages.browsing import WIDTHS, faults_of, show, start_browser
from tests.planned_year import NOON, approve, make_year, plan

from headway.features.letters.models import Letter
from headway.flows.fix_assignment import fix_assignment
from headway.flows.publish_year_plan import publish_year_plan

pytestmark = pytest.mark.browser


@pytest.fixture
def responses(client_as):
    """Every page once, made before the browser starts: while it runs, this thread does not reach the database."""
    year, client = make_year(), client_as("head-of-service")
    draft, head = approve(plan())
    publish_year_plan(draft=draft, reason="", seen_version=draft.version, by=head, at=NOON)
    second = plan()
    special = year.schools[-1]
    held = second.assignments.get(school=special).adviser
    other = next(one for one in (year.advisers[0], year.advisers[2]) if one != held)
    fix_assignment(
        draft=second, subject=str(special.urn), adviser=other.person.public_id, reason="Asked for", pool="",
        seen_version=second.version, on=view_as("adviser").on, by=client.person, at=NOON,
    )  # fmt: skip
    base, mine = "/year-plan/", f"/year-plan/{second.public_id}/"
    shown = f"{base}?draft={second.public_id}"
    lead = year.partnerships[0].public_id
    paths = {
        "plan-by-school": shown,
        "plan-by-adviser": f"{shown}&by=adviser",
        "plan-by-partnership": f"{shown}&by=partnership",
        "why": f"{mine}schools/{special.urn}/",
        "lead": f"{mine}partnerships/{lead}/",
        "approval": f"{mine}approval/",
        "publish": f"{base}{draft.public_id}/publish/",
        "preview": f"{mine}letters/{special.urn}/",
        "letters": f"/letters/?batch={draft.public_id}",
        "letter": f"/letters/{Letter.objects.first().public_id}/",
    }
    return [(name, client.get(path)) for name, path in paths.items()]


@pytest.fixture
def browser(responses):
    """A browser, gone before the database is cleared."""
    with sync_playwright() as playwright:
        started = start_browser(playwright)
        yield started
        started.close()


def faults_at(browser, name, response):
    """The faults of one response at every width, named."""
    page, shots = show(browser, response), os.environ.get("HEADWAY_SHOTS")
    for width in WIDTHS:
        yield from (f"{name} {width}: {fault}" for fault in faults_of(page, width))
        if shots:
            page.screenshot(path=f"{shots}/{name}-{width}.png", full_page=True)
    page.close()


def test_pages_are_accessible_and_never_scroll_sideways(responses, browser):
    assert [fault for name, response in responses for fault in faults_at(browser, name, response)] == []
