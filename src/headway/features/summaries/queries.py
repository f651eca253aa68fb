"""Reads of summaries: a school's page is open to whoever may see every kind of thing that stands on it."""

from collections.abc import Iterable

from django.db.models import QuerySet

from headway.features.appointments.viewer import Viewer
from headway.features.schools.queries import schools_visible_to
from headway.features.summaries.models import SchoolSummary, SummaryEdition

KIND = "summaries"  # the permission key


def editions_visible_to(viewer: Viewer) -> QuerySet[SummaryEdition]:
    """Every edition, for those who may see summaries of any school; newest first."""
    rows = SummaryEdition.objects.select_related("made_by", "archive").order_by("-made_at", "-pk")
    return rows if viewer.reach(KIND) != "none" else rows.none()


def summaries_visible_to(
    viewer: Viewer, edition: SummaryEdition, kinds: Iterable[str]
) -> QuerySet[SchoolSummary]:
    """The pages of an edition that are open to the viewer, by name; `kinds`: all that may stand on one. One query."""
    rows = SchoolSummary.objects.filter(edition=edition).select_related("school", "file")
    for kind in (KIND, *kinds):
        rows = rows.filter(school__in=schools_visible_to(viewer, kind))
    return rows.order_by("school__name", "school_id")


def opens_everything(viewer: Viewer, kinds: Iterable[str]) -> bool:
    """Whether the viewer may see these kinds of things of every school, and so all pages in one file."""
    return all(viewer.reach(kind) == "all" for kind in (KIND, *kinds))
