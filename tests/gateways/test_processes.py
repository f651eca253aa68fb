"""Programs side by side: they end together."""

import os
import signal
import subprocess
import sys
import time

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
