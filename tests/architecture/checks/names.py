"""Names and rooms: what packages are called, what their first sentence says, which files each holds."""

import ast
from collections.abc import Collection, Iterable
from pathlib import Path

from tests.architecture.checks.tree import packages, parse

# Words that say nothing about what lives inside.
EMPTY_NAMES = frozenset(
    [
        "core",
        "common",
        "utils",
        "util",
        "helpers",
        "helper",
        "services",
        "service",
        "managers",
        "manager",
        "misc",
        "shared",
    ]
)
# Words that Django or the web already gives a meaning; fine as a module of a page, not as a package.
TAKEN_NAMES = frozenset(["forms", "groups", "sessions", "admin", "auth", "static", "messages", "sites"])
FEATURE_ROOMS = ("apps", "models", "queries", "actions")
PAGE_ROOMS = ("urls",)


def find_bad_names(package: Path) -> list[str]:
    """One sentence for each folder or module under a package with a name the house forbids."""
    faults = []
    for path in sorted(package.rglob("*")):
        where = path.relative_to(package).as_posix()
        if "__pycache__" in where or "/static/" in f"/{where}/" or "/templates/" in f"/{where}/":
            continue
        is_package = path.is_dir() and (path / "__init__.py").exists()
        forbidden = EMPTY_NAMES | TAKEN_NAMES if is_package else EMPTY_NAMES
        if (is_package or path.suffix == ".py") and path.stem in forbidden:
            faults.append(
                f"{where}: the name {path.stem!r} does not say what lives there; use an officer's word"
            )
    return faults


def find_bad_first_sentences(package: Path) -> list[str]:
    """Floors and features say in exactly one sentence what lives there, and nothing else."""
    rooms = [*packages(package), *packages(package / "features")]
    return [
        f"{room.relative_to(package).as_posix()}/__init__.py: {fault}"
        for room in rooms
        if (fault := _fault_of_first_sentence(parse(room / "__init__.py")))
    ]


def _fault_of_first_sentence(tree: ast.Module) -> str:
    sentence = " ".join((ast.get_docstring(tree) or "").split())
    if not sentence:
        return "has no docstring; say in one sentence what lives here and what does not"
    if len(tree.body) > 1:
        return "holds more than its docstring"
    if not sentence.endswith(".") or ". " in sentence:
        return "its docstring is not exactly one sentence ending in a full stop"
    return ""


def find_missing_rooms(folder: Path, rooms: Iterable[str]) -> list[str]:
    """Every package in a folder has these modules (a module may have grown into a package)."""
    return [
        f"{folder.name}/{package.name}: {room}.py is missing"
        for package in packages(folder)
        for room in rooms
        if not (package / f"{room}.py").exists() and not (package / room / "__init__.py").exists()
    ]


def find_unordered_features(features: Path, ordered: Collection[str]) -> list[str]:
    """A feature that no layers contract mentions escapes every check of direction."""
    return [
        f"features/{package.name}: not in the feature order of pyproject.toml"
        for package in packages(features)
        if package.name not in ordered
    ]


def find_labels_unlike_folders(labels: Iterable[tuple[str, str]]) -> list[str]:
    """App labels equal their folder. Takes (dotted name of the app, label)."""
    return [f"{name}: its label is {label!r}" for name, label in labels if name.rpartition(".")[2] != label]
