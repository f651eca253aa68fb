"""A real installation for the stories: a data folder of its own, the small demonstration, web and worker."""

import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, StorageState, expect, sync_playwright
from tests.device_world import a_browser
from tests.kit.browsing import FLAGS, find_browser, note_looked_at
from tests.stories import steps

ROOT = Path(__file__).resolve().parents[2]
SECONDS_TO_START = 300
# Fresh installations answer within a second; under a busy machine a click may take longer than the library's patience.
MILLISECONDS_TO_ANSWER = 20_000
expect.set_options(timeout=MILLISECONDS_TO_ANSWER)
LINK = re.compile(r"\s+(?P<role>\S.*?)\s+(?P<link>https?://\S+/sign-in/link/\S+)")


@dataclass(frozen=True, slots=True)
class Running:
    """A running installation: its address and the one-time links it printed, by role as officers call it."""

    base: str
    links: dict[str, str]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port: int) -> None:
    """Until somebody answers there: the links are printed a moment before."""
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)


def start(data: Path) -> tuple[subprocess.Popen, list[str], Running]:
    port = free_port()
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith(("HEADWAY_", "DJANGO_", "DATABASE_URL"))},
        "HEADWAY_DATA": str(data),
        "HEADWAY_HTTPS": "off",
        "HEADWAY_DEMONSTRATION": "on",
        "MFA_REQUIRED": "off",
        "PORT": str(port),
        "PYTHONPATH": str(ROOT / "src"),
        "PYTHONUNBUFFERED": "1",
    }
    command = [sys.executable, "-m", "headway", "run", "--size", "small"]
    process = subprocess.Popen(
        command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    lines: list[str] = []
    ready = threading.Event()

    def read() -> None:
        for line in process.stdout or ():
            lines.append(line.rstrip())
            if "Stop everything with Ctrl-C" in line:
                ready.set()
        ready.set()

    threading.Thread(target=read, daemon=True).start()
    if not ready.wait(SECONDS_TO_START) or process.poll() is not None:
        process.kill()
        pytest.fail("the installation did not start:\n" + "\n".join(lines))
    wait_for(port)
    found = (LINK.fullmatch(line) for line in lines)
    links = {match["role"]: match["link"] for match in found if match}
    return process, lines, Running(f"http://localhost:{port}", links)


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The installation, stopped at the end as a person would stop it."""
    process, lines, made = start(tmp_path_factory.mktemp("installation"))
    yield made
    process.terminate()
    assert process.wait(30) == 0, "\n".join(lines[-20:])


@pytest.fixture(scope="module")
def own_browser() -> Iterator[Browser]:
    """A browser for the stories of one file that reach the database themselves; gone with them."""
    with a_browser() as made:
        yield made


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real browser."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=find_browser(), args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture(scope="session")
def sessions() -> dict[str, StorageState]:
    """Who has signed in already, by role: a link works once."""
    return {}


@pytest.fixture(scope="session")
def opened(running: Running, browser: Browser, sessions: dict[str, StorageState]) -> Callable[..., Page]:
    """A maker of pages: `opened("Head of service")` is the home page of that role's first person, signed in by keyboard."""

    def make(role: str, **options: object) -> Page:
        context = browser.new_context(
            base_url=running.base,
            locale="en-GB",
            timezone_id="Europe/London",
            storage_state=sessions.get(role),
            **options,
        )
        context.set_default_timeout(MILLISECONDS_TO_ANSWER)
        page = context.new_page()
        if role in sessions:
            page.goto("/")
            return page
        page.goto(running.links[role])
        steps.tab_to(page, 'button "Sign in"')
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Home")
        sessions[role] = context.storage_state()
        return page

    return make


@pytest.fixture
def signed_in(opened: Callable[..., Page]) -> Iterator[Callable[..., Page]]:
    """The same, closed after the test."""
    pages: list[Page] = []

    def make(role: str, **options: object) -> Page:
        pages.append(opened(role, **options))
        return pages[-1]

    yield make
    for page in pages:
        page.context.close()


@pytest.fixture(scope="session")
def published(opened: Callable[..., Page]) -> None:
    """The year plan is published, by the people and steps of the story, if it was not yet."""
    adviser, head = opened("Chief adviser"), opened("Head of service")
    steps.wait_for_plan(adviser)
    if not steps.is_published(adviser):
        steps.ask_for_approval(adviser)
        steps.approve(head)
        steps.publish(head, "The first year of the service")
    adviser.context.close()
    head.context.close()


@pytest.fixture
def looks_good() -> Callable[[Page], None]:
    """Axe finds nothing at 1280 and 320 px, and nothing scrolls sideways at 320 px."""

    def check(page: Page) -> None:
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_load_state()
            found = Axe().run(page).response["violations"]
            assert not found, (
                f"{page.url} at {width}: {[(f['id'], f['nodes'][0]['html'][:120]) for f in found]}"
            )
            note_looked_at(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (
                f"{page.url} scrolls sideways"
            )
        page.set_viewport_size({"width": 1280, "height": 900})

    return check
