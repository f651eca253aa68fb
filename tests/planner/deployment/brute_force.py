"""The best plan of a tiny problem by trying every plan; slow, plain, and judged by the independent check
alone."""

from itertools import product

from headway.planner.deployment.check import assigned_half_days, check, cost_terms
from headway.planner.deployment.problem import Plan, Problem


def find_best(problem: Problem) -> tuple[int, float] | None:
    """(fewest unmet half-days, least minutes at that level) over all plans; None where no plan keeps the
    rules."""
    names = [adviser.id for adviser in problem.advisers]
    best: tuple[int, float] | None = None
    schools, partnerships = problem.schools, problem.partnerships
    for choice in product(names, repeat=len(schools) + len(partnerships)):
        plan = Plan(
            dict(zip((school.id for school in schools), choice, strict=False)),
            dict(zip((one.id for one in partnerships), choice[len(schools) :], strict=True)),
        )
        if any(violation.rule != "capacity" for violation in check(problem, plan)):
            continue
        loads = assigned_half_days(problem, plan)
        unmet = sum(max(0, loads[adviser.id] - adviser.capacity_half_days) for adviser in problem.advisers)
        if best is None or unmet <= best[0]:
            minutes = sum(cost_terms(problem, plan).values())
            best = min(best, (unmet, minutes)) if best else (unmet, minutes)
    return best
