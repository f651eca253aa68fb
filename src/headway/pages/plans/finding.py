"""What the views of plans share: finding the plan and its parts, and who may own one."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from headway.features.appointments.viewer import Viewer
from headway.features.people.models import Person
from headway.features.people.queries import holders
from headway.features.plans.models import Action, Plan
from headway.features.plans.queries import action_for, plan_for, sees_within
from headway.features.policies.queries import typed
from headway.rules.plan_policy import PlanPolicy


def policy_of(request: HttpRequest) -> PlanPolicy:
    """The policy of plans on the viewer's day."""
    return typed("plans", request.viewer.on)


def found_plan(request: HttpRequest, plan_id: str, act: str = "see") -> Plan:
    """The plan, or 404 where the viewer may not do the act to it."""
    plan = plan_for(request.viewer, plan_id, act)
    if plan is None:
        raise Http404
    return plan


def found_within(request: HttpRequest, plan_id: str) -> Plan:
    """The plan, or 404 for who sees it only because it is published: rounds, risks and packs are not for them."""
    plan = found_plan(request, plan_id)
    if not sees_within(request.viewer, plan):
        raise Http404
    return plan


def found_action(plan: Plan, key: str) -> Action:
    """The action of the plan, or 404."""
    action = action_for(plan, key)
    if action is None:
        raise Http404
    return action


def owners(viewer: Viewer) -> QuerySet[Person]:
    """Who may own a plan or an action: staff with a role today, by name."""
    staff = [slug for slug, role in viewer.access.roles.items() if role.staff]
    return holders(staff, on=viewer.on)
