"""The days planned for a year beside which visits are looked at: of the published year plan, else those given (M7-10)."""

from dataclasses import dataclass

from django.db.models import F, IntegerField, Q, QuerySet, Value

from headway.features.allocation.queries import KIND as DAYS
from headway.features.allocation.queries import lines_visible_to, year_label
from headway.features.appointments.viewer import Viewer
from headway.features.deployment.queries import assignments_visible_to, leads_visible_to, published_plan
from headway.features.partnerships.queries import own_partnerships
from headway.features.schools.models import School
from headway.features.schools.queries import tied_to
from headway.features.visits.queries import KIND as VISITS

DRAFTS = "drafts"
NOTHING = "No days are planned or given for {} yet, so none stand beside those used."
CLOSED = "The days planned are not open to you."


@dataclass(frozen=True, slots=True)
class Share:
    """Half-days planned at one school, or at a partnership where `school_id` is none."""

    school_id: int | None
    half_days: int


@dataclass(frozen=True, slots=True)
class Planned:
    """The half-days planned and where they come from, in words; no shares where none are known."""

    words: str
    shares: tuple[Share, ...]


def planned_days(viewer: Viewer, year: int) -> Planned:
    """What is planned for the places whose visits the viewer sees: everywhere, or at their own. Two queries."""
    everywhere, label = viewer.reach(VISITS) == "all", year_label(year)
    own_schools, own_groups = Q(), Q()
    if not everywhere:
        own_schools = Q(school__in=School.objects.filter(tied_to(viewer)).values("pk"))
        own_groups = Q(partnership__in=own_partnerships(viewer).values("pk"))
    plan = published_plan(year) if _fits(viewer, DRAFTS, everywhere) else None
    if plan is not None:
        leads = leads_visible_to(viewer, plan).filter(own_groups)
        leads = _told(leads, Value(None, output_field=IntegerField()))
        told = _told(assignments_visible_to(viewer, plan).filter(own_schools), F("school"))
        told = told.union(leads, all=True)
        words = f"Planned: the year plan published for {label}."
    elif _fits(viewer, DAYS, everywhere):
        told = _told(lines_visible_to(viewer, year).filter(own_schools | own_groups), F("school"))
        words = f"Planned: the days given for {label}, as no year plan is published."
    else:
        return Planned(CLOSED, ())
    shares = tuple(Share(*row) for row in told)
    return Planned(words if shares else NOTHING.format(label), shares)


def _told(rows: QuerySet, school: F | Value) -> QuerySet:
    return rows.select_related(None).order_by().values_list(school, F("half_days"))


def _fits(viewer: Viewer, kind: str, everywhere: bool) -> bool:
    """Whether the viewer sees the kind at least as far as visits."""
    reach = viewer.reach(kind)
    return reach == "all" or (reach == "own" and not everywhere)
