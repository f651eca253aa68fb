"""Reads of reviews, the viewer first."""

from django.db.models import QuerySet

from headway.features.appointments.viewer import Viewer
from headway.features.decisions.models import ServiceReview
from headway.features.decisions.queries import in_sight
from headway.rules.service_reviews import COMPLETE


def reviews_visible_to(viewer: Viewer, act: str = "see") -> QuerySet[ServiceReview]:
    """The reviews the viewer may do the act to: all, or those that are complete; newest first."""
    rows = ServiceReview.objects.select_related("made_by", "completed_by").order_by("-made_at", "-pk")
    return in_sight(rows, viewer, act, [COMPLETE])
