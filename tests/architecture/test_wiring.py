"""No feature is called by a signal or found by a name."""

import pytest
from tests.architecture.checks import wiring
from tests.architecture.checks.tree import PACKAGE, assert_none, source_files


def test_no_signals_between_features():
    assert_none(wiring.find_signals(source_files(PACKAGE)))


@pytest.mark.parametrize(
    "line",
    [
        "from django.db.models.signals import post_save",
        "from django.db.models import signals",
        "import django.db.models.signals",
        "from django.dispatch import Signal",
    ],
)
def test_a_signal_is_found(tmp_path, line):
    planted = tmp_path / "planted.py"
    planted.write_text(line + "\n", encoding="utf-8")
    assert len(wiring.find_signals([planted])) == 1


def test_no_model_is_looked_up_by_name():
    assert_none(wiring.find_model_lookups(source_files(PACKAGE)))


def test_a_look_up_by_name_is_found(tmp_path):
    planted = tmp_path / "planted.py"
    planted.write_text(
        "from django.apps import apps\nVisit = apps.get_model('visits', 'Visit')\n", encoding="utf-8"
    )
    (fault,) = wiring.find_model_lookups([planted])
    assert fault.startswith(f"{planted}:2:")
