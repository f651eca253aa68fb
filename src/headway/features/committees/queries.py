"""Reads of forums, advice, requests, protocols and functions."""

from django.db.models import Count, Max, Q, QuerySet

from headway.features.appointments.viewer import Viewer
from headway.features.committees.models import Advice, Forum, Function, InformationRequest, Protocol

KIND = "joint-working"  # the permission key


def forums_visible_to(viewer: Viewer) -> QuerySet[Forum]:
    """Every forum, for those who may see groups; each with its number of advice and of those not answered."""
    rows = Forum.objects.annotate(
        advised=Count("advice"),
        unanswered=Count("advice", filter=Q(advice__responded_on=None)),
        last_advised_on=Max("advice__given_on"),
    ).order_by("name", "pk")
    return rows if viewer.reach(KIND) == "all" else rows.none()


def advice_visible_to(viewer: Viewer) -> QuerySet[Advice]:
    """What forums advised, newest first."""
    rows = Advice.objects.select_related("forum", "by", "responded_by").order_by("-given_on", "-pk")
    return rows if viewer.reach(KIND) == "all" else rows.none()


def protocols_visible_to(viewer: Viewer) -> QuerySet[Protocol]:
    """Every protocol with its signatures, the one whose review comes first leading."""
    rows = Protocol.objects.select_related("made_by").prefetch_related("signatures__recorded_by")
    return rows.order_by("review_on", "pk") if viewer.reach(KIND) == "all" else rows.none()


def requests_visible_to(viewer: Viewer) -> QuerySet[InformationRequest]:
    """What bodies asked for, newest first."""
    rows = InformationRequest.objects.select_related("forum", "made_by")
    rows = rows.order_by("-asked_on", "-pk")
    return rows if viewer.reach(KIND) == "all" else rows.none()


def functions_visible_to(viewer: Viewer) -> QuerySet[Function]:
    """Every function with its holders, by kind and name."""
    rows = Function.objects.prefetch_related("holdings").order_by("kind", "name", "pk")
    return rows if viewer.reach(KIND) == "all" else rows.none()
