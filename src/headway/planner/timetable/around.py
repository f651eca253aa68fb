"""The part of a timetable that a change can touch: what must move, and everything that can stand in its way."""

from dataclasses import dataclass, replace

from headway.planner.timetable.change import Change
from headway.planner.timetable.check import half_days_of
from headway.planner.timetable.draft import Draft
from headway.planner.timetable.problem import HalfDay, Problem, Visit
from headway.planner.timetable.tables import Tables, build_tables

Placed = dict[str, HalfDay]


def must_move(problem: Problem, placed: Placed, change: Change) -> list[str]:
    """Visits from the day of the change on that cannot stay where they stand; each by itself, so that every
    answer moves at least these."""
    found = []
    for visit in problem.visits:
        at = placed.get(visit.id)
        if at is None or at.on < change.on:
            continue
        lost = any(
            part in change.away.get(name, ()) for name in visit.advisers for part in half_days_of(visit, at)
        )
        shut = any(at.on in change.closed.get(name, ()) for name in visit.schools)
        if lost or shut or at.on in change.refused.get(visit.id, ()):
            found.append(visit.id)
    return found


@dataclass(slots=True)
class Around:
    """The neighbourhood as a draft in which the visits of `wanted` stand nowhere.

    promised: visits that are promised or past. stuck: all that may not move; those, and visits that are also
    another adviser's, whose diary is not here. spared: days that a visit's school asked to be left alone.
    closed: no visit here is another adviser's too, so nothing outside could move to make room.
    """

    draft: Draft
    wanted: list[int]
    stuck: set[int]
    promised: set[int]
    spared: dict[int, set[int]]
    first_slot: int
    closed: bool

    def open_slots(self, v: int, horizon: int, near: int | None) -> list[int]:
        """Slots of v from the day of the change on, within `horizon` school days of slot `near`."""
        tables, centre = self.draft.tables, max(near if near is not None else 0, self.first_slot)
        spared = self.spared.get(v, set())
        return [
            slot
            for slot in tables.slots[v]
            if slot >= self.first_slot and abs(slot // 2 - centre // 2) <= horizon and slot // 2 not in spared
        ]


def build_around(
    problem: Problem, placed: Placed, change: Change, wanted: list[str], *, wide: bool
) -> Around:
    """Everything that can stand in the way of `wanted`; wide: also what can stand in the way of that."""
    by_id = {one.id: one for one in problem.visits}
    team = {name for one in wanted for name in by_id[one].advisers}
    inside = _touching(problem, team, set(wanted))
    if wide:
        team = {name for visit in inside for name in visit.advisers}
        inside = _touching(problem, team, {visit.id for visit in inside})
    tables = _tables_of(problem, inside)
    number = {visit.id: v for v, visit in enumerate(inside)}
    days = {day: at for at, day in enumerate(tables.problem.days)}
    first = next((at for day, at in days.items() if day >= change.on), len(days))
    draft, leave = Draft(tables), set(wanted)
    for v, visit in enumerate(inside):
        at = placed.get(visit.id)
        if at is not None and visit.id not in leave and at.on in days:
            _stand(draft, v, 2 * days[at.on] + at.afternoon)
    promised = {v for v, visit in enumerate(inside) if visit.fixed_at is not None or draft.at[v] < 2 * first}
    outside = {v for v, visit in enumerate(inside) if not team.issuperset(visit.advisers)}
    refused = {number[name]: on for name, on in change.refused.items() if name in number}
    return Around(
        draft=draft,
        wanted=[number[name] for name in wanted],
        stuck=promised | outside,
        promised=promised,
        spared={v: {days[day] for day in on if day in days} for v, on in refused.items()},
        first_slot=2 * first,
        closed=not outside,
    )


def _touching(problem: Problem, team: set[str], ids: set[str]) -> list[Visit]:
    """Visits of these advisers, at these visits' and their schools, and linked to them."""
    mine = [one for one in problem.visits if one.id in ids or not team.isdisjoint(one.advisers)]
    hosts = {one.host for one in mine}
    names = {one.id for one in mine}
    linked = {
        name
        for one in problem.links
        if one.first in names or one.then in names
        for name in (one.first, one.then)
    }
    return [one for one in problem.visits if one.id in names or one.host in hosts or one.id in linked]


def _tables_of(problem: Problem, inside: list[Visit]) -> Tables:
    ids = {one.id for one in inside}
    schools = {name for one in inside for name in one.schools}
    advisers = {name for one in inside for name in one.advisers}
    links = tuple(one for one in problem.links if one.first in ids and one.then in ids)
    part = replace(
        problem,
        visits=tuple(inside),
        schools=tuple(one for one in problem.schools if one.id in schools),
        advisers=tuple(one for one in problem.advisers if one.id in advisers),
        links=links,
    )
    return build_tables(part)


def _stand(draft: Draft, v: int, slot: int) -> None:
    """Place v where the timetable has it, unless another already stands in its way there."""
    if not draft.clashes(v, slot) and draft.cost[v][slot] < float("inf"):
        draft.put(v, slot)


def people_of(visits: list[Visit]) -> set[str]:
    """The advisers and schools of these visits."""
    return {name for one in visits for name in (*one.advisers, *one.schools)}
