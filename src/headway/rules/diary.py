"""What stands against a visit in a diary: the same half taken, a closed school, an adviser away, two places far apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import hypot

from headway.rules.calendars import AcademicYear, SchoolCalendar, day_words, is_school_day
from headway.rules.visits import HALVES, meets

_METRES = 1000


@dataclass(frozen=True, slots=True)
class Entry:
    """One person on one visit. `at`: easting and northing in metres, None where not known; `key`: the visit's."""

    key: str
    person: str
    on: date
    half: str
    place: str
    at: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Away:
    """Days a person is away, [first_on, until)."""

    person: str
    first_on: date
    until: date


def clashes(asked: Entry, others: Iterable[Entry]) -> tuple[str, ...]:
    """Visits of the same person in the same half, each in a sentence."""
    return tuple(
        f"{asked.person} is at {other.place} then ({HALVES[other.half].lower()}, {day_words(other.on)})."
        for other in others
        if _same_day(asked, other) and meets(asked.half, other.half)
    )


def far_apart(asked: Entry, others: Iterable[Entry], kilometres: int) -> tuple[str, ...]:
    """Other visits of the same person on that day that are further away than so many kilometres."""
    found = []
    for other in others:
        if _same_day(asked, other) and not meets(asked.half, other.half):
            between = distance_kilometres(asked.at, other.at)
            if between is not None and between > kilometres:
                found.append(
                    f"{other.place} on the same day is about {between} kilometres from {asked.place}."
                )
    return tuple(found)


def distance_kilometres(first: tuple[int, int] | None, second: tuple[int, int] | None) -> int | None:
    """As the crow flies, in whole kilometres; None where one of the places is not known."""
    if first is None or second is None:
        return None
    return round(hypot(first[0] - second[0], first[1] - second[1]) / _METRES)


def closed_words(on: date, calendar: SchoolCalendar) -> str:
    """Why schools are closed on the day; nothing where they are open or where no terms are published."""
    if not calendar.terms:
        return ""
    return (
        ""
        if is_school_day(on, calendar)
        else f"Schools are closed on {day_words(on)} by the published term dates."
    )


def away_words(person: str, on: date, away: Iterable[Away]) -> str:
    """That a person is away on the day; nothing otherwise."""
    held = any(one.person == person and one.first_on <= on < one.until for one in away)
    return f"{person} is away on {day_words(on)}." if held else ""


def term_of(on: date, calendar: SchoolCalendar, year: AcademicYear) -> tuple[date, date]:
    """The term a day lies in, or the next one; without published terms, the four months of the model year."""
    for term in calendar.terms:
        if on < term.until:
            return term.first_on, term.until
    first = year.first_on.year
    starts = (year.first_on, date(first + 1, 1, 1), date(first + 1, 4, 15), year.until)
    return next((begin, end) for begin, end in zip(starts, starts[1:], strict=False) if on < end)


def share_by_function(half_days: Mapping[str, int], functions: Sequence[str]) -> dict[str, int | None]:
    """Each function's share of the half-days in whole per cent; None for each where there are none (M7-10)."""
    total = sum(half_days.values())
    return {one: round(100 * half_days.get(one, 0) / total) if total else None for one in functions}


def _same_day(asked: Entry, other: Entry) -> bool:
    return other.key != asked.key and other.person == asked.person and other.on == asked.on
