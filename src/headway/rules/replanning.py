"""Visits that clash with an inspection, and the fewest moves that make room for it (M5-15).

What clashes must move, and nothing else does: so the number of moves is the least there can be. Each goes to the nearest
day that the diary's own rules leave free to everybody on it; a visit without such a day stays, and is said. Nothing is
cancelled.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from headway.rules.diary import Away, Entry, away_words, clashes, far_apart
from headway.rules.visits import AFTERNOON, MORNING, WHOLE_DAY

AT_SCHOOL, ATTENDS = "at-school", "attends"
OTHER_HALF = {MORNING: AFTERNOON, AFTERNOON: MORNING, WHOLE_DAY: WHOLE_DAY}
# A day further off weighs two: the other half of the same day is nearer than the next day.
_A_DAY, _OTHER_HALF = 2, 1
MOST_TRIES = 20_000


@dataclass(frozen=True, slots=True)
class Inspected:
    """An inspection of a place on some days; `attends`: who is there for the authority, empty for nobody yet."""

    place: str
    days: frozenset[date]
    attends: str = ""


@dataclass(frozen=True, slots=True)
class Booked:
    """A visit that is booked, with everybody who goes. `at`: as diary.Entry has it."""

    key: str
    place: str
    on: date
    half: str
    people: tuple[str, ...]
    at: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """A day and a part of it."""

    on: date
    half: str


@dataclass(frozen=True, slots=True)
class Room:
    """Where visits can go: `days` on which schools are open, what is booked for the people concerned, when they are away,
    the inspections known, and how far apart two visits of a day may be."""

    days: tuple[date, ...]
    entries: tuple[Entry, ...] = ()
    away: tuple[Away, ...] = ()
    inspections: tuple[Inspected, ...] = ()
    far_kilometres: int = 1000


def inspection_days(begins_on: date, number: int, school_days: Iterable[date]) -> frozenset[date]:
    """The first day and the school days after it, `number` in all."""
    later = [day for day in sorted(school_days) if day > begins_on]
    return frozenset({begins_on, *later[: number - 1]})


def why_clashes(visit: Booked, inspection: Inspected) -> str:
    """AT_SCHOOL where the inspected school would be visited, ATTENDS where who attends would be elsewhere, else nothing."""
    if visit.on not in inspection.days:
        return ""
    if visit.place == inspection.place:
        return AT_SCHOOL
    return ATTENDS if inspection.attends and inspection.attends in visit.people else ""


def is_free(visit: Booked, slot: Slot, room: Room) -> bool:
    """Whether everybody on the visit can go then: no clash, nobody away or at an inspection, nowhere too far on the day, and
    the place not inspected."""
    moved = Booked(visit.key, visit.place, slot.on, slot.half, visit.people, visit.at)
    if any(why_clashes(moved, one) for one in room.inspections):
        return False
    return all(_can_go(_entry(visit, person, slot), room) for person in visit.people)


def fewest_moves(clashing: Sequence[Booked], room: Room, most_tries: int = MOST_TRIES) -> Mapping[str, Slot]:
    """Key to the slot each clashing visit moves to: as many placed as can be, then the least way altogether. A visit that has
    no free day is absent. The same answer for the same question, whatever the order; the tries are counted, not timed."""
    keys = {one.key for one in clashing}
    others = tuple(entry for entry in room.entries if entry.key not in keys)
    bare = Room(room.days, others, room.away, room.inspections, room.far_kilometres)
    choices = {one.key: _choices(one, bare, len(clashing)) for one in clashing}
    order = sorted(clashing, key=lambda one: (len(choices[one.key]), one.on, one.half, one.key))
    search = _Search(order, choices, bare, most_tries)
    search.go(0, {}, 0)
    return search.best


def _choices(visit: Booked, room: Room, many: int) -> list[tuple[int, Slot]]:
    """Free slots, the nearest first: enough of them for as many visits as move."""
    halves = dict.fromkeys((visit.half, OTHER_HALF[visit.half]))
    slots = [Slot(day, half) for day in room.days for half in halves]
    nearest = sorted(slots, key=lambda slot: _rank(visit, slot))
    found: list[tuple[int, Slot]] = []
    for slot in nearest:
        if len(found) > _A_DAY * many:
            break
        if (slot.on, slot.half) != (visit.on, visit.half) and is_free(visit, slot, room):
            found.append((_way(visit, slot), slot))
    return found


def _way(visit: Booked, slot: Slot) -> int:
    return _A_DAY * abs((slot.on - visit.on).days) + _OTHER_HALF * (slot.half != visit.half)


def _rank(visit: Booked, slot: Slot) -> tuple[int, int, date, str]:
    """Of two days as near as each other the later one: the school has longer to know of it."""
    return _way(visit, slot), int(slot.on < visit.on), slot.on, slot.half


def _can_go(asked: Entry, room: Room) -> bool:
    return not (
        clashes(asked, room.entries)
        or away_words(asked.person, asked.on, room.away)
        or far_apart(asked, room.entries, room.far_kilometres)
    )


def _entry(visit: Booked, person: str, slot: Slot) -> Entry:
    return Entry(visit.key, person, slot.on, slot.half, visit.place, visit.at)


@dataclass
class _Search:
    """Every way to place the visits, the nearest first; a branch that cannot be better than the best is left."""

    order: Sequence[Booked]
    choices: Mapping[str, list[tuple[int, Slot]]]
    room: Room
    tries: int
    best: Mapping[str, Slot] = field(default_factory=dict)
    best_score: tuple[int, int] | None = None

    def go(self, at: int, placed: dict[str, Slot], way: int) -> None:
        """Place the visit at this position, in each of its slots, and the ones after it."""
        if at == len(self.order):
            score = (len(self.order) - len(placed), way)
            if self.best_score is None or score < self.best_score:
                self.best, self.best_score = dict(placed), score
            return
        if self.tries <= 0 or self._hopeless(at, placed, way):
            return
        self.tries -= 1
        visit, busy = self.order[at], self._busy(placed)
        for further, slot in self.choices[visit.key]:
            if is_free(visit, slot, busy):
                self.go(at + 1, {**placed, visit.key: slot}, way + further)
        self.go(at + 1, placed, way)

    def _hopeless(self, at: int, placed: Mapping[str, Slot], way: int) -> bool:
        if self.best_score is None:
            return False
        rest = [self.choices[one.key] for one in self.order[at:]]
        lost = at - len(placed) + sum(not one for one in rest)
        return (lost, way + sum(one[0][0] for one in rest if one)) >= self.best_score

    def _busy(self, placed: Mapping[str, Slot]) -> Room:
        """What the visits placed so far take of the days; the rest of the diary was looked at before."""
        taken = tuple(
            _entry(one, person, placed[one.key])
            for one in self.order
            if one.key in placed
            for person in one.people
        )
        return Room((), taken, far_kilometres=self.room.far_kilometres)
