"""What the head of service looks at over all plans: what is late, what was moved, and what nobody is named for."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from headway.features.plans.models import Plan, PlanState

PLAN, ACTION = "plan", "action"
WITHOUT_OWNER = {PLAN: "The plan itself", ACTION: "An open action"}
_OF = "actions__undertaking__"
_GOES_ON = ~Q(state=PlanState.CLOSED)
_STILL = Q(**{f"{_OF}completed_on": None, f"{_OF}dropped_on": None})
_UNOWNED_PLAN = _GOES_ON & Q(owner=None)
_UNOWNED_ACTION = _GOES_ON & _STILL & Q(**{f"{_OF}owner": None, f"{_OF}owner_words": ""})
_AGREED = _STILL & Q(**{f"{_OF}baseline_due_on__isnull": False, f"{_OF}possible": False})


@dataclass(frozen=True, slots=True)
class Watched:
    """Numbers over every plan: agreed actions past their day, others moved past the day first agreed, and open plans and
    open actions nobody is named for."""

    late: int
    moved: int
    unowned_plans: int
    unowned_actions: int


def watched(on: date) -> Watched:
    """What wants somebody's attention on the day; one query."""
    late = _AGREED & Q(**{f"{_OF}due_on__lt": on})
    moved = _AGREED & Q(**{f"{_OF}due_on__gte": on, f"{_OF}due_on__gt": F(f"{_OF}baseline_due_on")})
    return Watched(
        **Plan.objects.aggregate(
            late=Count("actions", filter=late, distinct=True),
            moved=Count("actions", filter=moved, distinct=True),
            unowned_plans=Count("pk", filter=_UNOWNED_PLAN, distinct=True),
            unowned_actions=Count(
                "actions", filter=_UNOWNED_ACTION & Q(actions__isnull=False), distinct=True
            ),
        )
    )


def without_owner(plans: QuerySet[Plan], what: str) -> QuerySet[Plan]:
    """Of these plans the open ones that have no owner, or an open action that has none; no narrowing for another word."""
    if what not in WITHOUT_OWNER:
        return plans
    wanted = _UNOWNED_PLAN if what == PLAN else _UNOWNED_ACTION & Q(actions__isnull=False)
    return plans.filter(pk__in=Plan.objects.filter(wanted).values("pk"))
