"""Whose half-days stay unmet: schools that are not intensive first, the most left first, leads last."""

from tests.planner.deployment.county import make_adviser, make_problem, make_school

from headway.planner.deployment.check import check
from headway.planner.deployment.draft import Draft
from headway.planner.deployment.finish import write_plan
from headway.planner.deployment.problem import Partnership
from headway.planner.deployment.tables import build_tables


def plan_for_one(capacity: int) -> tuple[dict[str, int], dict[str, int]]:
    problem = make_problem(
        schools=(
            make_school("s1", 0, half_days=4, intensive=True, partnership="p"),
            make_school("s2", 0, half_days=3, partnership="p"),
            make_school("s3", 0, half_days=2),
        ),
        partnerships=(Partnership("p", 2, 0.0, 0.0),),
        advisers=(make_adviser("near", 0, capacity_half_days=capacity),),
    )
    plan = write_plan(problem, tables := build_tables(problem), Draft(tables, [0, 0, 0], [0]))
    assert check(problem, plan) == ()
    return dict(plan.unmet), dict(plan.unmet_leads)


def test_m6_10_unmet_half_days_fall_on_intensive_schools_and_leads_last() -> None:
    assert plan_for_one(11) == ({}, {})
    assert plan_for_one(9) == ({"s2": 2}, {}) or plan_for_one(9) == ({"s2": 1, "s3": 1}, {})
    assert plan_for_one(5) == ({"s1": 1, "s2": 3, "s3": 2}, {})
    assert plan_for_one(1) == ({"s1": 4, "s2": 3, "s3": 2}, {"p": 1})
