"""Reads of readiness reviews, viewer first."""

from collections.abc import Iterable

from django.db.models import QuerySet

from headway.features.appointments.viewer import Viewer
from headway.features.readiness.models import ReadinessReview
from headway.features.schools.models import School
from headway.features.schools.queries import relations_to, schools_visible_to
from headway.rules.verdict import Verdict

KIND = "readiness"


def may_review(viewer: Viewer, school: School) -> Verdict:
    """Whether the viewer may record a readiness review of this school."""
    return viewer.may(KIND, "change", relations_to(viewer, school))


def reviews_of(viewer: Viewer, school: School) -> QuerySet[ReadinessReview]:
    """Every review of a school, newest first; none where the viewer may not see them."""
    rows = ReadinessReview.objects.filter(school=school)
    if viewer.reach(KIND) != "all":
        rows = rows.filter(school__in=schools_visible_to(viewer, KIND))
    return rows.select_related("reviewed_by", "policy").defer("policy__body").order_by("-on", "-pk")


def latest_reviews(viewer: Viewer, urns: Iterable[int]) -> dict[int, ReadinessReview]:
    """URN to the latest review, of the schools whose reviews the viewer may see; one query."""
    rows = ReadinessReview.objects.filter(school__in=urns).order_by("on", "pk")
    if viewer.reach(KIND) != "all":
        rows = rows.filter(school__in=schools_visible_to(viewer, KIND))
    return {row.school_id: row for row in rows}
