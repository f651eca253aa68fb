"""Plan a year: build the problem, solve it, check the answer apart, keep it in one transaction."""

import re
from datetime import date, datetime

from headway.features.deployment.actions import store_plan
from headway.features.deployment.models import Draft
from headway.features.people.models import Person
from headway.features.policies.queries import policy_in_use, read_policy
from headway.flows.build_problem import YearFacts, build_problem
from headway.flows.plan_rows import assignments_of, figures_of, leads_of
from headway.planner.deployment.check import check
from headway.planner.deployment.problem import Infeasible, Plan
from headway.planner.deployment.solve import solve
from headway.planner.result import Progress, Result
from headway.planner.rows import BadProblem
from headway.planner.stop import Stop
from headway.rules.verdict import Refused, refuse

MOST_SAID = 3


def plan_year(
    *, draft: Draft, on: date, stop: Stop, by: Person | None, at: datetime, progress: Progress | None = None
) -> tuple[Draft, Result[Plan]]:
    """Solve the draft's year with its locks held, and keep plan, reasons, terms, bound, unmet need and warnings.

    Facts are read and the plan is solved outside any transaction; `progress` is told there. Refused, with nothing
    changed, when there is nothing to plan, when no plan can keep a hard rule, when the answer fails the check, and when
    the draft changed meanwhile.
    """
    draft.refresh_from_db()
    policy = policy_in_use("deployment")
    known = build_problem(year=draft.year, on=on, policy=read_policy(policy), draft=draft)
    try:
        result = solve(known.problem, stop=stop, seed=draft.seed, progress=progress)
    except (Infeasible, BadProblem) as fault:
        raise Refused(refuse(with_names(str(fault), known))) from fault
    insist_on_check(known, result.plan)
    figures = figures_of(known, result.plan) | {
        "policy": policy,
        "lower_bound": result.lower_bound,
        "gap": result.gap,
        "proof": result.proof[:300],
        "seconds": result.seconds,
        "reproducible": result.reproducible,
        "planned_at": at,
        "checked_at": at,
    }
    stored = store_plan(
        draft=draft,
        seen_version=draft.version,
        figures=figures,
        assignments=assignments_of(known, result.plan),
        leads=leads_of(known, result.plan),
        by=by,
        at=at,
    )
    return stored, result


def insist_on_check(known: YearFacts, plan: Plan, advice: str = "Plan again.") -> None:
    """Go on when the plan keeps every hard rule; Refused with the first broken ones otherwise."""
    broken = check(known.problem, plan)
    if not broken:
        return
    said = " ".join(with_names(one.words, known) for one in broken[:MOST_SAID])
    more = f" And {len(broken) - MOST_SAID} more." if len(broken) > MOST_SAID else ""
    raise Refused(refuse(f"The plan breaks a rule that always holds. {said}{more} {advice}"))


def with_names(words: str, known: YearFacts) -> str:
    """The planner's words with names in place of ids."""
    return re.sub(r"\b[0-9a-z]{6,12}\b", lambda found: known.name_of(found[0]), words)
