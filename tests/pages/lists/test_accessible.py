"""Lists, bulk actions, sheets, meetings, drafts and maps in a real browser: axe finds nothing, nothing scrolls sideways."""

import os

import pytest
from playwright.sync_api import sync_playwright
from tests.factories import make_district, make_membership, make_partnership, make_school
from tests.pages.advisers.test_inline import EDIT, box, make_adviser, typed
from tests.pages.browsing import WIDTHS, faults_of, show, start_browser
from tests.pages.categories.test_views import judged, reviewed_school
from tests.pages.people import adopt_current_policies, make_person, sign_in
from tests.pages.sheets.test_views import GOOD, SHEET, pasted, with_cell
from tests.pages.yearplan.test_comparing import copied, moved
from tests.planned_year import make_year, plan

from headway.features.categories.models import Meeting

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
VIEW = {"back": "/schools/?q=school", "name": "A view with quite a long name, kept by somebody for later"}


def list_pages(client):
    """The list with views, columns left out and a message to undo; on the map; with rows picked."""
    schools = [
        make_school(
            name=f"School of Saint Somebody in the Valley {number}",
            status="Open",
            status_code="1",
            district=make_district("Northdown"),
            easting=600_000 + 1000 * (number % 8),
            northing=300_000 + 1000 * (number // 8),
            phase=("primary", "secondary", "special")[number % 3],
        )
        for number in range(55)
    ]
    client.post("/lists/views/", {**VIEW, "shared": "yes"})
    client.post("/lists/views/", {**VIEW, "name": "Another"})
    yield "kept", client.get("/schools/?hide=trust")
    yield "map", client.get("/schools/map/")
    yield "map-empty", client.get("/schools/map/?q=nothing")
    adviser = make_adviser("School improvement adviser 01")
    sent = {"action": "adviser", "keys": " ".join(str(school.urn) for school in schools[:3])}
    yield "picked", client.get("/schools/picked/", {"action": "adviser", "school": schools[0].urn})
    yield "picked-error", client.post("/schools/picked/", sent)
    day = {"valid_from-day": 1, "valid_from-month": 9, "valid_from-year": 2026}
    yield "effects", client.post("/schools/picked/", sent | day | {"chosen": adviser.pk})
    client.post("/schools/picked/", sent | day | {"chosen": adviser.pk, "step": "do"})
    yield "undo", client.get("/schools/")
    made = make_partnership("Vale")
    for school in schools[:4]:
        make_membership(made, school)
    yield "members", client.get(f"/partnerships/{made.public_id}/")
    page = client.get("/partnerships/edit/")
    yield "partnerships-inline", page
    yield (
        "partnerships-inline-error",
        client.post("/partnerships/edit/", typed(page) | {f"{made.public_id}-name": ""}),
    )
    sent = {"action": "settle", "keys": made.public_id}
    yield "settle", client.get("/partnerships/picked/", sent)
    yield "settle-effects", client.post("/partnerships/picked/", sent)
    yield "partnerships", client.get("/partnerships/")
    yield "advisers", client.get("/advisers/")


def sheet_pages(client):
    """Sheets: the list, the form, its errors, faults by cell, a good sheet; advisers in the list."""
    yield "sheets", client.get("/data/sheets/")
    yield "give", client.get(SHEET)
    yield "give-error", client.post(SHEET, {"paste": "", "year": "2026"})
    bad = [with_cell("role", "governor"), with_cell("leads", "?", with_cell("post", "Adviser 02")), GOOD]
    yield "faults", client.post(SHEET, pasted(*bad))
    yield "good", client.post(SHEET, pasted(GOOD))
    adviser = make_adviser("School improvement adviser 02")
    page = client.get(EDIT)
    yield "inline", page
    yield "inline-error", client.post(EDIT, typed(page, **{box(adviser, "leave_days"): "lots"}))


def meeting_pages(client):
    """Moderation without and with something to talk about."""
    yield "meetings-empty", client.get("/schools/moderation/")
    for number in range(3):
        school = reviewed_school(f"School {number}")
        judged(school, sign_in(make_person("adviser", school=school)), category="3", reason="Two heads")
    yield "meetings", client.get("/schools/moderation/")
    day = {"held_on-day": 1, "held_on-month": 9, "held_on-year": 2026}
    client.post("/schools/moderation/", day)
    home = f"/schools/moderation/{Meeting.objects.get().public_id}/"
    yield "school", client.get(f"{home}1/")
    yield "school-error", client.post(f"{home}1/", {"outcome": "refused", "words": ""})
    client.post(f"{home}1/", {"outcome": "agreed", "words": "All agreed"})
    yield "meeting", client.get(home)


def draft_pages(client):
    """Drafts side by side."""
    yield "compare-empty", client.get("/year-plan/compare/")
    make_year()
    one = plan()
    moved(copied(one, "Draft B"))
    yield "compare", client.get("/year-plan/compare/")
    yield "plan-loads", client.get("/year-plan/?by=adviser")
    yield "days-charts", client.get("/days/compare/?year=2026")
    yield "plan-map", client.get("/year-plan/map/")
    yield "plan-map-empty", client.get("/year-plan/map/?q=nothing")


@pytest.mark.parametrize("pages", [list_pages, sheet_pages, meeting_pages, draft_pages])
def test_pages_are_accessible_at_both_widths(db, monkeypatch, pages):
    adopt_current_policies()
    client = sign_in(make_person("head-of-service"))
    responses = list(pages(client))
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        browser = start_browser(playwright)
        found = []
        for name, response in responses:
            page = show(browser, response)
            page.evaluate(
                "document.querySelectorAll('.app-arranging details').forEach(one => { one.open = true; })"
            )
            found += [(name, width, fault) for width in WIDTHS for fault in faults_of(page, width)]
            page.close()
        browser.close()
    assert found == []
