"""The policy of targets: groups of pupils, the least cohort, measures by phase, and the last day of each step (M4-03)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from headway.rules.calendars import AcademicYear
from headway.rules.policyfile import Header, Mark, Section, open_policy
from headway.rules.schools import PHASES

STEPS = ("proposed", "discussed", "agreed")
_MOST_PUPILS = 100
_SEPTEMBER = 9


@dataclass(frozen=True, slots=True)
class PupilGroup:
    """A group of pupils: its label, its names in published files, and measures that say its share of the cohort."""

    slug: str
    label: str
    evidence: tuple[str, ...]
    share: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PhaseMeasures:
    """What schools of a phase must and may set by key, and the measure that counts the pupils (or empty)."""

    must: tuple[str, ...]
    may: tuple[str, ...]
    cohort: str

    @property
    def measures(self) -> tuple[str, ...]:
        """All of them, those that must be set first."""
        return (*self.must, *self.may)


@dataclass(frozen=True, slots=True)
class YearlyDay:
    """A day of each year."""

    month: int
    day: int

    def within(self, year: AcademicYear) -> date:
        """The day as it falls in an academic year."""
        first = year.first_on.year
        return date(first if self.month >= _SEPTEMBER else first + 1, self.month, self.day)


@dataclass(frozen=True, slots=True)
class TargetPolicy:
    """Groups by slug in their order; phases without an entry set no targets."""

    header: Header
    least_cohort: int
    due: Mapping[str, YearlyDay]
    phases: Mapping[str, PhaseMeasures]
    groups: Mapping[str, PupilGroup]
    marks: Mapping[str, Mark] = field(default_factory=dict)

    def for_phase(self, phase: str) -> PhaseMeasures | None:
        """What schools of a phase set; None where the policy asks nothing of them."""
        return self.phases.get(phase)


def read_targets(table: object) -> TargetPolicy:
    """The policy of targets from its file's tables. Raises PolicyFault saying what and where."""
    header, section = open_policy(table, kind="targets")
    policy = TargetPolicy(
        header=header,
        least_cohort=section.whole("least_cohort", least=1, most=_MOST_PUPILS),
        due=_due(section),
        phases={slug: _phase(slug, part) for slug, part in section.sections("phases")},
        groups={slug: _group(slug, part) for slug, part in section.sections("groups")},
        marks=dict(section.marks),
    )
    section.close()
    return policy


def read_yearly_day(part: Section) -> YearlyDay:
    """Month and day of a table; a day that not every year has is a fault."""
    found = YearlyDay(part.whole("month", least=1, most=12), part.whole("day", least=1, most=31))
    try:
        date(2025, found.month, found.day)
    except ValueError:
        raise part.fault("day", f"Month {found.month} has no day {found.day} in each year.") from None
    return found


def _due(section: Section) -> dict[str, YearlyDay]:
    found = {}
    for step, part in section.sections("due"):
        if step not in STEPS:
            raise part.fault("", f"“{step}” is no step; use one of: {', '.join(STEPS)}.")
        part.text("label")
        found[step] = read_yearly_day(part)
        part.close()
    return found


def _phase(slug: str, part: Section) -> PhaseMeasures:
    if slug not in PHASES:
        raise part.fault("", f"“{slug}” is no phase; use one of: {', '.join(PHASES)}.")
    cohort = part.text("cohort") if part.has("cohort") else ""
    found = PhaseMeasures(part.texts("must"), part.texts("may", default=()), cohort)
    part.close()
    twice = sorted(set(found.must) & set(found.may))
    if twice or not found.must:
        words = (
            f"“{twice[0]}” stands under must and may; keep one." if twice else "Name at least one measure."
        )
        raise part.fault("must", words)
    return found


def _group(slug: str, part: Section) -> PupilGroup:
    found = PupilGroup(
        slug, part.text("label"), part.texts("evidence", default=()), part.texts("share", default=())
    )
    part.close()
    return found
