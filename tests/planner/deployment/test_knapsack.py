"""Each adviser's cheapest load against trying every set of blocks and leads."""

from itertools import product
from random import Random

import numpy as np
import pytest
from tests.planner.instances import make_tiny

from headway.planner.deployment.knapsack import FORBIDDEN, Knapsack
from headway.planner.deployment.tables import Tables, build_tables


def try_everything(tables: Tables, a: int, room: int, cost: np.ndarray, lead_cost: np.ndarray) -> float:
    best = 0.0 + tables.load_cost[a, 0]
    blocks, leads = range(len(tables.blocks)), range(len(tables.lead_weight))
    for chosen in product((False, True), repeat=len(tables.blocks) + len(tables.lead_weight)):
        taken = [b for b in blocks if chosen[b]]
        led = [p for p in leads if chosen[len(tables.blocks) + p]]
        load = sum(tables.weight[b] for b in taken) + sum(tables.lead_weight[p] for p in led)
        if load > room:
            continue
        minutes = (
            tables.load_cost[a, load] + sum(cost[b, a] for b in taken) + sum(lead_cost[p, a] for p in led)
        )
        for b in taken:
            if tables.links[b] and tables.links[b][0][0] not in led:
                minutes += tables.split * tables.links[b][0][1]
        best = min(best, minutes)
    return best


@pytest.mark.parametrize("seed", range(25))
def test_cheapest_loads_agree_with_trying_every_set(seed: int) -> None:
    tables, dice = build_tables(make_tiny(seed)), Random(seed)
    demand = tables.load_cost.shape[1] - 1
    room = np.minimum(np.array(tables.capacity), demand)
    loads = np.arange(int(room.max()) + 1)
    end_cost = np.where(loads[None, :] <= room[:, None], tables.load_cost[:, : len(loads)], FORBIDDEN)
    prices = np.array([dice.uniform(0, 500) for _ in tables.blocks])
    cost, lead_cost = tables.cost - prices[:, None], tables.lead_cost - dice.uniform(0, 200)
    totals, chosen, leads = Knapsack(tables, room, end_cost).solve(cost, lead_cost)
    for a, total in enumerate(totals):
        assert total == pytest.approx(try_everything(tables, a, int(room[a]), cost, lead_cost))
        load = np.array(tables.weight) @ chosen[:, a] + np.array(tables.lead_weight, dtype=int) @ leads[:, a]
        assert load <= room[a]
