"""A stored plan in the shape of its document, to be written as Word or as a spreadsheet and read back unchanged."""

from collections.abc import Sequence
from datetime import date

from headway.features.plans.models import Action, Plan
from headway.features.plans.queries import as_rules, priorities_of
from headway.features.undertakings.facts import owner_words
from headway.rules import plan_grid
from headway.rules.calendars import Span
from headway.rules.plan_policy import PlanPolicy
from headway.rules.plan_status import status_of

OUTSIDE = "In no period"


def plan_as_read(plan: Plan, actions: Sequence[Action], on: date, policy: PlanPolicy) -> plan_grid.Plan:
    """The grid with every action in the cell of its first agreed day, its owner, day and status of today beside it."""
    statuses = {known.key: status_of(known, on, policy).status for known in as_rules(actions)}
    periods = [
        plan_grid.Period(one.label, Span(one.valid_from, one.valid_until)) for one in plan.periods.all()
    ]
    rows = []
    for priority in priorities_of(plan):
        own = [one for one in actions if one.priority_id == priority.pk]
        cells = tuple(
            tuple(_action(one, statuses) for one in own if _holds(period.span, one)) for period in periods
        )
        outside = tuple(
            _action(one, statuses, OUTSIDE)
            for one in own
            if not any(_holds(period.span, one) for period in periods)
        )
        rows.append(plan_grid.Priority(priority.title, cells, outside))
    return plan_grid.Plan(plan.title, "", tuple(periods), tuple(rows))


def _holds(span: Span, action: Action) -> bool:
    due_on = action.undertaking.baseline_due_on or action.undertaking.due_on
    return due_on is not None and span.holds(due_on)


def _action(action: Action, statuses: dict[str, str], column: str = "") -> plan_grid.Action:
    of = action.undertaking
    return plan_grid.Action(
        words=of.words,
        column=column,
        proposed=action.proposed,
        public_id=of.public_id,
        owner=owner_words(of),
        due=of.due_on.isoformat() if of.due_on else "",
        status=statuses[of.public_id],
    )
