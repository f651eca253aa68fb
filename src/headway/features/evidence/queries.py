"""Reads of evidence. Published results and inspections are public facts: whoever sees the school sees them."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from headway.features.evidence.models import Inspection, Observation
from headway.features.schools.models import School

# England by its name: the publisher gives it a number that other files do not know.
ENGLAND = "England"


def inspections_of(school: School) -> QuerySet[Inspection]:
    """A school's inspections, newest first, with their releases."""
    return (
        Inspection.objects.filter(school=school).select_related("release").order_by("-started_on", "previous")
    )


def inspections_of_schools(urns: Iterable[int]) -> QuerySet[Inspection]:
    """Inspections of many schools, newest first."""
    return Inspection.objects.filter(school__in=urns).order_by("school_id", "-started_on", "previous")


def results_of(school: School) -> QuerySet[Observation]:
    """A school's observations, by measure and period, with their releases."""
    return (
        Observation.objects.filter(school=school)
        .select_related("release")
        .order_by("measure", "period", "group")
    )


def results_of_schools(urns: Iterable[int], measures: Iterable[str]) -> QuerySet[Observation]:
    """Observations of many schools for some measures, all pupils."""
    return Observation.objects.filter(school__in=urns, measure__in=measures, group="all").order_by("period")


def observations_of_schools(urns: Iterable[int]) -> QuerySet[Observation]:
    """Every observation of all pupils of many schools, newest year first, with its release."""
    rows = Observation.objects.filter(school__in=urns, group="all").select_related("release")
    return rows.order_by("school_id", "measure", "-period")


def area_results(codes: Iterable[str], measures: Iterable[str]) -> QuerySet[Observation]:
    """Observations of areas (authority, neighbours, region, England) for some measures."""
    return (
        Observation.objects.filter(school=None, area_code__in=codes, measure__in=measures)
        .select_related("release")
        .order_by("measure", "period", "area_code")
    )


def areas_named(codes: Iterable[str], measures: Iterable[str]) -> QuerySet[Observation]:
    """Observations of these authorities and of England for some measures, all pupils, with their releases."""
    return Observation.objects.filter(
        Q(area_code__in=codes) | Q(area_name=ENGLAND), school=None, measure__in=measures, group="all"
    ).select_related("release")


def area_and_england(area_code: str, measures: Iterable[str]) -> QuerySet[Observation]:
    """Observations of one authority and of England for some measures, with their releases."""
    return (
        Observation.objects.filter(
            Q(area_code=area_code) | Q(area_name=ENGLAND), school=None, measure__in=measures, group="all"
        )
        .select_related("release")
        .order_by("measure", "-period", "area_code")
    )


def rivals_of(
    kind: str, weight: Iterable[str], measures: Iterable[str], periods: Iterable[str]
) -> QuerySet[Observation]:
    """What other kinds of files say of the same measures of schools in the same years, shown or beside."""
    return (
        Observation.every.filter(
            school__isnull=False, release__kind__in=weight, measure__in=measures, period__in=periods
        )
        .exclude(release__kind=kind)
        .select_related("release")
    )
