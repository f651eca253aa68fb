"""Reads of releases."""

from django.db.models import Count, Q, QuerySet

from headway.features.appointments.viewer import Viewer
from headway.features.releases.models import Release, State


def releases_visible_to(viewer: Viewer) -> QuerySet[Release]:
    """Every release, newest first, for those who may see releases; with the numbers of its faults."""
    if not viewer.may("releases"):
        return Release.objects.none()
    return (
        Release.objects.select_related("file")
        .annotate(fault_count=Count("faults"), serious_count=Count("faults", filter=Q(faults__serious=True)))
        .order_by("-published_on", "-read_at")
    )


def latest_applied(kind: str) -> Release | None:
    """The newest applied release of a kind."""
    return (
        Release.objects.filter(kind=kind, state=State.APPLIED)
        .order_by("-published_on", "-applied_at")
        .first()
    )
