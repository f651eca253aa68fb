"""Reads of year plans, viewer first."""

from datetime import date

from django.db.models import Exists, Max, OuterRef, QuerySet

from headway.features.allocation.models import Entitlement
from headway.features.appointments.viewer import Viewer
from headway.features.audit.models import Event
from headway.features.deployment.models import Assignment, Draft, Lead, State
from headway.features.schools.queries import schools_visible_to
from headway.rules.calendars import AcademicYear, academic_year_of

# What a plan may rest on, as audit names its subjects.
FACT_KINDS = (
    "adviser",
    "categories",
    "conflict",
    "district",
    "entitlement",
    "own_facts",
    "partnership",
    "partnerships",
    "policy",
    "quadrants",
    "release",
    "school",
)


def academic_year_from(year: int) -> AcademicYear:
    """The academic year that starts in this calendar year."""
    return academic_year_of(date(year, 9, 1))


def drafts_visible_to(viewer: Viewer, act: str = "see") -> QuerySet[Draft]:
    """Year plans the viewer may know of, newest first. A draft is of no one school: rows are narrowed apart.

    `facts_touched` on each: something a plan may rest on was written after this one was made.
    """
    if not viewer.may_ever("drafts", act):
        return Draft.objects.none()
    later = Event.objects.filter(at__gt=OuterRef("planned_at"), subject_kind__in=FACT_KINDS)
    rows = Draft.objects.annotate(facts_touched=Exists(later)).order_by("-year", "-made_at", "-pk")
    return rows.select_related("job", "approval", "made_by")


def draft_for(viewer: Viewer, public_id: str, act: str = "see") -> Draft | None:
    """One year plan the viewer may know of, or None."""
    return drafts_visible_to(viewer, act).filter(public_id=public_id).first()


def assignments_visible_to(viewer: Viewer, draft: Draft) -> QuerySet[Assignment]:
    """The assignments of a draft for the schools the viewer may see drafts of."""
    schools = schools_visible_to(viewer, "drafts")
    rows = draft.assignments.filter(school__in=schools)
    return rows.select_related(
        "school__district", "adviser__person", "partnership__quadrant", "last_adviser__person"
    ).order_by("school__name", "school")


def leads_visible_to(viewer: Viewer, draft: Draft) -> QuerySet[Lead]:
    """The leads of a draft; those of one's own partnerships where only one's own may be seen."""
    rows = draft.leads.select_related("partnership__quadrant", "adviser__person", "last_adviser__person")
    if viewer.reach("drafts") == "all":
        return rows.order_by("partnership__name", "pk")
    own = draft.assignments.filter(school__in=schools_visible_to(viewer, "drafts")).values("partnership")
    return rows.filter(partnership__in=own).order_by("partnership__name", "pk")


def published_plan(year: int) -> Draft | None:
    """The plan published for the year, if any."""
    return Draft.objects.filter(year=year, state=State.PUBLISHED).first()


def latest_published_plan(year: int) -> Draft | None:
    """The plan published for the year or the last one before it."""
    plans = Draft.objects.filter(year__lte=year, state__in=[State.PUBLISHED, State.SUPERSEDED])
    return plans.order_by("-year", "-published_at").first()


def year_to_plan(on: date) -> int:
    """The year that planning is about: the latest with a draft, else the latest entitled, else the present one."""
    drafted = Draft.objects.aggregate(year=Max("year"))["year"]
    entitled = Entitlement.objects.aggregate(year=Max("year"))["year"]
    return max(drafted or 0, entitled or 0) or academic_year_of(on).first_on.year
