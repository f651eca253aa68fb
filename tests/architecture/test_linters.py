"""Ruff and mypy find nothing, and would find what the house forbids."""

import subprocess
import sys

import pytest
from tests.architecture.checks.tree import ROOT


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True)


def test_ruff_finds_nothing():
    answer = run("ruff", "check", ".")
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_every_file_is_formatted():
    answer = run("ruff", "format", "--check", ".")
    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("def f():\n    import os\n\n    return os\n", "PLC0415"),
        ("import os\n", "F401"),
        ("from datetime import datetime\n\nNOW = datetime.now()\n", "DTZ005"),
    ],
)
def test_ruff_would_find_a_planted_fault(tmp_path, text, rule):
    planted = tmp_path / "planted.py"
    planted.write_text(text, encoding="utf-8")
    answer = run("ruff", "check", "--config", "pyproject.toml", "--no-cache", str(planted))
    assert answer.returncode == 1
    assert rule in answer.stdout


def test_types_hold_on_the_ground_floor():
    answer = run("mypy")
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_mypy_would_find_a_planted_fault(tmp_path):
    planted = tmp_path / "planted.py"
    planted.write_text("def half_days(days):\n    return days * 2\n", encoding="utf-8")
    answer = run("mypy", "--cache-dir", str(tmp_path / "cache"), str(planted))
    assert answer.returncode == 1
    assert "no-untyped-def" in answer.stdout
