"""Each adviser's cheapest set of blocks and leads for given prices: a grouped knapsack over half-days, all
advisers at once. It is exact for the split term, because a partnership's blocks are chosen knowing whether
its lead is too."""

import numpy as np
from numpy.typing import NDArray

from headway.planner.deployment.tables import Floats, Tables

FORBIDDEN = 1e12  # stands for infinite, so that sums stay numbers


class Knapsack:
    """Reusable memory for the knapsacks of one problem.

    room (A): most half-days of an adviser, overload included. end_cost (A, widest room + 1): cost in minutes
    of ending with a load; infinite beyond the room.
    """

    def __init__(self, tables: Tables, room: NDArray[np.int64], end_cost: Floats) -> None:
        self._tables = tables
        self._end_cost = end_cost
        self._width = end_cost.shape[1]
        self._advisers = len(room)
        self._all = np.arange(self._advisers)
        self._groups = _group_by_partnership(tables)
        self._taken = np.zeros((len(tables.blocks), 2, self._advisers, self._width), dtype=bool)
        self._led = np.zeros((len(tables.lead_weight), self._advisers, self._width), dtype=bool)

    def solve(self, cost: Floats, lead_cost: Floats) -> tuple[Floats, NDArray[np.bool_], NDArray[np.bool_]]:
        """Cheapest total of each adviser (A), and its blocks (B, A) and leads (P, A).

        cost (B, A), lead_cost (P, A): minutes with prices taken off; the split term is added here.
        """
        best = np.full((2, self._advisers, self._width), FORBIDDEN)
        best[0, :, 0] = 0.0
        for p, blocks in self._groups:
            if p is None:
                self._add_loose(best, blocks, cost)
            else:
                self._add_group(best, p, blocks, cost, lead_cost[p])
        total = best[0] + self._end_cost
        load = total.argmin(axis=1)
        chosen, leads = self._trace(load)
        return total[self._all, load], chosen, leads

    def _add_loose(self, best: Floats, blocks: list[int], cost: Floats) -> None:
        for b in blocks:
            self._add_block(best[:1], b, np.minimum(cost[b], FORBIDDEN)[None, :], self._taken[b, :1])

    def _add_group(self, best: Floats, p: int, blocks: list[int], cost: Floats, lead: Floats) -> None:
        weight = self._tables.lead_weight[p]
        best[1] = FORBIDDEN
        if weight < self._width:
            best[1, :, weight:] = best[0, :, : self._width - weight] + np.minimum(lead, FORBIDDEN)[:, None]
        for b in blocks:
            own = np.minimum(cost[b], FORBIDDEN)
            split = self._tables.split * self._tables.links[b][0][1]
            self._add_block(best, b, np.stack((own + split, own)), self._taken[b])
        np.less(best[1], best[0], out=self._led[p])
        np.minimum(best[0], best[1], out=best[0])

    def _add_block(self, best: Floats, b: int, own: Floats, taken: NDArray[np.bool_]) -> None:
        weight = self._tables.weight[b]
        taken[:, :, : min(weight, self._width)] = False
        if weight >= self._width:
            return
        offer = best[:, :, : self._width - weight] + own[:, :, None]
        kept = best[:, :, weight:]
        np.less(offer, kept, out=taken[:, :, weight:])
        np.minimum(offer, kept, out=kept)

    def _trace(self, load: NDArray[np.int64]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        tables = self._tables
        chosen = np.zeros((len(tables.blocks), self._advisers), dtype=bool)
        leads = np.zeros((len(tables.lead_weight), self._advisers), dtype=bool)
        left = load.copy()
        for p, blocks in reversed(self._groups):
            state: NDArray[np.int64] = np.zeros(self._advisers, dtype=np.int64)
            if p is not None:
                leads[p] = self._led[p, self._all, left]
                state = leads[p].astype(np.int64)
            for b in reversed(blocks):
                taken = self._taken[b][state, self._all, left]
                chosen[b] = taken
                left -= tables.weight[b] * taken
            if p is not None:
                left -= tables.lead_weight[p] * state
        return chosen, leads


def _group_by_partnership(tables: Tables) -> list[tuple[int | None, list[int]]]:
    """Blocks under the partnership most of their schools are in; the splits in others are left out of the
    bound."""
    groups: list[tuple[int | None, list[int]]] = [(p, []) for p in range(len(tables.lead_weight))]
    loose: list[int] = []
    for b, links in enumerate(tables.links):
        (groups[links[0][0]][1] if links else loose).append(b)
    return [*groups, (None, loose)]
