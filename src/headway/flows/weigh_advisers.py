"""Every adviser weighed for one school of a draft: what each would cost, and which rule forbids."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from headway.features.deployment.models import Draft
from headway.features.policies.queries import typed
from headway.flows.build_problem import build_problem
from headway.flows.plan_rows import plan_of
from headway.flows.plan_year import insist_on_check, with_names
from headway.planner.deployment.explain import why
from headway.planner.deployment.problem import Problem
from headway.rules.verdict import Refused


@dataclass(frozen=True, slots=True)
class Alternative:
    """One adviser: minutes a year more (or, negative, less) in all and by term; None where a rule forbids, and where
    the viewer is not `told`."""

    adviser: str
    name: str
    is_chosen: bool
    extra_minutes: float | None
    terms: Mapping[str, float]
    rule_words: str
    told: bool = True


NOT_TOLD = (
    "Facts changed since this plan was made, so its alternatives cannot be told. Ask those who plan the year."
)


def weigh_advisers(*, draft: Draft, urn: int, on: date) -> list[Alternative]:
    """The chosen adviser first, then the possible ones by cost, then the forbidden ones, by today's facts.

    Refused, with the sentence that says why, when the facts changed so that the plan keeps a rule no longer. A rule is
    told to officers who plan; the school is told its own reasons only.
    """
    known = build_problem(year=draft.year, on=on, policy=typed("deployment"), draft=draft)
    plan = plan_of(draft)
    insist_on_check(known, plan)
    problem = _without_fix(known.problem, str(urn))
    return [
        Alternative(
            adviser=one.adviser,
            name=known.name_of(one.adviser),
            is_chosen=one.is_chosen,
            extra_minutes=one.extra_minutes,
            terms=one.extra_terms,
            rule_words=_rule(with_names(one.words, known)) if one.rule else "",
        )
        for one in why(problem, plan, str(urn))
    ]


def without_strangers(found: list[Alternative], known: frozenset[str]) -> list[Alternative]:
    """The same without what is told of advisers who are not known to the viewer, the chosen one apart: whether a conflict,
    a limit or days stand in the way is nobody's business who may not see these."""
    return [
        one
        if one.adviser in known or one.is_chosen
        else replace(one, extra_minutes=None, terms={}, rule_words="", told=False)
        for one in found
    ]


def alternatives_or_why_not(*, draft: Draft, urn: int, on: date) -> tuple[list[Alternative], str]:
    """The alternatives, or nothing and the sentence that says why they cannot be told today."""
    try:
        return weigh_advisers(draft=draft, urn=urn, on=on), ""
    except Refused as refused:
        return [], str(refused)


def _without_fix(problem: Problem, urn: str) -> Problem:
    """The problem with the school, and the federation that moves with it, not fixed: what is fixed is weighed as well."""
    federation = next((one.federation for one in problem.schools if one.id == urn), None)
    together = {one.id for one in problem.schools if federation and one.federation == federation} | {urn}
    free = {school: who for school, who in problem.fixed_advisers.items() if school not in together}
    return replace(problem, fixed_advisers=free)


def _rule(words: str) -> str:
    """“Not A: A has no room.” without its beginning."""
    told = words.partition(": ")[2]
    return told[:1].upper() + told[1:]
