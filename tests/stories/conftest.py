"""A real installation for the stories: a data folder of its own, the small demonstration, web and worker."""

import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright
from tests.kit.browsing import FLAGS, find_browser

ROOT = Path(__file__).resolve().parents[2]
SECONDS_TO_START = 120


@dataclass(frozen=True, slots=True)
class Running:
    """A running installation: its address and the one-time links it printed, by role."""

    base: str
    data: Path
    environment: dict[str, str]

    def headway(self, *arguments: str) -> str:
        """What a command prints."""
        command = [sys.executable, "-m", "headway", *arguments]
        return subprocess.run(
            command, env=self.environment, capture_output=True, text=True, check=True
        ).stdout


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


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
    return process, lines, Running(f"http://localhost:{port}", data, environment)


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The installation, stopped at the end as a person would stop it."""
    process, lines, made = start(tmp_path_factory.mktemp("installation"))
    yield made
    process.terminate()
    assert process.wait(30) == 0, "\n".join(lines[-20:])


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real browser."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=find_browser(), args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture
def signed_in(running: Running, browser: Browser) -> Iterator[Callable[..., Page]]:
    """A maker of pages: `signed_in("head-of-service")` opens a one-time link of that role's first person."""
    contexts = []

    def make(role: str, **options: object) -> Page:
        email = running.headway("email_of_role", role).strip()
        link = running.headway("sign_in_link", email).strip()
        context = browser.new_context(locale="en-GB", timezone_id="Europe/London", **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(running.base + re.sub(r"^https?://[^/]+", "", link))
        page.locator("main button").click()
        page.wait_for_url(running.base + "/**")
        return page

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def looks_good() -> Callable[[Page], None]:
    """Axe finds nothing at 1280 and 320 px, and nothing scrolls sideways at 320 px."""

    def check(page: Page) -> None:
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            found = Axe().run(page).response["violations"]
            assert not found, (
                f"{page.url} at {width}: {[(f['id'], f['nodes'][0]['html'][:120]) for f in found]}"
            )
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (
                f"{page.url} scrolls sideways"
            )
        page.set_viewport_size({"width": 1280, "height": 900})

    return check
