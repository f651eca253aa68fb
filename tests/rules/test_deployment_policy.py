from __future__ import annotations

import pytest
from tests.rules.policies import load_policy

from headway.rules.deployment_policy import read_deployment
from headway.rules.policyfile import PolicyFault


def test_imbalance_rows_must_rise() -> None:
    table = load_policy("current/deployment")
    table["weights"]["imbalance"][1]["beyond_share"] = 0.02
    with pytest.raises(PolicyFault) as caught:
        read_deployment(table)
    assert caught.value.where == "weights.imbalance, row 2.beyond_share"


def test_a_detour_shorter_than_the_straight_line_is_a_fault() -> None:
    table = load_policy("current/deployment")
    table["weights"]["detour_factor"] = 0.9
    with pytest.raises(PolicyFault, match="the least allowed is 1"):
        read_deployment(table)
