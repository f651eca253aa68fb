"""Visits whose adviser cannot make them, given to those who may stand in: the cheapest half-day of any of them."""

from dataclasses import replace

from headway.planner.timetable.around import Around, Placed, build_around
from headway.planner.timetable.change import Change
from headway.planner.timetable.problem import Link, Problem, Visit


def stand_ins(problem: Problem, change: Change, visit: Visit) -> list[Visit]:
    """The visit as each of those who may stand in for one of its advisers would make it."""
    found = []
    for name in visit.advisers:
        for other in change.cover.get(name, ()):
            if other not in visit.advisers:
                team = tuple(other if one == name else one for one in visit.advisers)
                found.append(replace(visit, id=f"{visit.id} with {other}", advisers=team))
    return found


def place_with_cover(
    problem: Problem, placed: Placed, change: Change, wanted: list[str]
) -> tuple[dict[str, Visit], Placed]:
    """Each wanted visit with the stand-in and half-day that cost least, those with the fewest choices first;
    a visit for which nobody has room is left out. Nothing else moves."""
    by_id = {one.id: one for one in problem.visits}
    ways = {name: stand_ins(problem, change, by_id[name]) for name in wanted}
    names = {name: [way.id for way in ways[name]] for name in wanted if ways[name]}
    if not names:
        return {}, {}
    kept = tuple(one for one in problem.visits if one.id not in wanted)
    more = tuple(way for name in names for way in ways[name])
    variant = replace(problem, visits=(*kept, *more), links=_links(problem, wanted, names))
    refused = {way: change.refused[name] for name in names if name in change.refused for way in names[name]}
    around = build_around(
        variant, placed, replace(change, refused=refused), [way.id for way in more], wide=False
    )
    number = {visit.id: v for v, visit in enumerate(around.draft.tables.problem.visits)}
    visits: dict[str, Visit] = {}
    places: Placed = {}
    count = {
        name: sum(len(around.open_slots(number[way], 10**6, None)) for way in names[name]) for name in names
    }
    for name in sorted(names, key=lambda one: (count[one], one)):
        best = _cheapest(around, [number[way] for way in names[name]])
        if best is not None:
            v, slot = best
            around.draft.put(v, slot)
            chosen = around.draft.tables.problem.visits[v]
            visits[name] = replace(chosen, id=name)
            places[name] = around.draft.tables.half_day(slot)
    return visits, places


def _cheapest(around: Around, ways: list[int]) -> tuple[int, int] | None:
    draft = around.draft
    places = [
        (v, slot) for v in ways for slot in around.open_slots(v, 10**6, None) if not draft.clashes(v, slot)
    ]
    return min(places, key=lambda place: draft.put_change(*place), default=None)


def _links(problem: Problem, wanted: list[str], names: dict[str, list[str]]) -> tuple[Link, ...]:
    """The links with every stand-in's visit in place of the one it stands for."""
    found = []
    for link in problem.links:
        firsts = names.get(link.first, [] if link.first in wanted else [link.first])
        thens = names.get(link.then, [] if link.then in wanted else [link.then])
        found += [replace(link, first=one, then=other) for one in firsts for other in thens]
    return tuple(found)
