"""The wrapper on small programmes worked out on paper."""

import numpy as np
import pytest

from headway.planner.deployment.highs import Programme


def knapsack() -> Programme:
    """Take two of three things (costs 3, 2, 4), at least 1.5 by weight (1, 0.5, 1)."""
    programme = Programme()
    columns = [programme.add_column(cost, 0, 1, whole=True) for cost in (3.0, 2.0, 4.0)]
    programme.add_row(2, 2, [(column, 1.0) for column in columns])
    programme.add_row(1.5, np.inf, list(zip(columns, (1.0, 0.5, 1.0), strict=True)))
    return programme


def test_whole_and_relaxed_programmes() -> None:
    answer = knapsack().solve(seed=1)
    assert answer.solved and answer.optimal and answer.objective == pytest.approx(5.0)
    assert answer.values.tolist() == pytest.approx([1.0, 1.0, 0.0])
    relaxed = knapsack().solve(seed=1, relaxed=True)
    assert relaxed.objective <= 5.0 + 1e-9 and len(relaxed.duals) == 2


def test_a_start_is_taken_and_an_impossible_programme_is_not_solved() -> None:
    assert knapsack().solve(seed=1, start=np.array([1.0, 0.0, 1.0])).objective == pytest.approx(5.0)
    impossible = knapsack()
    impossible.add_row(3, 3, [(0, 1.0)])
    assert not impossible.solve(seed=1).solved
