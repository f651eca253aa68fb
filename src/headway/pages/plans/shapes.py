"""A plan in other shapes: first agreed dates beside those of now as a chart, and who or what slips again and again."""

from collections.abc import Collection, Sequence
from datetime import date

from headway.features.plans.models import Action, Period, Plan
from headway.kit.charts import Chart, Series, Value
from headway.kit.tables import Cell, Column, Table, plain_table
from headway.kit.words import day_words
from headway.rules.plan_actions import Action as RuleAction
from headway.rules.plan_policy import PlanPolicy
from headway.rules.slip_patterns import Pattern, slip_patterns

MOST_DRAWN = 40


def dates_chart(plan: Plan, periods: Sequence[Period], actions: Sequence[Action]) -> Chart:
    """Days from the first day of the plan to each action's date: as first agreed, and as it stands now."""
    first_on = periods[0].valid_from if periods else plan.made_at.date()
    dated = sorted(
        (one.undertaking for one in actions if one.undertaking.due_on),
        key=lambda of: (of.baseline_due_on or of.due_on, of.pk),
    )
    shown = dated[:MOST_DRAWN]
    first = f", the {MOST_DRAWN} due first of {len(dated)}" if len(dated) > len(shown) else ""
    return Chart(
        caption=f"Days from {day_words(first_on)} to the date of each action{first}",
        labels=tuple(of.words for of in shown),
        series=(
            Series("First agreed", tuple(_days(of.baseline_due_on, first_on) for of in shown)),
            Series("Now", tuple(_days(of.completed_on or of.due_on, first_on) for of in shown)),
        ),
        lying=True,
        source=f"{plan.title}: dates agreed, moved and done",
    )


def pattern_tables(
    known: Sequence[RuleAction], on: date, holidays: Collection[date], policy: PlanPolicy
) -> tuple[Table, Table]:
    """Slips by owner and by priority, the most slipped first; few actions are no pattern, and it says so."""
    return (
        _table("By owner", "Owner", slip_patterns(known, lambda one: one.owner, on, holidays, policy)),
        _table(
            "By priority", "Priority", slip_patterns(known, lambda one: one.priority, on, holidays, policy)
        ),
    )


def _days(day: date | None, first_on: date) -> Value:
    if day is None:
        return Value(None, why="not agreed yet")
    return Value(float((day - first_on).days), day_words(day))


def _table(caption: str, head: str, found: Sequence[Pattern]) -> Table:
    rows = [
        (
            Cell(one.name or None, missing="nobody", note=one.words),
            one.actions,
            one.slipped,
            Cell(None if one.median_days is None else f"{one.median_days:g}", missing="none"),
            one.redates,
        )
        for one in found
    ]
    heads = (
        head,
        Column("Actions", numeric=True),
        Column("Slipped", numeric=True),
        Column("Half of them by", numeric=True, unit="days or more"),
        Column("New dates", numeric=True),
    )
    return plain_table(caption, heads, rows, empty_words="No action has an agreed date yet.")
