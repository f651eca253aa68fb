"""A pytest plugin: one verdict of the product always allows. Which one, the environment names: MODULE:FUNCTION.

Put in after everything was collected, wherever the product or a test knows the function by its name.
"""

import importlib
import os
import sys
from functools import wraps

from headway.rules.verdict import ALLOWED

FAILING = "fails: "


def pytest_terminal_summary(terminalreporter):
    for outcome in ("failed", "error"):
        for report in terminalreporter.getreports(outcome):
            terminalreporter.write_line(f"{FAILING}{report.nodeid}")


def pytest_collection_finish(session):
    module, _, name = os.environ["ALWAYS_ALLOWED"].partition(":")
    if not module:
        return
    original = getattr(importlib.import_module(module), name)

    @wraps(original)
    def allowed(*args, **more):
        return ALLOWED

    replaced = 0
    for known in [m for n, m in list(sys.modules.items()) if n.startswith(("headway.", "tests.")) and m]:
        for word in [w for w, thing in list(vars(known).items()) if thing is original]:
            setattr(known, word, allowed)
            replaced += 1
    assert replaced, f"{name} is nowhere known by its name"
