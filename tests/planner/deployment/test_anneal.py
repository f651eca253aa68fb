"""Annealing keeps the rules, never answers worse than it began, and repeats for a seed."""

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from tests.planner.instances import make_county

from headway.planner.deployment.anneal import Cooling, anneal, choose_cheapest, rank_leads
from headway.planner.deployment.draft import Draft
from headway.planner.deployment.feasibility import require_feasible
from headway.planner.deployment.tables import Tables, build_tables


def start(seed: int) -> tuple[Tables, Draft]:
    problem = make_county(seed, schools=80, partnerships=6, advisers=10)
    tables = build_tables(problem)
    held = require_feasible(problem, tables)
    adviser = [held.get(b, int(a)) for b, a in enumerate(tables.cost.argmin(axis=1))]
    return tables, Draft(tables, adviser, tables.lead_cost.argmin(axis=1).tolist())


@pytest.mark.parametrize("seed", range(3))
def test_the_best_draft_met_is_better_allowed_and_the_same_again(seed: int) -> None:
    found = []
    for _ in range(2):
        tables, draft = start(seed)
        before, unmet_before = draft.total(), draft.unmet()
        choices = choose_cheapest(tables, tables.cost.tolist(), tables.lead_cost.tolist(), 6)
        best = anneal(draft, choices, Cooling(15_000, 60.0, 2.0), Random(seed))
        assert best.total() < before
        assert best.unmet() <= unmet_before
        assert np.isfinite(tables.cost[np.arange(len(best.adviser)), best.adviser]).all()
        assert all(count <= limit for count, limit in zip(best.serious, tables.limit, strict=True))
        found.append((best.adviser, best.lead))
    assert found[0] == found[1]


def test_choices_are_the_cheapest_that_are_allowed() -> None:
    tables, _ = start(1)
    choices = choose_cheapest(tables, [[3.0, float("inf"), 1.0, 2.0]], [[float("inf"), 5.0]], 2)
    assert choices.advisers == ((2, 3),) and choices.leads == ((1,),)


def test_leads_without_journeys_are_ranked_by_their_members() -> None:
    tables, _ = start(2)
    without_journeys = replace(tables, lead_cost=np.where(np.isfinite(tables.lead_cost), 0.0, np.inf))
    rank = rank_leads(without_journeys)
    for p, members in enumerate(tables.members):
        best = int(rank[p].argmin())
        costs = tables.cost[list(members)]
        costs = np.where(np.isfinite(costs), costs, costs[np.isfinite(costs)].max()).mean(axis=0)
        assert np.isfinite(tables.lead_cost[p, best])
        assert costs[best] == min(costs[np.isfinite(tables.lead_cost[p])])


def test_a_cheap_overload_ends_forbidden_and_the_totals_are_exact() -> None:
    tables, draft = start(1)
    choices = choose_cheapest(tables, tables.cost.tolist(), rank_leads(tables).tolist(), 6)
    best = anneal(draft, choices, Cooling(20_000, 60.0, 2.0, soft=1.0, firm=10.0), Random(1))
    assert best.unmet() == 0
    fresh = Draft(tables, best.adviser, best.lead)
    assert best.total() == fresh.total()
    fresh.price_overload(0.0)
    assert fresh.total() == best.total()
