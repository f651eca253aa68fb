"""Small numbers in a table that is given to the public: hidden, with as many others as it takes that no subtraction brings
them back.

A table of counts is published with its totals. Whoever reads it knows that every count is a whole number of at least 0 and
that rows and columns add up. A hidden count is safe where another table, alike in all that is shown, has another number in
its place. Counts and totals are the edges of a network between rows and columns, in which such another table is a way round
a circle (Cox, 1995; Castro, 2012): a count can grow along its edge, and shrink against it while it is above 0. So safety is
decided exactly, not estimated.

It is not hidden *that* a number is small, and it is not counted who may know single numbers otherwise.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

Cell = tuple[int, int]
Node = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts by row and column. The last row and the last column are totals."""

    values: tuple[tuple[int, ...], ...]

    def __getitem__(self, cell: Cell) -> int:
        return self.values[cell[0]][cell[1]]

    @property
    def cells(self) -> Iterator[Cell]:
        """Every place, totals among them."""
        return ((row, column) for row, line in enumerate(self.values) for column in range(len(line)))

    def is_negative(self, cell: Cell) -> bool:
        """Whether the number stands on the other side of its sums: a total of a row or of a column, not that of all."""
        return (cell[0] == len(self.values) - 1) != (cell[1] == len(self.values[0]) - 1)


@dataclass(frozen=True, slots=True)
class Hidden:
    """What is hidden: because it is small, and because it would bring a small one back."""

    small: frozenset[Cell]
    beside: frozenset[Cell]

    @property
    def cells(self) -> frozenset[Cell]:
        """All of them."""
        return self.small | self.beside


def with_totals(rows: Sequence[Sequence[int]]) -> Counts:
    """Counts with their totals. ValueError for a negative count or rows that are not of one length."""
    if not rows or len({len(row) for row in rows}) != 1 or not rows[0]:
        raise ValueError("A table has at least one row and one column, and rows of one length.")
    if any(value < 0 for row in rows for value in row):
        raise ValueError("A count is not below 0.")
    lines = [(*row, sum(row)) for row in rows]
    return Counts((*lines, tuple(sum(column) for column in zip(*lines, strict=True))))


def hide_small(counts: Counts, threshold: int, known: Collection[Cell] = ()) -> Hidden:
    """Hide every number from 1 to below the threshold, and the cheapest others until each of these is safe.

    `known`: places, mostly totals, whose numbers are public anyway. They are never hidden and protect nothing. A 0 is shown:
    it tells of nobody. Cheap is a small number; a total costs more than all it is the sum of, so that totals stay where
    counts can do it. Where no other table can be alike, everything that is not known is hidden.
    """
    free = [cell for cell in counts.cells if cell not in known]
    small = frozenset(cell for cell in free if 0 < counts[cell] < threshold)
    hidden = set(small)
    for cell in sorted(small):
        if is_safe(counts, hidden, cell):
            continue
        circles = (_circle(counts, free, hidden, cell, grows=grows) for grows in (True, False))
        found = min((one for one in circles if one is not None), default=None)
        hidden |= set(free) if found is None else set(found[1])
    return Hidden(small, frozenset(hidden) - small)


def is_safe(counts: Counts, hidden: Iterable[Cell], cell: Cell) -> bool:
    """Whether another table that agrees in all that is shown has another number in this place."""
    free = {one: 0 for one in hidden}
    ways = (_way(counts, free, cell, grows=grows) for grows in (True, False))
    return any(way is not None for way in ways)


def _circle(
    counts: Counts, free: Iterable[Cell], hidden: Iterable[Cell], cell: Cell, *, grows: bool
) -> tuple[int, tuple[Cell, ...]] | None:
    """The cheapest circle through a number that makes it grow or shrink: what it costs to hide, and the cells on it."""
    whole = sum(map(sum, counts.values)) + 1
    costs = {one: 1 + counts[one] + (whole if _is_total(counts, one) else 0) for one in free}
    return _way(counts, costs | dict.fromkeys(hidden, 0), cell, grows=grows)


def _is_total(counts: Counts, cell: Cell) -> bool:
    return cell[0] == len(counts.values) - 1 or cell[1] == len(counts.values[0]) - 1


def _way(
    counts: Counts, costs: Mapping[Cell, int], cell: Cell, *, grows: bool
) -> tuple[int, tuple[Cell, ...]] | None:
    """The cheapest way from where the change of a number arrives back to where it came from, not over the number itself."""
    arc = _arc(counts, cell, grows=grows)
    if arc is None:
        return None
    goal, start = arc
    arcs: dict[Node, list[tuple[Node, Cell]]] = {}
    for one in costs:
        for way in (True, False) if one != cell else ():
            if found := _arc(counts, one, grows=way):
                arcs.setdefault(found[0], []).append((found[1], one))
    best: dict[Node, int] = {}
    queue: list[tuple[int, Node, tuple[Cell, ...]]] = [(0, start, ())]
    while queue:
        cost, node, over = heappop(queue)
        if node == goal:
            return cost, over
        if node in best:
            continue
        best[node] = cost
        for other, one in arcs.get(node, ()):
            heappush(queue, (cost + costs[one], other, (*over, one)))
    return None


def _arc(counts: Counts, cell: Cell, *, grows: bool) -> tuple[Node, Node] | None:
    """From row to column where the number grows, back where it shrinks; totals the other way. None: it cannot shrink."""
    if not grows and counts[cell] == 0:
        return None
    ends: tuple[Node, Node] = ("row", cell[0]), ("column", cell[1])
    return ends if grows != counts.is_negative(cell) else (ends[1], ends[0])
