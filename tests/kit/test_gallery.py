"""The kit in a real browser: what people see, at a desk and on a telephone, with and without script."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Page, Route, sync_playwright

from headway.kit.templatetags.kit import register
from headway.pages.components.states import State, every_state
from tests.kit.browsing import FLAGS, axe_findings, find_browser, is_sideways
from tests.kit.gallery import pages, state_pages

ORIGIN = "http://headway.test"
POLICY = (
    "default-src 'self'; script-src 'self' 'nonce-bm9uY2U'; style-src 'self' 'nonce-bm9uY2U'; "
    "img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'"
)
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
WIDTHS = (1280, 320)
STATE_PAGES = 9
# The short pages differ in their words only, so the narrow width is enough for them.
LOOKED_AT = [(name, width) for name in ("gallery", "errors", "stale", "confirm") for width in WIDTHS]
LOOKED_AT += [(name, 320) for name in ("400", "400-too-much", "403", "404", "429", "500", "csrf")]
LOOKED_AT += [(f"states-{number}", width) for number in range(1, STATE_PAGES + 1) for width in WIDTHS]
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def html_pages() -> dict[str, str]:
    """Every page of the kit by name."""
    return pages() | state_pages()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for the file."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        yield started
        started.close()


def answer(route: Route, html_pages: dict[str, str]) -> None:
    """The site, played from memory: pages of the kit and static files under the product's own policy."""
    path = route.request.url.removeprefix(ORIGIN).partition("?")[0]
    if path.startswith("/static/"):
        found = finders.find(path.removeprefix("/static/"))
        body = Path(found).read_bytes() if found else b""
        kind = KINDS.get(Path(path).suffix, "application/octet-stream")
        route.fulfill(status=200 if found else 404, body=body, content_type=kind)
        return
    if (
        path == "/favicon.ico"
    ):  # asked for by the browser itself while the page's own icon is still on its way
        route.fulfill(status=204)
        return
    html = html_pages.get(path.strip("/"))
    headers = {"Content-Security-Policy": POLICY, "Content-Type": "text/html; charset=utf-8"}
    route.fulfill(status=200 if html else 404, body=html or "", headers=headers)


def open_page(
    browser: Browser, html_pages: dict[str, str], name: str, width: int, *, script: bool = True
) -> Page:
    """A page of the kit, shown; what the browser complains of is kept in `page.complaints`."""
    context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=script)
    page = context.new_page()
    page.complaints = []
    page.on(
        "console",
        lambda said: (
            page.complaints.append(f"{said.text} {said.location.get('url', '')}")
            if said.type in ("error", "warning")
            else None
        ),
    )
    page.on("pageerror", lambda fault: page.complaints.append(str(fault)))
    page.route("**/*", lambda route: answer(route, html_pages))
    page.goto(f"{ORIGIN}/{name}")
    return page


@pytest.mark.parametrize(("name", "width"), LOOKED_AT)
def test_page_is_accessible_and_never_scrolls_sideways(
    browser: Browser, html_pages: dict[str, str], name: str, width: int
) -> None:
    page = open_page(browser, html_pages, name, width)
    page.wait_for_selector("body.govuk-frontend-supported")
    shots = os.environ.get("HEADWAY_SHOTS")
    if shots:
        page.screenshot(path=f"{shots}/{name}-{width}.png", full_page=True)
    assert axe_findings(page) == []
    assert page.complaints == []
    assert not is_sideways(page)
    page.context.close()


def test_every_page_of_states_is_looked_at(html_pages: dict[str, str]) -> None:
    assert {name for name, _ in LOOKED_AT} == set(html_pages)


def missing_from(states: list[State]) -> set[str]:
    """The components of the kit that no state shows; those about the page as a whole stand on every page."""
    return set(register.tags) - {"find_form", "brand_style"} - {state.component for state in states}


def test_every_component_of_the_kit_is_among_the_states() -> None:
    assert missing_from(every_state()) == set()


def test_a_component_that_no_state_shows_is_found() -> None:
    assert missing_from([one for one in every_state() if one.component != "chart"]) == {"chart"}


def test_axe_finds_a_planted_fault(browser: Browser, html_pages: dict[str, str]) -> None:
    page = open_page(browser, html_pages, "404", 1280)
    page.evaluate("document.querySelector('main').append(document.createElement('input'))")
    assert any(finding.startswith("label") for finding in axe_findings(page))
    page.context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_targets_are_at_least_24_pixels_high(
    browser: Browser, html_pages: dict[str, str], width: int
) -> None:
    page = open_page(browser, html_pages, "gallery", width)
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, summary, select, input:not([type=hidden]), nav a, .app-sort")]
            .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 24)
            .map(e => e.outerHTML.slice(0, 120))"""
    )
    assert small == []
    page.context.close()


def test_slash_goes_to_the_search_box_but_not_while_typing(
    browser: Browser, html_pages: dict[str, str]
) -> None:
    page = open_page(browser, html_pages, "gallery", 1280)
    page.wait_for_selector("body.govuk-frontend-supported")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "app-search"
    page.keyboard.press("/")
    assert page.input_value("#app-search") == "/"
    page.context.close()


def test_error_summary_takes_the_focus_and_leads_to_the_box(
    browser: Browser, html_pages: dict[str, str]
) -> None:
    page = open_page(browser, html_pages, "errors", 1280)
    page.wait_for_selector(".govuk-error-summary:focus")
    page.click("a[href='#id_visit_on-day']")
    assert page.evaluate("document.activeElement.id") == "id_visit_on-day"
    page.context.close()


def test_filters_are_open_at_a_desk_and_folded_on_a_telephone(
    browser: Browser, html_pages: dict[str, str]
) -> None:
    for width, is_open in ((1280, True), (320, False)):
        page = open_page(browser, html_pages, "gallery", width)
        page.wait_for_selector("body.govuk-frontend-supported")
        assert page.evaluate("document.querySelector('.app-filters').open") is is_open
        page.context.close()


def test_everything_is_there_without_script(browser: Browser, html_pages: dict[str, str]) -> None:
    page = open_page(browser, html_pages, "gallery", 320, script=False)
    last = page.locator(".app-navigation__list").first.locator("a").last
    assert not last.is_visible()
    page.locator("nav summary", has_text="Menu: Schools").click()
    assert last.is_visible()
    assert page.is_visible("#filter-q")
    page.context.close()


@pytest.mark.parametrize("script", [True, False])
def test_more_opens_by_keyboard_at_a_desk_and_is_part_of_the_menu_on_a_telephone(
    browser: Browser, html_pages: dict[str, str], script: bool
) -> None:
    page = open_page(browser, html_pages, "gallery", 1280, script=script)
    more = page.locator(".app-navigation__more summary")
    under = page.get_by_role("navigation", name="Main").get_by_role("link", name="Policies")
    assert not page.locator("nav summary", has_text="Menu").is_visible()
    assert more.is_visible() and not under.is_visible()
    more.focus()
    page.keyboard.press("Enter")
    assert under.is_visible()
    page.set_viewport_size({"width": 320, "height": 900})
    assert not more.is_visible() and not under.is_visible()
    page.locator("nav summary", has_text="Menu").focus()
    page.keyboard.press("Enter")
    assert under.is_visible()
    page.context.close()


def test_progress_follows_the_work_until_it_is_done(browser: Browser, html_pages: dict[str, str]) -> None:
    done = '<div data-poll=""><p role="status">done</p><a href="/plan">See the plan</a></div>'
    page = browser.new_page()
    page.clock.install()
    page.route("**/*", lambda route: answer(route, {**html_pages, "jobs/1/part": done}))
    page.goto(f"{ORIGIN}/gallery")
    page.wait_for_selector("body.govuk-frontend-supported")
    page.clock.fast_forward(10_000)
    page.wait_for_selector("text=See the plan")
    assert page.locator("[data-poll] progress").count() == 0
    page.context.close()


def test_paper_shows_the_content_and_no_controls(browser: Browser, html_pages: dict[str, str]) -> None:
    page = open_page(browser, html_pages, "gallery", 1280)
    page.emulate_media(media="print")
    for gone in (
        ".app-navigation",
        ".app-filters",
        ".app-pagination",
        "text=Sign out",
        "text=Save the draft",
    ):
        assert not page.locator(gone).first.is_visible(), gone
    for kept in ("h1", ".app-table", ".app-strip", "text=Where these figures come from"):
        assert page.locator(kept).first.is_visible(), kept
    shots = os.environ.get("HEADWAY_SHOTS")
    if shots:
        page.screenshot(path=f"{shots}/print.png", full_page=True)
    page.context.close()


def test_brand_colour_reaches_the_header_through_the_policy(
    browser: Browser, html_pages: dict[str, str]
) -> None:
    page = open_page(browser, html_pages, "404", 1280)
    colour = page.evaluate("getComputedStyle(document.querySelector('.app-header')).backgroundColor")
    assert colour == "rgb(29, 79, 96)"
    page.context.close()


def test_no_page_asks_for_a_file_that_is_not_there(browser: Browser, html_pages: dict[str, str]) -> None:
    page = browser.new_page()
    absent: list[str] = []
    page.on("response", lambda r: absent.append(r.url) if r.status == 404 else None)
    page.route("**/*", lambda route: answer(route, html_pages))
    page.goto(f"{ORIGIN}/gallery", wait_until="networkidle")
    assert absent == []
    page.close()
