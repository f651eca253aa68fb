"""What is held of a school by measure and group: where targets begin, and what came of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from headway.features.evidence.models import Observation
from headway.features.evidence.queries import results_of
from headway.features.schools.models import School
from headway.rules.calendars import AcademicYear
from headway.rules.target_policy import TargetPolicy
from headway.rules.targets import share_of

ALL = "all"


@dataclass(frozen=True, slots=True)
class Held:
    """A published figure with its year and file, or why it is missing (`value` None)."""

    value: Decimal | None
    why_missing: str
    period: str
    source: str
    published_on: date | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """By group and measure: the newest figure before the year, and the figure of the year; and cohorts as last published."""

    before: Mapping[tuple[str, str], Held]
    during: Mapping[tuple[str, str], Held]
    cohorts: Mapping[str, tuple[int, str]]


def period_of(year: AcademicYear) -> str:
    """The year as published files write it, such as 2026/27."""
    return year.label.replace("-", "/")


def evidence_for(school: School, year: AcademicYear, policy: TargetPolicy) -> Evidence:
    """What is held of the school for its targets of a year; one query."""
    phase, period = policy.for_phase(school.phase), period_of(year)
    if phase is None:
        return Evidence({}, {}, {})
    named = {name: slug for slug, one in policy.groups.items() for name in one.evidence}
    shares = [key for one in policy.groups.values() for key in one.share]
    wanted = [*phase.measures, *shares, *([phase.cohort] if phase.cohort else [])]
    rows = results_of(school).filter(measure__in=wanted, group__in=[*named, ALL])
    before: dict[tuple[str, str], Held] = {}
    during: dict[tuple[str, str], Held] = {}
    newest: dict[str, Observation] = {}
    for row in rows:
        if row.group == ALL and row.period <= period and row.measure not in phase.measures:
            newest[row.measure] = row
        if row.group in named and row.measure in phase.measures:
            into = during if row.period == period else before if row.period < period else {}
            into[named[row.group], row.measure] = _held(row)
    return Evidence(before, during, _cohorts(newest, phase.cohort, policy))


def _held(row: Observation) -> Held:
    return Held(row.value, row.why_missing, row.period, row.release.title, row.release.published_on)


def _cohorts(
    newest: Mapping[str, Observation], counts: str, policy: TargetPolicy
) -> dict[str, tuple[int, str]]:
    """Group to how many pupils it had in the cohort last published, and the words that say so."""
    whole = newest.get(counts)
    if whole is None or whole.value is None:
        return {}
    said = f"{whole.release.title}, {whole.period}"
    found = {
        slug: (number, said)
        for slug, group in policy.groups.items()
        for key in group.share
        if key in newest and newest[key].period == whole.period
        if (number := share_of(whole.value, newest[key].value)) is not None
    }
    return {ALL: (int(whole.value), said), **found} if ALL in policy.groups else found
