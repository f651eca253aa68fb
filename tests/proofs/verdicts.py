"""Every verdict of rules, features and flows, made to allow always, one at a time; the suite has to notice each."""

import importlib
import inspect
import os
import pkgutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType

from tests.proofs.always_allowed import FAILING

import headway.features
import headway.flows
import headway.rules
from headway.rules.verdict import Verdict

ROOT = Path(__file__).resolve().parents[2]
FLOORS = (headway.rules, headway.features, headway.flows)
NOTHING = ""
MAKERS = {"refuse", "first_refusal"}  # they put a verdict together and decide nothing
# Where a fault of a floor shows first, and where it shows at the latest.
FIRST = {
    "rules": ("tests/rules", "tests/spec"),
    "features": ("tests/features/{feature}", "tests/pages/{feature}"),
    "flows": ("tests/flows",),
}
THEN = (
    "tests/features",
    "tests/flows",
    "tests/pages/access",
    "tests/pages/advisers",
    "tests/pages/categories",
    "tests/pages/committees",
    "tests/pages/consultations",
    "tests/pages/contacts",
    "tests/pages/decisions",
    "tests/pages/lists",
    "tests/pages/partnerships",
    "tests/pages/plans",
    "tests/pages/policies",
    "tests/pages/schools",
    "tests/pages/workforce",
    "tests/pages/yearplan",
    "tests/pages/test_matrix.py",
)


class BadMachine(Exception):
    """Something fails on this machine without any mutant."""


def verdicts() -> list[str]:
    """MODULE:FUNCTION of every function that answers with a verdict."""
    return sorted(
        f"{module.__name__}:{name}"
        for module in modules(*FLOORS)
        for name, thing in vars(module).items()
        if inspect.isfunction(thing)
        and thing.__module__ == module.__name__
        and name not in MAKERS
        and inspect.get_annotations(thing).get("return") in (Verdict, "Verdict")
    )


def modules(*floors: ModuleType) -> Iterator[ModuleType]:
    """Every module of these packages, however deep."""
    for floor in floors:
        for found in pkgutil.walk_packages(floor.__path__, f"{floor.__name__}."):
            if ".migrations" not in found.name:
                yield importlib.import_module(found.name)


def is_noticed(mutant: str) -> bool:
    """Whether the nearest tests notice, or else those further off."""
    _, floor, feature, *_ = mutant.replace(":", ".").split(".")
    near = [place.format(feature=feature) for place in FIRST[floor]]
    return notices(mutant, [place for place in near if (ROOT / place).exists()]) or notices(mutant, THEN)


def notices(mutant: str, places: Sequence[str], left_out: Sequence[str] = ()) -> bool:
    """Whether a test of these places fails with the mutant in. On its own it has to fail again, and to pass without one."""
    failing = failing_with(mutant, places, left_out)
    if not failing:
        return False
    if failing_with(NOTHING, failing):
        raise BadMachine(f"{failing[0]} fails without any mutant, so nothing can be said.")
    return bool(failing_with(mutant, failing)) or notices(mutant, places, [*left_out, *failing])


def failing_with(mutant: str, places: Sequence[str], left_out: Sequence[str] = ()) -> list[str]:
    """The first test of these places that fails with the mutant in, or none; a run that could not begin is our own fault.

    No test in a browser and no proof: they fail for what is missing on a machine, too.
    """
    if not places:
        return []
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-m", "not proof and not control and not browser"]
    plugins = ["-p", "tests.proofs.always_allowed", "-p", "no:cacheprovider"]
    apart = [word for test in left_out for word in ("--deselect", test)]
    environment = os.environ | {"ALWAYS_ALLOWED": mutant, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    done = subprocess.run(
        [*command, *plugins, *places, *apart], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    failing = [line.removeprefix(FAILING) for line in done.stdout.splitlines() if line.startswith(FAILING)]
    assert done.returncode == bool(failing), done.stdout[-2000:] + done.stderr[-2000:]
    return failing[:1]
