"""Rows that contradict themselves are refused with a sentence that says which."""

from dataclasses import replace

import pytest
from tests.planner.deployment.county import WEIGHTS, make_adviser, make_problem, make_school

from headway.planner.deployment.problem import Partnership
from headway.planner.rows import BadProblem


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"schools": (make_school("s1", 0), make_school("s1", 1))}, "school s1 is listed twice"),
        ({"advisers": (make_adviser("a", 0), make_adviser("a", 0))}, "adviser a is listed twice"),
        ({"schools": (make_school("s1", 0, half_days=-1),)}, "school s1 has negative"),
        ({"partnerships": (Partnership("p", -2, 0, 0),)}, "partnership p has negative"),
        ({"advisers": (make_adviser("a", 0, capacity_half_days=0),)}, "adviser a has no half-days to give"),
        ({"advisers": (make_adviser("a", 0, max_intensive=-1),)}, "adviser a has a negative limit"),
        ({"schools": (make_school("s1", 0, partnership="q"),)}, "names the partnership q"),
        ({"conflicts": frozenset({("nobody", "s1")})}, "conflict names nobody"),
        ({"fixed_advisers": {"s9": "near"}}, "fixed assignment names s9"),
        ({"fixed_leads": {"p": "nobody"}}, "fixed lead names nobody"),
        ({"schools": (make_school("s1", 0, category="2", last_adviser="near"),)}, "weight for category 2"),
        (
            {"weights": replace(WEIGHTS, split_school_minutes=-1.0)},
            "weight of the deployment policy is negative",
        ),
        ({"weights": replace(WEIGHTS, speed_km_per_hour=0.0)}, "speed and the detour factor"),
    ],
)
def test_contradictions_are_refused(changes: dict[str, object], words: str) -> None:
    if "schools" in changes and "partnership q" not in words:
        changes = {"partnerships": ()} | changes
    with pytest.raises(BadProblem, match=words):
        make_problem(**changes)


def test_m6_10_demand_counts_schools_and_leads_and_capacity_counts_advisers() -> None:
    problem = make_problem()
    assert problem.demand_half_days == 4 * 2 + 2
    assert problem.capacity_half_days == 16
