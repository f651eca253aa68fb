"""Supported schools matched with similar ones: same phase, near in size, free school meals and results before the support.

Each school beside is used at most once. Of all ways to make pairs within the caliper the one with the most pairs is taken,
and among those the one whose pairs are nearest in sum: not the first that comes. A school without one of the figures is
named and left out; missing is never zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from math import inf, log, sqrt
from statistics import pstdev

from headway.rules.impact_policy import ComparisonPolicy

SUPPORTED, BESIDE, OTHER = "supported", "beside", "other"
HAD_OTHER = "had other support in these years"
NOT_REGISTERED = "pupils or free school meals are not published"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A school. `standing`: supported in the way that is looked at, not supported at all (beside), or in another way;
    `values`: year to the published figure of the measure."""

    urn: int
    name: str
    phase: str
    standing: str
    pupils: int | None
    fsm_percent: float | None
    values: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A school that is not compared, and why."""

    candidate: Candidate
    why: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A supported school and the one beside it; `distance` in standard deviations."""

    supported: Candidate
    beside: Candidate
    distance: float


@dataclass(frozen=True, slots=True)
class Matched:
    """The pairs by the supported school's name, and who could not be compared. `supported` and `pool`: who could."""

    pairs: tuple[Pair, ...]
    unmatched: tuple[Candidate, ...]
    left_out: tuple[LeftOut, ...]
    supported: tuple[Candidate, ...]
    pool: tuple[Candidate, ...]


def match(
    candidates: Iterable[Candidate], *, baseline: Sequence[str], after: str, policy: ComparisonPolicy
) -> Matched:
    """Pairs of supported schools and similar ones. `baseline`: the years before the support that are matched on."""
    usable, left_out = _sorted_out(candidates, baseline, after)
    treated = [one for one in usable if one.standing == SUPPORTED]
    pool = [one for one in usable if one.standing == BESIDE]
    pairs: list[Pair] = []
    for phase in sorted({one.phase for one in treated}):
        of_phase = [one for one in treated if one.phase == phase]
        others = [one for one in pool if one.phase == phase]
        pairs += _pairs(of_phase, others, baseline, policy)
    paired = {one.supported.urn for one in pairs}
    return Matched(
        pairs=tuple(sorted(pairs, key=lambda one: (one.supported.name, one.supported.urn))),
        unmatched=tuple(one for one in treated if one.urn not in paired),
        left_out=tuple(left_out),
        supported=tuple(treated),
        pool=tuple(pool),
    )


def match_by_context(
    candidates: Iterable[Candidate], *, baseline: Sequence[str], after: str, policy: ComparisonPolicy
) -> Matched:
    """The same pairs by size and free school meals alone: the results before the support do not count."""
    return match(candidates, baseline=baseline, after=after, policy=replace(policy, baseline_weight=0))


def figures_of(one: Candidate, baseline: Sequence[str]) -> tuple[float, ...]:
    """What a school is matched on: size by its logarithm, free school meals, the measure in the years before."""
    return (log(one.pupils or 1), one.fsm_percent or 0.0, *(one.values[year] for year in baseline))


def weights_of(baseline: Sequence[str], policy: ComparisonPolicy) -> tuple[float, ...]:
    """What each of the figures weighs; the years before share theirs."""
    each = policy.baseline_weight / len(baseline)
    return (policy.pupils_weight, policy.fsm_weight, *(each for _ in baseline))


def distances(
    treated: Sequence[Candidate],
    pool: Sequence[Candidate],
    baseline: Sequence[str],
    policy: ComparisonPolicy,
) -> list[list[float]]:
    """How far each supported school is from each other one, in standard deviations of them all."""
    figures = [figures_of(one, baseline) for one in (*treated, *pool)]
    spreads = [pstdev(column) or 1.0 for column in zip(*figures, strict=True)] if figures else []
    weights = weights_of(baseline, policy)
    whole = sum(weights) or 1.0
    scales = [sqrt(weight / whole) / spread for weight, spread in zip(weights, spreads, strict=True)]
    placed = [tuple(a * b for a, b in zip(one, scales, strict=True)) for one in figures]
    ours, others = placed[: len(treated)], placed[len(treated) :]
    return [
        [sqrt(sum((a - b) ** 2 for a, b in zip(one, other, strict=True))) for other in others] for one in ours
    ]


def assign(costs: Sequence[Mapping[int, float]]) -> tuple[int | None, ...]:
    """For each row one of its columns or None: as many as can be, then the least sum; no column twice.

    Shortest augmenting paths; a row's own dummy column, dearer than all others together, stands for None.
    """
    dear = 1.0 + sum(max(row.values(), default=0.0) for row in costs)
    edges = [{**row, -1 - place: dear} for place, row in enumerate(costs)]
    state = _Assignment(edges)
    for row in range(len(edges)):
        state.add(row)
    return tuple(column if (column := state.column_of[row]) >= 0 else None for row in range(len(edges)))


class _Assignment:
    """Rows given to columns so far, with the prices that prove it the cheapest."""

    def __init__(self, edges: Sequence[Mapping[int, float]]) -> None:
        self.edges = edges
        self.column_of: dict[int, int] = {}
        self.row_of: dict[int, int] = {}
        self._row_price = [0.0] * len(edges)
        self._column_price: dict[int, float] = {}

    def add(self, start: int) -> None:
        """Give the row a column, moving others where that is cheaper."""
        reached: dict[int, float] = {}
        parent: dict[int, int] = {}
        end, total = self._search(start, reached, parent)
        self._row_price[start] += total
        for column, far in reached.items():
            if far < total and column in self.row_of:
                self._row_price[self.row_of[column]] += total - far
                self._column_price[column] = self._column_price.get(column, 0.0) - (total - far)
        self._flip(start, end, parent)

    def _search(self, start: int, reached: dict[int, float], parent: dict[int, int]) -> tuple[int, float]:
        heap: list[tuple[float, int]] = []
        done: set[int] = set()
        row, base = start, 0.0
        while True:
            for column, cost in self.edges[row].items():
                far = base + cost - self._row_price[row] - self._column_price.get(column, 0.0)
                if column not in done and far < reached.get(column, inf):
                    reached[column], parent[column] = far, row
                    heappush(heap, (far, column))
            base, column = heappop(heap)
            while column in done:
                base, column = heappop(heap)
            done.add(column)
            if column not in self.row_of:
                return column, base
            row = self.row_of[column]

    def _flip(self, start: int, end: int, parent: Mapping[int, int]) -> None:
        column = end
        while True:
            row = parent[column]
            before = self.column_of.get(row)
            self.column_of[row], self.row_of[column] = column, row
            if row == start or before is None:
                return
            column = before


def _pairs(
    treated: Sequence[Candidate],
    pool: Sequence[Candidate],
    baseline: Sequence[str],
    policy: ComparisonPolicy,
) -> list[Pair]:
    far = distances(treated, pool, baseline, policy)
    within = [{at: one for at, one in enumerate(row) if one <= policy.caliper} for row in far]
    chosen = assign([_nearest(row, len(treated)) for row in within])
    return [
        Pair(one, pool[at], far[place][at])
        for place, (one, at) in enumerate(zip(treated, chosen, strict=True))
        if at is not None
    ]


def _nearest(row: Mapping[int, float], count: int) -> dict[int, float]:
    """As many of the nearest as there are rows: one of them is always free, so no other can be needed."""
    ranked = sorted(row.items(), key=lambda pair: (pair[1], pair[0]))
    return dict(ranked[:count])


def _sorted_out(
    candidates: Iterable[Candidate], baseline: Sequence[str], after: str
) -> tuple[list[Candidate], list[LeftOut]]:
    usable: list[Candidate] = []
    left_out: list[LeftOut] = []
    for one in sorted(candidates, key=lambda one: (one.name, one.urn)):
        if why := _why_out(one, baseline, after):
            left_out.append(LeftOut(one, why))
        else:
            usable.append(one)
    return usable, left_out


def _why_out(one: Candidate, baseline: Sequence[str], after: str) -> str:
    if one.standing == OTHER:
        return HAD_OTHER
    if not one.pupils or one.fsm_percent is None:
        return NOT_REGISTERED
    missing = [year for year in (*baseline, after) if year not in one.values]
    return f"no published figure for {' and '.join(missing)}" if missing else ""
