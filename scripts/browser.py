#!/usr/bin/env python3
"""See to it that a browser for the tests is there; print nothing when one is."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def find_browser():
    """The path of a Chromium or Chrome: $CHROMIUM, one on PATH, else None."""
    given = os.environ.get("CHROMIUM")
    if given:
        return given
    return next(filter(None, map(shutil.which, NAMES)), None)


def playwrights_own():
    """True when the test library has fetched a browser of its own before."""
    command = "import sys; from playwright.sync_api import sync_playwright as s\n"
    command += "with s() as p: sys.exit(not __import__('os').path.exists(p.chromium.executable_path))"
    return (
        subprocess.run([str(ROOT / ".venv/bin/python"), "-c", command], capture_output=True).returncode == 0
    )


def install():
    """Debian's packages where one is root, else the test library's own browser."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        print("headway: installing chromium for the tests", file=sys.stderr)
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run(["apt-get", "update", "-qq"], **quiet)
        environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], env=environment, **quiet)
        if find_browser():
            return True
    fetch = [str(ROOT / ".venv/bin/python"), "-m", "playwright", "install", "chromium"]
    return subprocess.run(fetch).returncode == 0


if __name__ == "__main__":
    if not find_browser() and not playwrights_own() and not install():
        raise SystemExit("headway: no browser for the tests. Install chromium, or set CHROMIUM to its path.")
