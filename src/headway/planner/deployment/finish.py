"""From a draft to a plan: names for numbers, and whose half-days stay unmet where an adviser has too many."""

from headway.planner.deployment.draft import Draft
from headway.planner.deployment.problem import Plan, Problem
from headway.planner.deployment.tables import Tables


def write_plan(problem: Problem, tables: Tables, draft: Draft) -> Plan:
    """The draft as a plan. Where an adviser's load is above capacity, half-days are left unmet one at a time
    at the school with most left, intensive schools after all others, and the leads' shares last."""
    names = [adviser.id for adviser in problem.advisers]
    advisers: dict[str, str] = {}
    held: list[list[int]] = [[] for _ in names]
    for block, a in zip(tables.blocks, draft.adviser, strict=True):
        for s in block:
            advisers[problem.schools[s].id] = names[a]
            held[a].append(s)
    unmet: dict[str, int] = {}
    unmet_leads: dict[str, int] = {}
    for a, room in enumerate(tables.capacity):
        over = draft.load[a] - room
        if over > 0:
            over = _leave_schools(problem, held[a], over, unmet)
            _leave_leads(problem, [p for p, lead in enumerate(draft.lead) if lead == a], over, unmet_leads)
    return Plan(
        advisers={school.id: advisers[school.id] for school in problem.schools},
        leads={one.id: names[a] for one, a in zip(problem.partnerships, draft.lead, strict=True)},
        unmet=unmet,
        unmet_leads=unmet_leads,
    )


def _leave_schools(problem: Problem, held: list[int], over: int, unmet: dict[str, int]) -> int:
    """Leave up to `over` half-days of these schools unmet; returns what could not be placed."""
    for serious in (False, True):
        schools = [problem.schools[s] for s in held if problem.schools[s].intensive == serious]
        while over and schools:
            most = max(schools, key=lambda school: school.half_days - unmet.get(school.id, 0))
            if most.half_days == unmet.get(most.id, 0):
                break
            unmet[most.id] = unmet.get(most.id, 0) + 1
            over -= 1
    return over


def _leave_leads(problem: Problem, leads: list[int], over: int, unmet: dict[str, int]) -> None:
    for p in leads:
        partnership = problem.partnerships[p]
        left = min(over, partnership.lead_half_days)
        if left:
            unmet[partnership.id] = left
            over -= left
