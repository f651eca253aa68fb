from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from tests.rules.policies import load_policy

from headway.rules.calendars import academic_year
from headway.rules.deployment import (
    Capability,
    PostHolder,
    count_visits,
    cross_phase_exceptions,
    is_intensive,
    may_approve_draft,
    may_change_split,
    may_fix_assignment,
    may_publish,
    phases_on,
    publish_window,
    split_staff,
)
from headway.rules.deployment_policy import read_deployment

POLICY = read_deployment(load_policy("current/deployment"))
YEAR = academic_year("2026-27")


def decimals(**parts: str | int) -> dict[str, Decimal]:
    return {name: Decimal(part) for name, part in parts.items()}


def test_m1_03_staff_is_split_in_proportion_to_load() -> None:
    split = split_staff(decimals(mid=40, north=30, south=20, west=10), Decimal("10.0"), POLICY.staff_step)
    assert split == decimals(mid="4.0", north="3.0", south="2.0", west="1.0")


def test_m1_03_a_split_that_does_not_divide_still_adds_up() -> None:
    split = split_staff(decimals(a=1, b=1, c=1), Decimal("10.0"), POLICY.staff_step)
    assert sum(split.values()) == Decimal("10.0")
    assert sorted(split.values()) == [Decimal("3.3"), Decimal("3.3"), Decimal("3.4")]


def test_m1_03_a_change_by_hand_needs_a_reason_and_the_same_total() -> None:
    proposed = decimals(mid=4, north=3)
    wanted = decimals(mid=3, north=4)
    assert may_change_split(proposed, proposed, "")
    assert "give the reason" in may_change_split(proposed, wanted, " ").reason
    assert may_change_split(proposed, wanted, "A long absence in Mid.")
    assert "adds up to 8" in may_change_split(proposed, decimals(mid=4, north=4), "x").reason
    assert "mid, north" in may_change_split(proposed, decimals(mid=7), "x").reason


def test_without_load_or_with_a_crooked_total_there_is_no_split() -> None:
    with pytest.raises(ValueError, match="no area has any load"):
        split_staff(decimals(mid=0), Decimal(1), POLICY.staff_step)
    with pytest.raises(ValueError, match="round the staff"):
        split_staff(decimals(mid=1), Decimal("1.25"), POLICY.staff_step)


@pytest.mark.parametrize(
    ("on", "inside"),
    [
        (date(2026, 7, 31), False),
        (date(2026, 8, 1), True),
        (date(2026, 8, 31), True),
        (date(2026, 9, 1), False),
    ],
)
def test_m6_11_publishing_outside_august_needs_a_reason(on: date, inside: bool) -> None:
    assert bool(may_publish(YEAR, on, "", POLICY)) is inside
    assert may_publish(YEAR, on, "The new structure starts in October.", POLICY)


def test_m6_11_the_refusal_names_the_window() -> None:
    assert publish_window(YEAR, POLICY) == (date(2026, 8, 1), date(2026, 9, 1))
    assert may_publish(YEAR, date(2026, 11, 22), "", POLICY).reason == (
        "The plan for 2026-27 is published from 1 August 2026 to 31 August 2026; "
        "on 22 November 2026 give the reason."
    )


def test_m6_10_a_draft_with_unmet_need_is_not_approved_without_a_pool() -> None:
    assert may_approve_draft(0, None)
    assert may_approve_draft(1, None).reason.startswith("Half a day of need is unmet;")
    assert may_approve_draft(7, "").reason.startswith("3½ days of need are unmet;")
    assert may_approve_draft(7, "bought-in associates")


def test_an_assignment_fixed_by_hand_needs_a_reason() -> None:
    assert not may_fix_assignment(" ")
    assert may_fix_assignment("Keeps the head's second year together.")


def test_m1_09_who_is_not_cross_phase_on_1_september_2018_is_an_exception() -> None:
    both = frozenset({"primary", "secondary"})
    holders = [
        PostHolder("a1", "Adviser 01", "adviser"),
        PostHolder("a2", "Adviser 02", "adviser"),
        PostHolder("q1", "Quadrant lead 01", "quadrant-lead"),
        PostHolder("b1", "Business support 01", "business-support"),
    ]
    capabilities = [
        Capability("a1", frozenset({"primary"}), date(2010, 9, 1)),
        Capability("a2", frozenset({"primary"}), date(2010, 9, 1)),
        Capability("a2", frozenset({"secondary"}), date(2018, 6, 1), evidence="course of spring 2018"),
        Capability("q1", both, date(2017, 1, 1), date(2018, 1, 1)),
    ]

    def found(on: date) -> list[str]:
        return [one.adviser_id for one in cross_phase_exceptions(holders, capabilities, POLICY, on)]

    assert found(date(2017, 8, 31)) == []
    assert found(date(2018, 8, 31)) == ["q1"]  # its capability has lapsed
    assert found(date(2018, 9, 1)) == ["a1", "q1"]
    exception = cross_phase_exceptions(holders, capabilities, POLICY, date(2018, 9, 1))[0]
    assert exception.lacking == ("secondary",)
    assert exception.words == (
        "Adviser 01 should work across phases from 1 September 2018 and has no current capability for: "
        "secondary school."
    )
    assert phases_on(capabilities, "a2", date(2018, 6, 1)) == both


def test_visits_and_intensive_schools_follow_the_policy() -> None:
    assert [count_visits(half_days, POLICY) for half_days in (0, 1, 6)] == [0, 1, 6]
    assert is_intensive("4", POLICY)
    assert not is_intensive("3", POLICY)
    assert not is_intensive(None, POLICY)


def test_weights_stand_in_the_policy_and_rise_with_need() -> None:
    weights = POLICY.weights
    assert weights.detour_factor == Decimal("1.35")
    assert [beyond for beyond, _ in weights.imbalance] == [Decimal("0.04"), Decimal("0.1")]
    minutes = [weights.change_of_adviser_minutes[category] for category in ("1", "2", "3", "4", "4S")]
    assert minutes == sorted(minutes)
