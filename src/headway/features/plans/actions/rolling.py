"""Going on with a plan for another year: what is open goes along, and its first agreed date with it."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.plans.actions.begin import Beginning, add_action, add_priority, start_plan
from headway.features.plans.actions.dividing import as_rule
from headway.features.plans.actions.told import changed, may_change
from headway.features.plans.models import Action, Area, Plan, Risk
from headway.features.undertakings.actions import carry_criteria, carry_over
from headway.rules import plan_life, plan_periods
from headway.rules.verdict import Verdict, insist

_ONE_DAY = timedelta(days=1)


def may_roll_forward(by: Viewer, plan: Plan) -> Verdict:
    """Whether the plan may be gone on with for another year: approved or closed, and not gone on with already."""
    if not (right := may_change(by, plan)):
        return right
    return plan_life.may_roll_forward(plan.state, is_followed=Plan.objects.filter(follows=plan).exists())


@transaction.atomic
def roll_plan_forward(*, plan: Plan, title: str, by: Viewer, at: datetime) -> Plan:
    """A draft for the year after with the same priorities, areas and risks and every open action; the old one stays.

    Once the draft is approved, what was carried is dropped from the old plan and keeps the date first agreed.
    """
    plan = Plan.objects.select_for_update(of=("self",)).select_related("owner", "school").get(pk=plan.pk)
    insist(may_roll_forward(by, plan))
    periods = plan_periods.a_year_later([as_rule(one) for one in plan.periods.all()])
    told = Beginning(title, plan.kind, plan.owner, plan.school, plan.source_words, plan.source_on, plan.aim)
    made = start_plan(told=told, periods=periods, by=by, at=at)
    Plan.objects.filter(pk=made.pk).update(follows=plan)
    carried = _carry_rows(plan, made, periods, by, at)
    Risk.objects.bulk_create(
        Risk(
            plan=made,
            words=one.words,
            likelihood=one.likelihood,
            impact=one.impact,
            response=one.response,
            owner_words=one.owner_words,
        )
        for one in plan.risks.all()
    )
    after = {"from": plan.public_id, "actions": carried}
    changed(made, "roll_plan_forward", by, at, counts=False, after=after)
    return made


def settle_carried(*, actions: Iterable[Action], plan: Plan, by: Viewer, at: datetime) -> None:
    """At approval: each carried action goes on from where the old one stands, unless that was ended meanwhile."""
    old = Action.objects.select_related("undertaking").in_bulk(
        [one.carried_from_id for one in actions if one.carried_from_id]
    )
    for action in actions:
        before = old.get(action.carried_from_id)
        if before and not (before.undertaking.completed_on or before.undertaking.dropped_on):
            words = f"Carried into “{plan.title}”."
            carry_over(old=before.undertaking, made=action.undertaking, words=words, by=by.person, at=at)


def _carry_rows(
    plan: Plan, made: Plan, periods: tuple[plan_periods.Period, ...], by: Viewer, at: datetime
) -> int:
    areas = {
        one.pk: Area.objects.create(plan=made, position=one.position, words=one.words)
        for one in plan.areas.all()
    }
    rows = {}
    for one in plan.priorities.all():
        row = add_priority(
            plan=made, title=one.title, position=one.position, corporate=one.corporate, by=by, at=at
        )
        rows[one.pk] = row
    still = plan.actions.filter(undertaking__completed_on=None, undertaking__dropped_on=None)
    number = 0
    for number, one in enumerate(still.select_related("undertaking__owner"), 1):
        action = add_action(
            plan=made,
            priority=rows[one.priority_id],
            wanted=_wanted(one, periods),
            position=number,
            by=by,
            at=at,
        )
        Action.objects.filter(pk=action.pk).update(carried_from=one, milestone=one.milestone)
        carry_criteria(old=one.undertaking, made=action.undertaking, by=by.person, at=at)
        action.areas.set(areas[key] for key in one.areas.values_list("pk", flat=True))
    return number


def _wanted(action: Action, periods: tuple[plan_periods.Period, ...]) -> dict[str, Any]:
    of = action.undertaking
    names = ("words", "owner", "owner_words", "next_step", "cost_pence", "possible", "restricted")
    return {name: getattr(of, name) for name in names} | {"due_on": _placed(of.due_on, periods)}


def _placed(due_on: date | None, periods: tuple[plan_periods.Period, ...]) -> date | None:
    """The same day where it lies in the new plan; the end of its first period where it has passed."""
    if due_on is None or plan_periods.period_holding(due_on, periods):
        return due_on
    return periods[0].days.until - _ONE_DAY
