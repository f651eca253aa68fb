"""Targets for groups of pupils: what is missing, the way from proposed to reported, and the policy of it (M4-03)."""

from datetime import date
from decimal import Decimal

import pytest
from tests.rules.policies import load_policy

from headway.rules.calendars import academic_year
from headway.rules.measures import Measure
from headway.rules.policyfile import PolicyFault
from headway.rules.target_policy import read_targets
from headway.rules.targets import (
    AGREED,
    COMPLETE,
    DISCUSSED,
    EXPLAINED,
    MISSING,
    NOT_NEEDED,
    PROPOSED,
    REPORTED,
    UNKNOWN,
    Line,
    may_agree,
    may_discuss,
    may_propose,
    may_report,
    may_stand,
    missing_groups,
    overdue,
    share_of,
    standing_of,
)

TABLE = load_policy("current/targets")
POLICY = read_targets(TABLE)
MUST = ("ks2_rwm_expected",)
TODAY = date(2026, 11, 30)
YEAR = academic_year("2026-27")


def small(**told):
    """Every group small, but those told."""
    return {slug: Line(cohort=3) for slug in POLICY.groups} | told


def measure(unit="%"):
    return Measure("a", "A", "A", unit, 0, "high", frozenset({"primary"}), "", {})


def test_a_group_is_small_set_explained_missing_or_unknown():
    least = POLICY.least_cohort
    set_to = {"ks2_rwm_expected": Decimal(60)}
    assert standing_of(Line(cohort=least - 1), MUST, least) == NOT_NEEDED
    assert standing_of(Line(cohort=0), MUST, least) == NOT_NEEDED
    assert standing_of(Line(cohort=least, values=set_to), MUST, least) == COMPLETE
    assert standing_of(Line(cohort=least, reason="No prior data"), MUST, least) == EXPLAINED
    assert standing_of(Line(cohort=least), MUST, least) == MISSING
    assert standing_of(Line(cohort=least, reason="  "), MUST, least) == MISSING
    # A number of pupils that is not known is no small number.
    assert standing_of(Line(), MUST, least) == UNKNOWN
    assert standing_of(Line(values=set_to), MUST, least) == COMPLETE


def test_m4_03_a_set_is_agreed_only_once_each_group_of_enough_pupils_has_a_target_or_a_reason():
    told = {"written_by_oneself": False, "must": MUST, "policy": POLICY}
    lacking = small(disadvantaged=Line(cohort=12))
    refused = may_agree(DISCUSSED, lines=lacking, **told)
    assert not refused and "Disadvantaged pupils" in refused.reason
    assert may_agree(DISCUSSED, lines=small(disadvantaged=Line(cohort=12, reason="Two new")), **told)
    target = Line(cohort=12, values={"ks2_rwm_expected": Decimal(0)})
    assert may_agree(DISCUSSED, lines=small(disadvantaged=target), **told)
    assert missing_groups({}, MUST, POLICY) == [one.label for one in POLICY.groups.values()]


def test_it_is_agreed_after_it_was_discussed_by_somebody_else_and_once():
    told = {"lines": small(), "must": MUST, "policy": POLICY}
    assert may_agree(DISCUSSED, written_by_oneself=False, **told)
    assert "discussed" in may_agree(PROPOSED, written_by_oneself=False, **told).reason
    assert "somebody else" in may_agree(DISCUSSED, written_by_oneself=True, **told).reason
    for state in (AGREED, REPORTED):
        assert "already" in may_agree(state, written_by_oneself=False, **told).reason


def test_what_may_be_done_in_which_state():
    assert may_propose(PROPOSED) and may_propose(DISCUSSED) and not may_propose(AGREED)
    assert may_discuss(PROPOSED, TODAY, TODAY) and not may_discuss(AGREED, TODAY, TODAY)
    assert not may_discuss(PROPOSED, date(2026, 12, 1), TODAY)
    assert may_report(AGREED) and may_report(REPORTED) and not may_report(DISCUSSED)


def test_a_percentage_lies_between_0_and_100_and_other_figures_may_be_less():
    assert may_stand(Decimal(0), measure()) and may_stand(Decimal(100), measure())
    assert not may_stand(Decimal(101), measure()) and not may_stand(Decimal(-1), measure())
    assert may_stand(Decimal("-0.4"), measure(""))


def test_a_share_of_a_cohort_is_known_where_both_are():
    assert share_of(Decimal(30), Decimal(45)) == 14
    assert share_of(Decimal(30), Decimal(0)) == 0
    assert share_of(None, Decimal(45)) is None and share_of(Decimal(30), None) is None


def test_the_first_step_past_its_last_day_is_told():
    due = {step: one.within(YEAR) for step, one in POLICY.due.items()}
    assert due["proposed"] == date(2026, 10, 31)
    assert overdue("", POLICY, due, date(2026, 11, 1)) == "proposed"
    assert overdue("", POLICY, due, date(2026, 10, 31)) == ""
    assert overdue(PROPOSED, POLICY, due, date(2026, 12, 1)) == "discussed"
    assert overdue(AGREED, POLICY, due, date(2027, 3, 1)) == ""


def test_m4_03_the_groups_of_the_source_are_in_the_policy_and_the_least_cohort_is_our_own_choice():
    assert {
        "disadvantaged",
        "sen-support",
        "ehc-plan",
        "eal",
        "minority-ethnic",
        "looked-after",
        "traveller",
    } <= set(POLICY.groups)
    assert POLICY.least_cohort == 10 and POLICY.marks["least_cohort"].letter == "D"
    assert POLICY.for_phase("nursery") is None


@pytest.mark.parametrize(
    "fault",
    [
        {"due": {"begun": {"label": "x", "month": 1, "day": 1}}},
        {"due": {"agreed": {"label": "x", "month": 2, "day": 30}}},
        {"phases": {"middle": {"must": ["a"]}}},
        {"phases": {"primary": {"must": []}}},
        {"phases": {"primary": {"must": ["a"], "may": ["a"]}}},
        {"least_cohort": 0},
    ],
)
def test_faults_of_the_policy_are_told(fault):
    with pytest.raises(PolicyFault):
        read_targets(dict(TABLE) | fault)
