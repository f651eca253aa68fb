"""Policies in a real browser: axe finds nothing, nothing scrolls sideways, at 1280 and 320 pixels."""

import os

import pytest
from playwright.sync_api import sync_playwright
from tests.factories import make_partnership, make_school
from tests.pages.browsing import WIDTHS, faults_of, show, start_browser
from tests.pages.people import make_person, sign_in

from headway.features.policies.models import Policy
from headway.features.policies.queries import policy_in_use

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def pages():
    """The pages of policies in their states."""
    author = sign_in(make_person("data-officer", name="A data officer"))
    head = sign_in(make_person("head-of-service", name="The head of service"))
    make_partnership("Elm group", make_school(status_code="1"), make_school(status_code="1"))
    base = policy_in_use("entitlement").public_id
    Policy.objects.filter(kind="capacity").update(review_by="2020-01-31")
    yield "policies", author.get("/policies/")
    yield "policies-none", author.get("/policies/?state=waiting")
    author.post(f"/policies/{base}/draft/")
    draft = Policy.objects.get(pack="local")
    mine = f"/policies/{draft.public_id}/"
    yield "edit", author.get(f"{mine}edit/")
    wrong = {"partnership.member_half_days": "two", "version": 1, "mark_of_changes": "D", "from-day": "40"}
    yield "edit-error", author.post(f"{mine}edit/", wrong)
    draft.body["partnership"]["member_half_days"] = {"value": 3, "mark": "D", "source": "The panel of May"}
    draft.save()
    yield "draft", author.get(mine)
    yield "effect", author.get(f"{mine}effect/")
    author.post(f"{mine}submit/")
    yield "waiting", author.get(mine)
    yield "decide-error", head.post(f"{mine}decide/", {})
    head.post(f"{mine}decide/", {"decision": "no", "reason": "It costs more than we have."})
    yield "given-back", author.get(mine)


@pytest.fixture
def responses(policies):
    """Made before the browser starts: while it runs, nothing in this thread reaches the database."""
    return list(pages())


def faults_at(browser, name, response):
    """The faults of one response at every width, named."""
    page, shots = show(browser, response), os.environ.get("HEADWAY_SHOTS")
    for width in WIDTHS:
        yield from (f"{name} {width}: {fault}" for fault in faults_of(page, width))
        if shots:
            page.screenshot(path=f"{shots}/policies-{name}-{width}.png", full_page=True)
    page.close()


def test_pages_are_accessible_and_never_scroll_sideways(responses):
    with sync_playwright() as playwright:
        browser = start_browser(playwright)
        found = [fault for name, response in responses for fault in faults_at(browser, name, response)]
        browser.close()
    assert found == []
