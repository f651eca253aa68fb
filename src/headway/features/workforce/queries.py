"""Reads of structures and posts, the viewer first."""

from collections.abc import Collection, Iterable
from decimal import Decimal

from django.db.models import Count, OuterRef, QuerySet, Subquery

from headway.features.appointments.viewer import Viewer
from headway.features.plans.models import PlanState, Priority
from headway.features.workforce.models import Post, Secondment, Structure, Title
from headway.rules.permissions import reach
from headway.rules.structure_life import PUBLISHED
from headway.rules.workforce_policy import WorkforcePolicy

KIND, PAY = "posts", "pay"
ALL, IN_PUBLIC = frozenset(), frozenset({"published"})
FULL_WEEK = 5


def structures_visible_to(viewer: Viewer, act: str = "see", kind: str = KIND) -> QuerySet[Structure]:
    """The structures the viewer may do the act to: all, or those out for consultation and approved; newest first. With the
    kind of pay: those whose posts' pay they may do it to."""
    rows = Structure.objects.select_related("made_by", "approved_by", "follows").annotate(
        number=Count("posts", distinct=True)
    )
    rows = rows.order_by("-made_at", "-pk")
    ways = reach(viewer.access, roles=viewer.roles, act=act, kind=kind)
    if ALL in ways:
        return rows
    return rows.filter(state__in=PUBLISHED) if ways else rows.none()


def posts_of(structure: Structure) -> list[Post]:
    """The posts of a structure in their order with whom they report to, priorities, and what each was called before; two
    queries."""
    return posts_of_many([structure])[structure.pk]


def posts_of_many(structures: Collection[Structure], *, leads: bool = True) -> dict[int, list[Post]]:
    """Primary key of a structure to its posts, as `posts_of`; two queries for all, one without the priorities."""
    ended = Title.objects.filter(post=OuterRef("pk"), valid_until__isnull=False).order_by(
        "-valid_until", "-pk"
    )
    rows = Post.objects.filter(structure__in=[one.pk for one in structures]).select_related("reports_to")
    rows = rows.prefetch_related(*(["leads"] if leads else [])).annotate(
        called=Subquery(ended.values("words")[:1]), until=Subquery(ended.values("valid_until")[:1])
    )
    found: dict[int, list[Post]] = {one.pk: [] for one in structures}
    for post in rows.order_by("position", "pk"):
        found[post.structure_id].append(post)
    return found


def priorities_to_lead() -> QuerySet[Priority]:
    """The priorities of approved plans of the service, which posts can lead."""
    rows = Priority.objects.filter(plan__state=PlanState.APPROVED, plan__school=None)
    return rows.select_related("plan").order_by("plan__title", "position", "pk")


def secondments_of(structure: Structure) -> list[Secondment]:
    """The secondments of a structure with their schools, the first to begin first."""
    return secondments_of_many([structure])[structure.pk]


def secondments_of_many(structures: Collection[Structure]) -> dict[int, list[Secondment]]:
    """Primary key of a structure to its secondments; one query for all."""
    rows = Secondment.objects.filter(structure__in=[one.pk for one in structures]).select_related("school")
    found: dict[int, list[Secondment]] = {one.pk: [] for one in structures}
    for one in rows.order_by("starts_on", "pk"):
        found[one.structure_id].append(one)
    return found


def seconded_fte(secondments: Iterable[Secondment]) -> Decimal:
    """The full-time equivalent of those who can intervene (M2-08)."""
    return sum((_fte_of(one) for one in secondments if one.intervenes), Decimal(0))


def seconded_by_background(secondments: Iterable[Secondment], policy: WorkforcePolicy) -> dict[str, Decimal]:
    """The same by background, which goes with the phase of the school; an empty one where none does (M2-16)."""
    found: dict[str, Decimal] = {}
    for one in secondments:
        if one.intervenes:
            slug = policy.background_of(one.school.phase)
            found[slug] = found.get(slug, Decimal(0)) + _fte_of(one)
    return found


def recharge_of(secondments: Iterable[Secondment]) -> int:
    """What is paid for the secondments a year, in pence."""
    return sum(one.recharge_pence for one in secondments)


def _fte_of(secondment: Secondment) -> Decimal:
    return secondment.days_a_week / FULL_WEEK
