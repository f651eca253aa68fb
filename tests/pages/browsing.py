"""Pages of the test client in a real browser, played from memory with the headers they came with."""

import os
import shutil
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from playwright.sync_api import Browser, Page, Playwright, Route

ORIGIN = "http://headway.test"
FLAGS = ["--no-sandbox", "--disable-gpu"]
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
WIDTHS = (1280, 320)


def start_browser(playwright: Playwright) -> Browser:
    """The browser of this machine, or the one playwright brought."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    return playwright.chromium.launch(executable_path=found, args=FLAGS)


def show(browser: Browser, response: HttpResponse) -> Page:
    """The response as a page; what the browser complains of is in `page.complaints`."""
    page = browser.new_page()
    page.complaints = []
    page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda fault: page.complaints.append(str(fault)))
    page.route("**/*", lambda route: _answer(route, response))
    page.goto(f"{ORIGIN}/")
    page.wait_for_selector("body.govuk-frontend-supported")
    return page


def faults_of(page: Page, width: int) -> list[str]:
    """At that width: what axe finds, what the browser complains of, whether the page scrolls sideways."""
    page.set_viewport_size({"width": width, "height": 900})
    found = Axe().run(page).response["violations"]
    faults = [f"{v['id']}: {node['html'][:160]}" for v in found for node in v["nodes"]] + page.complaints
    wide = page.evaluate("document.documentElement.scrollWidth")
    return faults if wide <= width else [*faults, f"scrolls sideways: {wide} of {width} pixels"]


def _answer(route: Route, response: HttpResponse) -> None:
    path = route.request.url.removeprefix(ORIGIN).partition("?")[0]
    if not path.startswith("/static/"):
        # Any status is shown as it is; the browser would complain of an error status by itself.
        headers = {k: v for k, v in response.headers.items() if k.startswith("Content-")}
        route.fulfill(status=200, body=response.content, headers=headers)
        return
    found = finders.find(path.removeprefix("/static/"))
    body = Path(found).read_bytes() if found else b""
    kind = KINDS.get(Path(path).suffix, "application/octet-stream")
    route.fulfill(status=200 if found else 404, body=body, content_type=kind)
