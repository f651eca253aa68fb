"""What somebody is reminded of: actions of theirs that are overdue, due soon, or not reported for too long."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from headway.rules.calendars import day_words
from headway.rules.plan_actions import Action
from headway.rules.plan_words import count_words

NEVER, DAILY, WEEKLY, MONTHLY = 0, 1, 7, 28
EVERY = {NEVER: "Never", DAILY: "Every day", WEEKLY: "Every week", MONTHLY: "Every four weeks"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person wants to be reminded of. `soon_days`: due within so many calendar days."""

    overdue: bool
    soon: bool
    silent: bool
    soon_days: int


@dataclass(frozen=True, slots=True)
class Heap:
    """Actions of one reason under its heading."""

    heading: str
    actions: tuple[Action, ...]


def heaps_of(actions: Iterable[Action], asked: Asked, on: date, silent_days: int) -> tuple[Heap, ...]:
    """The heaps that hold something: each open action once, under the first reason that holds."""
    heaps: dict[str, list[Action]] = {}
    for action in sorted(actions, key=lambda one: (one.due_on or date.max, one.words)):
        heading = _heading(action, asked, on, silent_days)
        if heading:
            heaps.setdefault(heading, []).append(action)
    return tuple(Heap(heading, tuple(rows)) for heading, rows in heaps.items())


def lines_of(heaps: Sequence[Heap]) -> tuple[str, ...]:
    """The heaps as lines of a mail."""
    lines: list[str] = []
    for heap in heaps:
        lines += [f"{heap.heading} ({count_words(len(heap.actions), 'action')}):"]
        lines += [
            f"- {one.words}: {f'due on {day_words(one.due_on)}' if one.due_on else 'no date'}"
            for one in heap.actions
        ]
        lines += [""]
    return tuple(lines)


def is_due(last_sent_on: date | None, every_days: int, on: date) -> bool:
    """Whether a digest is to be sent on a day: never, the first time, or so many days after the last."""
    if every_days == NEVER:
        return False
    return last_sent_on is None or last_sent_on + timedelta(days=every_days) <= on


def _heading(action: Action, asked: Asked, on: date, silent_days: int) -> str:
    if action.done_on or action.dropped or action.approved_on is None:
        return ""
    due = action.due_on
    if asked.overdue and due is not None and due < on:
        return "Overdue"
    if asked.soon and due is not None and on <= due <= on + timedelta(days=asked.soon_days):
        return "Due soon"
    told = max((one.on for one in action.reports), default=action.approved_on)
    return "Not reported for long" if asked.silent and (on - told).days > silent_days else ""
