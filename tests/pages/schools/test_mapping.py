"""Schools on the map: the list's own filters, and no more told than the list tells."""

import csv
import io
import os

import pytest
from playwright.sync_api import sync_playwright
from tests.factories import adopt
from tests.pages.browsing import show, start_browser
from tests.pages.pages import assert_good_page, shown_words
from tests.pages.schools.rows import make_judgement, make_school

pytestmark = pytest.mark.django_db
MAP = "/schools/map/"


@pytest.fixture(autouse=True)
def _policies(policies):
    adopt("england")


def placed(number: int, **more):
    return make_school(easting=600_000 + 900 * number, northing=300_000 + 700 * (number % 7), **more)


def groups_of(page) -> dict[str, str]:
    return {place.name: page.map.groups[place.group] for place in page.map.places}


def test_list_and_map_are_two_views_of_one_filter(client_as):
    placed(1, name="Ash", phase="primary")
    placed(2, name="Oak", phase="secondary")
    client = client_as("head-of-service")
    assert "/schools/map/?phase=primary" in client.get("/schools/?phase=primary").content.decode()
    answer = client.get(f"{MAP}?phase=primary")
    page = answer.context["page"]
    assert_good_page(answer)
    assert [place.name for place in page.map.places] == ["Ash"]
    assert page.list_href == "/schools/?phase=primary"
    assert [row.cells[0].words for row in page.table.rows] == ["Ash"]


def test_marks_tell_the_category_only_where_the_viewer_may_know_it(client_as):
    mine, other = placed(1, name="Mine"), placed(2, name="Other")
    for school in (mine, other):
        make_judgement(school, "3")
    page = client_as("adviser", mine).get(f"{MAP}?by=category").context["page"]
    assert groups_of(page) == {"Mine": "3 Needs support", "Other": "not open to you"}
    whole = client_as("head-of-service").get(f"{MAP}?by=category").context["page"]
    assert groups_of(whole) == {"Mine": "3 Needs support", "Other": "3 Needs support"}


@pytest.mark.parametrize("role", ["headteacher", "member", "provider"])
def test_outside_the_service_marks_tell_the_phase_whatever_is_asked(client_as, role):
    make_judgement(placed(1, name="Ash"), "3")
    answer = client_as(role).get(f"{MAP}?by=category")
    assert "Needs support" not in answer.content.decode()
    assert answer.context["page"].map.caption == "Schools by phase"


def test_a_school_of_which_nobody_knows_where_it_is_is_listed(client_as):
    make_school(name="Nowhere Primary School", easting=None)
    said = shown_words(assert_good_page(client_as("adviser").get(MAP)))
    assert "1 not on the map: no grid reference is known" in said


def test_without_schools_the_page_says_so(client_as):
    assert "There are no schools to show." in shown_words(assert_good_page(client_as("adviser").get(MAP)))


@pytest.mark.parametrize("number", [1, 30])
def test_the_same_queries_for_one_and_for_thirty(client_as, number, django_assert_max_num_queries):
    for one in range(number):
        placed(one)
    client = client_as("head-of-service")
    with django_assert_max_num_queries(12):
        client.get(MAP)


@pytest.mark.browser
def test_where_scripts_run_every_school_is_a_mark_one_can_open_and_nothing_is_asked_elsewhere(
    client_as, monkeypatch
):
    for number in range(30):
        placed(number, name=f"School {number:02}", phase=("primary", "secondary")[number % 2])
    answer = client_as("head-of-service").get(MAP)
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        browser = start_browser(playwright)
        page = show(browser, answer)
        page.wait_for_selector(".app-map__spot")
        marks = page.locator(".app-map__spot").count()
        page.locator(".app-map__spot").nth(3).click()
        opened = page.locator(".leaflet-popup-content a").get_attribute("href")
        asked = page.evaluate("performance.getEntriesByType('resource').map(one => one.name)")
        origin, complaints = page.evaluate("location.origin"), page.complaints
        browser.close()
    assert marks == 30 and complaints == []
    assert opened.startswith("/schools/9")
    assert asked and all(one.startswith(origin) for one in asked)


def in_browser(monkeypatch, answer, look, **more):
    """What `look` sees on the answer in a browser."""
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        browser = start_browser(playwright)
        found = look(show(browser, answer, **more))
        browser.close()
    return found


@pytest.mark.browser
def test_schools_of_one_grid_reference_can_each_be_opened(client_as, monkeypatch):
    for name in ("Infant", "Junior", "Nursery"):
        placed(1, name=name)
    answer = client_as("head-of-service").get(MAP)

    def look(page):
        page.wait_for_selector(".app-map__spot")
        opened = set()
        for mark in page.locator(".app-map__spot").all():
            mark.click()
            page.wait_for_timeout(400)
            opened.add(page.locator(".leaflet-popup-content a").last.inner_text())
            page.locator(".leaflet-popup-close-button").last.click()
            page.wait_for_timeout(400)
        return opened

    assert in_browser(monkeypatch, answer, look) == {"Infant", "Junior", "Nursery"}


@pytest.mark.browser
@pytest.mark.parametrize(
    "leaflet", ["throw new Error('planted');", "export const CRS = {}, Util = {}, Transformation = 0;"]
)
def test_where_the_movable_map_fails_the_drawing_of_the_server_stays(client_as, monkeypatch, leaflet):
    placed(1)
    answer = client_as("head-of-service").get(MAP)

    def look(page):
        page.wait_for_timeout(800)
        return page.locator("svg.app-map__drawing").count(), page.locator(".app-map__live").count()

    assert in_browser(monkeypatch, answer, look, instead={"leaflet.js": leaflet}) == (1, 0)


def test_the_schools_of_the_map_come_as_a_file_with_where_they_are(client_as):
    placed(1, name="Ash", phase="primary")
    placed(2, name="Oak", phase="secondary")
    client = client_as("head-of-service")
    href = client.get(f"{MAP}?phase=primary&by=category").context["page"].table.csv_href
    assert href == "/schools/?phase=primary&export=csv"
    (line,) = csv.DictReader(io.StringIO(client.get(href).content.decode("utf-8-sig")))
    assert (line["Easting"], line["Northing"]) == ("600900", "300700")
