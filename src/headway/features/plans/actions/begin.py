"""Beginning a plan: empty with its periods, or from a document that was read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.people.models import Person
from headway.features.plans.actions.told import changed
from headway.features.plans.findable import ACTIONS
from headway.features.plans.models import Action, Period, Plan, Priority
from headway.features.plans.queries import KIND
from headway.features.schools.models import School
from headway.features.schools.queries import relations_to
from headway.features.search.actions import find_again
from headway.features.undertakings.actions import agree
from headway.features.undertakings.models import Undertaking
from headway.rules import plan_grid, plan_periods
from headway.rules.plan_policy import PlanTemplate
from headway.rules.verdict import insist

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Beginning:
    """What is said of a plan when it is begun."""

    title: str
    kind: str
    owner: Person | None = None
    school: School | None = None
    source_words: str = ""
    source_on: date | None = None
    aim: str = ""


@transaction.atomic
def start_plan(*, told: Beginning, periods: Sequence[plan_periods.Period], by: Viewer, at: datetime) -> Plan:
    """A new draft with its periods, which may not overlap (M3-02)."""
    insist(by.may(KIND, "change", relations_to(by, told.school) if told.school else frozenset({"own"})))
    insist(plan_periods.may_divide(periods))
    made = Plan.objects.create(
        title=told.title,
        kind=told.kind,
        owner=told.owner,
        school=told.school,
        source_words=told.source_words,
        source_on=told.source_on,
        aim=told.aim,
        made_by=by.person,
        made_at=at,
    )
    Period.objects.bulk_create(
        Period(plan=made, label=one.label, valid_from=one.days.first_on, valid_until=one.days.until)
        for one in periods
    )
    changed(made, "start_plan", by, at, counts=False, after={"title": made.title, "kind": made.kind})
    return made


@transaction.atomic
def begin_plan(
    *,
    told: Beginning,
    periods: Sequence[plan_periods.Period],
    template: PlanTemplate | None,
    by: Viewer,
    at: datetime,
) -> Plan:
    """A new draft, empty or with what such a plan usually begins with."""
    made = start_plan(told=told, periods=periods, by=by, at=at)
    if template:
        fill_from_template(plan=made, template=template, by=by, at=at)
    return made


@transaction.atomic
def start_plan_from(
    *,
    read: plan_grid.Plan,
    told: Beginning,
    moved: Mapping[int, str],
    by: Viewer,
    at: datetime,
) -> Plan:
    """A new draft with everything a document says: each action in its cell, due on the last day of its period.

    `moved`: the number of an action in the order of the document to the title of the priority it belongs to instead.
    """
    periods = [plan_periods.Period(one.words, one.span) for one in read.periods]
    plan = start_plan(told=told, periods=periods, by=by, at=at)
    titles = dict.fromkeys(one.title for one in read.priorities)
    rows = {
        title: add_priority(plan=plan, title=title, position=place, by=by, at=at)
        for place, title in enumerate(titles)
    }
    for number, (title, action, due_on) in enumerate(_listed(read)):
        row = rows.get(moved.get(number, title), rows[title])
        proposed = "" if number in moved else action.proposed
        add_action(
            plan=plan,
            priority=row,
            wanted={
                "words": action.line,
                "owner_words": action.owner[:120],
                "due_on": due_on,
                "possible": action.words.casefold().startswith("possible"),
            },
            position=number,
            proposed=proposed,
            by=by,
            at=at,
        )
    return plan


@transaction.atomic
def add_priority(
    *, plan: Plan, title: str, position: int, by: Viewer, at: datetime, corporate: str = ""
) -> Priority:
    """One more row."""
    made = Priority.objects.create(
        plan=plan, title=title[:200] or "No priority", position=position, corporate=corporate
    )
    changed(plan, "add_priority", by, at, after={"title": made.title})
    return made


@transaction.atomic
def add_action(
    *,
    plan: Plan,
    priority: Priority,
    wanted: Mapping[str, Any],
    by: Viewer,
    at: datetime,
    position: int = 0,
    proposed: str = "",
    milestone: bool = False,
) -> Action:
    """One more action under a priority; `wanted`: words, owner, due_on and what else an undertaking says."""
    made = agree(
        made=Undertaking(
            kind=KIND,
            school=plan.school,
            origin_kind="plan",
            origin_id=plan.public_id,
            origin_words=plan.title,
            **wanted,
        ),
        by=by.person,
        at=at,
    )
    action = Action.objects.create(
        plan=plan,
        priority=priority,
        undertaking=made,
        position=position,
        proposed=proposed[:300],
        milestone=milestone,
    )
    find_again(ACTIONS, action)
    changed(plan, "add_action", by, at, after={"undertaking": made.public_id})
    return action


@transaction.atomic
def fill_from_template(*, plan: Plan, template: PlanTemplate, by: Viewer, at: datetime) -> None:
    """The priorities and actions a plan of this kind usually begins with; owners and days are still to be named."""
    number = 0
    for place, (title, actions) in enumerate(template.rows):
        row = add_priority(plan=plan, title=title, position=place, by=by, at=at)
        for words in actions:
            number += 1
            add_action(plan=plan, priority=row, wanted={"words": words}, position=number, by=by, at=at)


def _listed(read: plan_grid.Plan) -> list[tuple[str, plan_grid.Action, date | None]]:
    """Each action in the order of the document with its priority and the last day of its period; None outside all."""
    found = []
    for priority in read.priorities:
        for period, cell in zip(read.periods, priority.cells, strict=True):
            found += [(priority.title, one, period.span.until - _ONE_DAY) for one in cell]
        found += [(priority.title, one, None) for one in priority.outside]
    return found
