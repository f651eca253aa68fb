"""Before solving: can every hard rule be met? If not, which school or partnership, and which rule."""

import numpy as np

from headway.planner.deployment.highs import Programme
from headway.planner.deployment.problem import Adviser, Infeasible, Problem, School
from headway.planner.deployment.tables import Tables, may_lead, may_serve, phases_of
from headway.planner.rows import BadProblem


def require_feasible(problem: Problem, tables: Tables) -> dict[int, int]:
    """Raise Infeasible with the school or partnership and the rule, or BadProblem where there is nothing to
    plan.

    Returns an adviser for every block with intensive schools that keeps all limits of intensive schools.
    """
    if not problem.schools:
        raise BadProblem("There is no school to plan for; give at least one.")
    if not problem.advisers:
        first = problem.schools[0].id
        raise Infeasible(
            first, "adviser", f"There is no adviser for school {first} or any other; give at least one."
        )
    for school in problem.schools:
        _require_adviser(problem, school)
    for block in tables.blocks:
        if len(block) > 1:
            _require_shared_adviser(problem, [problem.schools[s] for s in block])
    _require_leads(problem, tables)
    return _spread_intensive(problem, tables)


def _require_adviser(problem: Problem, school: School) -> None:
    fixed = problem.fixed_advisers.get(school.id)
    if fixed is not None:
        adviser = next(one for one in problem.advisers if one.id == fixed)
        if not may_serve(problem, adviser, school):
            raise Infeasible(school.id, "fixed", _why_fixing_fails(problem, adviser, school))
        return
    if any(may_serve(problem, adviser, school) for adviser in problem.advisers):
        return
    if any(adviser.may_serve_phase(school.phase) for adviser in problem.advisers):
        words = f"Every adviser for phase {school.phase} has a conflict of interest with school {school.id}"
        raise Infeasible(school.id, "conflict", f"{words}; name another adviser or lift a conflict.")
    words = f"No adviser may serve school {school.id}, because none has its phase {school.phase}"
    raise Infeasible(school.id, "phase", f"{words}; add the phase to an adviser.")


def _why_fixing_fails(problem: Problem, adviser: Adviser, school: School) -> str:
    words = f"School {school.id} is fixed to adviser {adviser.id}, "
    if (adviser.id, school.id) in problem.conflicts:
        return words + "who has a conflict of interest with it; fix another adviser or lift the conflict."
    return words + f"who does not serve its phase {school.phase}; fix another adviser or add the phase."


def _require_shared_adviser(problem: Problem, schools: list[School]) -> None:
    names = ", ".join(school.id for school in schools)
    fixed = {problem.fixed_advisers[school.id] for school in schools if school.id in problem.fixed_advisers}
    words = f"The federation {schools[0].federation} ({names}) must share one adviser, but "
    if len(fixed) > 1:
        raise Infeasible(
            schools[0].id, "federation", f"{words}its schools are fixed to {', '.join(sorted(fixed))}."
        )
    able = [one for one in problem.advisers if all(may_serve(problem, one, school) for school in schools)]
    if not any(not fixed or one.id in fixed for one in able):
        raise Infeasible(schools[0].id, "federation", f"{words}no allowed adviser may serve all of them.")


def _require_leads(problem: Problem, tables: Tables) -> None:
    for p, partnership in enumerate(problem.partnerships):
        if np.isfinite(tables.lead_cost[p]).any():
            continue
        phases = phases_of(problem, partnership)
        listed = ", ".join(sorted(phases)) or "any phase"
        fixed = problem.fixed_leads.get(partnership.id)
        if fixed is not None and any(may_lead(adviser, phases) for adviser in problem.advisers):
            words = (
                f"Partnership {partnership.id} is fixed to adviser {fixed}, who may not lead it ({listed})"
            )
            raise Infeasible(partnership.id, "fixed lead", f"{words}; fix another lead.")
        words = f"No adviser may lead partnership {partnership.id} ({listed})"
        raise Infeasible(partnership.id, "lead", f"{words}; let an adviser of one of these phases lead.")


def _spread_intensive(problem: Problem, tables: Tables) -> dict[int, int]:
    blocks = [b for b, schools in enumerate(tables.intensive) if schools]
    if not blocks or sum(tables.intensive) <= min(tables.limit):
        return {b: int(tables.cost[b].argmin()) for b in blocks}
    spread = _spread(tables, blocks)
    if spread is not None:
        return spread
    # The blocks with the fewest advisers come first, so that the one named is the one that no longer fits.
    blocks.sort(key=lambda b: (int(np.isfinite(tables.cost[b]).sum()), b))
    count = next(n for n in range(1, len(blocks) + 1) if _spread(tables, blocks[:n]) is None)
    school = next(s for s in tables.blocks[blocks[count - 1]] if problem.schools[s].intensive)
    name = problem.schools[school].id
    words = (
        f"The intensive school {name} and {count - 1} others like it are more than their advisers may take"
    )
    raise Infeasible(name, "max intensive", f"{words}; raise an adviser's limit of intensive schools.")


def _spread(tables: Tables, blocks: list[int]) -> dict[int, int] | None:
    programme = Programme()
    held: dict[int, list[tuple[int, float]]] = {}
    places: dict[tuple[int, int], int] = {}
    for b in blocks:
        able = [int(a) for a in np.nonzero(np.isfinite(tables.cost[b]))[0]]
        for a in able:
            places[b, a] = programme.add_column(float(tables.cost[b, a]), 0, 1, whole=True)
            held.setdefault(a, []).append((places[b, a], float(tables.intensive[b])))
        programme.add_row(1, 1, [(places[b, a], 1.0) for a in able])
    for a in sorted(held):
        programme.add_row(-np.inf, tables.limit[a], held[a])
    answer = programme.solve(seed=0)
    if not answer.solved:
        return None
    return {b: a for (b, a), column in places.items() if answer.values[column] > 0.5}
