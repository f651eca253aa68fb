"""Every verdict of rules, features and flows, made to allow always, one at a time; the suite has to notice each."""

import importlib
import inspect
import os
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import headway.features
import headway.flows
import headway.rules
from headway.rules.verdict import Verdict

ROOT = Path(__file__).resolve().parents[2]
FLOORS = (headway.rules, headway.features, headway.flows)
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


def verdicts() -> list[str]:
    """MODULE:FUNCTION of every function that answers with a verdict."""
    return sorted(
        f"{module.__name__}:{name}"
        for module in modules()
        for name, thing in vars(module).items()
        if inspect.isfunction(thing)
        and thing.__module__ == module.__name__
        and name not in MAKERS
        and inspect.get_annotations(thing).get("return") in (Verdict, "Verdict")
    )


def modules() -> Iterator[object]:
    for floor in FLOORS:
        for found in pkgutil.walk_packages(floor.__path__, f"{floor.__name__}."):
            if ".migrations" not in found.name:
                yield importlib.import_module(found.name)


def is_noticed(mutant: str) -> bool:
    """Whether the nearest tests fail, or else those further off."""
    _, floor, feature, *_ = mutant.replace(":", ".").split(".")
    near = [place.format(feature=feature) for place in FIRST[floor]]
    return fails(mutant, [place for place in near if (ROOT / place).exists()]) or fails(mutant, THEN)


def fails(mutant: str, places: list[str] | tuple[str, ...]) -> bool:
    """Whether a test of these places fails with the mutant in; a run that could not begin is a fault of ours."""
    if not places:
        return False
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-x",
        "-p",
        "tests.proofs.always_allowed",
        "-p",
        "no:cacheprovider",
    ]
    environment = os.environ | {"ALWAYS_ALLOWED": mutant, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    done = subprocess.run([*command, *places], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stdout[-2000:] + done.stderr[-2000:]
    return done.returncode == 1
