"""Reads of recruitments, the viewer first, and what waits for them."""

from django.db.models import QuerySet

from headway.features.appointments.viewer import Viewer
from headway.features.plans.models import Action, PlanState
from headway.features.undertakings.models import Undertaking
from headway.features.workforce.models import Recruitment
from headway.features.workforce.queries import KIND
from headway.rules.recruitment import Recruiting


def recruitments_visible_to(viewer: Viewer, act: str = "see") -> QuerySet[Recruitment]:
    """The recruitments the viewer may do the act to, the newest first."""
    rows = Recruitment.objects.select_related("undertaking").order_by("-opened_on", "-pk")
    return rows if viewer.reach(KIND, act) == "all" else rows.none()


def as_recruiting(row: Recruitment) -> Recruiting:
    """The recruitment as the rules know it."""
    return Recruiting(row.opened_on, row.advertised_until, row.begins_on, row.closed_on, row.given_up_on)


def actions_that_may_wait() -> QuerySet[Action]:
    """The actions of approved plans of the service that are neither done nor dropped nor kept back, by plan and due day."""
    rows = Action.objects.filter(
        plan__state=PlanState.APPROVED,
        plan__school=None,
        undertaking__restricted=False,
        undertaking__completed_on=None,
        undertaking__dropped_on=None,
    )
    return rows.select_related("plan", "undertaking").order_by("plan__title", "undertaking__due_on", "pk")


def waited_for(undertaking: Undertaking, action: Action | None = None) -> QuerySet[Recruitment]:
    """The open recruitments that an undertaking waits for, also by way of the actions of earlier years it goes on from;
    `action`: its own, where it was read."""
    action = action or Action.objects.filter(undertaking=undertaking).first()
    rows = Recruitment.objects.filter(
        undertaking__in=[undertaking.pk, *_carried(action)], begins_on=None, given_up_on=None
    )
    return rows.order_by("opened_on", "pk")


def _carried(action: Action | None) -> list[int]:
    """Primary keys of the undertakings an action goes on from, year by year; each year is a plan of its own."""
    found: list[int] = []
    while action and action.carried_from_id:
        action = Action.objects.get(pk=action.carried_from_id)
        found.append(action.undertaking_id)
    return found
