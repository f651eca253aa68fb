"""The rule set: shares by size, monotony, and faults of its shape."""

from __future__ import annotations

from typing import Any

import pytest
from tests.rules.policies import load_policy

from headway.rules.entitlement_policy import (
    CHECKED_SIZES,
    base_half_days,
    check_monotony,
    check_sizes,
    read_entitlement,
    share_days,
)
from headway.rules.policyfile import PolicyFault
from headway.rules.schools import PHASES

PACKS = ("current/entitlement", "essex-2017/entitlement")


@pytest.mark.parametrize("name", PACKS)
def test_shares_add_up_to_the_partnerships_days_at_every_size(name: str) -> None:
    rule = read_entitlement(load_policy(name)).partnership
    for size in CHECKED_SIZES:
        shares = share_days(size, rule)
        assert shares.member_half_days * size + shares.lead_half_days == shares.half_days
        assert min(shares.member_half_days, shares.lead_half_days) >= 0


@pytest.mark.parametrize("name", PACKS)
def test_m6_12_a_better_category_never_gets_more_at_any_type_and_size(name: str) -> None:
    policy = read_entitlement(load_policy(name))
    order = tuple(policy.category_half_days)
    for phase in PHASES:
        for size in (None, *CHECKED_SIZES):
            days = [base_half_days(phase, size, category, policy) for category in order]
            assert days == sorted(days)
    assert check_monotony(policy) == ()
    assert check_sizes(policy) == ()


def test_m6_12_a_rule_set_that_favours_the_strong_is_refused_by_name() -> None:
    table = load_policy("current/entitlement")
    table["category_half_days"]["1"] = 30
    with pytest.raises(PolicyFault) as caught:
        read_entitlement(table)
    assert caught.value.where == "category_half_days.1"
    assert "Category 1 gets" in caught.value.words
    assert "worse category 2" in caught.value.words


def test_m6_12_another_ladder_of_categories_is_only_data() -> None:
    table = load_policy("current/entitlement")
    ladder = {"1a": 4, "1b": 6, "2a": 10, "2b": 16, "3a": 24, "3b": 36, "4a": 56, "4b": 80}
    table["category_half_days"] = ladder
    table["category_order"] = list(ladder)
    policy = read_entitlement(table)
    assert base_half_days("secondary", None, "4b", policy) == 80
    assert check_monotony(policy) == ()


def test_a_size_that_loses_days_is_found() -> None:
    table = load_policy("essex-2017/entitlement")
    table["partnership"]["bands"][1]["half_days"] = 8
    found = check_sizes(read_entitlement(table))
    assert [finding.words for finding in found] == ["5 members get 8 half-days and 4 members get 10."]


def broken(path: str, value: Any) -> dict[str, Any]:
    table = load_policy("essex-2017/entitlement")
    inner: Any = table
    *keys, last = path.split("/")
    for key in keys:
        inner = inner[int(key) if key.isdigit() else key]
    if value is None:
        del inner[last]
    else:
        inner[last] = value
    return table


@pytest.mark.parametrize(
    ("path", "value", "where", "words"),
    [
        ("partnership/form", "guess", "partnership.form", "use one of"),
        ("partnership/bands/1/from_members", 6, "partnership.bands, row 2.from_members", "one member after"),
        ("partnership/bands/3/until_members", 20, "partnership.bands", "open at the top"),
        ("partnership/bands/0/lead_half_days", 11, "partnership.bands, row 1.lead_half_days", "too large"),
        ("unpartnered_half_days/castle", 1, "unpartnered_half_days.castle", "not a phase"),
        ("own_half_days/special", -1, "own_half_days.special", "too small"),
        ("own_half_days/special", 1.5, "own_half_days.special", "whole number"),
        (
            "supplements/new_head/induction_evaluation_half_days",
            4,
            "supplements.new_head.induction_evaluation_half_days",
            "too large",
        ),
        ("pools/concern", None, "pools.concern", "missing"),
        ("falls", "vanish", "falls", "use one of: keep, return"),
        ("until", "2017-09-01", "until", "not after it begins"),
        ("colour", "red", "colour", "not known here"),
    ],
)
def test_a_broken_rule_set_says_what_and_where(path: str, value: Any, where: str, words: str) -> None:
    with pytest.raises(PolicyFault) as caught:
        read_entitlement(broken(path, value))
    assert caught.value.where == where
    assert words in caught.value.words


def test_each_figure_keeps_its_mark() -> None:
    policy = read_entitlement(load_policy("current/entitlement"))
    assert policy.marks["unpartnered_half_days.primary"].letter == "V"
    assert policy.marks["category_half_days.4"].words == "a default of this service, to be decided locally"
