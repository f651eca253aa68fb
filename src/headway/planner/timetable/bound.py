"""A proven lower bound: "each visit happens once" is priced, and every adviser's week is then chosen exactly.

Links, spacing and that all advisers of a joint visit come at once are left out, which can only lower it. Any prices
give a valid bound; better prices give a higher one.
"""

from dataclasses import dataclass

import numpy as np

from headway.planner.timetable.draft import Draft
from headway.planner.timetable.patterns import Entries, Ints, Patterns
from headway.planner.timetable.tables import Floats, Tables

MOMENTUM = 0.7
FIRST_STEP = 0.8
STALLS_BEFORE_HALVING = 10


@dataclass(frozen=True, slots=True)
class Prices:
    """Minutes paid for each part; minutes charged for an unplaced half-day."""

    part: Floats
    unplaced: float = 0.0


@dataclass(frozen=True, slots=True)
class Bound:
    """minutes: the best bound met, with its prices and each adviser's share of it."""

    minutes: float
    prices: Prices
    by_adviser: Floats


class Pricing:
    """Bounds for one problem and for timetables with at most so many half-days unplaced, beyond the visits
    that have no half-day at all."""

    def __init__(self, tables: Tables, patterns: Patterns, unplaced: int) -> None:
        self.tables, self.patterns, self.unplaced = tables, patterns, unplaced
        self._share = np.array(
            [tables.size[v] / len(tables.advisers[v]) for v in patterns.visit], dtype=np.float64
        )
        days, advisers = len(tables.ordinal), len(tables.home)
        self._days, self._advisers = days, advisers
        self._place = _places_in_weeks(tables)
        self._longest = int(self._place[1].max(initial=0)) + 1
        top = 2 * self._longest
        self._load_cost = np.r_[0.0, np.cumsum(np.array(tables.extra[:top]))]

    def prices_of(self, draft: Draft) -> Prices:
        """Prices to begin from: what each part costs in this draft, travel between two visits halved."""
        tables, price = self.tables, np.zeros(len(self.patterns.visit))
        for part, (v, a) in enumerate(zip(self.patterns.visit, self.patterns.adviser, strict=True)):
            slot, home = draft.at[v], tables.home[a][tables.host[v]]
            other = draft.holder[a][slot ^ 1] if slot >= 0 and tables.size[v] == 1 else -1
            back = tables.between[tables.host[v]][tables.host[other]] / 2 if other >= 0 else home
            wish = draft.cost[v][slot] if slot >= 0 else float(np.min(tables.cost[v]))
            price[part] = wish / len(tables.advisers[v]) + home + back
        most = float((price / self._share).max(initial=0.0)) if self.unplaced else 0.0
        return Prices(price, most)

    def evaluate(self, prices: Prices) -> tuple[float, Floats, Floats]:
        """The bound in minutes, how often each part is chosen, and each adviser's share of the bound."""
        parts = len(prices.part)
        padded = np.r_[prices.part, 0.0]
        least, at = zip(
            *(self._cheapest(one, padded) for one in (self.patterns.ones, self.patterns.twos)), strict=True
        )
        totals, choice = self._weeks(*least)
        counts = np.zeros(parts + 1)
        for number, entries in enumerate((self.patterns.ones, self.patterns.twos)):
            groups = np.nonzero(choice == number + 1)[0]
            chosen = at[number][groups]
            np.add.at(counts, entries.first[chosen], 1)
            np.add.at(counts, entries.second[chosen], 1)
        paid = np.minimum(prices.part, prices.unplaced * self._share) if self.unplaced else prices.part
        by_adviser = totals + np.bincount(self.patterns.adviser, paid, self._advisers)
        value = float(by_adviser.sum()) - prices.unplaced * self.unplaced
        skipped = (paid < prices.part - 1e-12) * 1.0
        return value, counts[:parts] + skipped, by_adviser

    def improve(self, start: Bound | Prices, upper: float, steps: int, gap: float = 0.0) -> Bound:
        """Raise the bound by subgradient steps towards `upper` minutes; stops once within `gap` of it."""
        prices = start.prices if isinstance(start, Bound) else start
        value, counts, by_adviser = self.evaluate(prices)
        best, stalls, size = Bound(value, prices, by_adviser), 0, FIRST_STEP
        drift = np.zeros(len(prices.part))
        for _ in range(steps):
            drift = MOMENTUM * drift + (1 - MOMENTUM) * (1.0 - counts)
            norm = float(drift @ drift)
            if norm < 1e-9 or upper - best.minutes <= gap * upper + 1e-6:
                break
            length = size * max(upper - value, 1e-3) / norm
            prices = Prices(prices.part + length * drift, self._charge(prices, counts, length))
            value, counts, by_adviser = self.evaluate(prices)
            stalls += 1
            if value > best.minutes:
                best, stalls = Bound(value, prices, by_adviser), 0
            elif stalls == STALLS_BEFORE_HALVING:
                size, stalls, prices, value = size / 2, 0, best.prices, best.minutes
        return best

    def _charge(self, prices: Prices, counts: Floats, length: float) -> float:
        if not self.unplaced:
            return 0.0
        over = float(self._share[prices.part > prices.unplaced * self._share].sum()) - self.unplaced
        return max(0.0, prices.unplaced + length * 0.1 * over)

    def _cheapest(self, entries: Entries, price: Floats) -> tuple[Floats, Ints]:
        """For each group: the cheapest pattern's reduced minutes (infinite for none) and which it is."""
        size = self._advisers * self._days
        least, at = np.full(size, np.inf), np.zeros(size, dtype=np.int64)
        if len(entries.group):
            reduced = entries.minutes - price[entries.first] - price[entries.second]
            lowest = np.minimum.reduceat(reduced, entries.starts)
            least[entries.groups] = lowest
            where = np.nonzero(reduced == least[entries.group])[0][::-1]
            at[entries.group[where]] = where
        return least, at

    def _weeks(self, ones: Floats, twos: Floats) -> tuple[Floats, Ints]:
        """Each adviser's cheapest weeks in all, and 0, 1 or 2 half-days for each adviser's day."""
        week, place = self._place
        shape, longest = (self._advisers, self.tables.weeks, self._longest), self._longest
        one, two = np.full(shape, np.inf), np.full(shape, np.inf)
        one[:, week, place] = ones.reshape(self._advisers, self._days)
        two[:, week, place] = twos.reshape(self._advisers, self._days)
        value = np.full((*shape[:2], 2 * longest + 1), np.inf)
        value[..., 0] = 0.0
        taken = np.zeros((longest, *value.shape), dtype=np.int64)
        for day in range(longest):
            options = np.full((3, *value.shape), np.inf)
            options[0] = value
            options[1][..., 1:] = value[..., :-1] + one[..., day, None]
            options[2][..., 2:] = value[..., :-2] + two[..., day, None]
            taken[day] = options.argmin(axis=0)
            value = options.min(axis=0)
        value = value + self._load_cost
        load = value.argmin(axis=2)
        rows, columns = np.indices(load.shape)
        choice = np.zeros(shape, dtype=np.int64)
        totals = value[rows, columns, load].sum(axis=1)
        for day in reversed(range(longest)):
            choice[..., day] = taken[day][rows, columns, load]
            load = load - choice[..., day]
        return totals, choice[:, week, place].reshape(-1)


def _places_in_weeks(tables: Tables) -> tuple[Ints, Ints]:
    """For each day: its week, and its number within the week."""
    seen: dict[int, int] = {}
    places = []
    for week in tables.week:
        places.append(seen.get(week, 0))
        seen[week] = places[-1] + 1
    return np.array(tables.week, dtype=np.int64), np.array(places, dtype=np.int64)
