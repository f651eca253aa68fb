"""Alerts on gaps of groups (M4-11)."""

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.rules.policies import load_policy

from headway.rules.gaps import RAISE, GroupFacts, Known, find_alert, read_gaps
from headway.rules.policyfile import PolicyFault

POLICY = read_gaps(load_policy("current/gaps"))
RULE = POLICY.rules[0]


def known(value):
    return Known(None if value is None else Decimal(str(value)))


def facts(figure=40, floor=70, cohort=40, share=30):
    return GroupFacts("2024/25", known(figure), known(floor), known(cohort), known(share))


def alert(given, policy=POLICY, rule=RULE):
    return find_alert(rule, given, "%", policy)


def test_m4_11_a_cohort_of_4_raises_none_and_one_of_12_with_a_gap_over_the_threshold_does():
    assert alert(facts(cohort=40, share=10)) is None
    found = alert(facts(cohort=40, share=30))
    assert found.pupils == 12 and found.gap == 30
    assert found.reason == (
        "Disadvantaged pupils: 40% in 2024/25 (12 pupils), against 70% of the other pupils of the school: 30 below; an alert "
        "is raised from 25 on."
    )


@pytest.mark.parametrize(("figure", "raised"), [(45, True), (46, False), (70, False), (80, False)])
def test_m4_11_the_gap_is_the_policys(figure, raised):
    assert bool(alert(facts(figure=figure))) is raised


def test_m4_11_pupils_are_rounded_to_the_nearest_and_ten_are_enough():
    assert alert(facts(cohort=19, share=50)).pupils == 10
    assert alert(facts(cohort=19, share=49)) is None


@pytest.mark.parametrize("name", ["figure", "floor", "cohort", "share"])
def test_m4_11_a_hidden_figure_raises_none_whatever_the_policy(name):
    for policy in (POLICY, replace(POLICY, unknown_cohort=RAISE)):
        assert alert(replace(facts(), **{name: Known(None, hidden=True)}), policy) is None


def test_m4_11_of_an_unknown_cohort_the_policy_decides_and_the_words_say_so():
    unknown = facts(share=None)
    assert alert(unknown) is None
    found = alert(unknown, replace(POLICY, unknown_cohort=RAISE))
    assert found.pupils is None and "how many pupils these are is not known" in found.reason


def test_m4_11_england_may_be_the_floor():
    rule = next(one for one in POLICY.rules if one.floor == "england")
    assert "against 70% of England's pupils" in alert(facts(), rule=rule).reason


def test_a_key_used_twice_is_a_fault():
    table = load_policy("current/gaps")
    table["gaps"].append(dict(table["gaps"][0]))
    with pytest.raises(PolicyFault, match="used twice"):
        read_gaps(table)
