"""The checkout as the checks see it: which files are ours, read and parsed once."""

import ast
import functools
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PACKAGE = ROOT / "src" / "headway"
CODE_FOLDERS = ("src", "tests", "scripts", "benchmarks")


def committed_files(root: Path = ROOT) -> list[Path]:
    """Files that are committed or would be by `git add`, sorted; deleted ones are left out."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        check=True,
    ).stdout.decode()
    return sorted(path for name in listing.split("\0") if name and (path := root / name).is_file())


def python_files(root: Path = ROOT) -> list[Path]:
    """Python files of the code folders; migrations are left out, since Django writes them."""
    return [path for folder in CODE_FOLDERS for path in source_files(root / folder)]


def source_files(folder: Path) -> list[Path]:
    """Python files under one folder, sorted, without migrations and caches."""
    return sorted(
        path
        for path in folder.rglob("*.py")
        if not {"migrations", "__pycache__"} & set(path.relative_to(folder).parts)
    )


@functools.cache
def parse(path: Path) -> ast.Module:
    """The syntax tree of one Python file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a file, nested ones too."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def packages(folder: Path) -> list[Path]:
    """Direct subfolders that are Python packages, sorted."""
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if (path / "__init__.py").exists())


@functools.cache
def project() -> dict:
    """pyproject.toml as a dictionary."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def feature_levels(contracts: list[dict] | None = None) -> dict[str, int]:
    """Feature name to its level, 0 the lowest, from the layers contract; siblings share a level."""
    for contract in contracts if contracts is not None else project()["tool"]["importlinter"]["contracts"]:
        if contract.get("containers") == ["headway.features"]:
            rising = reversed(contract["layers"])
            return {name.strip(" ()"): level for level, row in enumerate(rising) for name in row.split("|")}
    raise LookupError("pyproject.toml has no layers contract whose container is headway.features")


def assert_none(faults: list[str]) -> None:
    """Fail with every fault on a line of its own."""
    assert not faults, "\n" + "\n".join(faults)
