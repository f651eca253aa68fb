"""A person's days as a calendar, from which a visit is moved to another day: by dragging, by keyboard, or by its link."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from headway.features.visits.models import Visit
from headway.kit.words import day_words
from headway.pages.diary.words import WAITS
from headway.rules.visits import BOOKED, CANCELLED, HALVES, STATES

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ONE, _WEEK, _FRIDAY = timedelta(days=1), timedelta(days=7), 4


@dataclass(frozen=True, slots=True)
class Card:
    """One visit on its day; `move_href` empty where it cannot be moved."""

    name: str
    href: str
    words: str
    move_href: str


@dataclass(frozen=True, slots=True)
class Day:
    """One day; `place` counts its weekday from 1, Monday."""

    iso: str
    name: str
    words: str
    place: int
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """The days of one week that are in the span."""

    name: str
    days: tuple[Day, ...]


def weeks_of(visits: Iterable[Visit], begin: date, end: date, movable: Collection[str]) -> tuple[Week, ...]:
    """The weeks of [begin, end) with the visits that take place; Saturdays and Sundays only where something is on them.
    Nothing where no visit can be moved."""
    held: dict[date, list[Card]] = {}
    for one in visits:
        if one.state != CANCELLED:
            held.setdefault(one.on, []).append(_card(one, movable))
    if not any(card.move_href for cards in held.values() for card in cards):
        return ()
    monday = begin - timedelta(days=begin.weekday())
    found = []
    while monday < end:
        days = tuple(_days(max(monday, begin), min(monday + _WEEK, end), held))
        found += [Week(f"Week of {day_words(monday)}", days)] if days else []
        monday += _WEEK
    return tuple(found)


def _days(begin: date, end: date, held: Mapping[date, list[Card]]) -> Iterator[Day]:
    while begin < end:
        cards = tuple(held.get(begin, ()))
        if cards or begin.weekday() <= _FRIDAY:
            name = DAYS[begin.weekday()]
            words = f"{name} {day_words(begin)}"
            yield Day(begin.isoformat(), name, words, begin.weekday() + 1, cards)
        begin += _ONE


def _card(visit: Visit, movable: Collection[str]) -> Card:
    state = WAITS if visit.waits else STATES[visit.state]
    may = visit.state == BOOKED and visit.public_id in movable
    return Card(
        name=visit.place.name,
        href=reverse("visit", args=[visit.public_id]),
        words=f"{HALVES[visit.half]}, {state.lower()}",
        move_href=reverse("visit_move", args=[visit.public_id]) if may else "",
    )
