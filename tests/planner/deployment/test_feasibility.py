"""A rule that no plan can meet is named with its school or partnership before anything is solved."""

import pytest
from tests.planner.deployment.county import make_adviser, make_problem, make_school

from headway.planner.deployment.feasibility import require_feasible
from headway.planner.deployment.problem import Infeasible
from headway.planner.deployment.tables import build_tables
from headway.planner.rows import BadProblem

ALONE = make_school("s1", 0)
PAIR = (make_school("s1", 0, federation="f"), make_school("s2", 0, federation="f", phase="special"))
SERIOUS = tuple(make_school(f"s{n}", 0, intensive=True) for n in (1, 2, 3))


@pytest.mark.parametrize(
    ("changes", "rule", "subject"),
    [
        ({"schools": (make_school("s1", 0, phase="special"),)}, "phase", "s1"),
        ({"schools": (ALONE,), "conflicts": frozenset({("near", "s1"), ("far", "s1")})}, "conflict", "s1"),
        ({"conflicts": frozenset({("near", "s1")}), "fixed_advisers": {"s1": "near"}}, "fixed", "s1"),
        ({"schools": (make_school("s1", 0, phase="pru"),), "fixed_advisers": {"s1": "near"}}, "fixed", "s1"),
        ({"advisers": (make_adviser("near", 0, leads=False),)}, "lead", "p"),
        (
            {
                "advisers": (make_adviser("near", 0), make_adviser("far", 0, leads=False)),
                "fixed_leads": {"p": "far"},
            },
            "fixed lead",
            "p",
        ),
        (
            {
                "schools": PAIR,
                "partnerships": (),
                "advisers": (
                    make_adviser("near", 0),
                    make_adviser("far", 0, phases_first=frozenset({"special"})),
                ),
            },
            "federation",
            "s1",
        ),
        (
            {
                "schools": (
                    ALONE,
                    make_school("s2", 0, federation="f"),
                    make_school("s3", 0, federation="f"),
                ),
                "fixed_advisers": {"s2": "near", "s3": "far"},
            },
            "federation",
            "s2",
        ),
        (
            {
                "schools": SERIOUS,
                "partnerships": (),
                "advisers": (
                    make_adviser("near", 0, max_intensive=1),
                    make_adviser("far", 0, max_intensive=1),
                ),
            },
            "max intensive",
            "s3",
        ),
        ({"schools": (ALONE,), "partnerships": (), "advisers": ()}, "adviser", "s1"),
    ],
)
def test_what_cannot_be_met_is_named(changes: dict[str, object], rule: str, subject: str) -> None:
    problem = make_problem(**changes)
    with pytest.raises(Infeasible, match=subject) as caught:
        require_feasible(problem, build_tables(problem))
    assert (caught.value.rule, caught.value.subject) == (rule, subject)
    assert str(caught.value).endswith(".")


def test_intensive_schools_are_spread_within_the_limits() -> None:
    team = (make_adviser("near", 0, max_intensive=2), make_adviser("far", 10, max_intensive=1))
    problem = make_problem(schools=SERIOUS, partnerships=(), advisers=team)
    spread = require_feasible(problem, build_tables(problem))
    assert sorted(spread) == [0, 1, 2] and sorted(spread.values()) == [0, 0, 1]


def test_nothing_to_plan_is_a_sentence() -> None:
    problem = make_problem(schools=(), partnerships=())
    with pytest.raises(BadProblem, match="no school"):
        require_feasible(problem, build_tables(problem))
