from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.rules.policies import load_policy

from headway.rules.calendars import Span
from headway.rules.indicators import AMBER, GREEN, GREY, RED
from headway.rules.plan_actions import (
    Action,
    Criterion,
    Dropped,
    Override,
    Redate,
    Report,
    may_approve_action,
    may_drop,
    may_override,
    may_redate,
    slip_of,
    why_not_monitorable,
)
from headway.rules.plan_periods import (
    Period,
    gaps_between,
    may_divide,
    may_divide_anew,
    may_place,
    period_holding,
    roll_forward,
)
from headway.rules.plan_policy import read_plans
from headway.rules.plan_status import COLOURS, impact_of, status_of
from headway.rules.slip_patterns import slip_patterns

POLICY = read_plans(load_policy("current/plans"))
START, DUE = date(2026, 9, 1), date(2027, 3, 1)
ON = date(2027, 1, 15)


def day(months: int, number: int = 1) -> date:
    return date(2027, months, number)


def make_action(**more: object) -> Action:
    facts = {
        "key": "a1",
        "words": "Train governors",
        "owner": "Adviser 1",
        "priority": "Governance",
        "baseline_due_on": DUE,
        "starts_on": START,
        "approved_on": START,
        "reports": (Report(date(2026, 12, 1), "Two of three sessions held."),),
    }
    return Action(**{**facts, **more})


def moved(*days: date) -> tuple[Redate, ...]:
    return tuple(
        Redate(date(2026, 11, 1 + at), due, "The trainer fell ill.", "Head") for at, due in enumerate(days)
    )


@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        ({}, "under way", "Under way, due on 1 March 2027."),
        (
            {"reports": (), "starts_on": day(2)},
            "not started",
            "Starts on 1 February 2027, due on 1 March 2027.",
        ),
        ({"done_on": DUE}, "done on time", "Done on 1 March 2027, due on 1 March 2027."),
        (
            {"done_on": day(4), "redates": moved(day(5))},
            "done late",
            "Done on 1 April 2027, 31 days after 1 March 2027 as first agreed.",
        ),
        ({"baseline_due_on": day(1, 14)}, "late", "Due on 14 January 2027, 1 day ago, and not done."),
        (
            {"reports": (Report(day(1), "Slow.", day(4)),)},
            "forecast late",
            "Due on 1 March 2027 and forecast for 1 April 2027, 31 days later.",
        ),
        (
            {"baseline_due_on": day(2)},
            "at risk",
            "Due on 1 February 2027, and no report says when it will be done.",
        ),
        (
            {"reports": (Report(date(2026, 10, 1), "Begun."),)},
            "not reported",
            "Nothing was reported since 1 October 2026, 106 days ago; due on 1 March 2027.",
        ),
        ({"possible": True}, "possible", "Only possible so far: not agreed, so nothing can be late."),
        (
            {"dropped": Dropped(day(1), "No longer wanted.")},
            "dropped",
            "Dropped on 1 January 2027: No longer wanted.",
        ),
    ],
)
def test_m3_07_status_follows_from_dates_and_reports(change: dict, status: str, words: str) -> None:
    found = status_of(make_action(**change), ON, POLICY)
    assert (found.status, found.words, found.colour) == (status, words, COLOURS[status])


def test_an_override_stands_beside_the_rule_and_never_in_its_place() -> None:
    override = Override("under way", "The trainer is booked.", "Adviser 1", ON)
    action = make_action(baseline_due_on=day(1), override=override)
    found = status_of(action, ON, POLICY)
    assert (found.status, found.override) == ("late", override)
    assert may_override(action, override, COLOURS)
    assert "needs its reason" in may_override(action, replace(override, reason=""), COLOURS).reason
    assert "is no status" in may_override(action, replace(override, status="fine"), COLOURS).reason


def test_slip_counts_from_the_locked_baseline_however_often_it_is_re_dated() -> None:
    action = make_action(redates=moved(day(4), day(5), day(3, 29)))
    slip = slip_of(action, ON, {date(2027, 3, 26)})
    assert (slip.days, slip.working_days, slip.redates) == (28, 19, 3)
    assert slip.words == (
        "Due on 1 March 2027 as first agreed, 28 days (19 working days) slipped, re-dated 3 times."
    )
    assert slip_of(replace(action, done_on=DUE), ON, ()).days == 0
    assert slip_of(replace(action, redates=()), day(3, 2), ()).days == 1
    assert slip_of(make_action(baseline_due_on=None), ON, ()) is None


def test_a_new_date_needs_approval_a_reason_and_another_person() -> None:
    redate = Redate(ON, day(5), "The trainer fell ill.", "Head")
    assert may_redate(make_action(), redate, "Adviser 1")
    refused = {
        "not approved yet": (make_action(approved_on=None), redate),
        "done or dropped": (make_action(done_on=ON), redate),
        "needs its reason": (make_action(), replace(redate, reason=" ")),
        "somebody other": (make_action(), replace(redate, approved_by="Adviser 1")),
        "already": (make_action(), replace(redate, due_on=DUE)),
        "lies before it": (make_action(redates=moved(day(6))), replace(redate, on=date(2026, 10, 1))),
    }
    for words, (action, planted) in refused.items():
        assert words in may_redate(action, planted, "Adviser 1").reason


def test_approval_locks_the_date_once() -> None:
    assert may_approve_action(make_action(approved_on=None))
    assert "re-date it instead" in may_approve_action(make_action()).reason
    assert "give it both" in may_approve_action(make_action(approved_on=None, owner="")).reason
    assert "before it starts" in may_approve_action(make_action(approved_on=None, starts_on=day(4))).reason


def test_m3_11_dropping_needs_a_reason() -> None:
    assert may_drop(make_action(possible=True), "The institute withdrew.")
    assert "only with a reason" in may_drop(make_action(possible=True), " ").reason
    assert "already" in may_drop(make_action(done_on=ON), "x").reason


def test_m3_14_done_on_time_with_its_criterion_unmet_is_green_delivery_and_red_impact() -> None:
    criterion = Criterion("Grounds at least satisfactory in 95% of schools", day(2))
    action = make_action(done_on=date(2026, 12, 1), criteria=(criterion,))
    later = day(2, 2)
    assert status_of(action, later, POLICY).colour == GREEN
    assert impact_of(action, later).colour == RED
    assert impact_of(action, later).words == (
        "“Grounds at least satisfactory in 95% of schools”, due by 1 February 2027, is not met."
    )
    assert impact_of(action, day(2)).colour == GREY
    met = replace(action, criteria=(replace(criterion, met_on=day(2)),))
    assert impact_of(met, later).colour == GREEN
    assert impact_of(replace(action, criteria=(replace(criterion, met_on=later),)), later).colour == AMBER
    assert impact_of(make_action(), later).colour == GREY


def test_what_cannot_be_monitored_says_each_reason() -> None:
    whole = make_action(next_step="Book the third session.", measured_until=ON + timedelta(1))
    assert why_not_monitorable(whole, ON) == ()
    bare = make_action(owner="", baseline_due_on=None)
    assert [words.split(";")[0] for words in why_not_monitorable(bare, ON)] == [
        "It has no owner",
        "It has no due date",
        "It has no next step",
        "It has no measure",
    ]
    assert why_not_monitorable(replace(whole, measured_until=ON), ON) == (
        "Its measure has no current value; enter the last one.",
    )


QUARTERS = tuple(
    Period(label, Span(first, until))
    for label, first, until in (
        ("Spring", date(2024, 3, 1), date(2024, 6, 1)),
        ("Summer", date(2024, 6, 1), date(2024, 9, 1)),
        ("Autumn", date(2024, 9, 1), date(2024, 12, 1)),
        ("Winter", date(2024, 12, 1), date(2025, 3, 1)),
    )
)


def test_m3_02_periods_do_not_overlap_and_gaps_are_named() -> None:
    assert may_divide(QUARTERS)
    assert gaps_between(QUARTERS) == ()
    assert gaps_between((*QUARTERS[:1], *QUARTERS[2:])) == (
        "1 June 2024 to 31 August 2024 lies between “Spring” and “Autumn” and in no period.",
    )
    long = Period("Long", Span(date(2024, 8, 31), date(2024, 12, 1)))
    assert "“Summer” and “Long” overlap" in may_divide((*QUARTERS[:2], long)).reason
    assert "Two periods" in may_divide((QUARTERS[0], replace(QUARTERS[1], label="Spring"))).reason
    assert "at least one" in may_divide(()).reason


def test_m3_02_periods_are_not_divided_anew_over_an_action_that_is_due() -> None:
    due, after = [date(2024, 5, 1), date(2024, 12, 1)], QUARTERS[:3]
    assert may_divide_anew(QUARTERS, QUARTERS, due)
    assert may_divide_anew(QUARTERS, after, due[:1])
    assert may_divide_anew(after, after, due), "what lay outside before stands in the way of nothing"
    refused = may_divide_anew(QUARTERS, after, due).reason
    assert refused.startswith("1 action is due on 1 December 2024 and would lie in no period."), refused
    two = may_divide_anew(QUARTERS, (), due).reason
    assert two.startswith("2 actions are due on 1 May 2024 or later"), two


def test_m3_02_an_action_outside_every_period_is_refused() -> None:
    assert may_place(date(2024, 2, 1), date(2024, 3, 1), QUARTERS)
    assert may_place(date(2025, 2, 28), date(2025, 5, 1), QUARTERS)
    refused = may_place(date(2025, 3, 1), date(2025, 5, 1), QUARTERS)
    assert refused.reason.startswith(
        "The action, 1 March 2025 to 1 May 2025, lies outside every period of the plan: "
    )
    assert "ends before it begins" in may_place(date(2025, 3, 1), date(2025, 2, 1), QUARTERS).reason
    assert period_holding(date(2024, 6, 1), QUARTERS).label == "Summer"
    assert period_holding(date(2025, 3, 1), QUARTERS) is None


def test_periods_roll_forward_a_year_without_a_gap() -> None:
    split = (
        Period("A", Span(date(2023, 9, 1), date(2024, 2, 29))),
        Period("B", Span(date(2024, 2, 29), START)),
    )
    rolled = roll_forward(split, ("C", "D"))
    assert [period.label for period in rolled] == ["C", "D"]
    assert rolled[0].days == Span(date(2024, 9, 1), date(2025, 2, 28))
    assert gaps_between(rolled) == ()
    with pytest.raises(ValueError, match="shorter"):
        roll_forward(split, ("C",))


def test_patterns_of_slip_by_owner_say_when_numbers_are_small() -> None:
    late = [make_action(done_on=DUE + timedelta(days), redates=moved(day(6))) for days in (10, 20, 60)]
    good = [make_action(done_on=DUE) for _ in range(3)]
    other = [make_action(owner="Adviser 2", done_on=DUE), make_action(owner="Adviser 3", possible=True)]
    one, two = slip_patterns([*late, *good, *other], lambda action: action.owner, ON, (), POLICY)
    assert (one.actions, one.slipped, one.median_days, one.redates, one.is_small) == (6, 3, 20, 3, False)
    assert (
        one.words == "Adviser 1: 3 of 6 actions slipped, half of them by 20 days or more; re-dated 3 times."
    )
    assert two.words == (
        "Adviser 2: 0 of 1 action slipped; re-dated 0 times. Fewer than 5 actions, so this is no pattern."
    )
    (whole,) = slip_patterns(late, lambda action: action.priority, ON, (), POLICY)
    assert (whole.name, whole.slipped) == ("Governance", 3)
