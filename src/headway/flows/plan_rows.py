"""A plan as rows: assignments and leads with their reasons, the figures that sum it up, and back again."""

from typing import Any

from headway.features.deployment.models import Assignment, Draft, Lead
from headway.flows.build_problem import YearFacts
from headway.flows.plan_reasons import Reasons
from headway.planner.deployment.check import assigned_half_days, cost_terms, total_unmet
from headway.planner.deployment.problem import Plan


def assignments_of(known: YearFacts, plan: Plan) -> list[Assignment]:
    """One row a school, not saved and without its draft."""
    reasons = Reasons(known, plan)
    return [
        Assignment(
            school=known.schools[school.id],
            adviser=known.advisers[plan.advisers[school.id]],
            partnership=known.partnerships.get(school.partnership or ""),
            category=school.category,
            half_days=school.half_days,
            unmet_half_days=plan.unmet.get(school.id, 0),
            travel_minutes=round(reasons.journey_minutes(school)),
            last_adviser=known.advisers.get(school.last_adviser or ""),
            reasons=reasons.sentences(school),
        )
        for school in known.problem.schools
    ]


def leads_of(known: YearFacts, plan: Plan) -> list[Lead]:
    """One row a partnership, not saved and without its draft."""
    return [
        Lead(
            partnership=known.partnerships[one.id],
            adviser=known.advisers[plan.leads[one.id]],
            half_days=one.lead_half_days,
            unmet_half_days=plan.unmet_leads.get(one.id, 0),
            last_adviser=known.advisers.get(one.last_lead or ""),
        )
        for one in known.problem.partnerships
    ]


def figures_of(known: YearFacts, plan: Plan) -> dict[str, Any]:
    """The figures of a draft that follow from facts and plan, by the names of its columns."""
    problem = known.problem
    terms = cost_terms(problem, plan)
    loads = assigned_half_days(problem, plan)
    shares = [loads[one.id] / one.capacity_half_days for one in problem.advisers]
    return {
        "demand_half_days": problem.demand_half_days,
        "capacity_half_days": problem.capacity_half_days,
        "unmet_half_days": total_unmet(plan),
        "objective": sum(terms.values()),
        "terms": terms,
        "spread": max(shares) - min(shares),
        "changes": sum(
            school.last_adviser is not None and school.last_adviser != plan.advisers[school.id]
            for school in problem.schools
        ),
        "lead_changes": sum(
            one.last_lead is not None and one.last_lead != plan.leads[one.id] for one in problem.partnerships
        ),
        "capacities": {one.id: one.capacity_half_days for one in problem.advisers},
        "warnings": list(known.warnings),
        "problem": known.fingerprint,
    }


def plan_of(draft: Draft) -> Plan:
    """The plan a draft holds; two queries."""
    assignments = draft.assignments.select_related("adviser__person")
    leads = draft.leads.select_related("adviser__person", "partnership")
    advisers: dict[str, str] = {}
    unmet: dict[str, int] = {}
    for row in assignments:
        advisers[str(row.school_id)] = row.adviser.person.public_id
        if row.unmet_half_days:
            unmet[str(row.school_id)] = row.unmet_half_days
    led: dict[str, str] = {}
    unmet_leads: dict[str, int] = {}
    for lead in leads:
        led[lead.partnership.public_id] = lead.adviser.person.public_id
        if lead.unmet_half_days:
            unmet_leads[lead.partnership.public_id] = lead.unmet_half_days
    return Plan(advisers=advisers, leads=led, unmet=unmet, unmet_leads=unmet_leads)
