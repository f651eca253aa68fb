"""Fix a school's adviser, or a partnership's lead, by hand: with a reason, checked again, held by later planning."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from headway.features.deployment.actions import lock_of, may_change_draft, store_plan
from headway.features.deployment.models import Draft, Lock
from headway.features.people.models import Person
from headway.features.policies.queries import policy_in_use, read_policy
from headway.flows.build_problem import YearFacts, build_problem
from headway.flows.plan_rows import assignments_of, figures_of, leads_of, plan_of
from headway.flows.plan_year import insist_on_check
from headway.planner.deployment.check import assigned_half_days
from headway.planner.deployment.problem import Plan
from headway.planner.result import relative_gap
from headway.rules.entitlement import half_day_words
from headway.rules.verdict import Refused, insist, refuse


def fix_assignment(
    *, draft: Draft, subject: str, adviser: str, reason: str, pool: str,
    seen_version: int, on: date, by: Person, at: datetime,
) -> Draft:  # fmt: skip
    """Move a school (its URN) or a partnership's lead (its public id) to an adviser (public id), and hold it there.

    A federation moves together. Refused without a reason, when a rule forbids it, and when the adviser has no room
    unless `pool` names what carries the half-days that do not fit. The proof stays where the need left unmet does not
    grow, because a fixed plan can only cost more than a free one; else it is dropped until planned again.
    """
    insist(may_change_draft(draft))
    policy = policy_in_use("deployment")
    known = build_problem(year=draft.year, on=on, policy=read_policy(policy), draft=draft)
    locks = _locks(known, subject, adviser, reason, by, at)
    known = _held(known, subject, adviser)
    plan = _moved(known, plan_of(draft), subject, adviser)
    _insist_on_known(known, plan)
    settled = settle_unmet(known, plan)
    _insist_on_room(known, plan_of(draft), settled, adviser, pool or draft.pool)
    insist_on_check(known, settled, "Choose somebody else.")
    figures = figures_of(known, settled) | {"checked_at": at, "pool": pool or draft.pool}
    figures |= _proof(draft, figures)
    return store_plan(
        draft=draft,
        seen_version=seen_version,
        figures=figures,
        assignments=assignments_of(known, settled),
        leads=leads_of(known, settled),
        locks=locks,
        by=by,
        at=at,
    )


def settle_unmet(known: YearFacts, plan: Plan) -> Plan:
    """The plan with need left unmet only where an adviser's load is above capacity; what was unmet stays first."""
    loads = assigned_half_days(known.problem, plan)
    over = {one.id: max(0, loads[one.id] - one.capacity_half_days) for one in known.problem.advisers}
    school_days = {school.id: school.half_days for school in known.problem.schools}
    lead_days = {one.id: one.lead_half_days for one in known.problem.partnerships}
    unmet = _leave(over, school_days, plan.advisers, plan.unmet)
    unmet_leads = _leave(over, lead_days, plan.leads, plan.unmet_leads)
    return replace(plan, unmet=unmet, unmet_leads=unmet_leads)


def _leave(
    over: dict[str, int], half_days: Mapping[str, int], held_by: Mapping[str, str], before: Mapping[str, int]
) -> dict[str, int]:
    """Subjects and the half-days left unmet; takes them from `over`."""
    left: dict[str, int] = {}
    for subject in sorted(held_by, key=lambda one: (-before.get(one, 0), -half_days[one], one)):
        share = min(over[held_by[subject]], half_days[subject])
        if share:
            left[subject] = share
            over[held_by[subject]] -= share
    return left


def _locks(known: YearFacts, subject: str, adviser: str, reason: str, by: Person, at: datetime) -> list[Lock]:
    if adviser not in known.advisers:
        raise Refused(refuse("Choose an adviser of this year's team."))
    held = known.advisers[adviser]
    if subject in known.partnerships:
        named = known.partnerships[subject]
        return [lock_of(adviser=held, reason=reason, by=by, at=at, partnership=named)]
    return [
        lock_of(adviser=held, reason=reason, by=by, at=at, school=known.schools[one])
        for one in _together(known, subject)
    ]


def _together(known: YearFacts, urn: str) -> list[str]:
    """The URNs that move with a school: its federation, else itself."""
    rows = {school.id: school for school in known.problem.schools}
    if urn not in rows:
        raise Refused(refuse("This school or partnership is not in the year's facts. Plan again."))
    federation = rows[urn].federation
    return [one.id for one in rows.values() if federation and one.federation == federation] or [urn]


def _held(known: YearFacts, subject: str, adviser: str) -> YearFacts:
    problem = known.problem
    if subject in known.partnerships:
        leads = {**problem.fixed_leads, subject: adviser}
        return replace(known, problem=replace(problem, fixed_leads=leads))
    moved = dict.fromkeys(_together(known, subject), adviser)
    return replace(known, problem=replace(problem, fixed_advisers={**problem.fixed_advisers, **moved}))


def _moved(known: YearFacts, plan: Plan, subject: str, adviser: str) -> Plan:
    if subject in known.partnerships:
        return replace(plan, leads={**plan.leads, subject: adviser})
    moved = dict.fromkeys(_together(known, subject), adviser)
    return replace(plan, advisers={**plan.advisers, **moved})


def _insist_on_known(known: YearFacts, plan: Plan) -> None:
    same = set(plan.advisers) == set(known.schools) and set(plan.leads) == set(known.partnerships)
    team = set(plan.advisers.values()) | set(plan.leads.values())
    if not same or not team <= set(known.advisers):
        raise Refused(
            refuse(
                "Schools, partnerships or advisers changed since this draft was planned. Plan again first."
            )
        )


def _insist_on_room(known: YearFacts, before: Plan, plan: Plan, adviser: str, pool: str) -> None:
    """Over-allocating by half a day is blocked unless a pool is named for it (M6-10)."""

    def unmet_with(one: Plan) -> int:
        schools = sum(days for name, days in one.unmet.items() if one.advisers[name] == adviser)
        return schools + sum(days for name, days in one.unmet_leads.items() if one.leads[name] == adviser)

    over = unmet_with(plan) - unmet_with(before)
    if over > 0 and not pool.strip():
        raise Refused(
            refuse(
                f"{known.name_of(adviser)} has no room: {half_day_words(over)} too much for the year. "
                "Choose somebody else, or name the pool that carries it."
            )
        )


def _proof(draft: Draft, figures: Mapping[str, object]) -> dict[str, object]:
    same_facts = draft.problem == figures["problem"]
    kept = draft.lower_bound is not None and figures["unmet_half_days"] <= draft.unmet_half_days
    if not (same_facts and kept):
        return {"lower_bound": None, "gap": None, "proof": ""}
    return {"gap": relative_gap(float(figures["objective"]), draft.lower_bound)}
