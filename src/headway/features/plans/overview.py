"""All plans at a glance: what is late, moved, not reported or without effect in each, and whose actions these are."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q

from headway.features.appointments.viewer import Viewer
from headway.features.plans.models import Plan, PlanState, Round, RoundState
from headway.features.plans.queries import actions_for, plans_visible_to, plans_within
from headway.features.undertakings.models import Report

_STILL = Q(undertaking__completed_on=None, undertaking__dropped_on=None, undertaking__possible=False)


@dataclass(frozen=True, slots=True)
class Standing:
    """One plan in numbers of actions that are agreed and open; `plan` is its primary key."""

    plan: int
    title: str
    still: int
    late: int
    moved: int


@dataclass(frozen=True, slots=True)
class Behind:
    """Who has late actions, and in how many plans."""

    owner: str
    late: int
    plans: int


def standings(viewer: Viewer) -> list[Standing]:
    """Every approved plan the viewer may see, the most late first; two queries."""
    plans = plans_visible_to(viewer).filter(state=PlanState.APPROVED).order_by()
    late, moved = _late(viewer.on), _STILL & Q(undertaking__due_on__gt=F("undertaking__baseline_due_on"))
    rows = actions_for(viewer).filter(_STILL, plan__in=plans.values("pk")).order_by().values_list("plan")
    counted = rows.annotate(still=Count("pk"), late=Count("pk", filter=late), moved=Count("pk", filter=moved))
    numbers = {plan: row for plan, *row in counted}
    found = [
        Standing(key, title, *numbers.get(key, (0, 0, 0))) for key, title in plans.values_list("pk", "title")
    ]
    return sorted(found, key=lambda one: (-one.late, -one.moved, one.title))


def silent_counts(viewer: Viewer, plans: Collection[int], since: date) -> dict[int, int]:
    """Plan to how many of its open actions nothing was reported of on or after a day; one query."""
    told = Report.objects.filter(undertaking=OuterRef("undertaking"), on__gte=since)
    rows = actions_for(viewer).filter(_STILL, ~Exists(told), plan__in=plans).order_by().values("plan")
    return {one["plan"]: one["number"] for one in rows.annotate(number=Count("pk"))}


def unmet_counts(viewer: Viewer, plans: Collection[int]) -> dict[int, int]:
    """Plan to how many success criteria are past their day and not met; one query."""
    unmet = Q(undertaking__criteria__due_on__lt=viewer.on) & ~Q(undertaking__criteria__met=True)
    rows = actions_for(viewer).filter(unmet, plan__in=plans, undertaking__dropped_on=None)
    rows = rows.order_by().values("plan")
    return {one["plan"]: one["number"] for one in rows.annotate(number=Count("undertaking__criteria"))}


def last_rounds(viewer: Viewer, plans: Collection[int]) -> dict[int, Round]:
    """Plan to its newest closed round, where the viewer sees rounds of it; one query."""
    seen = plans_within(viewer).filter(pk__in=plans)
    rows = Round.objects.filter(plan__in=seen.values("pk"), state=RoundState.CLOSED).order_by("number")
    return {one.plan_id: one for one in rows}


def behind(viewer: Viewer, shown: int) -> list[Behind]:
    """Who has the most late actions; one query."""
    plans = plans_visible_to(viewer).filter(state=PlanState.APPROVED).order_by()
    late = actions_for(viewer).filter(_late(viewer.on), plan__in=plans.values("pk")).order_by()
    rows = late.values("undertaking__owner__name", "undertaking__owner_words")
    counted = rows.annotate(number=Count("pk"), many=Count("plan", distinct=True)).order_by("-number")
    return [
        Behind(one["undertaking__owner__name"] or one["undertaking__owner_words"], one["number"], one["many"])
        for one in counted[:shown]
    ]


def plans_by_key(keys: Iterable[int]) -> dict[int, Plan]:
    """The plans of these keys with their owners; one query."""
    return Plan.objects.select_related("owner").in_bulk(list(keys))


def _late(on: date) -> Q:
    return _STILL & Q(undertaking__due_on__lt=on)
