"""The rows of a timetable problem as arrays and lists by number, made once for search, bound and exact models.

A slot is a half-day by number: 2 x day for the morning, one more for the afternoon. A visit of a whole day is
known by its morning.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from math import inf

import numpy as np
from numpy.typing import NDArray

from headway.planner.timetable.problem import HalfDay, Problem, Visit

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Tables:
    """V visits, S slots, A advisers, H schools, D days, all by number.

    ordinal[d]: the date as a number of days; week[d]: a number for its week. cost (V, S): minutes of wishes
    and moves, infinite where a rule of the visit alone forbids. slots[v]: those allowed, cheapest first.
    size[v]: half-days. advisers[v]; host[v]: school. home[a][h], between[h][h]: minutes one way. spacing[h].
    most_between: minutes. links[v]: (other visit, least, most) days from the other to this one. by_host[h].
    extra[k]: minutes for the k-th half-day of an adviser's week (k from 0).
    """

    problem: Problem
    ordinal: list[int]
    week: list[int]
    weeks: int
    cost: Floats
    slots: list[list[int]]
    size: list[int]
    advisers: list[tuple[int, ...]]
    host: list[int]
    home: list[list[float]]
    between: list[list[float]]
    spacing: list[int]
    most_between: float
    links: list[list[tuple[int, float, float]]]
    by_host: list[list[int]]
    extra: list[float]

    def half_day(self, slot: int) -> HalfDay:
        """The half-day of a slot's number."""
        return HalfDay(self.problem.days[slot // 2], bool(slot % 2))


def build_tables(problem: Problem) -> Tables:
    """The problem by number."""
    days = problem.days
    mondays = [day - timedelta(days=day.weekday()) for day in days]
    weeks = {monday: at for at, monday in enumerate(sorted(set(mondays)))}
    advisers = {one.id: at for at, one in enumerate(problem.advisers)}
    schools = {one.id: at for at, one in enumerate(problem.schools)}
    cost = _costs(problem)
    home, between = _minutes(problem)
    host = [schools[visit.host] for visit in problem.visits]
    by_host: list[list[int]] = [[] for _ in schools]
    for v, h in enumerate(host):
        by_host[h].append(v)
    order = np.argsort(cost, axis=1, kind="stable")
    counts = np.isfinite(cost).sum(axis=1)
    return Tables(
        problem=problem,
        ordinal=[day.toordinal() for day in days],
        week=[weeks[monday] for monday in mondays],
        weeks=len(weeks),
        cost=cost,
        slots=[order[v, : counts[v]].tolist() for v in range(len(problem.visits))],
        size=[visit.half_days for visit in problem.visits],
        advisers=[tuple(advisers[name] for name in visit.advisers) for visit in problem.visits],
        host=host,
        home=home.tolist(),
        between=between.tolist(),
        spacing=[one.spacing_days for one in problem.schools],
        most_between=problem.weights.most_minutes_between + 1e-6,
        links=_links(problem),
        by_host=by_host,
        extra=[
            sum(rate for most, rate in problem.weights.week_bands if k >= most)
            for k in range(2 * max([1, *np.bincount([weeks[monday] for monday in mondays]).tolist()]))
        ],
    )


def _costs(problem: Problem) -> Floats:
    """(V, S) minutes of wishes and moves; infinite where a rule of the visit alone forbids."""
    days, weights = problem.days, problem.weights
    number = {day: at for at, day in enumerate(days)}
    ordinal = np.array([day.toordinal() for day in days])
    blocked = {}
    for school in problem.schools:
        blocked[school.id] = [number[day] for day in school.closed | school.no_go if day in number]
    free = {}
    for adviser in problem.advisers:
        free[adviser.id] = np.zeros(2 * len(days), dtype=bool)
        at = [2 * number[one.on] + one.afternoon for one in adviser.available if one.on in number]
        free[adviser.id][at] = True
    cost = np.full((len(problem.visits), 2 * len(days)), inf)
    for v, visit in enumerate(problem.visits):
        by_day = np.zeros(len(days))
        if visit.wanted_on is not None:
            by_day += weights.wanted_day_minutes * np.abs(ordinal - visit.wanted_on.toordinal())
        if visit.preferred_from is not None or visit.preferred_until is not None:
            early = ordinal < visit.preferred_from.toordinal() if visit.preferred_from else False
            late = ordinal >= visit.preferred_until.toordinal() if visit.preferred_until else False
            by_day += weights.outside_preferred_minutes * np.logical_or(early, late)
        first, until = _window(problem, visit)
        open_days = (ordinal >= first) & (ordinal < until)
        for name in visit.schools:
            open_days[blocked[name]] = False
        slots = np.repeat(open_days, 2)
        for name in visit.advisers:
            slots &= free[name]
        if visit.half_days == 2:
            slots[0::2] &= slots[1::2]
            slots[1::2] = False
        row = np.where(slots, np.repeat(by_day, 2), inf)
        cost[v] = _with_promises(problem, visit, row, number)
    return cost


def _window(problem: Problem, visit: Visit) -> tuple[int, int]:
    """First day and the day after the last, as numbers of days."""
    first, until = visit.earliest, visit.until
    if visit.term is not None:
        term = problem.terms[visit.term]
        first, until = max(first, term[0]), min(until, term[1])
    return first.toordinal(), until.toordinal()


def _with_promises(problem: Problem, visit: Visit, row: Floats, number: dict[date, int]) -> Floats:
    """The row with what was promised: only the fixed half-day, and minutes for leaving the previous one."""

    def slot_of(at: HalfDay) -> int:
        return 2 * number[at.on] + at.afternoon if at.on in number else -1

    if visit.id in problem.previous:
        row = row + problem.weights.move_minutes
        slot = slot_of(problem.previous[visit.id])
        if slot >= 0:
            row[slot] -= problem.weights.move_minutes
    if visit.fixed_at is not None:
        slot = slot_of(visit.fixed_at)
        kept = row[slot] if slot >= 0 else inf
        row = np.full_like(row, inf)
        row[slot] = kept
    return row


def _minutes(problem: Problem) -> tuple[Floats, Floats]:
    """(A, H) from home and (H, H) between schools, minutes one way."""
    factor = problem.weights.detour_factor / problem.weights.speed_km_per_hour * 60 / 1000
    places = np.array([(one.easting, one.northing) for one in problem.schools]).reshape(-1, 2)
    homes = np.array([(one.easting, one.northing) for one in problem.advisers]).reshape(-1, 2)

    def minutes(rows: Floats) -> Floats:
        away = rows[:, None, :] - places[None, :, :]
        return np.asarray(np.hypot(away[..., 0], away[..., 1]) * factor, dtype=np.float64)

    return minutes(homes), minutes(places)


def _links(problem: Problem) -> list[list[tuple[int, float, float]]]:
    number = {visit.id: v for v, visit in enumerate(problem.visits)}
    links: dict[int, list[tuple[int, float, float]]] = defaultdict(list)
    for link in problem.links:
        first, then = number[link.first], number[link.then]
        most = inf if link.most_days is None else link.most_days
        links[then].append((first, link.least_days, most))
        links[first].append((then, -most, -link.least_days))
    return [links[v] for v in range(len(problem.visits))]
