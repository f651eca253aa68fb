"""Differences in cost agree with the whole cost summed afresh and with the independent checker."""

from math import inf
from random import Random

import pytest
from tests.planner.instances import make_county

from headway.planner.deployment.check import cost_terms, total_unmet
from headway.planner.deployment.draft import OVERLOAD_MINUTES, Draft
from headway.planner.deployment.finish import write_plan
from headway.planner.deployment.tables import build_tables


@pytest.mark.parametrize("slack", [0.08, -0.2])
def test_differences_and_totals_agree_with_the_checker(slack: float) -> None:
    problem = make_county(5, schools=60, partnerships=5, advisers=6, slack=slack)
    tables, dice = build_tables(problem), Random(1)
    draft = Draft(tables, tables.cost.argmin(axis=1).tolist(), tables.lead_cost.argmin(axis=1).tolist())
    changes = 0
    for _ in range(300):
        before, b, to = draft.total(), dice.randrange(len(tables.blocks)), dice.randrange(6)
        c, p = dice.randrange(len(tables.blocks)), dice.randrange(5)
        kind = dice.choice(("shift", "swap", "lead"))
        if kind == "shift" and (change := draft.shift_change(b, to)) < inf:
            draft.shift(b, to)
        elif kind == "swap" and (change := draft.swap_change(b, c)) < inf:
            one, two = draft.adviser[b], draft.adviser[c]
            draft.shift(b, two)
            draft.shift(c, one)
        elif kind == "lead" and (change := draft.lead_change(p, to)) < inf:
            draft.change_lead(p, to)
        else:
            continue
        changes += 1
        assert draft.total() == pytest.approx(before + change, abs=1e-3)
    assert changes > 100
    assert [sorted(held) for held in draft.held] == [
        [b for b, adviser in enumerate(draft.adviser) if adviser == a] for a in range(6)
    ]
    plan = write_plan(problem, tables, draft)
    assert total_unmet(plan) == draft.unmet()
    assert sum(cost_terms(problem, plan).values()) == pytest.approx(draft.minutes(), abs=1e-3)
    assert draft.total() == pytest.approx(draft.minutes() + OVERLOAD_MINUTES * draft.unmet())


def test_a_school_too_many_for_the_limit_is_forbidden() -> None:
    problem = make_county(6, schools=200, partnerships=10, advisers=12)
    tables = build_tables(problem)
    serious = [b for b, schools in enumerate(tables.intensive) if schools == 1]
    held = serious[: tables.limit[5]]
    draft = Draft(tables, [5 if b in held else 6 for b in range(len(tables.blocks))], [6] * 10)
    extra = next(b for b in serious if b not in held)
    assert draft.shift_change(extra, 5) == inf
    assert draft.lead_change(0, draft.lead[0]) == inf
