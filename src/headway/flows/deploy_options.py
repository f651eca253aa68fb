"""Send the posts of each option to the schools with the planner, so that days, travel and unmet need stand beside its cost."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from headway.features.decisions.actions.deploying import store_deployment
from headway.features.decisions.appraised import options_of
from headway.features.decisions.models import Appraisal
from headway.features.people.models import Person
from headway.features.policies.queries import policy_in_use, read_policy
from headway.features.workforce.models import Post, Secondment
from headway.features.workforce.queries import FULL_WEEK, posts_of_many, secondments_of_many
from headway.flows.build_problem import YearFacts, build_problem
from headway.flows.plan_year import insist_on_check, with_names
from headway.planner.deployment import problem as planner
from headway.planner.deployment.check import Facts, cost_terms, total_unmet
from headway.planner.deployment.solve import solve
from headway.planner.result import Progress, Result
from headway.planner.stop import Stop
from headway.rules import structures as rules
from headway.rules.option_deployment import Sendable, may_deploy, place_posts, sendable_posts
from headway.rules.verdict import Refused, insist

SEED = 1


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: the year that begins in `year`, and the half-days a full-time post gives to schools in it."""

    year: int
    full_half_days: int
    on: date


def deploy_options(
    *,
    appraisal: Appraisal,
    asked: Asked,
    stop: Stop,
    by: Person | None,
    at: datetime,
    progress: Progress | None = None,
) -> int:
    """How many options were deployed: those with a structure, each kept in a transaction of its own as soon as it is solved.

    Schools, days, categories and partnerships are those of the year; the advisers are the option's posts, without last
    year's ties and conflicts. An option nobody can be sent for keeps the sentence why. Refused where the year has no days.
    """
    policy = policy_in_use("deployment")
    known = build_problem(year=asked.year, on=asked.on, policy=read_policy(policy))
    options = [one for one in options_of(appraisal) if one.structure]
    structures = [one.structure for one in options if one.structure]
    posts, lent = posts_of_many(structures, leads=False), secondments_of_many(structures)
    for number, option in enumerate(options):
        if progress:
            progress(number, len(options), f"Sending the posts of {option.title}")
        sendable = sendable_from(posts[option.structure_id], lent[option.structure_id], asked.full_half_days)
        figures = _figures(known, sendable, stop)
        store_deployment(
            option=option,
            figures=figures | {"year": asked.year, "policy": policy, "full_half_days": asked.full_half_days},
            by=by,
            at=at,
        )
    if progress:
        progress(len(options), len(options), "Every option is deployed")
    return len(options)


def as_rows(sendable: Sequence[Sendable]) -> list[list[object]]:
    """The posts that were sent, as they are kept."""
    return [[one.title, one.half_days, list(one.phases)] for one in sendable]


def sendable_from(
    posts: Sequence[Post], lent: Sequence[Secondment], full_half_days: int
) -> tuple[Sendable, ...]:
    """What the rule needs of a post and nothing else, so that no priorities are read."""
    known = [
        rules.Post(
            key=one.lineage,
            title=one.title,
            fte=one.fte,
            role=one.role,
            phases=tuple(one.phases.split()),
            intervenes=one.intervenes,
        )
        for one in posts
    ]
    seconded = [(one.title, one.days_a_week / FULL_WEEK) for one in lent if one.intervenes]
    return sendable_posts(known, seconded, full_half_days)


def _figures(known: YearFacts, sendable: Sequence[Sendable], stop: Stop) -> dict[str, object]:
    """The figures of one option, or the sentence why there are none."""
    try:
        insist(may_deploy(sendable))
        asked = replace(known, problem=_with_posts(known.problem, sendable))
        result = solve(asked.problem, stop=stop, seed=SEED)
        insist_on_check(asked, result.plan)
    except (planner.Infeasible, planner.BadProblem, Refused) as fault:
        words = with_names(str(fault), known)
        return _NOTHING | {"fault": words[:400], "posts": as_rows(sendable), "schools": []}
    return _solved(asked.problem, result) | {"fault": "", "posts": as_rows(sendable)}


_NOTHING: dict[str, object] = dict.fromkeys(
    ("demand_half_days", "capacity_half_days", "unmet_half_days", "travel_minutes", "gap")
)


def _with_posts(problem: planner.Problem, sendable: Sequence[Sendable]) -> planner.Problem:
    """The year's problem with the posts in the place of its advisers."""
    schools = tuple(replace(one, last_adviser=None) for one in problem.schools)
    number = max(1, len(schools))
    middle = (sum(one.easting for one in schools) / number, sum(one.northing for one in schools) / number)
    bases = [(one.easting, one.northing) for one in sorted(problem.advisers, key=lambda one: one.id)]
    limit = max((one.max_intensive or 0 for one in problem.advisers), default=0) or None
    advisers = tuple(
        planner.Adviser(
            id=f"post-{position}",
            capacity_half_days=post.half_days,
            phases_first=frozenset(post.phases),
            phases_second=frozenset(),
            easting=place[0],
            northing=place[1],
            max_intensive=limit,
        )
        for position, (post, place) in enumerate(
            zip(sendable, place_posts(len(sendable), bases, middle), strict=True), 1
        )
    )
    return planner.Problem(
        schools=schools,
        partnerships=tuple(replace(one, last_lead=None) for one in problem.partnerships),
        advisers=advisers,
        weights=problem.weights,
    )


def _solved(problem: planner.Problem, result: Result[planner.Plan]) -> dict[str, object]:
    plan, facts = result.plan, Facts(problem)
    rows = []
    for school in problem.schools:
        adviser, lead = facts.advisers[plan.advisers[school.id]], plan.leads.get(school.partnership or "")
        minutes = round(facts.school_minutes(school, adviser, lead)["travel"])
        rows.append([int(school.id), school.half_days, plan.unmet.get(school.id, 0), minutes])
    return {
        "demand_half_days": problem.demand_half_days,
        "capacity_half_days": problem.capacity_half_days,
        "unmet_half_days": total_unmet(plan),
        "travel_minutes": round(cost_terms(problem, plan)["travel"]),
        "gap": result.gap,
        "schools": rows,
    }
