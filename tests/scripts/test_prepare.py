"""Preparing a checkout: what is installed already is not installed again."""

import importlib.util
import os
import shutil
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def prepare(tmp_path, monkeypatch):
    """The script over an empty checkout with three locks."""
    spec = importlib.util.spec_from_file_location("prepare_of_tests", ROOT / "scripts/prepare.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "PYTHON", tmp_path / ".venv/bin/python")
    for name in (*module.LOCKS.values(), ".python-version"):
        (tmp_path / name).write_text(name)
    (tmp_path / ".venv/bin").mkdir(parents=True)
    (tmp_path / ".venv/bin/python").write_text("")
    return module


def stamp(prepare, which):
    name = prepare.LOCKS[which]
    (prepare.VENV / f"installed-{which}").write_text(prepare.checksum(name, ".python-version"))


def test_an_empty_checkout_has_nothing_installed(prepare):
    assert not prepare.installed("run")


def test_a_fuller_set_serves_the_smaller_need(prepare):
    stamp(prepare, "dev")
    assert prepare.installed("run")
    assert prepare.installed("published")


def test_a_smaller_set_does_not_serve_the_fuller_need(prepare):
    stamp(prepare, "run")
    assert not prepare.installed("dev")


def test_a_changed_lock_is_installed_anew(prepare):
    stamp(prepare, "run")
    (prepare.ROOT / "requirements.lock").write_text("changed")
    assert not prepare.installed("run")


def test_a_lost_interpreter_is_made_anew(prepare):
    stamp(prepare, "run")
    prepare.PYTHON.unlink()
    assert not prepare.installed("run")


def test_a_good_python_that_stands_here_is_taken_and_none_is_fetched(prepare, monkeypatch):
    monkeypatch.delenv("UV_PYTHON", raising=False)
    monkeypatch.setenv("PATH", f"{Path(sys.executable).resolve().parent}:{os.environ['PATH']}")
    monkeypatch.setattr(prepare.glob, "glob", lambda place: [])
    shutil.rmtree(prepare.VENV)
    prepare.choose_python(str(ROOT / ".tools/uv/bin/uv"))
    chosen = os.environ.pop("UV_PYTHON", "")
    assert chosen and Path(chosen).is_file()


def test_what_somebody_chose_stays(prepare, monkeypatch):
    monkeypatch.setenv("UV_PYTHON", "/their/own/python")
    prepare.choose_python("no such command")
    assert os.environ["UV_PYTHON"] == "/their/own/python"
