"""A proven lower bound: "one adviser a block" and "one lead a partnership" are priced, and each adviser then
chooses its cheapest load exactly (knapsack.py). Any prices give a valid bound; better prices give a higher
one."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headway.planner.deployment.knapsack import FORBIDDEN, Knapsack
from headway.planner.deployment.tables import Floats, Tables

MOMENTUM = 0.7
FIRST_STEP = 0.7
STALLS_BEFORE_HALVING = 15
AVERAGING = 0.05


@dataclass(frozen=True, slots=True)
class Prices:
    """Minutes paid for serving each block (B) and leading each partnership (P); minutes charged to each
    adviser (A) for an intensive school; minutes charged for an unmet half-day."""

    block: Floats
    lead: Floats
    intensive: Floats
    unmet: float = 0.0


@dataclass(frozen=True, slots=True)
class Bound:
    """minutes: the best bound met, with its prices. share (B, A), lead_share (P, A): smoothed choices of the
    advisers, a hint of who is worth trying."""

    minutes: float
    prices: Prices
    share: Floats
    lead_share: Floats


class Pricing:
    """Bounds for one problem at one level of unmet half-days. With `unmet` > 0 an overloaded half-day is
    charged `unmet_price`, and the bound holds for plans with at most `unmet` half-days unmet."""

    def __init__(self, tables: Tables, unmet: int, unmet_price: float = 0.0) -> None:
        self._tables = tables
        self._unmet = unmet
        self._unmet_price = unmet_price if unmet else 0.0
        self._limit = np.array(tables.limit, dtype=np.float64)
        self._serious = np.array(tables.intensive, dtype=np.float64)
        self._capped = self._limit < self._serious.sum()
        capacity = np.array(tables.capacity, dtype=np.int64)
        demand = tables.load_cost.shape[1] - 1
        room = np.minimum(capacity + unmet, demand)
        loads = np.arange(int(room.max()) + 1)
        end_cost = tables.load_cost[:, : len(loads)] + self._unmet_price * np.maximum(
            0, loads[None, :] - capacity[:, None]
        )
        end_cost = np.where(loads[None, :] <= room[:, None], end_cost, FORBIDDEN)
        self._knapsack = Knapsack(tables, room, end_cost)

    def first_prices(self) -> Prices:
        """Prices to begin from: the cheapest adviser's cost of each block and lead."""
        tables = self._tables
        return Prices(tables.cost.min(axis=1), tables.lead_cost.min(axis=1), np.zeros(len(tables.capacity)))

    def evaluate(self, prices: Prices) -> tuple[float, NDArray[np.bool_], NDArray[np.bool_]]:
        """The bound in minutes at these prices, and the advisers' choices of blocks (B, A) and leads (P,
        A)."""
        tables = self._tables
        charge = self._serious[:, None] * prices.intensive[None, :]
        cost = tables.cost - prices.block[:, None] + charge
        totals, chosen, leads = self._knapsack.solve(cost, tables.lead_cost - prices.lead[:, None])
        refund = float(prices.intensive @ self._limit) + self._unmet_price * self._unmet
        return float(totals.sum() + prices.block.sum() + prices.lead.sum() - refund), chosen, leads

    def improve(
        self, start: Bound | Prices, upper: float, steps: int, first_step: float = FIRST_STEP
    ) -> Bound:
        """Raise the bound by subgradient steps towards `upper`, the cost of a known plan in minutes (Polyak
        steps with momentum, halved after a stall). Deterministic; the number of steps is the only limit."""
        prices = start.prices if isinstance(start, Bound) else start
        best, chosen, leads = self.evaluate(prices)
        share, lead_share = (
            (start.share, start.lead_share) if isinstance(start, Bound) else (chosen * 1.0, leads * 1.0)
        )
        best_prices, stalls, size = prices, 0, first_step
        value, drift = best, Prices(0 * prices.block, 0 * prices.lead, 0 * prices.intensive)
        for _ in range(steps):
            slope = self._slope(chosen, leads)
            drift = _mix(drift, slope)
            norm = float(
                drift.block @ drift.block + drift.lead @ drift.lead + drift.intensive @ drift.intensive
            )
            if norm < 1e-9 or upper - best < 1e-6:
                break
            prices = self._step(prices, drift, size * max(upper - value, 1e-3) / norm)
            value, chosen, leads = self.evaluate(prices)
            share = share + AVERAGING * (chosen - share)
            lead_share = lead_share + AVERAGING * (leads - lead_share)
            stalls += 1
            if value > best:
                best, best_prices, stalls = value, prices, 0
            elif stalls == STALLS_BEFORE_HALVING:
                size, stalls = size / 2, 0
                prices, value = best_prices, best
        return Bound(best, best_prices, _floats(share), _floats(lead_share))

    def _slope(self, chosen: NDArray[np.bool_], leads: NDArray[np.bool_]) -> Prices:
        taken = self._serious @ chosen - self._limit
        served, led = _floats(1.0 - chosen.sum(axis=1)), _floats(1.0 - leads.sum(axis=1))
        return Prices(served, led, np.where(self._capped, taken, 0.0))

    def _step(self, prices: Prices, drift: Prices, length: float) -> Prices:
        intensive = np.maximum(0.0, prices.intensive + length * drift.intensive)
        block, lead = prices.block + length * drift.block, prices.lead + length * drift.lead
        return Prices(block, lead, intensive)


def _floats(values: NDArray[np.floating[Any]]) -> Floats:
    return np.asarray(values, dtype=np.float64)


def _mix(drift: Prices, slope: Prices) -> Prices:
    keep, new = MOMENTUM, 1 - MOMENTUM
    return Prices(
        keep * drift.block + new * slope.block,
        keep * drift.lead + new * slope.lead,
        keep * drift.intensive + new * slope.intensive,
    )
