"""What every write of a plan does: asks whether it may be, counts the version, leaves an event."""

from datetime import datetime
from typing import Any

from django.db.models import F

from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.plans.findable import ACTIONS, EVALUATIONS, SERVICE_PLANS
from headway.features.plans.models import Plan
from headway.features.plans.queries import KIND, relations_to_plan
from headway.features.search.actions import find_again
from headway.rules.plan_life import may_write
from headway.rules.verdict import Verdict, first_refusal, insist

# What changes the words a plan is found by.
CALLED_ANEW = frozenset(
    {"start_plan", "edit_plan", "check_plan", "return_plan", "approve_plan", "close_plan"}
)


def may_change(by: Viewer, plan: Plan) -> Verdict:
    """Whether the person may change this plan at all."""
    return by.may(KIND, "change", relations_to_plan(by, plan))


def insist_on_writing(by: Viewer, plan: Plan) -> None:
    """Refused where the person may not change the plan, or its dates are locked."""
    insist(first_refusal(may_change(by, plan), may_write(plan.state)))


def changed(plan: Plan, action: str, by: Viewer, at: datetime, *, counts: bool = True, **told: Any) -> None:
    """Count the plan's version, so that a check of what stood before no longer holds, and leave an event."""
    if counts:
        Plan.objects.filter(pk=plan.pk).update(version=F("version") + 1)
    plan.refresh_from_db(fields=["version", "state"])
    if action in CALLED_ANEW:
        find_again(SERVICE_PLANS, plan)
    if action == "edit_plan":
        find_again(ACTIONS, *plan.actions.all())
        find_again(EVALUATIONS, *plan.evaluations.all())
    record(action=action, subject_kind="plan", subject_id=plan.public_id, at=at, by=by.id, **told)
