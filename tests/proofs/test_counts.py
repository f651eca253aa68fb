"""What is counted of several runs stands together, every proof has a control that is counted, and a blind one is told."""

import ast
from pathlib import Path

import pytest
from tests.proofs.conftest import keep, told

FILES = sorted(Path(__file__).parent.glob("test_*.py"))


def marks_of(source):
    """The marks that stand in a test module."""
    return {
        node.attr
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute) and node.attr in ("proof", "control")
    }


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_proof_has_a_control_that_is_run_with_it(file):
    assert marks_of(file.read_text()) in ({"proof", "control"}, set())


def test_a_proof_without_one_is_found():
    """Control."""
    assert marks_of("import pytest\n@pytest.mark.proof\ndef test_a(): ...") == {"proof"}


def test_a_second_run_keeps_what_the_first_counted(tmp_path):
    file = tmp_path / "results" / "proofs.json"
    keep(file, {"one": {"failures": 0}, "two": {"failures": 1}})
    assert keep(file, {"two": {"failures": 0}}) == {"one": {"failures": 0}, "two": {"failures": 0}}


def test_controls_are_told_together_and_one_that_caught_nothing_shows():
    counts = {"one": {"states": 6000}, "one (control)": {"planted": 1, "caught": 1}}
    assert told(counts)[-1] == "every control caught: 1 of 1"
    assert told(counts | {"two (control)": {"caught": 0}})[-1] == "not every control caught: 1 of 2"
    assert told({"one": {"states": 6000}}) == ["one: 6,000 states"]
