"""The floors: import-linter's contracts hold, for every feature that is built so far."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.architecture.checks.tree import PACKAGE, ROOT, feature_levels, project

FLOORS = [
    "commands",
    "demo",
    "features",
    "flows",
    "gateways",
    "kit",
    "pages",
    "planner",
    "publicdata",
    "rules",
    "site",
    "worker",
]


def write_contracts(path: Path, package: Path) -> Path:
    """The contracts of pyproject.toml, without the features that are not built yet.

    A layer that does not exist would stop import-linter altogether; it cannot be violated either.
    """
    lines = ["[importlinter]", "root_package = headway", "include_external_packages = True"]
    for number, contract in enumerate(project()["tool"]["importlinter"]["contracts"]):
        kept = dict(contract)
        if "containers" in contract:
            rows = (built_siblings(row, package / "features") for row in contract["layers"])
            kept["layers"] = [row for row in rows if row]
        if kept.get("layers", True):
            lines.append(f"[importlinter:contract:{number}]")
            lines += [f"{key} = {as_ini(value)}" for key, value in kept.items()]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def as_ini(value: str | list[str]) -> str:
    return value if isinstance(value, str) else "".join(f"\n    {row}" for row in value)


def built_siblings(row: str, features: Path) -> str:
    return " | ".join(name for part in row.split("|") if (features / (name := part.strip(" ()"))).is_dir())


def lint_imports(package: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    contracts = write_contracts(folder / "contracts.ini", package)
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"]
    return subprocess.run(
        [*command, "--config", str(contracts), "--cache-dir", str(folder / "cache")],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(package.parent)},
        capture_output=True,
        text=True,
    )


def test_imports_point_down(tmp_path):
    answer = lint_imports(PACKAGE, tmp_path)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert " 0 broken" in answer.stdout


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("features/audit/queries.py", "from headway.features.people import models"),
        ("features/letters/queries.py", "from headway.features.ledgers import models"),
        ("rules/verdict.py", "import django"),
        ("flows/plan_year.py", "import headway.pages.schools"),
    ],
)
def test_an_import_up_or_sideways_is_found(tmp_path, module, line):
    package = tmp_path / "src" / "headway"
    rooms = [
        *FLOORS,
        "pages/schools",
        *(f"features/{name}" for name in ("audit", "people", "letters", "ledgers")),
    ]
    for room in ("", *rooms):
        (package / room).mkdir(parents=True, exist_ok=True)
        (package / room / "__init__.py").touch()
        (package / room / "models.py").touch()
    (package / module).write_text(line + "\n", encoding="utf-8")
    answer = lint_imports(package, tmp_path)
    assert answer.returncode == 1
    assert "1 broken" in answer.stdout, answer.stdout + answer.stderr


def test_the_feature_order_is_the_one_of_the_contract():
    levels = feature_levels()
    assert levels["audit"] == 0
    assert levels["audit"] < levels["jobs"] < levels["people"] < levels["schools"] < levels["deployment"]
    assert levels["letters"] == levels["ledgers"] and levels["categories"] == levels["partnerships"]
    with pytest.raises(LookupError, match="no layers contract"):
        feature_levels([{"layers": ["audit"]}])


def test_every_floor_stands():
    assert all((ROOT / "src" / "headway" / floor / "__init__.py").exists() for floor in FLOORS)
