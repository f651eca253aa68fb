"""Every visit of the year on its half-day: a first timetable, local search, prices, and each adviser's year exactly."""

from dataclasses import dataclass, field
from math import ceil
from random import Random
from typing import TypedDict

import numpy as np

from headway.planner.result import Progress, Result, proved_result, relative_gap
from headway.planner.stop import Stop, Watch
from headway.planner.timetable.bound import Bound, Pricing
from headway.planner.timetable.build import build_draft, make_room, place_cheapest
from headway.planner.timetable.check import check, cost_terms
from headway.planner.timetable.columns import solve_year
from headway.planner.timetable.draft import Draft, timetable_of
from headway.planner.timetable.exact import solve_whole
from headway.planner.timetable.explain import why_unplaced
from headway.planner.timetable.least import least_unplaced
from headway.planner.timetable.likely import likeliest, prove_year, year_columns
from headway.planner.timetable.patterns import build_patterns
from headway.planner.timetable.problem import Problem, Timetable
from headway.planner.timetable.repair import Cooling, anneal, restore
from headway.planner.timetable.tables import Floats, build_tables

MOST_WIDENING = 4  # times the columns of the first round
LEAST_PROGRESS = 0.05  # of the gap, in a round, to go on for another
PRICED = "by prices for the visits and an exact choice of each adviser's weeks"
EXACTLY = "by branch and bound over every half-day of every visit"
WHOLE_YEARS = "by prices for the visits and branch and bound over each adviser's year"


class Limits(TypedDict):
    """What an exact model is solved with."""

    seed: int
    gap: float
    nodes: int
    seconds: float | None


@dataclass(frozen=True, slots=True)
class Params:
    """How hard the solver tries. moves: of annealing, in each round for each visit. steps: of the bound.
    columns: patterns in an adviser's exact model, more in later rounds. nodes: limit of branch nodes.
    whole_columns: with no more half-days than this over all visits, the whole is one exact model."""

    moves: int = 20
    cooling: Cooling = field(default_factory=lambda: Cooling(0))
    steps: int = 250
    columns: int = 1500
    nodes: int = 100
    whole_columns: int = 400


def solve(
    problem: Problem,
    *,
    stop: Stop,
    seed: int,
    params: Params | None = None,
    progress: Progress | None = None,
) -> Result[Timetable]:
    """Place every visit; what finds no place is named with the rule that stops it.

    The fewest half-days left unplaced come first, then the minutes of the named terms. Deterministic for a
    seed unless the safety net of `stop` cuts the run.
    """
    return _Run(problem, stop, seed, params or Params(), progress).run()


class _Run:
    """One solve from start to result."""

    def __init__(
        self, problem: Problem, stop: Stop, seed: int, params: Params, progress: Progress | None
    ) -> None:
        self._problem, self._stop, self._seed, self._params = problem, stop, seed, params
        self._progress, self._watch = progress, Watch(stop)
        self._tables = build_tables(problem)
        self._draft = build_draft(self._tables)
        self._iterations, self._lower, self._proof = 0, 0.0, "by no cost being negative"
        self._least = least_unplaced(self._tables)
        self._by_adviser: Floats = np.zeros(len(problem.advisers))

    def run(self) -> Result[Timetable]:
        """All steps in turn."""
        self._report(0, "First timetable")
        self._improve_places(0)
        if sum(map(len, self._tables.slots)) <= self._params.whole_columns and self._solve_whole():
            return self._result()
        pricing, bound = self._first_bound()
        for number in range(self._stop.rounds):
            if self._is_done() or self._watch.is_over():
                break
            self._report(1 + number, f"Round {number + 1}: gap {100 * self._gap():.2f} %")
            before = (self._unplaced(), self._draft.minutes(), self._lower)
            columns = self._params.columns * min(2**number, MOST_WIDENING)
            self._solve_years(pricing, bound, columns)
            if self._unplaced() < before[0]:
                pricing, bound = self._first_bound()
                continue
            bound = self._raise_bound(pricing, bound)
            self._prove_years(pricing, bound, columns)
            if not self._is_done():
                self._improve_places(number + 1)
            if number and self._is_stalled(before):
                break
        return self._result()

    def _is_stalled(self, before: tuple[int, float, float]) -> bool:
        """Whether a round brought next to nothing: no visit placed, and the gap hardly smaller."""
        _, minutes, lower = before
        return self._gap() > (1 - LEAST_PROGRESS) * relative_gap(minutes, lower)

    def _solve_whole(self) -> bool:
        """A small problem as one exact model; True where it is proved to the end."""
        least, minutes, proved = solve_whole(
            self._draft, seed=self._seed, nodes=1000 * self._params.nodes, seconds=self._watch.remaining()
        )
        self._least = max(self._least, ceil(least - 1e-6))
        if proved:
            self._lower, self._proof = max(0.0, minutes), EXACTLY
        return proved

    def _improve_places(self, number: int) -> None:
        """Annealing, the best kept; then places for those that stand nowhere."""
        params, draft = self._params, self._draft
        before, kept = (self._unplaced(), draft.minutes()), list(draft.at)
        moves = params.moves * len(draft.at)
        hot = params.cooling.hot if number == 0 else params.cooling.hot / 4
        anneal(draft, Cooling(moves, hot, params.cooling.cold), Random(self._seed + number))
        self._iterations += moves
        for v in draft.unplaced():
            if not place_cheapest(draft, v):
                make_room(draft, v)
        if (self._unplaced(), draft.minutes()) > before:
            restore(draft, kept)

    def _first_bound(self) -> tuple[Pricing, Bound]:
        tables = self._tables
        impossible = sum(tables.size[v] for v, slots in enumerate(tables.slots) if not slots)
        pricing = Pricing(tables, build_patterns(tables), self._unplaced() - impossible)
        self._lower, self._by_adviser = 0.0, np.zeros(len(tables.home))
        bound = pricing.improve(
            pricing.prices_of(self._draft), self._draft.minutes(), self._params.steps, self._stop.gap
        )
        self._note_bound(bound)
        return pricing, bound

    def _raise_bound(self, pricing: Pricing, bound: Bound) -> Bound:
        if self._is_done() or self._watch.is_over():
            return bound
        bound = pricing.improve(bound, self._draft.minutes(), self._params.steps, self._stop.gap)
        self._note_bound(bound)
        return bound

    def _note_bound(self, bound: Bound) -> None:
        self._iterations += self._params.steps
        if bound.minutes > self._lower:
            self._lower, self._proof = bound.minutes, PRICED
        self._by_adviser = np.maximum(self._by_adviser, bound.by_adviser)

    def _solve_years(self, pricing: Pricing, bound: Bound, columns: int) -> None:
        """Each adviser's year over the likeliest patterns, those furthest above their bound first."""
        for a in self._order():
            if self._is_done() or self._watch.is_over():
                return
            likely = likeliest(a, pricing, bound.prices, columns)
            rows, movable = year_columns(self._draft, a, likely)
            if movable:
                answer = solve_year(self._draft, a, rows, movable, **self._limits())
                self._iterations += answer.nodes
                self._watch.was_cut |= answer.cut

    def _prove_years(self, pricing: Pricing, bound: Bound, columns: int) -> None:
        """A bound for each adviser's year by itself; together they bound the whole, joint visits being shared."""
        if pricing.unplaced:
            return
        for a in self._order():
            if self._is_done() or self._watch.is_over():
                return
            share = float(bound.by_adviser[a])
            likely = likeliest(a, pricing, bound.prices, columns)
            proved, nodes, cut = prove_year(a, pricing, likely, share, **self._limits())
            self._iterations += nodes
            self._watch.was_cut |= cut
            self._by_adviser[a] = max(self._by_adviser[a], proved)
            if float(self._by_adviser.sum()) > self._lower:
                self._lower, self._proof = float(self._by_adviser.sum()), WHOLE_YEARS

    def _limits(self) -> Limits:
        gap = max(self._stop.gap / 3, 1e-9)
        return {
            "seed": self._seed,
            "gap": gap,
            "nodes": self._params.nodes,
            "seconds": self._watch.remaining(),
        }

    def _order(self) -> list[int]:
        above = self._by_adviser - adviser_minutes(self._draft)
        return [int(a) for a in np.argsort(above, kind="stable")]

    def _unplaced(self) -> int:
        return sum(self._tables.size[v] for v in self._draft.unplaced())

    def _gap(self) -> float:
        return relative_gap(self._draft.minutes(), self._lower)

    def _is_done(self) -> bool:
        return self._gap() <= max(self._stop.gap, 1e-9) and self._unplaced() <= self._least

    def _report(self, done: int, words: str) -> None:
        if self._progress is not None:
            self._progress(done, 1 + self._stop.rounds, words)

    def _result(self) -> Result[Timetable]:
        problem, visits = self._problem, self._problem.visits
        placed = dict(timetable_of(self._draft, dict.fromkeys(range(len(visits)), "")).placed)
        reasons = {v: why_unplaced(problem, placed, visits[v]) for v in self._draft.unplaced()}
        timetable = timetable_of(self._draft, reasons)
        self._report(1 + self._stop.rounds, "Done")
        return proved_result(
            timetable,
            cost_terms(problem, timetable),
            lower=self._lower,
            unmet=(self._unplaced(), self._least),
            feasible=not check(problem, timetable),
            seed=self._seed,
            iterations=self._iterations,
            watch=self._watch,
            proof=self._proof,
        )


def adviser_minutes(draft: Draft) -> Floats:
    """What each adviser's part of the draft costs, the wishes of a joint visit shared out."""
    tables = draft.tables
    found = np.zeros(len(tables.home))
    for v, slot in enumerate(draft.at):
        if slot < 0:
            continue
        for a in tables.advisers[v]:
            home, host = tables.home[a], tables.host[v]
            other = draft.holder[a][slot ^ 1] if tables.size[v] == 1 else -1
            back = tables.between[host][tables.host[other]] / 2 if other >= 0 else home[host]
            found[a] += draft.cost[v][slot] / len(tables.advisers[v]) + home[host] + back
    for a, row in enumerate(draft.load):
        found[a] += sum(sum(tables.extra[:load]) for load in row)
    return found
