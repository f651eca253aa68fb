"""Visits dragged to another day in a real browser: by mouse, by finger and by keyboard; without a script the link is there."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.http import HttpResponse
from playwright.sync_api import sync_playwright
from tests.factories import make_school
from tests.pages.browsing import ORIGIN, WIDTHS, faults_of, show, start_browser
from tests.pages.people import make_person, sign_in
from tests.pages.visit_objects import make_visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
MONDAY = date(2026, 9, 14)
LONG = "Saint Bartholomew’s Roman Catholic Voluntary Aided Primary School and Nursery"


@dataclass(frozen=True)
class Shown:
    """Pages of an adviser with one visit on their Monday, and the address of the form that moves it."""

    pages: dict[str, HttpResponse]
    form: str


@pytest.fixture
def world(policies):
    """Made before the browser starts: while it runs, nothing in this thread reaches the database."""
    school = make_school(name=LONG, status_code="1")
    person = make_person("adviser", school=school)
    made = make_visit(school, lead=person, on=MONDAY)
    client, form = sign_in(person), f"/diary/visits/{made.public_id}/move/"
    pages = {view: client.get(f"/diary/?view={view}&on={MONDAY}") for view in ("week", "term")}
    pages["form"] = client.get(f"{form}?on=2026-08-17")
    assert all(one.status_code == 200 for one in pages.values())
    return Shown(pages, f"{ORIGIN}{form}")


@pytest.fixture
def browser(world):
    """A browser, gone before the database is cleared."""
    with sync_playwright() as playwright:
        started = start_browser(playwright)
        yield started
        started.close()


def opened(browser, world, view="week", instead=None, width=1280):
    page = show(browser, world.pages[view], instead)
    page.set_viewport_size({"width": width, "height": 900})
    return page


def middle(page, selector):
    page.locator(selector).scroll_into_view_if_needed()
    box = page.locator(selector).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] - 6


def drag(page, to, selector="[data-move]"):
    page.mouse.move(*middle(page, selector))
    page.mouse.down()
    page.mouse.move(*middle(page, to), steps=8)


def day(number):
    return f'[data-day="{MONDAY + timedelta(days=number)}"]'


@pytest.mark.parametrize("width", WIDTHS)
def test_a_visit_dragged_to_another_day_opens_the_form_with_that_day(world, browser, width):
    page = opened(browser, world, width=width)
    drag(page, day(3))
    assert page.locator(".app-weeks__day--chosen").get_attribute("data-day") == "2026-09-17"
    page.mouse.up()
    page.wait_for_url(f"{world.form}?on=2026-09-17")
    assert not page.complaints


def test_dropped_on_its_own_day_or_nowhere_it_stays(world, browser):
    page = opened(browser, world)
    for to in (day(0), "h1"):
        drag(page, to)
        page.mouse.up()
        page.wait_for_timeout(200)
        assert page.url == f"{ORIGIN}/" and page.locator(".app-weeks__day--chosen").count() == 0
        assert page.locator("[data-move]").evaluate("one => one.style.transform") == ""
    page.locator("[data-move] a").first.click()
    page.wait_for_url("**/diary/visits/*/")


def test_by_keyboard_a_day_is_chosen_said_and_entered(world, browser):
    page = opened(browser, world)
    link, status = page.locator("[data-moves-link]"), page.locator("[data-moves-status]")
    link.focus()
    assert "arrow keys" in page.locator(f"#{link.get_attribute('aria-describedby')}").inner_text()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert (
        status.inner_text()
        == f"Move {LONG} to Wednesday 16 September 2026: press Enter to go on, Escape to stay."
    )
    page.keyboard.press("ArrowDown")
    assert status.inner_text() == "No further day is shown that way."
    page.keyboard.press("Escape")
    assert "stays on Monday 14 September 2026" in status.inner_text()
    assert page.locator(".app-weeks__day--chosen").count() == 0
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    assert "where the visit is now" in status.inner_text()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{world.form}?on=2026-09-15")


def test_in_the_term_a_weekend_is_stepped_over_and_a_week_is_one_key(world, browser):
    page = opened(browser, world, "term")
    page.locator("[data-moves-link]").focus()
    for key in ("ArrowLeft", "ArrowDown", "ArrowDown"):
        page.keyboard.press(key)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{world.form}?on=2026-09-25")


def test_enter_without_a_chosen_day_and_a_page_without_the_script_open_the_form_as_it_is(world, browser):
    page = opened(browser, world)
    page.locator("[data-moves-link]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(world.form)
    page = opened(browser, world, instead={"moving.js": "export function startMoving() {}"})
    assert not page.locator("[data-moves-help]").is_visible()
    assert not page.locator("[data-moves-handle]").is_visible()
    drag(page, day(3))
    page.mouse.up()
    page.wait_for_timeout(200)
    assert page.url == f"{ORIGIN}/", "the control: without the script nothing is dragged"
    page.locator("[data-moves-link]").click()
    page.wait_for_url(world.form)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("view", ["week", "term"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(world, browser, view, width):
    page = opened(browser, world, view)
    assert faults_of(page, width) == []
    page.locator("[data-moves-link]").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator(".app-weeks__day--chosen").is_visible()
    assert faults_of(page, width) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_on_the_form_with_its_warnings(world, browser, width):
    page = opened(browser, world, "form")
    assert faults_of(page, width) == []
