"""Reads of structures and posts, the viewer first."""

from collections.abc import Iterable
from decimal import Decimal

from django.db.models import Count, Prefetch, Q, QuerySet, Sum

from headway.features.appointments.viewer import Viewer
from headway.features.plans.models import PlanState, Priority
from headway.features.workforce.models import Post, Share, Structure
from headway.rules.permissions import reach
from headway.rules.structure_life import PUBLISHED

KIND, PAY = "posts", "pay"
ALL, IN_PUBLIC = frozenset(), frozenset({"published"})
_DAYS_OF_A_WEEK = 5


def structures_visible_to(viewer: Viewer) -> QuerySet[Structure]:
    """The structures the viewer may see: all, or those out for consultation and approved; newest first."""
    rows = Structure.objects.select_related("made_by", "approved_by", "follows").annotate(
        number=Count("posts", distinct=True)
    )
    rows = rows.order_by("-made_at", "-pk")
    ways = reach(viewer.access, roles=viewer.roles, act="see", kind=KIND)
    if ALL in ways:
        return rows
    return rows.filter(state__in=PUBLISHED) if ways else rows.none()


def posts_of(structure: Structure) -> list[Post]:
    """The posts of a structure in their order with whom they report to, shares, priorities and titles; four queries."""
    rows = structure.posts.select_related("reports_to").prefetch_related(
        Prefetch("shares", Share.objects.order_by("pk")), "leads", "titles__by"
    )
    return list(rows.order_by("position", "pk"))


def priorities_to_lead() -> QuerySet[Priority]:
    """The priorities of approved plans of the service, which posts can lead."""
    rows = Priority.objects.filter(plan__state=PlanState.APPROVED, plan__school=None)
    return rows.select_related("plan").order_by("plan__title", "position", "pk")


def seconded_fte(structures: Iterable[Structure]) -> dict[int, Decimal]:
    """Primary key to the full-time equivalent of the secondments that can intervene (M2-08)."""
    rows = Structure.objects.filter(pk__in=[one.pk for one in structures])
    counted = rows.annotate(days=Sum("secondments__days_a_week", filter=Q(secondments__intervenes=True)))
    return {row.pk: (row.days or Decimal(0)) / _DAYS_OF_A_WEEK for row in counted}
