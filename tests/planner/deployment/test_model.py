"""The programme prices a plan as the draft does, and reads back what it was given."""

import numpy as np
import pytest
from tests.planner.instances import make_county

from headway.planner.deployment.anneal import choose_cheapest
from headway.planner.deployment.draft import Draft
from headway.planner.deployment.model import Columns, build_model, read_draft, start_from
from headway.planner.deployment.tables import build_tables


@pytest.mark.parametrize("slack", [0.3, -0.2])
def test_a_plan_costs_the_same_in_the_programme_and_in_the_draft(slack: float) -> None:
    problem = make_county(7, schools=40, partnerships=4, advisers=4, slack=slack)
    tables = build_tables(problem)
    every = choose_cheapest(tables, tables.cost.tolist(), tables.lead_cost.tolist(), 4)
    draft = Draft(tables, tables.cost.argmin(axis=1).tolist(), tables.lead_cost.argmin(axis=1).tolist())
    targets = np.array(tables.capacity) * problem.demand_half_days / problem.capacity_half_days
    bands = problem.weights.imbalance_bands
    model = build_model(tables, Columns(every.advisers, every.leads), targets, bands, draft.unmet())
    point = start_from(model, draft)
    assert point @ np.array(model.programme.cost) == pytest.approx(draft.minutes(), abs=1e-3)
    again = read_draft(model, tables, point, Draft(tables, [0] * len(draft.adviser), [0] * len(draft.lead)))
    assert (again.adviser, again.lead) == (draft.adviser, draft.lead)


def test_the_first_tier_counts_unmet_half_days_alone() -> None:
    problem = make_county(7, schools=20, partnerships=2, advisers=3, slack=-0.3)
    tables = build_tables(problem)
    every = choose_cheapest(tables, tables.cost.tolist(), tables.lead_cost.tolist(), 3)
    model = build_model(tables, Columns(every.advisers, every.leads), np.zeros(3), (), None)
    answer = model.programme.solve(seed=1)
    short = problem.demand_half_days - problem.capacity_half_days
    assert short > 0 and answer.solved and answer.objective >= short - 1e-6
