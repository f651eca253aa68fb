"""Schools by category over time, counted from dated judgements and from the days schools opened and closed (M4-13)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from headway.rules.calendars import academic_year_of

NOT_JUDGED = ""
_TERMS = ((9, 1), (1, 1), (5, 1))  # first days of the months in which terms are under way


@dataclass(frozen=True, slots=True)
class Life:
    """A school and the days it is open: from `opened_on` (None: always) up to, not on, `closed_on` (None: still)."""

    urn: int
    opened_on: date | None
    closed_on: date | None

    def is_open(self, day: date) -> bool:
        """Whether the school is open on the day."""
        begun = self.opened_on is None or self.opened_on <= day
        return begun and (self.closed_on is None or day < self.closed_on)


@dataclass(frozen=True, slots=True)
class Stood:
    """A category that was in force for a school from a day up to, not on, another; None: still."""

    urn: int
    category: str
    valid_from: date
    valid_until: date | None

    def holds(self, day: date) -> bool:
        """Whether it was in force on the day."""
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day: open schools, and how many of them stood in each category; those without one under NOT_JUDGED."""

    day: date
    schools: int
    counts: Mapping[str, int]

    def among(self, categories: Collection[str]) -> int:
        """How many stood in one of these."""
        return sum(self.counts.get(one, 0) for one in categories)


def days_of_terms(first_on: date, until: date) -> tuple[date, ...]:
    """1 September, 1 January and 1 May from one day to another, both included, and the other day itself; in order."""
    years = range(academic_year_of(first_on).first_on.year, until.year + 1)
    days = (date(year, month, day) for year in years for month, day in _TERMS)
    return tuple(sorted({*(day for day in days if first_on <= day <= until), until}))


def trend_of(days: Sequence[date], lives: Iterable[Life], stood: Iterable[Stood]) -> tuple[Moment, ...]:
    """How it stood on each day. A school that was not open then is not counted, whatever is written of it."""
    schools, judged = list(lives), list(stood)
    found = []
    for day in days:
        held = {one.urn: one.category for one in judged if one.holds(day)}
        counts = Counter(held.get(one.urn, NOT_JUDGED) for one in schools if one.is_open(day))
        found.append(Moment(day, counts.total(), dict(counts)))
    return tuple(found)
