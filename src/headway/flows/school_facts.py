"""What is known of schools, gathered for the category rules: inspections, results with England's, headship."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from headway.features.evidence import models as evidence
from headway.features.evidence.queries import inspections_of_schools, results_of_schools
from headway.features.releases.models import Release
from headway.features.schools.models import Headship, School
from headway.features.triggers.queries import ticks_of_schools
from headway.flows.derived_figures import (
    cohort_of,
    day_after,
    derive_figures,
    measure_read,
    measures_needed,
)
from headway.publicdata.academic_years import academic_year_ending
from headway.publicdata.ks2 import WHY_MISSING
from headway.rules.calendars import day_words
from headway.rules.categories import Figure, SchoolFacts, State
from headway.rules.category_policy import CategoryPolicy
from headway.rules.inspections import Inspection, InspectionPolicy, build_inspection
from headway.rules.measures import MeasurePolicy
from headway.rules.schools import has_new_head

ENGLAND = "England"
Years = dict[str, evidence.Observation]
Sources = Mapping[int, str]


@dataclass(frozen=True, slots=True)
class FactPolicies:
    """What the gathering needs to know: which figures are asked for, which series to hold them against,
    how grades are read, and for how many months a head is new."""

    categories: CategoryPolicy
    inspections: InspectionPolicy
    measures: MeasurePolicy
    new_head_months: int


def gather_facts(schools: Sequence[School], policies: FactPolicies, on: date) -> dict[int, SchoolFacts]:
    """URN to what is known of the school on the day; five queries however many schools, six where
    officers tick triggers of the scheme.

    Whatever is not known is absent or says why; nothing missing becomes a number.
    """
    urns = [school.urn for school in schools]
    sources = _sources()
    inspections = _inspections(urns, policies.inspections, sources)
    figures = _figures(schools, policies, sources)
    headships = _headships(urns, policies.new_head_months, on)
    ticked = any(one.test == "ticked" for one in policies.categories.indicators)
    ticks = ticks_of_schools(urns) if ticked else {}
    return {
        school.urn: SchoolFacts(
            phase=school.phase or None,
            figures=figures.get(school.urn, {}),
            states={"headship": headships[school.urn]} if school.urn in headships else {},
            inspections=tuple(inspections.get(school.urn, ())),
            ticks=ticks.get(school.urn, {}),
        )
        for school in schools
    }


def _sources() -> Sources:
    """Where figures came from: each release and its date in words.

    Read apart from the rows, because a release carries the whole list of what it changed.
    """
    rows = Release.objects.values_list("pk", "title", "published_on")
    return {key: f"{title}, {day_words(published_on)}" for key, title, published_on in rows}


def _inspections(
    urns: Iterable[int], policy: InspectionPolicy, sources: Sources
) -> dict[int, list[Inspection]]:
    found: dict[int, list[Inspection]] = {}
    for row in inspections_of_schools(urns):
        read = read_inspection(row, policy, sources.get(row.release_id, ""))
        if read:
            found.setdefault(row.school_id, []).append(read)
    return found


def read_inspection(row: evidence.Inspection, policy: InspectionPolicy, source: str) -> Inspection | None:
    """A stored inspection in its own regime's words; None for one that graded nothing or has no date."""
    if row.started_on is None or row.regime not in policy.regimes:
        return None
    read = build_inspection(
        row.regime,
        row.started_on,
        {area: str(given.get("grade") or "") for area, given in row.grades.items()},
        policy,
        concern=row.category_of_concern,
        safeguarding=row.safeguarding,
        source=source,
    )
    return read if read.grades else None


def _figures(
    schools: Sequence[School], policies: FactPolicies, sources: Sources
) -> dict[int, dict[str, Figure]]:
    wanted = {one.reads for one in policies.categories.indicators if one.reads}
    years = max((one.years for one in policies.categories.indicators), default=0)
    needed = measures_needed(wanted)
    england = _england(policies.measures, needed)
    by_measure: dict[str, dict[int, Years]] = {}
    for row in results_of_schools([school.urn for school in schools], needed):
        period = academic_year_ending(row.period) or row.period
        by_measure.setdefault(row.measure, {}).setdefault(row.school_id, {})[period] = row
    periods = {
        measure: sorted({period for rows in by_school.values() for period in rows}, reverse=True)[: years + 1]
        for measure, by_school in by_measure.items()
    }
    found: dict[int, dict[str, Figure]] = {}
    for school in schools:
        held = {measure: by_school.get(school.urn, {}) for measure, by_school in by_measure.items()}
        figures = derive_figures(wanted, held, sources)
        for name in wanted:
            measure = measure_read(name, school.phase)
            if measure not in periods:
                continue
            figure = _figure(held[measure], periods[measure], england.get(measure, {}), sources)
            cohort = cohort_of(measure, figure.period, held, school.pupils)
            figures[name] = replace(figure, cohort=cohort)
        found[school.urn] = figures
    return found


def _england(policy: MeasurePolicy, wanted: Iterable[str]) -> dict[str, dict[str, Decimal]]:
    """Measure to academic year to England's figure."""
    keys = {one.key for one in policy.measures if one.key in set(wanted) and one.area_series}
    rows = evidence.Observation.objects.filter(
        school=None, area_name__iexact=ENGLAND, measure__in=keys, value__isnull=False
    )
    found: dict[str, dict[str, Decimal]] = {}
    for key, period, value in rows.values_list("measure", "period", "value"):
        found.setdefault(key, {})[academic_year_ending(period) or period] = value
    return found


def _figure(rows: Years, periods: Sequence[str], england: Mapping[str, Decimal], sources: Sources) -> Figure:
    """The figure of the newest period published for any of the schools, with the periods before it."""
    newest = periods[0]
    row = rows.get(newest)
    if row is None:
        return Figure(None, period=newest, why_missing=f"nothing is published for this school in {newest}")
    return Figure(
        value=row.value,
        comparator=england.get(newest),
        earlier=tuple(rows[period].value if period in rows else None for period in periods[1:]),
        period=newest,
        source=sources.get(row.release_id, ""),
        why_missing=_why(row.why_missing),
        dated_on=day_after(newest),
    )


def _why(code: str) -> str:
    """The reader's sentence about a missing figure, to stand inside another."""
    words = WHY_MISSING.get(code, code).rstrip(".")
    return f"{words[:1].lower()}{words[1:]}"


def _headships(urns: Iterable[int], months: int, on: date) -> dict[int, State]:
    rows = Headship.objects.as_at(on).filter(school__in=urns)
    found = {}
    for urn, kind, since in rows.values_list("school_id", "kind", "valid_from"):
        is_new = kind == "substantive" and has_new_head(since, on, months=months)
        found[urn] = State("new" if is_new else kind, f"recorded from {day_words(since)}")
    return found
