"""Reads of units and of whom they report to."""

from django.db.models import QuerySet

from headway.features.appointments.viewer import Viewer
from headway.features.units.models import Reporting, Unit
from headway.rules.units import Reports
from headway.rules.verdict import Verdict

KIND = "posts"  # the permission key


def units_visible_to(viewer: Viewer, act: str = "see") -> QuerySet[Unit]:
    """Every unit by name, for those who may do the act to posts and structures."""
    rows = Unit.objects.order_by("name", "pk")
    return rows if viewer.reach(KIND, act) == "all" else rows.none()


def reports() -> list[Reports]:
    """Who ever reported to whom, as the rules read it, by public ids; one query."""
    rows = Reporting.objects.values_list(
        "unit__public_id", "under__public_id", "valid_from", "valid_until"
    ).order_by("valid_from", "pk")
    return [Reports(unit, under or "", *days) for unit, under, *days in rows]


def may_keep(viewer: Viewer) -> Verdict:
    """Whether the viewer may write of units."""
    return viewer.may(KIND, "change")
