"""Any prices give a valid bound, and pricing steps raise it."""

from random import Random

import numpy as np
import pytest
from tests.planner.deployment.brute_force import find_best
from tests.planner.instances import make_county, make_tiny

from headway.planner.deployment.bound import Prices, Pricing
from headway.planner.deployment.feasibility import require_feasible
from headway.planner.deployment.problem import Infeasible
from headway.planner.deployment.tables import build_tables


@pytest.mark.parametrize("seed", range(40))
def test_any_prices_bound_the_brute_force_optimum_from_below(seed: int) -> None:
    problem = make_tiny(seed)
    best = find_best(problem)
    if best is None:
        with pytest.raises(Infeasible):
            require_feasible(problem, build_tables(problem))
        return
    unmet, minutes = best
    tables, dice = build_tables(problem), Random(seed)
    for unmet_price in (0.0, 50.0, 1e4):
        pricing = Pricing(tables, unmet, unmet_price)
        for _ in range(5):
            prices = Prices(
                np.array([dice.uniform(-100, 900) for _ in tables.blocks]),
                np.array([dice.uniform(-100, 300) for _ in tables.lead_weight]),
                np.array([dice.uniform(0, 200) * (limit < len(problem.schools)) for limit in tables.limit]),
            )
            assert pricing.evaluate(prices)[0] <= minutes + 1e-6
        best_bound = pricing.improve(pricing.first_prices(), minutes, 50)
        assert pricing.evaluate(best_bound.prices)[0] == pytest.approx(best_bound.minutes)
        assert best_bound.minutes <= minutes + 1e-6


def test_pricing_steps_raise_the_bound_towards_a_known_plan() -> None:
    problem = make_county(2, schools=80, partnerships=6, advisers=6)
    pricing = Pricing(build_tables(problem), 0)
    start = pricing.first_prices()
    first, better = pricing.evaluate(start)[0], pricing.improve(start, 30_000.0, 120)
    assert better.minutes > 1.02 * first
    assert better.share.shape == (len(build_tables(problem).blocks), 6)
