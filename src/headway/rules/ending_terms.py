"""Ends of terms that somebody is told of once, before they come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from headway.rules.calendars import day_words

MOST_LINES = 30


@dataclass(frozen=True, slots=True)
class Ending:
    """Something that ends: what kind, its public id or URN, the first day without it, and its words for a mail."""

    kind: str
    key: str
    until: date
    words: str


def ends_soon(until: date | None, on: date, days: int | None) -> bool:
    """Whether it ends within so many days, and has not ended; `days` None: nobody is told."""
    return days is not None and until is not None and on < until <= on + timedelta(days=days)


def lines_of_endings(endings: Iterable[Ending]) -> tuple[str, ...]:
    """The ends as lines of a mail, the first to come leading; of very many the rest as a number."""
    rows = sorted(endings, key=lambda one: (one.until, one.words))
    lines = [f"- {one.words}: ends on {day_words(one.until)}" for one in rows[:MOST_LINES]]
    left = len(rows) - len(lines)
    return (*lines, *((f"and {left:,} more.",) if left else ()))
