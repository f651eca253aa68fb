"""Slow, plain oracles: every timetable of a tiny problem, judged by the checker alone."""

from collections.abc import Iterator
from datetime import date
from itertools import product

from headway.planner.timetable.check import check, check_place, cost_terms
from headway.planner.timetable.problem import HalfDay, Problem, Timetable, Visit


def places_of(problem: Problem, visit: Visit) -> list[HalfDay | None]:
    """The half-days that break no rule of the visit alone, and nowhere."""
    every = [HalfDay(day, part) for day in problem.days for part in (False, True)]
    return [*(at for at in every if not list(check_place(problem, visit, at))), None]


def timetables(problem: Problem, most: int) -> Iterator[Timetable]:
    """Every timetable that keeps the rules and leaves at most so many half-days unplaced."""
    for places in product(*(places_of(problem, visit) for visit in problem.visits)):
        pairs = list(zip(problem.visits, places, strict=True))
        if sum(visit.half_days for visit, at in pairs if at is None) > most:
            continue
        placed = {visit.id: at for visit, at in pairs if at is not None}
        unplaced = {visit.id: "" for visit, at in pairs if at is None}
        timetable = Timetable(placed, unplaced)
        if not check(problem, timetable):
            yield timetable


def best(problem: Problem) -> tuple[int, float]:
    """The fewest half-days unplaced, and the least minutes with so few."""
    for most in range(sum(visit.half_days for visit in problem.visits) + 1):
        minutes = [sum(cost_terms(problem, one).values()) for one in timetables(problem, most)]
        if minutes:
            return most, min(minutes)
    raise AssertionError("Leaving everything out keeps every rule.")


def fewest_moves(
    problem: Problem, before: Timetable, refused: tuple[str, frozenset[date]] | None
) -> int | None:
    """How many visits that stood somewhere must change so that every visit stands; None where none can."""
    found: list[int] = []
    for one in timetables(problem, 0):
        if refused is not None and one.placed[refused[0]].on in refused[1]:
            continue
        found.append(sum(one.placed[name] != at for name, at in before.placed.items() if name in one.placed))
    return min(found, default=None)
