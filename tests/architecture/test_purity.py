"""The same facts give the same answer: no clock, dice or outside world below the doors."""

import pytest
from tests.architecture.checks import purity
from tests.architecture.checks.tree import PACKAGE, assert_none, source_files


def rooms(*names):
    return [path for name in names for path in source_files(PACKAGE / name)]


def test_rules_reach_for_nothing_outside():
    assert_none(purity.find_outside_imports(rooms("rules")))


def test_nothing_below_the_doors_reads_the_clock():
    assert_none(purity.find_clocks(rooms("rules", "planner", "publicdata", "features", "flows")))


def test_dice_are_seeded():
    assert_none(
        purity.find_unseeded_dice(rooms("rules", "planner", "publicdata", "features", "flows", "demo"))
    )


@pytest.mark.parametrize(
    ("find", "text"),
    [
        (purity.find_outside_imports, "import os.path"),
        (purity.find_outside_imports, "from pathlib import Path"),
        (purity.find_clocks, "from datetime import date\nday = date.today()"),
        (purity.find_clocks, "from django.utils import timezone\nat = timezone.now()"),
        (purity.find_unseeded_dice, "import random\nrandom.shuffle([])"),
    ],
)
def test_a_reach_outside_is_found(tmp_path, find, text):
    planted = tmp_path / "planted.py"
    planted.write_text(text + "\n", encoding="utf-8")
    assert len(find([planted])) == 1


@pytest.mark.parametrize(
    "text",
    [
        "import random\ndice = random.Random(1)",
        "from random import Random\ndef f(random: Random): random.shuffle([])",
    ],
)
def test_seeded_dice_are_no_fault(tmp_path, text):
    planted = tmp_path / "planted.py"
    planted.write_text(text + "\n", encoding="utf-8")
    assert purity.find_unseeded_dice([planted]) == []
