from __future__ import annotations

import pytest
from tests.rules.policies import load_policy

from headway.rules.areas import find_quadrant, read_quadrants, unplaced_districts
from headway.rules.policyfile import PolicyFault

POLICY = read_quadrants(load_policy("essex-2017/quadrants"))


def test_m1_02_each_essex_district_maps_to_one_quadrant() -> None:
    assert len(POLICY.by_district) == 12
    assert set(POLICY.by_district.values()) == set(POLICY.labels) == {"mid", "north-east", "south", "west"}
    assert find_quadrant("Tendring", POLICY) == "north-east"
    assert find_quadrant(" castle point", POLICY) == "south"


def test_a_district_nobody_placed_is_named_not_guessed() -> None:
    assert find_quadrant("", POLICY) is None
    assert unplaced_districts(frozenset({"Harlow", "Larkmoor"}), POLICY) == ("Larkmoor",)


def test_m1_02_a_district_in_two_quadrants_is_a_fault() -> None:
    table = load_policy("essex-2017/quadrants")
    table["quadrants"]["west"]["districts"].append("Maldon")
    with pytest.raises(PolicyFault, match="Maldon is already in the quadrant Mid"):
        read_quadrants(table)
