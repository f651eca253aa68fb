"""Evaluations of what a plan tries out, from the question to the decision, and its risks."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.plans.actions.told import changed, may_change
from headway.features.plans.findable import EVALUATIONS
from headway.features.plans.models import Evaluation, Plan, Risk
from headway.features.plans.queries import KIND, relations_to_plan
from headway.features.saving import save_seen
from headway.features.search.actions import find_again
from headway.rules import evaluations as rule
from headway.rules import plan_life
from headway.rules.verdict import Verdict, first_refusal, insist


def may_keep_up(by: Viewer, plan: Plan) -> Verdict:
    """Whether the person may write of evaluations and risks: who may change the plan, until it is closed."""
    return first_refusal(may_change(by, plan), plan_life.may_keep_up(plan.state))


def may_decide_on(by: Viewer, evaluation: Evaluation) -> Verdict:
    """Whether the person may decide an evaluation: who approves plans, and it is not decided yet."""
    right = by.may(KIND, "approve", relations_to_plan(by, evaluation.plan))
    return first_refusal(right, rule.is_open(evaluation.decision))


@transaction.atomic
def begin_evaluation(*, plan: Plan, told: Mapping[str, Any], by: Viewer, at: datetime) -> Evaluation:
    """What is to be found out, how, and by when."""
    insist(may_keep_up(by, plan))
    made = Evaluation.objects.create(plan=plan, by=by.person, at=at, **told)
    find_again(EVALUATIONS, made)
    changed(plan, "begin_evaluation", by, at, counts=False, after={"evaluation": made.public_id})
    return made


@transaction.atomic
def write_evaluation(
    *, evaluation: Evaluation, seen_version: int, told: Mapping[str, Any], by: Viewer, at: datetime
) -> None:
    """Question, method, evidence and findings; Stale where somebody saved it meanwhile, locked once decided."""
    held = Evaluation.objects.select_for_update(of=("self",)).select_related("plan").get(pk=evaluation.pk)
    insist(first_refusal(may_keep_up(by, held.plan), rule.is_open(held.decision)))
    save_seen(held, seen_version, told)
    find_again(EVALUATIONS, held)
    changed(held.plan, "write_evaluation", by, at, counts=False, after={"evaluation": held.public_id})


@transaction.atomic
def decide_evaluation(
    *, evaluation: Evaluation, decision: str, reason: str, by: Viewer, at: datetime
) -> None:
    """Stop, adapt or scale, with the reason, from findings."""
    held = Evaluation.objects.select_for_update(of=("self",)).select_related("plan").get(pk=evaluation.pk)
    insist(first_refusal(may_decide_on(by, held), rule.may_decide(held.findings, decision, reason)))
    held.decision, held.decision_reason, held.decided_on = decision, reason, by.on
    held.version += 1
    held.save(update_fields=["decision", "decision_reason", "decided_on", "version"])
    after = {"evaluation": held.public_id, "decision": decision}
    changed(held.plan, "decide_evaluation", by, at, counts=False, after=after)


@transaction.atomic
def embed_pilot(*, evaluation: Evaluation, on: date, by: Viewer, at: datetime) -> None:
    """What was tried is from now on what is always done (M3-10)."""
    held = Evaluation.objects.select_for_update(of=("self",)).select_related("plan").get(pk=evaluation.pk)
    embed = rule.may_embed(held.decision, is_embedded=held.embedded_on is not None)
    insist(first_refusal(may_keep_up(by, held.plan), embed))
    held.embedded_on = on
    held.save(update_fields=["embedded_on"])
    after = {"evaluation": held.public_id, "on": on.isoformat()}
    changed(held.plan, "embed_pilot", by, at, counts=False, after=after)


@transaction.atomic
def write_risk(*, plan: Plan, told: Mapping[str, Any], by: Viewer, at: datetime) -> Risk:
    """What could keep the plan from working, how likely, how bad, and what is done against it."""
    insist(may_keep_up(by, plan))
    made = Risk.objects.create(plan=plan, **told)
    changed(plan, "write_risk", by, at, counts=False, after={"risk": made.public_id})
    return made


@transaction.atomic
def rewrite_risk(*, risk: Risk, told: Mapping[str, Any], by: Viewer, at: datetime) -> None:
    """A risk as it stands now."""
    insist(may_keep_up(by, risk.plan))
    before = {"likelihood": risk.likelihood, "impact": risk.impact}
    for name, value in told.items():
        setattr(risk, name, value)
    risk.save(update_fields=list(told))
    after = {"risk": risk.public_id, "likelihood": risk.likelihood, "impact": risk.impact}
    changed(risk.plan, "rewrite_risk", by, at, counts=False, before=before, after=after)


@transaction.atomic
def remove_risk(*, risk: Risk, by: Viewer, at: datetime) -> None:
    """A risk that is none any more."""
    insist(may_keep_up(by, risk.plan))
    told = {"risk": risk.public_id}
    risk.delete()
    changed(risk.plan, "remove_risk", by, at, counts=False, before=told)
