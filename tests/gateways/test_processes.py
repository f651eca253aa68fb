"""Programs side by side: they end together."""

import os
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection, RemoteDisconnected
from pathlib import Path
from threading import Thread

import pytest

from headway.gateways.processes import run_together

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]
ENDS_WITH_3 = [sys.executable, "-c", "import sys; sys.exit(3)"]


def test_when_one_ends_the_others_are_ended_and_its_code_is_told():
    began = time.monotonic()
    assert run_together([SLEEPER, ENDS_WITH_3], os.environ) == 3
    assert time.monotonic() - began < 30


def test_a_signal_ends_all_of_them_in_order():
    program = (
        "import os, sys\nfrom headway.gateways.processes import run_together\n"
        f"print('up', flush=True)\nsys.exit(run_together([{SLEEPER!r}, {SLEEPER!r}], os.environ))"
    )
    started = subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(["src", os.environ.get("PYTHONPATH", "")])},
    )
    assert started.stdout is not None
    started.stdout.readline()
    time.sleep(0.5)
    started.send_signal(signal.SIGTERM)
    assert started.wait(30) == 0


# A page that takes its time, served as the product is.
SLOW = """
import pathlib, time
def page(environ, start_response):
    pathlib.Path({begun!r}).touch()
    time.sleep({seconds})
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"the whole answer"]
"""
ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers_while_stopped(folder: Path, *more: str) -> list[bytes]:
    """Serve the slow page, tell web and sleeper to stop while it is being made, and give what the browser got."""
    begun, port = folder / "begun", free_port()
    (folder / "slow.py").write_text(SLOW.format(begun=str(begun), seconds=2))
    web = [sys.executable, "-m", "gunicorn", "slow:page", "--config", "python:headway.site.serving"]
    web += ["--bind", f"127.0.0.1:{port}", *more]
    program = (
        "import os, sys\nfrom headway.gateways.processes import run_together\n"
        f"sys.exit(run_together([{web!r}, {SLEEPER!r}], os.environ))"
    )
    paths = os.pathsep.join([str(ROOT / "src"), str(folder)])
    both = subprocess.Popen([sys.executable, "-c", program], env={**os.environ, "PYTHONPATH": paths})
    got: list[bytes] = []

    def ask() -> None:
        for _ in range(100):
            wire = HTTPConnection("127.0.0.1", port, timeout=30)
            try:
                wire.request("GET", "/")
                got.append(wire.getresponse().read())
                return
            except (ConnectionRefusedError, ConnectionResetError, RemoteDisconnected):
                if begun.exists():
                    return
                time.sleep(0.1)

    browser = Thread(target=ask)
    browser.start()
    while not begun.exists():
        time.sleep(0.05)
    both.send_signal(signal.SIGTERM)
    assert both.wait(40) == 0
    browser.join(40)
    return got


@pytest.mark.parametrize("more, whole", [((), True), (("--graceful-timeout", "0"), False)])
def test_a_request_in_flight_is_answered_whole_after_the_signal(tmp_path, more, whole):
    """The second is the control: without a time of grace the request is cut off."""
    assert answers_while_stopped(tmp_path, *more) == ([b"the whole answer"] if whole else [])
