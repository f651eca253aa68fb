"""Checking a plan by somebody else, approving it with its dates locked, publishing and closing it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.plans.actions.rolling import settle_carried
from headway.features.plans.actions.told import changed, may_change
from headway.features.plans.models import Action, Plan, PlanState, QualityCheck
from headway.features.plans.queries import (
    KIND,
    actions_with_history,
    answered_areas,
    as_check,
    as_rules,
    last_check,
    relations_to_plan,
)
from headway.features.undertakings.actions import lock_dates
from headway.rules import plan_life
from headway.rules.plan_policy import PlanPolicy
from headway.rules.verdict import ALLOWED, Verdict, first_refusal, insist, refuse


def may_check(by: Viewer, plan: Plan) -> Verdict:
    """Whether the person may record the check before approval: who changes or approves plans, and did not write this one."""
    owner = plan.owner.public_id if plan.owner else ""
    author = plan.made_by.public_id if plan.made_by else ""
    right = by.may(KIND, "approve", relations_to_plan(by, plan)) or may_change(by, plan)
    return first_refusal(right, plan_life.may_check(plan.state, by=by.id, owner=owner, author=author))


def may_approve(by: Viewer, plan: Plan, check: QualityCheck | None, actions: Sequence[Action]) -> Verdict:
    """Whether the person may approve the plan as it stands, with its newest check and all its actions."""
    right = by.may(KIND, "approve", relations_to_plan(by, plan))
    if not right:
        return right
    ready = plan_life.may_approve(
        plan.state,
        by=by.id,
        owner=plan.owner.public_id if plan.owner else "",
        version=plan.version,
        check=as_check(check),
        actions=as_rules(actions),
    )
    return plan_life.may_approve_areas(answered_areas(plan)) if ready else ready


def may_return(by: Viewer, plan: Plan) -> Verdict:
    """Whether the person may send a checked plan back: who could approve it, and neither owns nor wrote it."""
    right = by.may(KIND, "approve", relations_to_plan(by, plan))
    return first_refusal(right, may_check(by, plan))


@transaction.atomic
def return_plan(*, plan: Plan, reasons: str, by: Viewer, at: datetime) -> QualityCheck:
    """Send a checked plan back to its author with what to put right; it is checked anew before it can be approved."""
    plan = Plan.objects.select_for_update(of=("self",)).select_related("owner", "made_by").get(pk=plan.pk)
    insist(first_refusal(may_return(by, plan), plan_life.may_return(plan.state, reasons)))
    made = QualityCheck.objects.create(
        plan=plan, by=by.person, at=at, answers={}, passed=False, remarks=reasons, plan_version=plan.version
    )
    Plan.objects.filter(pk=plan.pk).update(state=PlanState.DRAFT)
    changed(plan, "return_plan", by, at, counts=False, after={"version": plan.version, "reasons": reasons})
    return made


@transaction.atomic
def check_plan(
    *, plan: Plan, answers: dict[str, bool], remarks: str, policy: PlanPolicy, by: Viewer, at: datetime
) -> QualityCheck:
    """Record the check of the plan as it stands now; passed when every line of the checklist holds (M3-06)."""
    plan = Plan.objects.select_for_update(of=("self",)).select_related("owner", "made_by").get(pk=plan.pk)
    insist(first_refusal(may_check(by, plan), plan_life.may_finish_check(answers, remarks, policy.checklist)))
    passed = all(answers.values())
    made = QualityCheck.objects.create(
        plan=plan,
        by=by.person,
        at=at,
        answers={key: {"met": met} for key, met in answers.items()},
        passed=passed,
        remarks=remarks,
        plan_version=plan.version,
    )
    Plan.objects.filter(pk=plan.pk).update(state=PlanState.CHECKED if passed else PlanState.DRAFT)
    after = {
        "passed": passed,
        "version": plan.version,
        "not met": [k for k, met in answers.items() if not met],
    }
    changed(plan, "check_plan", by, at, counts=False, after=after)
    return made


@transaction.atomic
def approve_plan(*, plan: Plan, by: Viewer, at: datetime) -> None:
    """Approve the plan: from now on every slip counts from the dates as they stand."""
    plan = Plan.objects.select_for_update(of=("self",)).select_related("owner", "made_by").get(pk=plan.pk)
    actions = actions_with_history(plan)
    insist(may_approve(by, plan, last_check(plan), actions))
    lock_dates(rows=[one.undertaking for one in actions], by=by.person, at=at)
    settle_carried(actions=actions, plan=plan, by=by, at=at)
    Plan.objects.filter(pk=plan.pk).update(state=PlanState.APPROVED, approved_by=by.person, approved_at=at)
    changed(plan, "approve_plan", by, at, after={"state": PlanState.APPROVED})


@transaction.atomic
def publish_plan(*, plan: Plan, published: bool, by: Viewer, at: datetime) -> None:
    """Let councillors see an approved plan, or no longer."""
    insist(by.may(KIND, "approve", relations_to_plan(by, plan)))
    if plan.state not in (PlanState.APPROVED, PlanState.CLOSED):
        insist(refuse("Only an approved plan is published."))
    Plan.objects.filter(pk=plan.pk).update(published=published)
    changed(plan, "publish_plan", by, at, counts=False, after={"published": published})


@transaction.atomic
def close_plan(*, plan: Plan, by: Viewer, at: datetime) -> None:
    """Close a plan whose actions are all done or dropped."""
    insist(may_change(by, plan))
    left = plan.actions.filter(undertaking__completed_on=None, undertaking__dropped_on=None).count()
    insist(first_refusal(ALLOWED, plan_life.may_close(plan.state, left)))
    Plan.objects.filter(pk=plan.pk).update(state=PlanState.CLOSED)
    changed(plan, "close_plan", by, at, after={"state": PlanState.CLOSED})
