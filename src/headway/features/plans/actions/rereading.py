"""A draft written anew from a copy of it that was edited outside: what changed is changed, and nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.plans.actions.begin import add_action, add_priority
from headway.features.plans.actions.told import changed, insist_on_writing
from headway.features.plans.actions.writing import edit_action, remove_action
from headway.features.plans.models import Action, Plan, Priority
from headway.features.saving import Stale
from headway.features.undertakings.facts import owner_words
from headway.rules import plan_grid
from headway.rules.calendars import Span

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many actions were added, changed and taken out."""

    added: int
    changed: int
    removed: int


@dataclass(frozen=True, slots=True)
class _Placed:
    title: str
    span: Span | None
    action: plan_grid.Action


@transaction.atomic
def rewrite_from_copy(
    *, plan: Plan, read: plan_grid.Plan, seen_version: int, by: Viewer, at: datetime
) -> Counts:
    """Add, change and take out actions of a draft until it says what `read` says; Stale where it changed since it was read.

    An action is known by its public id. Another cell gives it the last day of its new period, another word for its owner
    names somebody who does not sign in.
    """
    insist_on_writing(by, plan)
    if Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk).version != seen_version:
        raise Stale
    held = {
        one.undertaking.public_id: one
        for one in plan.actions.select_related("undertaking__owner", "priority", "plan__school")
    }
    rows = _rows(plan, read, by, at)
    added = edited = 0
    for number, placed in enumerate(_placed(read), 1):
        action = held.pop(placed.action.public_id, None)
        row = rows[placed.title]
        if action is None:
            wanted = {
                "words": placed.action.line,
                "owner_words": placed.action.owner[:120],
                "due_on": _due(placed),
            }
            add_action(plan=plan, priority=row, wanted=wanted, position=number, by=by, at=at)
            added += 1
        elif wanted := _changes(action, row, placed):
            edit_action(action=action, priority=row, wanted=wanted, by=by, at=at)
            edited += 1
    for action in held.values():
        remove_action(action=action, by=by, at=at)
    counts = Counts(added, edited, len(held))
    told = {"added": added, "changed": edited, "removed": len(held)}
    changed(plan, "rewrite_from_copy", by, at, counts=False, after=told)
    return counts


def _rows(plan: Plan, read: plan_grid.Plan, by: Viewer, at: datetime) -> dict[str, Priority]:
    rows = {one.title: one for one in plan.priorities.all()}
    for priority in read.priorities:
        if priority.title not in rows:
            rows[priority.title] = add_priority(
                plan=plan, title=priority.title, position=len(rows), by=by, at=at
            )
    return rows


def _placed(read: plan_grid.Plan) -> Iterator[_Placed]:
    for priority in read.priorities:
        for period, cell in zip(read.periods, priority.cells, strict=True):
            yield from (_Placed(priority.title, period.span, one) for one in cell)
        yield from (_Placed(priority.title, None, one) for one in priority.outside)


def _due(placed: _Placed) -> date | None:
    """The day written beside it where it lies in its cell; else the last day of the cell's period."""
    if placed.span is None:
        return None
    written = _read_day(placed.action.due)
    return written if written and placed.span.holds(written) else placed.span.until - _ONE_DAY


def _read_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _changes(action: Action, row: Priority, placed: _Placed) -> dict[str, Any]:
    """What edit_action needs where anything differs; empty where nothing does."""
    of, told = action.undertaking, placed.action
    now = {"words": of.words, "owner": of.owner, "owner_words": of.owner_words, "due_on": of.due_on}
    wanted = dict(now)
    if told.line != of.words:
        wanted["words"] = told.line
    if told.owner != owner_words(of):
        wanted |= {"owner": None, "owner_words": told.owner[:120]}
    if placed.span is not None:
        wanted["due_on"] = _due(placed)
    return wanted if wanted != now or row.pk != action.priority_id else {}
