from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from tests.rules.policies import load_policy

from headway.rules.packs import read_policy
from headway.rules.plan_policy import PlanPolicy, read_plans
from headway.rules.policyfile import PolicyFault

TABLE = load_policy("current/plans")


def test_the_policy_is_read_by_its_kind_and_every_figure_has_its_mark() -> None:
    policy = read_policy(TABLE)
    assert isinstance(policy, PlanPolicy)
    assert (policy.chased_on_working_day, policy.redates, policy.chart.points_on_one_side) == (11, 3, 8)
    assert policy.marks["values.chased_on_working_day"].letter == "V"
    assert policy.marks["control_chart.limit_factor"].letter == "S"


@pytest.mark.parametrize(
    ("section", "key", "value", "words"),
    [
        ("periods", "termly", ["september", "january", "april"], "must lie 4 months apart"),
        ("periods", "quarterly", ["april", "april"], "is written twice"),
        ("periods", "yearly", ["Sept"], "“Sept” is not known here"),
        ("periods", "termly", ["september", "january", "march", "may", "july"], "divide the year"),
        ("forecast", "weights", ["0"], "Each weight is a number above 0"),
        ("forecast", "weights", ["much"], "Each weight is a number above 0"),
        ("control_chart", "near_limit_points", 4, "More points are asked for"),
        ("slippage", "redate", 3, "This key is not known here"),
    ],
)
def test_a_policy_that_breaks_its_shape_says_where(section: str, key: str, value: Any, words: str) -> None:
    table = deepcopy(TABLE)
    table[section][key] = value
    with pytest.raises(PolicyFault, match=words) as fault:
        read_plans(table)
    assert fault.value.where == f"{section}.{key}"


def test_a_unit_written_twice_is_a_fault() -> None:
    table = deepcopy(TABLE)
    table["units"].append(dict(table["units"][0]))
    with pytest.raises(PolicyFault, match="written twice"):
        read_plans(table)
