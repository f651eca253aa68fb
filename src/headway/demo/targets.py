"""Targets for the demonstration: of last year with outcomes, of this year at each step."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from headway.features.appointments.models import Subject
from headway.features.appointments.queries import appointed, viewer_of
from headway.features.appointments.viewer import Viewer
from headway.features.evidence.models import Observation
from headway.features.people.models import Person
from headway.features.people.queries import first_holder
from headway.features.policies.queries import policy_in_use, read_policy, typed
from headway.features.schools.models import School
from headway.features.schools.queries import open_schools
from headway.features.targets.actions import (
    agree_targets,
    discuss_targets,
    report_outcomes,
    write_targets,
)
from headway.features.targets.evidence import ALL, evidence_for
from headway.features.targets.models import TargetSet
from headway.rules.calendars import AcademicYear, academic_year_of
from headway.rules.targets import Line

WRITER, AGREER, SCHOOLS = "data-officer", "chief-adviser", 4
MEASURE, HIGHER = "ks2_rwm_expected", "ks2_rwm_higher"
DAYS = timedelta(days=1)
SAID = "Ambitious for all; the target for disadvantaged pupils closes half of the gap."
# Pupils, target of the first measure, target of the second, reason.
GROUPS: dict[str, tuple[int | None, int | None, int | None, str]] = {
    "all": (42, 68, 12, ""),
    "disadvantaged": (14, 58, None, ""),
    "sen-support": (
        11,
        None,
        None,
        "New needs were found in September; a target follows once they are assessed.",
    ),
    "ehc-plan": (2, None, None, ""),
    "eal": (12, 64, None, ""),
    "minority-ethnic": (13, 66, None, ""),
    "looked-after": (1, None, None, ""),
    "girls": (22, 72, None, ""),
    "boys": (20, 64, None, ""),
    "traveller": (0, None, None, ""),
}


def aim_with_schools(*, on: date, at: datetime) -> None:
    """Four primary schools, from proposed to agreed, and the first with last year's outcomes too."""
    writer, agreer = first_holder(WRITER, on=on), first_holder(AGREER, on=on)
    if writer is None or agreer is None:
        return
    held = Observation.objects.filter(measure=MEASURE, group=ALL, value__isnull=False, school__isnull=False)
    rows = open_schools().filter(phase="primary", pk__in=held.values("school"))
    schools = list(rows.order_by("urn")[:SCHOOLS])
    this, by = academic_year_of(on), _viewer(agreer, on)
    before = academic_year_of(this.first_on - DAYS)
    for place, school in enumerate(schools):
        head = _head(school, on) or writer
        made = _written(school, this, place, _viewer(head, on), at)
        if place > 0:
            discuss_targets(held=made, words=SAID, on=on - DAYS, by=by, at=at)
        if place > 1:
            _agree(made, by, at)
    if schools:
        _last_year(schools[0], before, _viewer(writer, on), by, at)


def _viewer(person: Person, on: date) -> Viewer:
    return viewer_of(person, on=on, access=typed("access"))


def _head(school: School, on: date) -> Person | None:
    found = appointed(Subject.SCHOOL, [school.urn], on=on, role="headteacher")
    return found[0].person if found else None


def _written(school: School, year: AcademicYear, place: int, by: Viewer, at: datetime) -> TargetSet:
    stored = policy_in_use("targets", by.on)
    policy = read_policy(stored)
    lines = {slug: _line(told, place) for slug, told in GROUPS.items() if slug in policy.groups}
    return write_targets(
        school=school,
        year=year.first_on.year,
        lines=lines,
        seen_version=0,
        policy=policy,
        stored=stored,
        evidence=evidence_for(school, year, policy),
        by=by,
        at=at,
    )


def _line(told: tuple[int | None, int | None, int | None, str], place: int) -> Line:
    pupils, first, second, reason = told
    values = {MEASURE: first, HIGHER: second}
    return Line(pupils, reason, {key: Decimal(value + place) for key, value in values.items() if value})


def _agree(made: TargetSet, by: Viewer, at: datetime) -> None:
    made.refresh_from_db()
    agree_targets(held=made, seen_version=made.version, policy=read_policy(made.policy), by=by, at=at)


def _last_year(school: School, year: AcademicYear, writer: Viewer, agreer: Viewer, at: datetime) -> None:
    made = _written(school, year, 0, writer, at)
    discuss_targets(held=made, words=SAID, on=agreer.on, by=agreer, at=at)
    _agree(made, agreer, at)
    made.refresh_from_db()
    evidence = evidence_for(school, year, read_policy(made.policy))
    held = evidence.during.get((ALL, MEASURE))
    outcomes = {(ALL, MEASURE): held.value if held else None, ("girls", MEASURE): Decimal(70)}
    report_outcomes(
        held=made, outcomes=outcomes, evidence=evidence, seen_version=made.version, by=writer, at=at
    )
