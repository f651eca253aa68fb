from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.policies import load_policy

from headway.rules.indicator_units import Missing, read_unit
from headway.rules.indicator_values import chased_from, chases, last_ended, period_of, question_value
from headway.rules.indicators import (
    AMBER,
    BAND,
    GREEN,
    GREY,
    HIGHER,
    LOWER,
    RED,
    STEPS,
    Indicator,
    Milestone,
    Target,
    expected_on,
    may_amend,
    may_define,
    rate,
    target_as_at,
    target_history,
)
from headway.rules.plan_policy import FREQUENCIES, read_plans

TABLE = load_policy("current/plans")
POLICY = read_plans(TABLE)
PERCENT, PUPILS = read_unit("%", POLICY), read_unit("pupils", POLICY)
START, HALFWAY, END = date(2026, 9, 1), date(2027, 9, 1), date(2028, 9, 1)


def make_target(value: int = 70, **more: object) -> Target:
    facts = {"due_on": END, "decided_on": START, "reason": "", "approved_by": "Head of service"}
    return Target(Decimal(value), **{**facts, "milestones": (Milestone(HALFWAY, Decimal(64)),), **more})


def make_indicator(**more: object) -> Indicator:
    facts = {
        "key": "rwm",
        "label": "Reading, writing and mathematics",
        "definition": "Pupils at the expected standard at the end of key stage 2",
        "unit": PERCENT,
        "polarity": HIGHER,
        "frequency": "yearly",
        "baseline": Milestone(START, Decimal(58)),
        "tolerance": Decimal(2),
        "owner": "Data officer",
        "source": "Key stage 2 file",
        "targets": (make_target(),),
    }
    return Indicator(**{**facts, **more})


def test_m3_09_61_against_a_milestone_of_64_with_tolerance_2_is_slippage() -> None:
    found = rate(make_indicator(), Decimal(61), HALFWAY)
    assert (found.colour, found.expected, found.shortfall, found.is_slippage) == (RED, 64, 3, True)
    assert found.words == (
        "61% is 3% below the 64% expected by 1 September 2027, more than the tolerance of 2%."
    )
    edge = rate(make_indicator(), Decimal(62), HALFWAY)
    assert (edge.colour, edge.is_slippage) == (AMBER, False)
    assert rate(make_indicator(), Decimal(64), HALFWAY).colour == GREEN


def test_m3_05_a_lower_is_better_indicator_above_tolerance_turns_red() -> None:
    lower = make_indicator(
        polarity=LOWER, baseline=Milestone(START, Decimal(20)), targets=(make_target(10, milestones=()),)
    )
    found = rate(lower, Decimal("12.5"), END)
    assert found.colour == RED
    assert (
        found.words
        == "12.5% is 2.5% above the 10% expected by 1 September 2028, more than the tolerance of 2%."
    )
    assert rate(lower, Decimal(12), END).colour == AMBER
    assert rate(lower, Decimal(3), END).colour == GREEN
    assert rate(replace(lower, polarity=HIGHER), Decimal("12.5"), END).colour == GREEN


@pytest.mark.parametrize(
    ("value", "colour"),
    [(7, RED), (8, AMBER), (9, AMBER), (10, GREEN), (12, GREEN), (15, GREEN), (17, AMBER), (18, RED)],
)
def test_a_band_is_judged_at_both_ends(value: int, colour: str) -> None:
    band = make_indicator(polarity=BAND, targets=(make_target(10, upper=Decimal(15), milestones=()),))
    assert may_define(band)
    assert rate(band, Decimal(value), HALFWAY).colour == colour


def test_the_band_says_which_side() -> None:
    band = make_indicator(polarity=BAND, targets=(make_target(10, upper=Decimal(15), milestones=()),))
    assert rate(band, Decimal(18), HALFWAY).words.startswith("18% is 3% above 10 to 15% by 1 September 2027")
    assert rate(band, Decimal(7), HALFWAY).words.startswith("7% is 3% below 10 to 15%")
    assert rate(band, Decimal(12), HALFWAY).words == "12% lies within 10 to 15% by 1 September 2027."
    point = make_indicator(polarity=BAND, targets=(make_target(10, upper=Decimal(10), milestones=()),))
    assert [rate(point, Decimal(v), HALFWAY).colour for v in (7, 10, 13)] == [RED, GREEN, RED]


def test_missing_is_grey_and_never_zero() -> None:
    found = rate(make_indicator(), Missing("It is suppressed."), HALFWAY)
    assert (found.colour, found.value, found.is_slippage) == (GREY, None, False)
    assert found.words == "There is no value for 1 September 2027: It is suppressed."
    assert rate(make_indicator(), Decimal(0), HALFWAY).colour == RED
    assert rate(make_indicator(targets=()), Decimal(61), HALFWAY).colour == GREY
    assert rate(make_indicator(), Decimal(61), START - timedelta(1)).colour == GREY


def test_the_way_is_a_straight_line_between_milestones_or_steps() -> None:
    indicator = make_indicator()
    target = indicator.targets[0]
    quarter = START + (HALFWAY - START) / 5
    assert expected_on(indicator, target, quarter) == Decimal("59.2")
    assert expected_on(replace(indicator, path=STEPS), target, quarter) == 58
    assert expected_on(indicator, target, END + timedelta(400)) == 70
    assert expected_on(indicator, target, START - timedelta(1)) is None


@given(st.integers(0, 730))
def test_the_straight_line_equals_fractions_on_every_day(days: int) -> None:
    indicator, on = make_indicator(), START + timedelta(days)
    a, b, low, high = (START, HALFWAY, 58, 64) if on < HALFWAY else (HALFWAY, END, 64, 70)
    exact = low + Fraction((on - a).days, (b - a).days) * (high - low)
    assert abs(Fraction(expected_on(indicator, indicator.targets[0], on)) - exact) < Fraction(1, 10**20)


def test_m3_13_an_amended_target_keeps_the_old_value_reason_and_approver() -> None:
    later = make_target(
        66, decided_on=date(2027, 1, 10), reason="Excluded pupils count from now on.", milestones=()
    )
    indicator = make_indicator()
    assert may_amend(indicator, later, by="Data officer")
    amended = replace(indicator, targets=(*indicator.targets, later))
    assert target_history(amended) == (
        "10 January 2027: from 70% to 66%, because Excluded pupils count from now on; approved by Head of service.",
    )
    assert target_as_at(amended, date(2027, 1, 9)).value == 70
    assert target_as_at(amended, date(2027, 1, 10)).value == 66
    assert "only with a reason" in may_amend(indicator, replace(later, reason=" "), "Data officer").reason
    assert "somebody other" in may_amend(indicator, later, "Head of service").reason
    assert (
        "cannot lie before" in may_amend(indicator, replace(later, decided_on=date(2026, 8, 1)), "x").reason
    )


def test_an_indicator_that_does_not_hold_together_is_refused() -> None:
    assert may_define(make_indicator())
    bad = {
        "no definition": {"definition": ""},
        "no owner": {"owner": " "},
        "below zero": {"tolerance": Decimal(-1)},
        "no direction": {"polarity": "up"},
        "must follow": {"targets": (make_target(due_on=HALFWAY),)},
        "lower and an upper end": {"polarity": BAND, "targets": (make_target(milestones=()),)},
        "Only a band": {"targets": (make_target(upper=Decimal(80)),)},
    }
    for words, change in bad.items():
        assert words in may_define(make_indicator(**change)).reason


def test_m3_12_a_missing_month_is_chased_on_the_eleventh_working_day() -> None:
    holidays = {date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)}
    listed = [("absence", "Absence", "Data officer", "monthly", date(2026, 9, 1))]
    # December 2026 ended; 1 January is a holiday, so the working days are 4–8, 11–15 and the 11th is 18 January.
    assert chases(listed, set(), date(2027, 1, 15), holidays, POLICY) == ()
    (chase,) = chases(listed, set(), date(2027, 1, 18), holidays, POLICY)
    assert chase.words == (
        "“Absence” has no value for 1 December 2026 to 31 December 2026; it was due before 18 January 2027, "
        "working day 11 after it. Data officer owns it."
    )
    held = {("absence", date(2026, 12, 1))}
    assert chases(listed, held, date(2027, 1, 18), holidays, POLICY) == ()
    young = [("absence", "Absence", "Data officer", "monthly", date(2027, 1, 1))]
    assert chases(young, set(), date(2027, 1, 18), holidays, POLICY) == ()


def test_the_chase_day_equals_a_plain_count_over_three_years() -> None:
    for month in range(36):
        period = period_of(date(2026 + month // 12, month % 12 + 1, 15), "monthly", POLICY)
        day, counted = period.until, 0
        while True:
            counted += day.weekday() < 5
            if counted == 11:
                break
            day += timedelta(1)
        assert chased_from(period, (), POLICY) == day


@given(st.dates(date(2015, 1, 1), date(2040, 1, 1)), st.sampled_from(FREQUENCIES))
def test_every_day_lies_in_one_period_and_the_last_ended_touches_it(day: date, frequency: str) -> None:
    period = period_of(day, frequency, POLICY)
    assert period.holds(day)
    assert last_ended(day, frequency, POLICY).until == period.first_on
    assert period_of(period.until - timedelta(1), frequency, POLICY) == period
    assert period.first_on.month in POLICY.first_months[frequency]


@pytest.mark.parametrize(
    ("value", "last", "unit", "words"),
    [
        ("640", "64", "pupils", "640 pupils is 10 times the last value, 64 pupils: is it in pupils?"),
        ("0.64", "64", "%", "0.64% is one part in 100 of the last value, 64%: is it in %?"),
        (
            "6300",
            "64",
            "pupils",
            "6,300 pupils is about 100 times the last value, 64 pupils: is it in pupils?",
        ),
        ("101", "98", "%", "101% is above 100%, the most there can be: is it right?"),
        ("-1", None, "pupils", "−1 pupil is below 0 pupils, the least there can be: is it right?"),
        ("2.5", None, "pupils", "2.5 pupils is not a whole number of pupils: is it right?"),
    ],
)
def test_an_odd_value_is_questioned_in_a_sentence(
    value: str, last: str | None, unit: str, words: str
) -> None:
    before = None if last is None else Decimal(last)
    assert question_value(Decimal(value), before, read_unit(unit, POLICY), POLICY) == (words,)


@pytest.mark.parametrize(
    ("value", "last"), [("61", "58"), ("0", "58"), ("58", "0"), ("100", "13"), ("7.3", "58")]
)
def test_an_ordinary_value_is_not_questioned(value: str, last: str) -> None:
    assert question_value(Decimal(value), Decimal(last), PERCENT, POLICY) == ()
