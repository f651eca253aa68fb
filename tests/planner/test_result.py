"""The relative gap."""

import pytest

from headway.planner.result import relative_gap


@pytest.mark.parametrize(
    ("objective", "lower_bound", "gap"),
    [(200.0, 199.0, 0.005), (0.0, 0.0, 0.0), (10.0, 10.1, 0.0), (10.0, 0.0, 1.0)],
)
def test_relative_gap(objective: float, lower_bound: float, gap: float) -> None:
    assert relative_gap(objective, lower_bound) == pytest.approx(gap)
