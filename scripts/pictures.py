"""Make the pictures of the officers' pages from the demonstration authority.

Usage: python scripts/pictures.py    (from a prepared checkout; takes about a minute)
"""

import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from tests.kit.browsing import FLAGS, find_browser  # noqa: E402 - the tests know how to find a browser

PLACE = ROOT / "docs/for-officers/pictures"
PORT = 8932
BASE = f"http://localhost:{PORT}"
LINK = re.compile(r"  (\S.*?)\s+(http://\S+/sign-in/link/\S+)")
SHEET = "post\turn\treason\nQuadrant lead 01\t1\tIs a governor of this school"
WIDTH, HEIGHT = 1100, 900
MARGIN = 6
TOP_OF = "part => part.getBoundingClientRect().top + scrollY"
LAST_WHOLE_LINE = """limit => {
  const bottom = part => part.getBoundingClientRect().bottom + scrollY;
  const main = Math.min(limit, bottom(document.querySelector("main")));
  const lines = "tr, li, p, svg, dl > div, .govuk-button, summary, .govuk-form-group, .app-map, figure";
  return Math.max(...[...document.querySelector("main").querySelectorAll(lines)].map(bottom).filter(one => one <= main));
}"""


def start(data):
    """The demonstration, ready and planned, and the one-time link of each role."""
    environment = {
        **os.environ,
        "HEADWAY_DATA": data,
        "HEADWAY_HTTPS": "off",
        "HEADWAY_DEMONSTRATION": "on",
        "MFA_REQUIRED": "off",
        "PORT": str(PORT),
        "PYTHONPATH": str(ROOT / "src"),
        "PYTHONUNBUFFERED": "1",
    }
    command = [sys.executable, "-m", "headway", "run", "--size", "small"]
    process = subprocess.Popen(
        command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    links = {}
    for line in process.stdout:
        links.update(LINK.findall(line))
        if "Stop everything" in line:
            break
    threading.Thread(target=lambda: [None for _ in process.stdout], daemon=True).start()
    wait_until_it_answers()
    return process, links


def wait_until_it_answers():
    """Until the web listens; it is started after the words that say so."""
    for _ in range(100):
        try:
            socket.create_connection(("localhost", PORT), timeout=1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return


def keep(page: Page, name: str, start: str = "main") -> None:
    """The page from where its content begins, to the end of the last whole line that fits."""
    page.wait_for_timeout(500)
    top = page.locator(start).first.evaluate(TOP_OF)
    bottom = page.evaluate(LAST_WHOLE_LINE, top + HEIGHT)
    clip = {"x": 0, "y": top, "width": WIDTH, "height": bottom - top + MARGIN}
    page.screenshot(path=PLACE / f"{name}.png", full_page=True, clip=clip)


def walk(page: Page) -> None:
    """Every picture in turn."""
    page.goto(f"{BASE}/schools/")
    for part in page.locator(".app-arranging summary").all():
        part.click()
    keep(page, "list")
    page.goto(f"{BASE}/schools/map/?by=proposed")
    page.wait_for_selector(".app-map__spot")
    keep(page, "map")
    page.goto(f"{BASE}/data/sheets/conflicts/")
    page.get_by_label("Paste the cells").fill(SHEET)
    page.get_by_role("button", name="Check the sheet").click()
    keep(page, "sheet")
    page.goto(f"{BASE}/schools/moderation/")
    page.get_by_role("button", name="Open the meeting with this agenda").click()
    page.get_by_role("link", name="Go on with the next school").click()
    keep(page, "moderation")
    page.goto(f"{BASE}/year-plan/")
    page.get_by_role("button", name="Start a new draft").click()
    for _ in range(60):
        page.goto(f"{BASE}/year-plan/compare/")
        if page.locator("main table").first.locator("thead th").count() > 2:
            break
        page.wait_for_timeout(1000)
    keep(page, "compare")


FIRST = "tbody th a, tbody td a"
# Picture to the place, the link that is followed from there, and where the picture begins; without a link: the place itself.
PLACES = {
    "plan": ("/plans/", FIRST, "main"),
    "indicators": ("/plans/indicators/", "", "main"),
    "governance": ("/governance/", "", "main"),
    "link-hours": ("/governance/link-hours/", "", "main"),
    "intelligence": ("/schools/intelligence/questions/", 'a[href$="/intelligence/"]', "main"),
    "joint-working": ("/joint-working/", "", "main"),
    "diary": ("/diary/?view=team", "", "main"),
    "visit": ("/diary/?view=team", FIRST, "main"),
    "targets": ("/schools/targets/?state=agreed", FIRST, "main"),
    "annual-reviews": ("/schools/reviews/", "", "main"),
    "annual-review": ("/schools/reviews/?state=shared", FIRST, "main"),
    "good-practice": ("/schools/practice/?q=phonics", FIRST, "main"),
    "records": ("/records/", "", "main"),
    "performance-report": ("/reports/", FIRST, "main"),
    "structure": ("/workforce/", FIRST, "figcaption:has-text('Structure chart')"),
    "services": ("/workforce/services/", FIRST, "main"),
    "recruitment": ("/workforce/recruitment/", "", "main"),
    "appraisal": ("/decisions/", 'a[href*="/decisions/appraisals/"][href$="/"]:not(.govuk-button)', "main"),
    "report": ("/decisions/", 'a[href*="/decisions/reports/"][href$="/"]:not(.govuk-button)', "main"),
    "consultation": ("/consultations/", FIRST, "main"),
    "budget": ("/budgets/", FIRST, "main"),
    "projects": ("/budgets/projects/", "", "main"),
    "structural-changes": ("/schools/changes/", "", "main"),
    "data-sharing": ("/schools/agreements/", "", "main"),
    "search": ("/search/?q=heads", "", "main"),
}


def walk_places(page: Page) -> None:
    """One picture of each of the later places."""
    for name, (place, link, start) in PLACES.items():
        page.goto(f"{BASE}{place}")
        if link:
            page.locator("main").locator(link).first.click()
            page.wait_for_load_state()
        keep(page, name, start)


def walk_school(page: Page) -> None:
    """One school's profile, and what is to be expected of the inspectorate at one that may expect it."""
    page.goto(f"{BASE}/schools/")
    page.locator("main").locator(FIRST).first.click()
    page.wait_for_url(re.compile(r"/schools/\d+/$"))
    page.goto(f"{page.url}profile/")
    keep(page, "profile")
    page.goto(f"{BASE}/schools/readiness/?likely=likely")
    page.locator("main").locator("tbody th a, tbody td a").first.click()
    page.wait_for_load_state()
    keep(page, "readiness")
    page.goto(f"{BASE}/partnerships/")
    page.locator("main").locator(FIRST).first.click()
    page.wait_for_url(re.compile(r"/partnerships/\w+/$"))
    page.goto(f"{page.url}profile/")
    keep(page, "partnership-profile")


def walk_access(page: Page) -> None:
    """What leaving means, shown before it is done."""
    page.goto(f"{BASE}/access/?role=quadrant-lead")
    page.locator("main").locator("tbody th a, tbody td a").first.click()
    page.wait_for_load_state()
    page.goto(f"{page.url}leave/")
    keep(page, "leaver")


def signed_in(browser: Browser, link: str) -> Page:
    """A page of who the link is for."""
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    page.goto(link)
    page.locator("main").get_by_role("button", name="Sign in").click()
    page.wait_for_load_state()
    return page


def main() -> None:
    """Start, walk, stop."""
    PLACE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        process, links = start(data)
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=find_browser(), args=list(FLAGS))
                head = signed_in(browser, links["Head of service"])
                walk(head)
                walk_places(head)
                walk_school(head)
                walk_access(signed_in(browser, links["Administrator"]))
                browser.close()
        finally:
            process.terminate()
            process.wait(30)


if __name__ == "__main__":
    main()
