"""Makers of targets, for the matrix: each in a year of its own, for a school has one set a year."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from tests.pages.people import AT, make_person
from tests.pages.sides import Arguments, Side
from tests.plan_world import seen

from headway.features.policies.queries import policy_in_use, read_policy
from headway.features.schools.models import School
from headway.features.targets.actions import (
    agree_targets,
    discuss_targets,
    report_outcomes,
    write_targets,
)
from headway.features.targets.evidence import evidence_for
from headway.features.targets.models import TargetSet
from headway.rules.calendars import academic_year_of
from headway.rules.targets import Line

TODAY = date(2026, 9, 15)
SMALL = Line(cohort=4)
MEASURE = "ks2_rwm_expected"


def all_lines(**told: Line) -> dict[str, Line]:
    """A line for each group of the policy: a target for all pupils, the others small; `told` by group instead."""
    policy = read_policy(policy_in_use("targets", TODAY))
    found = {slug: SMALL for slug in policy.groups}
    found["all"] = Line(cohort=30, values={MEASURE: Decimal(70)})
    return found | {slug.replace("_", "-"): line for slug, line in told.items()}


def make_targets(
    school: School, year: int = 2026, lines: dict[str, Line] | None = None, by: object = None
) -> TargetSet:
    """Targets that a data officer wrote for the school."""
    stored = policy_in_use("targets", TODAY)
    policy = read_policy(stored)
    evidence = evidence_for(school, academic_year_of(date(year, 9, 1)), policy)
    return write_targets(
        school=school,
        year=year,
        lines=lines or all_lines(),
        seen_version=0,
        policy=policy,
        stored=stored,
        evidence=evidence,
        by=by or seen(make_person("data-officer")),
        at=AT,
    )


def make_discussed(school: School, year: int = 2026, **more: object) -> TargetSet:
    """The same, discussed; its version is 2."""
    made = make_targets(school, year, **more)
    by = seen(make_person("chief-adviser"))
    discuss_targets(held=made, words="Ambitious enough.", on=TODAY, by=by, at=AT)
    made.refresh_from_db()
    return made


def make_agreed(school: School, year: int = 2026, **more: object) -> TargetSet:
    """The same, agreed."""
    made = make_discussed(school, year, **more)
    by, policy = seen(make_person("chief-adviser")), read_policy(made.policy)
    agree_targets(held=made, seen_version=made.version, policy=policy, by=by, at=AT)
    made.refresh_from_db()
    return made


def make_reported(school: School, year: int, outcome: Decimal) -> TargetSet:
    """The same, with what came of it."""
    made, policy = make_agreed(school, year), read_policy(policy_in_use("targets", TODAY))
    report_outcomes(
        held=made,
        outcomes={("all", MEASURE): outcome},
        evidence=evidence_for(school, academic_year_of(date(year, 9, 1)), policy),
        seen_version=made.version,
        by=seen(make_person("data-officer")),
        at=AT,
    )
    made.refresh_from_db()
    return made


def _arguments(made: TargetSet) -> Arguments:
    return {"urn": made.school_id, "year": made.year}


TARGET_MAKERS: dict[str, Callable[[Side], Arguments]] = {
    "target_set": lambda side: _arguments(make_targets(side.school, 2021)),
    "discussed_targets": lambda side: _arguments(make_discussed(side.school, 2022)),
    "agreed_targets": lambda side: _arguments(make_agreed(side.school, 2023)),
}
