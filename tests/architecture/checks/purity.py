"""No clock, dice, settings, files or logging where the house wants the same answer to the same facts."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.architecture.checks.tree import parse

# The foundation reaches for nothing outside its arguments.
FILES = frozenset({"io", "pathlib", "shutil", "tempfile"})
MACHINE = frozenset({"logging", "os", "random", "secrets", "socket", "subprocess", "sys", "time", "urllib"})
OUTSIDE = FILES | MACHINE
# Calls that read the clock. `now` and `today` are passed in from the doors as `at` and `on`.
CLOCK = frozenset({"now", "utcnow", "today", "localdate"})
# Dice that nobody seeded: `random.Random(seed)` is allowed, `random.random()` is not.
SEEDED = frozenset({"Random"})


def find_outside_imports(paths: Iterable[Path]) -> list[str]:
    """One sentence for each import that could read or write something other than the arguments."""
    return [
        f"{path}:{line}: imports {module}; what it would give is an argument here"
        for path in paths
        for line, module in _imported_modules(parse(path))
        if module.split(".")[0] in OUTSIDE
    ]


def find_clocks(paths: Iterable[Path]) -> list[str]:
    """One sentence for each call that asks what time it is."""
    return [
        f"{path}:{node.lineno}: {node.func.attr}() reads the clock; take the day or the moment as an argument"
        for path in paths
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CLOCK
        and not (node.func.attr == "localdate" and node.args)  # the day of a moment that was given
    ]


def find_unseeded_dice(paths: Iterable[Path]) -> list[str]:
    """One sentence for each use of the shared random generator."""
    return [
        f"{path}:{node.lineno}: random.{node.attr} is not seeded; take a random.Random(seed)"
        for path in paths
        if "random" in {module for _, module in _imported_modules(parse(path), whole=True)}
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "random" and node.attr not in SEEDED
    ]


def _imported_modules(tree: ast.Module, *, whole: bool = False) -> Iterator[tuple[int, str]]:
    """Line and dotted name of each import; `whole` leaves out `from module import name`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not whole:
            yield node.lineno, node.module
