"""The problem as dense tables for the search and the bound: blocks of federated schools against advisers."""

from dataclasses import dataclass
from math import hypot, inf

import numpy as np
from numpy.typing import NDArray

from headway.planner.deployment.problem import Adviser, Partnership, Problem, School

METRES_A_KM = 1000
MINUTES_AN_HOUR = 60

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Tables:
    """Blocks B (a federation, or one school), partnerships P, advisers A; costs in minutes, loads in
    half-days.

    cost (B, A) and lead_cost (P, A): infinite where a rule forbids. links: for each block its (partnership,
    number of its schools in it). load_cost (A, demand + 1): imbalance by load. limit (A): most intensive
    schools.
    """

    blocks: tuple[tuple[int, ...], ...]
    cost: Floats
    weight: tuple[int, ...]
    intensive: tuple[int, ...]
    links: tuple[tuple[tuple[int, int], ...], ...]
    members: tuple[tuple[int, ...], ...]
    lead_cost: Floats
    lead_weight: tuple[int, ...]
    capacity: tuple[int, ...]
    limit: tuple[int, ...]
    load_cost: Floats
    split: float


def build_tables(problem: Problem) -> Tables:
    """Dense tables of the problem; rows forbidden by phase, conflict, fixing or leading are infinite."""
    blocks = group_blocks(problem)
    place = {partnership.id: index for index, partnership in enumerate(problem.partnerships)}
    links = tuple(_links_of(problem, block, place) for block in blocks)
    schools = problem.schools
    return Tables(
        blocks=blocks,
        cost=np.array([_block_costs(problem, block) for block in blocks]).reshape(
            len(blocks), len(problem.advisers)
        ),
        weight=tuple(sum(schools[s].half_days for s in block) for block in blocks),
        intensive=tuple(sum(schools[s].intensive for s in block) for block in blocks),
        links=links,
        members=tuple(
            tuple(b for b, pairs in enumerate(links) if any(p == number for p, _ in pairs))
            for number in range(len(problem.partnerships))
        ),
        lead_cost=_lead_costs(problem),
        lead_weight=tuple(partnership.lead_half_days for partnership in problem.partnerships),
        capacity=tuple(adviser.capacity_half_days for adviser in problem.advisers),
        limit=tuple(
            len(schools) if adviser.max_intensive is None else adviser.max_intensive
            for adviser in problem.advisers
        ),
        load_cost=_load_costs(problem),
        split=problem.weights.split_school_minutes,
    )


def group_blocks(problem: Problem) -> tuple[tuple[int, ...], ...]:
    """Indices of schools that must share an adviser: a federation's members together, others alone."""
    groups: dict[tuple[str, str], list[int]] = {}
    for index, school in enumerate(problem.schools):
        key = ("federation", school.federation) if school.federation else ("school", school.id)
        groups.setdefault(key, []).append(index)
    return tuple(tuple(group) for group in groups.values())


def may_serve(problem: Problem, adviser: Adviser, school: School) -> bool:
    """True where phase and conflicts allow the adviser to serve the school."""
    return adviser.may_serve_phase(school.phase) and (adviser.id, school.id) not in problem.conflicts


def may_lead(adviser: Adviser, phases: frozenset[str]) -> bool:
    """True where the adviser leads partnerships and may serve a phase of the members (any phase if no
    members)."""
    return adviser.leads and (not phases or any(adviser.may_serve_phase(phase) for phase in phases))


def phases_of(problem: Problem, partnership: Partnership) -> frozenset[str]:
    """Phases of the partnership's members."""
    return frozenset(school.phase for school in problem.schools if school.partnership == partnership.id)


def _links_of(problem: Problem, block: tuple[int, ...], place: dict[str, int]) -> tuple[tuple[int, int], ...]:
    counts: dict[int, int] = {}
    for s in block:
        name = problem.schools[s].partnership
        if name is not None:
            counts[place[name]] = counts.get(place[name], 0) + 1
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _block_costs(problem: Problem, block: tuple[int, ...]) -> list[float]:
    return [
        sum(_school_cost(problem, adviser, problem.schools[s]) for s in block) for adviser in problem.advisers
    ]


def _school_cost(problem: Problem, adviser: Adviser, school: School) -> float:
    if not may_serve(problem, adviser, school):
        return inf
    if problem.fixed_advisers.get(school.id, adviser.id) != adviser.id:
        return inf
    weights = problem.weights
    minutes = school.visits * _round_trip(problem, adviser, school)
    if _quadrants_differ(adviser, school):
        minutes += weights.quadrant_mismatch_minutes
    if school.phase not in adviser.phases_first:
        minutes += weights.second_choice_phase_minutes
    last = school.last_adviser
    if last not in (None, adviser.id) and _is_still_able(problem, last, school):
        minutes += weights.change_of_adviser_minutes[school.category]
    return minutes


def _is_still_able(problem: Problem, name: str | None, school: School) -> bool:
    return any(one.id == name and may_serve(problem, one, school) for one in problem.advisers)


def _lead_costs(problem: Problem) -> Floats:
    costs = np.full((len(problem.partnerships), len(problem.advisers)), inf)
    for p, partnership in enumerate(problem.partnerships):
        phases = phases_of(problem, partnership)
        able = {adviser.id for adviser in problem.advisers if may_lead(adviser, phases)}
        for a, adviser in enumerate(problem.advisers):
            if adviser.id in able and problem.fixed_leads.get(partnership.id, adviser.id) == adviser.id:
                costs[p, a] = _lead_cost(problem, adviser, partnership, phases, able)
    return costs


def _lead_cost(
    problem: Problem, adviser: Adviser, partnership: Partnership, phases: frozenset[str], able: set[str]
) -> float:
    weights = problem.weights
    minutes = partnership.visits * _round_trip(problem, adviser, partnership)
    if _quadrants_differ(adviser, partnership):
        minutes += weights.quadrant_mismatch_minutes
    if phases and not phases & adviser.phases_first:
        minutes += weights.second_choice_phase_minutes
    if partnership.last_lead in able and partnership.last_lead != adviser.id:
        minutes += weights.change_of_lead_minutes
    return minutes


def _round_trip(problem: Problem, adviser: Adviser, place: School | Partnership) -> float:
    metres = hypot(adviser.easting - place.easting, adviser.northing - place.northing)
    weights = problem.weights
    hours = metres / METRES_A_KM * weights.detour_factor / weights.speed_km_per_hour
    return 2 * hours * MINUTES_AN_HOUR


def _quadrants_differ(adviser: Adviser, place: School | Partnership) -> bool:
    return None not in (adviser.quadrant, place.quadrant) and adviser.quadrant != place.quadrant


def _load_costs(problem: Problem) -> Floats:
    demand, capacity = problem.demand_half_days, problem.capacity_half_days
    loads = np.arange(demand + 1, dtype=np.float64)
    rows = []
    for adviser in problem.advisers:
        target = adviser.capacity_half_days * demand / capacity
        away = np.abs(loads - target)
        bands = problem.weights.imbalance_bands
        rows.append(sum((rate * np.maximum(0, away - share * target) for share, rate in bands), 0 * loads))
    return np.array(rows).reshape(len(problem.advisers), demand + 1)
