"""One adviser's year as an exact model over likely patterns, everything of the others kept: HiGHS chooses the best."""

from collections import defaultdict
from collections.abc import Container
from dataclasses import dataclass

import numpy as np

from headway.planner.deployment.highs import Answer, Programme
from headway.planner.timetable.draft import Draft
from headway.planner.timetable.tables import Floats, Tables

FORBIDDEN = 1e6
"""Price of an unplaced half-day in the model: above any real cost, so that placing is the first tier."""


@dataclass(frozen=True, slots=True)
class Column:
    """One or two visits on a day, each with its slot; minutes: wishes and travel."""

    places: tuple[tuple[int, int], ...]
    minutes: float


@dataclass(slots=True)
class YearModel:
    """The programme, and which column stands for what. unplaced[v]: the column for leaving v out."""

    programme: Programme
    columns: list[Column]
    unplaced: dict[int, int]
    cover: dict[int, int]


def build_year(draft: Draft, a: int, columns: list[Column], movable: set[int]) -> YearModel:
    """Choose columns so that every movable visit of adviser a happens once, under every rule, beside all
    that stays. The columns hold movable visits only and must not clash with what stays."""
    tables, programme = draft.tables, Programme()
    model = YearModel(programme, columns, {}, {})
    by_visit: dict[int, list[tuple[int, int]]] = defaultdict(list)
    by_day: dict[int, list[int]] = defaultdict(list)
    by_week: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for column in columns:
        number = programme.add_column(column.minutes, 0, 1, whole=True)
        day = column.places[0][1] // 2
        by_day[day].append(number)
        size = sum(tables.size[v] for v, _ in column.places)
        by_week[tables.week[day]].append((number, float(size)))
        for v, _ in column.places:
            by_visit[v].append((number, day))
    for v in sorted(movable):
        out = model.unplaced[v] = programme.add_column(FORBIDDEN * tables.size[v], 0, 1)
        model.cover[v] = programme.add_row(1, 1, [(out, 1.0), *((n, 1.0) for n, _ in by_visit[v])])
    for day in sorted(by_day):
        if len(by_day[day]) > 1:
            programme.add_row(-np.inf, 1, [(n, 1.0) for n in by_day[day]])
    _add_weeks(draft, a, movable, programme, by_week)
    _add_distances(draft, movable, programme, by_visit)
    return model


def _add_weeks(
    draft: Draft, a: int, movable: set[int], programme: Programme, by_week: dict[int, list[tuple[int, float]]]
) -> None:
    """Minutes for half-days of a week beyond each band, those of what stays counted in."""
    tables = draft.tables
    kept = list(draft.load[a])
    for v in movable:
        if draft.at[v] >= 0:
            kept[tables.week[draft.at[v] // 2]] -= tables.size[v]
    for week, entries in sorted(by_week.items()):
        for most, rate in tables.problem.weights.week_bands:
            already = max(0, kept[week] - most)
            over = programme.add_column(rate, 0, np.inf)
            programme.add_row(-np.inf, most - kept[week] + already, [*entries, (over, -1.0)])


def _add_distances(
    draft: Draft, movable: set[int], programme: Programme, by_visit: dict[int, list[tuple[int, int]]]
) -> None:
    """Spacing and links between two visits that both move."""
    tables = draft.tables
    for v in sorted(movable):
        h = tables.host[v]
        for w in tables.by_host[h]:
            if tables.spacing[h] and v < w and w in movable:
                add_apart(tables, programme, (by_visit[v], by_visit[w]), tables.spacing[h])
        for w, least, most in tables.links[v]:
            if w in movable and least >= 0:
                add_link(tables, programme, (by_visit[w], by_visit[v]), least, most)


Uses = tuple[list[tuple[int, int]], list[tuple[int, int]]]


def add_apart(tables: Tables, programme: Programme, uses: Uses, days: int) -> None:
    """No window of so many days holds both."""
    ordinal = tables.ordinal
    starts = sorted({ordinal[day] for _, day in uses[0]} | {ordinal[day] for _, day in uses[1]})
    for first in starts:
        inside = [{n for n, day in use if first <= ordinal[day] < first + days} for use in uses]
        if inside[0] and inside[1]:
            programme.add_row(-np.inf, 1, _factors(inside))


def add_link(tables: Tables, programme: Programme, uses: Uses, least: float, most: float) -> None:
    """The second at least, and at most, so many days after the first."""
    ordinal = tables.ordinal
    for on in sorted({ordinal[day] for _, day in uses[0]}):
        inside = [
            {n for n, day in uses[0] if ordinal[day] >= on},
            {n for n, day in uses[1] if ordinal[day] < on + least},
        ]
        if inside[0] and inside[1]:
            programme.add_row(-np.inf, 1, _factors(inside))
        late = [
            {n for n, day in uses[0] if ordinal[day] <= on},
            {n for n, day in uses[1] if ordinal[day] > on + most},
        ]
        if late[0] and late[1]:
            programme.add_row(-np.inf, 1, _factors(late))


def _factors(inside: list[set[int]]) -> list[tuple[int, float]]:
    """A pattern that holds both visits counts twice, which is what forbids it."""
    return [(n, float((n in inside[0]) + (n in inside[1]))) for n in sorted(inside[0] | inside[1])]


def solve_year(
    draft: Draft,
    a: int,
    columns: list[Column],
    movable: set[int],
    *,
    seed: int,
    gap: float,
    nodes: int,
    seconds: float | None,
) -> Answer:
    """Solve adviser a's year and put the draft where the answer says, where it found one that is not dearer."""
    model = build_year(draft, a, columns, movable)
    start = _start(draft, model, columns, movable)
    answer = model.programme.solve(seed=seed, gap=gap, nodes=nodes, seconds=seconds, start=start)
    if answer.solved:
        _take(draft, model, answer.values)
    return answer


def _start(draft: Draft, model: YearModel, columns: list[Column], movable: set[int]) -> Floats | None:
    """The draft as a point of the model, or None where the columns lack one of its days."""
    values = np.zeros(len(model.programme.cost))
    days: dict[int, set[int]] = defaultdict(set)
    for v in movable:
        if draft.at[v] < 0:
            values[model.unplaced[v]] = 1.0
        else:
            days[draft.at[v] // 2].add(v)
    number_of = {
        (one.places[0][1] // 2, frozenset(v for v, _ in one.places)): n for n, one in enumerate(columns)
    }
    for day, visits in days.items():
        number = number_of.get((day, frozenset(visits)))
        if number is None:
            return None
        values[number] = 1.0
    _fill_overloads(model.programme, values)
    return values


def _fill_overloads(programme: Programme, values: Floats) -> None:
    """Give each overload column the least its row asks for."""
    for row, highest in enumerate(programme.row_highest):
        span = range(programme.starts[row], programme.starts[row + 1])
        over = [programme.columns[at] for at in span if programme.entries[at] == -1.0]
        if over:
            total = sum(values[programme.columns[at]] * programme.entries[at] for at in span)
            values[over[0]] = max(0.0, total - highest)


def _take(draft: Draft, model: YearModel, values: Floats) -> None:
    places = {
        v: slot
        for number, column in enumerate(model.columns)
        if values[number] > 0.5
        for v, slot in column.places
    }
    before = {v: draft.at[v] for v in model.cover}
    cost, unplaced = draft.minutes(), len(draft.unplaced())
    _put_all(draft, before, places)
    if (len(draft.unplaced()), draft.minutes()) > (unplaced, cost + 1e-7):
        _put_all(draft, places, before)


def _put_all(draft: Draft, lifted: dict[int, int], places: dict[int, int]) -> None:
    for v in lifted:
        if draft.at[v] >= 0:
            draft.lift(v)
    for v, slot in places.items():
        if slot >= 0:
            draft.put(v, slot)


def columns_of(
    draft: Draft, a: int, likely: dict[int, set[int]], pairs: set[tuple[int, int, int]]
) -> list[Column]:
    """The columns of likely days. likely[v]: days worth trying for a movable visit alone; pairs: (v, w, day).
    Slots are chosen among those that nothing which stays stands in the way of."""
    tables = draft.tables
    days_of = {v: set(days) for v, days in likely.items()}
    for v, w, day in pairs:
        days_of[v].add(day)
        days_of[w].add(day)
    free = {v: _free_slots(draft, v, likely, days) for v, days in days_of.items()}
    home = tables.home[a]
    columns: list[Column] = []
    for v, days in likely.items():
        for day in sorted(days):
            options = [(free[v][slot], slot) for slot in (2 * day, 2 * day + 1) if slot in free[v]]
            if options:
                minutes, slot = min(options)
                columns.append(Column(((v, slot),), minutes))
    for v, w, day in sorted(pairs):
        ways = []
        for one, other in ((v, w), (w, v)):
            if 2 * day in free[one] and 2 * day + 1 in free[other]:
                wish = draft.cost[one][2 * day] + draft.cost[other][2 * day + 1]
                ways.append((wish, ((one, 2 * day), (other, 2 * day + 1))))
        if ways:
            wish, places = min(ways)
            hosts = tables.host[v], tables.host[w]
            columns.append(
                Column(places, wish + home[hosts[0]] + tables.between[hosts[0]][hosts[1]] + home[hosts[1]])
            )
    return columns


def _free_slots(draft: Draft, v: int, movable: Container[int], days: set[int]) -> dict[int, float]:
    """Slots of v at which only movable visits stand in its way, with the minutes of v alone there."""
    tables = draft.tables
    found = {}
    for slot in tables.slots[v]:
        if slot // 2 in days and all(w in movable for w in draft.clashes(v, slot)):
            travel = (_travel_beside(draft, (a, v, slot), movable) for a in tables.advisers[v])
            found[slot] = draft.cost[v][slot] + sum(travel)
    return found


def _travel_beside(draft: Draft, use: tuple[int, int, int], movable: Container[int]) -> float:
    """Minutes that adviser a travels for v on this slot, beside what stays that day."""
    a, v, slot = use
    tables, host = draft.tables, draft.tables.host[v]
    home = tables.home[a]
    other = draft.holder[a][slot ^ 1] if tables.size[v] == 1 else -1
    if other < 0 or other in movable:
        return 2 * home[host]
    there = tables.host[other]
    return home[host] + tables.between[host][there] - home[there]
