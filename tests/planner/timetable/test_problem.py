"""Rows that contradict themselves are refused with a sentence."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.planner.timetable.instances import make_small

from headway.planner.rows import BadProblem
from headway.planner.timetable.change import Change, Rung, apply_change
from headway.planner.timetable.problem import Link, Problem

GOOD = make_small(1)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda p: {"visits": (*p.visits, p.visits[0])}, "listed twice"),
        (lambda p: {"days": tuple(reversed(p.days))}, "not in order"),
        (lambda p: {"visits": (replace(p.visits[0], schools=("nowhere",)),), "links": ()}, "not on the list"),
        (lambda p: {"visits": (replace(p.visits[0], advisers=("nobody",)),), "links": ()}, "not on the list"),
        (lambda p: {"visits": (replace(p.visits[0], advisers=()),), "links": ()}, "no school or no adviser"),
        (lambda p: {"visits": (replace(p.visits[0], half_days=3),), "links": ()}, "3 half-days"),
        (
            lambda p: {"visits": (replace(p.visits[0], until=p.visits[0].earliest),), "links": ()},
            "ends before",
        ),
        (lambda p: {"visits": (replace(p.visits[0], term="winter"),), "links": ()}, "the term winter"),
        (lambda p: {"schools": tuple(replace(s, spacing_days=-1) for s in p.schools)}, "negative spacing"),
        (lambda p: {"links": (Link("visit 1", "gone"),)}, "A link names the visit gone"),
        (lambda p: {"links": (Link("visit 1", "visit 2", 3, 2),)}, "never be kept"),
        (lambda p: {"weights": replace(p.weights, move_minutes=-1)}, "negative"),
        (lambda p: {"weights": replace(p.weights, speed_km_per_hour=0)}, "above 0"),
    ],
)
def test_contradicting_rows_are_refused(change: Callable[[Problem], dict[str, Any]], words: str) -> None:
    with pytest.raises(BadProblem, match=words):
        replace(GOOD, **change(GOOD))


def test_good_rows_are_taken() -> None:
    assert isinstance(replace(GOOD), Problem)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (Change(date(2026, 9, 7), removed=frozenset({"gone"})), "the visit gone"),
        (Change(date(2026, 9, 7), away={"nobody": frozenset()}), "the adviser nobody"),
        (Change(date(2026, 9, 7), closed={"nowhere": frozenset()}), "the school nowhere"),
    ],
)
def test_a_change_of_what_is_not_there_is_refused(change: Change, words: str) -> None:
    with pytest.raises(BadProblem, match=words):
        apply_change(GOOD, change)


def test_a_ladder_of_unknown_steps_is_refused() -> None:
    with pytest.raises(BadProblem, match="days, cover or window"):
        Rung("prayer", 1, "hope")
