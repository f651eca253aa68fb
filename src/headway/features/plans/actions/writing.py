"""Writing a plan before it is approved: its facts, priorities and actions."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from headway.features.appointments.viewer import Viewer
from headway.features.people.models import Person
from headway.features.plans.actions import begin
from headway.features.plans.actions.told import changed, insist_on_writing, may_change
from headway.features.plans.findable import ACTIONS, findable_action
from headway.features.plans.models import Action, Plan, PlanState, Priority
from headway.features.saving import Stale
from headway.features.search.actions import find_again, forget_findable
from headway.features.undertakings.actions import rewrite
from headway.rules import plan_life
from headway.rules.verdict import first_refusal, insist, refuse


@transaction.atomic
def edit_plan(*, plan: Plan, seen_version: int, wanted: Mapping[str, Any], by: Viewer, at: datetime) -> None:
    """Change title, owner, source or aim; Stale where somebody saved it meanwhile."""
    insist_on_writing(by, plan)
    held = Plan.objects.select_for_update().get(pk=plan.pk)
    if held.version != seen_version:
        raise Stale
    before = {name: str(getattr(held, name) or "") for name in wanted}
    for name, value in wanted.items():
        setattr(held, name, value)
    held.save(update_fields=list(wanted))
    after = {name: str(value or "") for name, value in wanted.items()}
    changed(held, "edit_plan", by, at, before=before, after=after)


@transaction.atomic
def write_priority(*, plan: Plan, title: str, by: Viewer, at: datetime, corporate: str = "") -> Priority:
    """A new priority after the others."""
    insist_on_writing(by, plan)
    last = plan.priorities.aggregate(last=Max("position"))["last"]
    place = 0 if last is None else last + 1
    return begin.add_priority(plan=plan, title=title, corporate=corporate, position=place, by=by, at=at)


@transaction.atomic
def rewrite_priority(
    *, priority: Priority, title: str, by: Viewer, at: datetime, corporate: str = ""
) -> None:
    """Another title for a priority, or another corporate priority that it serves (M11-08)."""
    plan = priority.plan
    insist_on_writing(by, plan)
    before = {"title": priority.title, "corporate": priority.corporate}
    priority.title, priority.corporate = title, corporate
    priority.save(update_fields=["title", "corporate"])
    after = {"title": title, "corporate": corporate}
    changed(plan, "rewrite_priority", by, at, before=before, after=after)


@transaction.atomic
def remove_priority(*, priority: Priority, by: Viewer, at: datetime) -> None:
    """Take a priority out; Refused while actions stand under it."""
    plan = priority.plan
    insist_on_writing(by, plan)
    if priority.actions.exists():
        insist(refuse("Actions stand under this priority. Move or remove them first."))
    priority.delete()
    changed(plan, "remove_priority", by, at, before={"title": priority.title})


@transaction.atomic
def write_action(
    *,
    plan: Plan,
    priority: Priority,
    wanted: Mapping[str, Any],
    by: Viewer,
    at: datetime,
    milestone: bool = False,
) -> Action:
    """A new action; its day has to lie in a period of the plan (M3-02)."""
    insist_on_writing(by, plan)
    _insist_on_a_period(plan, wanted["due_on"])
    last = plan.actions.aggregate(last=Max("position"))["last"] or 0
    told = {"wanted": wanted, "position": last + 1, "milestone": milestone}
    return begin.add_action(plan=plan, priority=priority, **told, by=by, at=at)


@transaction.atomic
def edit_action(
    *,
    action: Action,
    priority: Priority,
    wanted: Mapping[str, Any],
    by: Viewer,
    at: datetime,
    milestone: bool = False,
) -> None:
    """Change an action of a plan that is not approved; moved by somebody, its priority is proposed no longer."""
    insist_on_writing(by, action.plan)
    _insist_on_a_period(action.plan, wanted["due_on"])
    rewrite(row=action.undertaking, changes=dict(wanted), by=by.person, at=at)
    Action.objects.filter(pk=action.pk).update(priority=priority, proposed="", milestone=milestone)
    find_again(ACTIONS, action)
    changed(action.plan, "edit_action", by, at, after={"undertaking": action.undertaking.public_id})


@transaction.atomic
def restrict_action(*, action: Action, restricted: bool, by: Viewer, at: datetime) -> None:
    """Keep an action from councillors, or show it to them, until the plan is closed."""
    insist(first_refusal(may_change(by, action.plan), plan_life.may_keep_up(action.plan.state)))
    row = action.undertaking
    before = {"undertaking": row.public_id, "restricted": row.restricted}
    rewrite(row=row, changes={"restricted": restricted}, by=by.person, at=at)
    after = {"undertaking": row.public_id, "restricted": restricted}
    changed(action.plan, "restrict_action", by, at, counts=False, before=before, after=after)


@transaction.atomic
def remove_action(*, action: Action, by: Viewer, at: datetime) -> None:
    """Take an action out of a plan that is not approved."""
    insist_on_writing(by, action.plan)
    row = action.undertaking
    told = {"undertaking": row.public_id, "words": row.words}
    forget_findable(ACTIONS.kind, [findable_action(action).key])
    action.delete()
    row.delete()
    changed(action.plan, "remove_action", by, at, before=told)


def _insist_on_a_period(plan: Plan, due_on: object) -> None:
    if due_on is None:
        return
    if not plan.periods.filter(valid_from__lte=due_on, valid_until__gt=due_on).exists():
        insist(refuse("This day lies in no period of the plan. Choose another day."))


@transaction.atomic
def hand_over_plans(*, person: Person, successor: Person | None, by: Viewer, at: datetime) -> int:
    """The open plans and priorities of a leaver go to the successor, or to nobody until somebody is named; how many plans."""
    plans = list(Plan.objects.filter(owner=person).exclude(state=PlanState.CLOSED))
    rows = Priority.objects.filter(owner=person).exclude(plan__state=PlanState.CLOSED)
    rows.update(owner=successor)
    for plan in plans:
        Plan.objects.filter(pk=plan.pk).update(owner=successor)
        after = {"owner": successor.public_id if successor else None}
        changed(plan, "hand_over_plan", by, at, counts=False, before={"owner": person.public_id}, after=after)
    return len(plans)
