"""Reads of the service's own money, the viewer first."""

from django.db.models import IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from headway.features.appointments.viewer import Viewer
from headway.features.budgets.models import Contribution, Entry, Fund, FundingScenario, Project, ServiceYear
from headway.rules.permissions import reach

MONEY = "appraisals"  # the permission key: what the service's money is, before a decision is laid
_WAYS = (frozenset(), frozenset({"part"}))


def _sum_of(rows: QuerySet, key: str) -> Coalesce:
    """The pence of the rows that point at the outer row."""
    summed = rows.filter(**{key: OuterRef("pk")}).order_by().values(key).annotate(total=Sum("pence"))
    return Coalesce(Subquery(summed.values("total"), output_field=IntegerField()), 0)


def is_open_to(viewer: Viewer, act: str = "see") -> bool:
    """Whether the act is open on all of it, or on a part: then the action itself says what is not."""
    ways = reach(viewer.access, roles=viewer.roles, act=act, kind=MONEY)
    return any(way in ways for way in _WAYS)


def funds_visible_to(viewer: Viewer, act: str = "see") -> QuerySet[Fund]:
    """Every fund with `used` pence, the newest year first, for who may do the act to all of the service's money."""
    rows = Fund.objects.annotate(used=_sum_of(Contribution.objects.all(), "fund"))
    rows = rows.order_by("-year", "purpose", "pk")
    return rows if is_open_to(viewer, act) else rows.none()


def projects_visible_to(viewer: Viewer, act: str = "see") -> QuerySet[Project]:
    """Every project with its money, gates and `given` and `spent` pence, the newest year first."""
    rows = Project.objects.select_related("school", "after", "made_by", "approved_by").annotate(
        given=_sum_of(Contribution.objects.all(), "project"), spent=_sum_of(Entry.objects.all(), "project")
    )
    rows = rows.prefetch_related("gates", "contributions__fund").order_by("-year", "title", "pk")
    return rows if is_open_to(viewer, act) else rows.none()


def scenarios_visible_to(viewer: Viewer, act: str = "see") -> QuerySet[FundingScenario]:
    """Every scenario of funding, newest first."""
    rows = FundingScenario.objects.select_related("made_by").order_by("-made_at", "-pk")
    return rows if is_open_to(viewer, act) else rows.none()


def service_years_visible_to(viewer: Viewer, act: str = "see") -> QuerySet[ServiceYear]:
    """What each kind of service cost and earned, by service and year."""
    rows = ServiceYear.objects.order_by("service", "year", "pk")
    return rows if is_open_to(viewer, act) else rows.none()
