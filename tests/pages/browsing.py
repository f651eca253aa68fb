"""Pages of the test client in a real browser, played from memory with the headers they came with."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpResponse
from playwright.sync_api import Browser, Page, Playwright, Route
from tests.kit.browsing import FLAGS, axe_findings, find_browser, is_sideways

ORIGIN = "http://headway.test"
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
WIDTHS = (1280, 320)


def start_browser(playwright: Playwright) -> Browser:
    """The browser of this machine, or the one playwright brought."""
    return playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)


def show(browser: Browser, response: HttpResponse, instead: dict[str, str] | None = None) -> Page:
    """The response as a page; what the browser complains of is in `page.complaints`. `instead`: scripts by the end of
    their path, in place of ours."""
    return show_in(open_page(browser), response, instead)


def open_page(browser: Browser) -> Page:
    """An empty page that keeps what the browser complains of."""
    page = browser.new_page()
    page.complaints = []
    page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda fault: page.complaints.append(str(fault)))
    return page


def show_in(page: Page, response: HttpResponse, instead: dict[str, str] | None = None) -> Page:
    """The response in place of what the page showed; opening another page takes as long as looking at one."""
    page.unroute_all()
    page.complaints = []
    page.route("**/*", lambda route: _answer(route, response, instead or {}))
    page.goto(f"{ORIGIN}/")
    page.wait_for_selector("body.govuk-frontend-supported")
    return page


def faults_of(page: Page, width: int) -> list[str]:
    """At that width: what axe finds, what the browser complains of, whether the page scrolls sideways."""
    page.set_viewport_size({"width": width, "height": 900})
    sideways = ["scrolls sideways"] if is_sideways(page) else []
    return [*axe_findings(page), *page.complaints, *sideways]


def _answer(route: Route, response: HttpResponse, instead: dict[str, str]) -> None:
    path = route.request.url.removeprefix(ORIGIN).partition("?")[0]
    if planted := next((text for end, text in instead.items() if path.endswith(end)), ""):
        route.fulfill(status=200, body=planted, content_type="text/javascript")
        return
    if not path.startswith("/static/"):
        # Any status is shown as it is; the browser would complain of an error status by itself.
        headers = {k: v for k, v in response.headers.items() if k.startswith("Content-")}
        route.fulfill(status=200, body=response.content, headers=headers)
        return
    found = finders.find(path.removeprefix("/static/"))
    body = Path(found).read_bytes() if found else b""
    kind = KINDS.get(Path(path).suffix, "application/octet-stream")
    route.fulfill(status=200 if found else 404, body=body, content_type=kind)
