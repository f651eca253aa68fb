"""No verdict can be made to allow always without a test that fails."""

import random
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from tests.proofs import verdicts

SEED, SAMPLE = 20260901, 2
pytestmark = pytest.mark.xdist_group("verdicts")
ELSEWHERE = "tests/rules/test_areas.py"
DRIVES = re.compile(r"\b(?:start_browser|sync_playwright)\(")


@pytest.fixture
def planted():
    """A folder of the checkout for planted tests: only such a test has a name that can be asked for again."""
    home = verdicts.ROOT / "test-results"
    home.mkdir(exist_ok=True)
    with TemporaryDirectory(dir=home) as folder:
        yield Path(folder)


def of_rules():
    rules = [one for one in verdicts.verdicts() if one.startswith("headway.rules.")]
    return random.Random(SEED).sample(rules, SAMPLE)


def test_a_sample_of_verdicts_that_always_allow_is_noticed():
    assert [one for one in of_rules() if not verdicts.is_noticed(one)] == []


@pytest.mark.control
def test_a_verdict_that_nobody_looks_at_survives(monkeypatch, proven):
    """Control: it is a test that looks which notices, not the manner of running."""
    monkeypatch.setattr(verdicts, "FIRST", dict.fromkeys(verdicts.FIRST, (ELSEWHERE,)))
    monkeypatch.setattr(verdicts, "THEN", (ELSEWHERE,))
    alive = [one for one in of_rules() if not verdicts.is_noticed(one)]
    proven("verdicts that nobody looks at (control)", planted=SAMPLE, caught=len(alive))
    assert alive == of_rules()


@pytest.mark.control
def test_where_tests_fail_without_a_mutant_none_counts_as_noticed(planted, proven):
    """Control: a machine on which something fails anyway."""
    (planted / "test_failing.py").write_text("def test_it():\n    assert False\n")
    with pytest.raises(verdicts.BadMachine):
        verdicts.notices(of_rules()[0], [ELSEWHERE, str(planted / "test_failing.py")])
    proven("verdicts on a machine that fails (control)", planted=1, caught=1)


@pytest.mark.control
def test_a_test_that_fails_now_and_then_does_not_count(planted, proven):
    """Control: it fails once, and what fails every time only beside the mutant is looked for further on."""
    once = planted / "once"
    text = f"from pathlib import Path\nonce = Path({str(once)!r})\n"
    text += "def test_it():\n    was = once.exists()\n    once.touch()\n    assert was\n"
    (planted / "test_sometimes.py").write_text(text)
    noticed = verdicts.notices(of_rules()[0], [ELSEWHERE, str(planted / "test_sometimes.py")])
    proven("tests that fail now and then (control)", planted=1, caught=int(once.exists() and not noticed))
    assert once.exists() and not noticed


@pytest.mark.control
def test_what_a_browser_or_a_proof_would_say_does_not_count(planted, proven):
    """Control: failing tests with their marks are left out."""
    marks = ("browser", "proof")
    text = "".join(f"@pytest.mark.{mark}\ndef test_{mark}():\n    assert False\n" for mark in marks)
    (planted / "test_marked.py").write_text(f"import pytest\n{text}")
    failing = verdicts.failing_with(of_rules()[0], (ELSEWHERE, str(planted / "test_marked.py")))
    proven("failing tests in a browser or of a proof (control)", planted=len(marks), caught=2 * (not failing))
    assert failing == []


def test_whatever_drives_a_browser_says_so():
    """Else its failing where there is none would be taken for a mutant that is noticed."""
    silent = [
        str(file.relative_to(verdicts.ROOT))
        for file in (verdicts.ROOT / "tests").rglob("test_*.py")
        if (text := file.read_text(encoding="utf-8")) and DRIVES.search(text) and "mark.browser" not in text
    ]
    assert silent == []


@pytest.mark.proof
def test_every_verdict_that_always_allows_is_noticed(proven):
    every = verdicts.verdicts()
    alive = [one for one in every if not verdicts.is_noticed(one)]
    proven("verdicts that always allow", mutants=len(every), survivors=len(alive))
    assert alive == []
