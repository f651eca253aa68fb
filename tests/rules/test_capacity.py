from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.policies import load_policy

from headway.rules.capacity import (
    Contract,
    advisers_needed,
    invent_contracts,
    may_allocate,
    may_contract,
    read_capacity,
    split_whole,
    weigh_capacity,
)
from headway.rules.policyfile import PolicyFault

POLICY = read_capacity(load_policy("current/capacity"))


def test_m6_10_deployable_is_contracted_less_leave_training_and_internal_work() -> None:
    contract = Contract(390, 60, 16, 54)
    assert contract.deployable_half_days == 260
    assert may_contract(contract)


def test_an_adviser_without_capacity_is_refused_in_words() -> None:
    refused = may_contract(Contract(100, 60, 20, 20))
    assert not refused
    assert refused.reason.startswith("Of 50 days contracted nothing is left for schools")
    assert "Leave cannot be below zero" in may_contract(Contract(100, -1, 0, 0)).reason


def test_m6_10_half_a_day_too_many_is_refused_unless_a_pool_is_named() -> None:
    assert may_allocate(1000, 1000, None)
    refused = may_allocate(1000, 1001, None)
    assert not refused
    assert refused.reason.startswith("500½ days are asked for and 500 days can be given: half a day too few.")
    assert not may_allocate(1000, 1001, "  ")
    assert may_allocate(1000, 1001, "bought-in associates")


def test_the_balance_says_what_is_spare() -> None:
    assert weigh_capacity(1938, 1794).spare_half_days == 144
    assert weigh_capacity(1938, 1794).words.endswith("72 days to spare.")


@given(st.integers(0, 5000), st.integers(1, 60))
def test_invented_days_add_up_to_the_demand_and_eight_percent(demand: int, advisers: int) -> None:
    contracts = invent_contracts(demand, advisers, POLICY)
    total = sum(contract.deployable_half_days for contract in contracts)
    assert len(contracts) == advisers
    assert total == max(-(-demand * 108 // 100), advisers)
    assert all(may_contract(contract) for contract in contracts)


def test_invented_contracts_are_full_and_part_time() -> None:
    days = [contract.deployable_half_days for contract in invent_contracts(1794, 30, POLICY)]
    assert len(set(days)) >= 3
    assert max(days) < 2 * min(days)


@pytest.mark.parametrize(("demand", "advisers"), [(0, 1), (1, 1), (240, 1), (241, 2), (1794, 8)])
def test_one_adviser_for_each_120_days_and_at_least_one(demand: int, advisers: int) -> None:
    assert advisers_needed(demand, POLICY) == advisers


def test_no_adviser_at_all_is_refused() -> None:
    with pytest.raises(ValueError, match="At least one adviser"):
        invent_contracts(100, 0, POLICY)


@given(st.integers(0, 1000), st.lists(st.integers(1, 50), min_size=1, max_size=12))
def test_a_split_adds_up_and_no_part_is_a_whole_unit_off(total: int, weights: list[int]) -> None:
    parts = split_whole(total, [Decimal(weight) for weight in weights])
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - total * weight / sum(weights)) < 1 + 1e-9


def test_a_policy_that_leaves_no_day_for_schools_is_a_fault() -> None:
    table = load_policy("current/capacity")
    for internal, taken in ((80, 100), (90, 110)):
        table["internal_percent"] = internal
        with pytest.raises(PolicyFault, match=f"take {taken} percent"):
            read_capacity(table)


def test_a_split_can_leave_nobody_with_nothing() -> None:
    assert split_whole(4, [Decimal(97), Decimal(1), Decimal(1)], least=1) == (2, 1, 1)
    with pytest.raises(ValueError, match="cannot be split into 3 parts"):
        split_whole(2, [Decimal(1)] * 3, least=1)
