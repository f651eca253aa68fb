"""A draft plan under change: who has each block and who leads each partnership, with exact differences in
cost."""

from collections.abc import Iterable, Sequence
from math import fsum, inf

import numpy as np

from headway.planner.deployment.tables import Tables

OVERLOAD_MINUTES = 1e6
"""Price of an unmet half-day while searching: above any real cost, so that unmet need is the first tier."""


class Draft:
    """A changeable plan on tables; costs in minutes include OVERLOAD_MINUTES for every half-day above
    capacity.

    adviser[b], lead[p]: index of the adviser. load, serious: half-days and intensive schools by adviser.
    held[a]: its blocks in any order, place[b] where in it. count[p][a]: members of the partnership with the
    adviser. Infinite differences mean "forbidden".
    """

    __slots__ = (
        "adviser",
        "cost",
        "count",
        "held",
        "lead",
        "lead_cost",
        "load",
        "load_cost",
        "place",
        "serious",
        "split",
        "tables",
    )

    def __init__(self, tables: Tables, adviser: Sequence[int], lead: Sequence[int]) -> None:
        self.tables = tables
        self.adviser, self.lead = list(adviser), list(lead)
        self.cost: list[list[float]] = tables.cost.tolist()
        self.lead_cost: list[list[float]] = tables.lead_cost.tolist()
        self.split = tables.split
        self.price_overload(OVERLOAD_MINUTES)
        advisers = range(len(tables.capacity))
        self.held: list[list[int]] = [[] for _ in advisers]
        self.place = [0 for _ in self.adviser]
        self.load = [0 for _ in advisers]
        self.serious = [0 for _ in advisers]
        self.count = [[0 for _ in advisers] for _ in tables.lead_weight]
        for b, a in enumerate(self.adviser):
            self.load[a] += tables.weight[b]
            self.serious[a] += tables.intensive[b]
            self.place[b] = len(self.held[a])
            self.held[a].append(b)
            for p, schools in tables.links[b]:
                self.count[p][a] += schools
        for p, a in enumerate(self.lead):
            self.load[a] += tables.lead_weight[p]

    def price_overload(self, minutes: float) -> None:
        """Charge so many minutes for each half-day above an adviser's capacity from now on."""
        tables = self.tables
        loads = np.arange(tables.load_cost.shape[1])
        over = np.maximum(0, loads[None, :] - np.array(tables.capacity)[:, None])
        self.load_cost: list[list[float]] = (tables.load_cost + minutes * over).tolist()

    def total(self) -> float:
        """Cost of the whole draft, overload priced in, summed afresh."""
        parts = [self.cost[b][a] for b, a in enumerate(self.adviser)]
        parts += [self.lead_cost[p][a] for p, a in enumerate(self.lead)]
        parts += [self.load_cost[a][load] for a, load in enumerate(self.load)]
        for p, row in enumerate(self.count):
            parts.append(self.split * (sum(row) - row[self.lead[p]]))
        return fsum(parts)

    def minutes(self) -> float:
        """Cost of the whole draft in minutes a year, unmet half-days apart."""
        return self.total() - OVERLOAD_MINUTES * self.unmet()

    def unmet(self, advisers: Iterable[int] | None = None) -> int:
        """Half-days above capacity over all advisers, or over the given ones."""
        chosen = range(len(self.load)) if advisers is None else advisers
        return sum(max(0, self.load[a] - self.tables.capacity[a]) for a in chosen)

    def shift_change(self, b: int, to: int) -> float:
        """Difference in cost of giving block b to adviser `to`."""
        a = self.adviser[b]
        tables = self.tables
        if a == to or self.serious[to] + tables.intensive[b] > tables.limit[to] and tables.intensive[b]:
            return inf
        row, weight = self.cost[b], tables.weight[b]
        change = row[to] - row[a] + self._load_change(a, to, weight)
        for p, schools in tables.links[b]:
            leader = self.lead[p]
            if leader == a:
                change += self.split * schools
            elif leader == to:
                change -= self.split * schools
        return change

    def swap_change(self, b: int, c: int) -> float:
        """Difference in cost of exchanging the advisers of blocks b and c."""
        one, two = self.adviser[b], self.adviser[c]
        tables = self.tables
        more = tables.intensive[b] - tables.intensive[c]
        if (
            one == two
            or self.serious[two] + more > tables.limit[two]
            or self.serious[one] - more > tables.limit[one]
        ):
            return inf
        change = self.cost[b][two] - self.cost[b][one] + self.cost[c][one] - self.cost[c][two]
        weight = tables.weight[b] - tables.weight[c]
        if weight:
            change += self._load_change(one, two, weight)
        for block, here, there in ((b, one, two), (c, two, one)):
            for p, schools in tables.links[block]:
                leader = self.lead[p]
                if leader == here:
                    change += self.split * schools
                elif leader == there:
                    change -= self.split * schools
        return change

    def lead_change(self, p: int, to: int) -> float:
        """Difference in cost of giving the lead of partnership p to adviser `to`."""
        a = self.lead[p]
        if a == to:
            return inf
        row = self.count[p]
        change = self.lead_cost[p][to] - self.lead_cost[p][a] + self.split * (row[a] - row[to])
        return change + self._load_change(a, to, self.tables.lead_weight[p])

    def shift(self, b: int, to: int) -> None:
        """Give block b to adviser `to`."""
        a, tables = self.adviser[b], self.tables
        self.adviser[b] = to
        last, held = self.held[a].pop(), self.held[to]
        if last != b:
            self.held[a][self.place[b]] = last
            self.place[last] = self.place[b]
        self.place[b] = len(held)
        held.append(b)
        self.load[a] -= tables.weight[b]
        self.load[to] += tables.weight[b]
        self.serious[a] -= tables.intensive[b]
        self.serious[to] += tables.intensive[b]
        for p, schools in tables.links[b]:
            self.count[p][a] -= schools
            self.count[p][to] += schools

    def change_lead(self, p: int, to: int) -> None:
        """Give the lead of partnership p to adviser `to`."""
        self.load[self.lead[p]] -= self.tables.lead_weight[p]
        self.load[to] += self.tables.lead_weight[p]
        self.lead[p] = to

    def _load_change(self, a: int, to: int, weight: int) -> float:
        here, there = self.load_cost[a], self.load_cost[to]
        before, after = self.load[a], self.load[to]
        return here[before - weight] - here[before] + there[after + weight] - there[after]
