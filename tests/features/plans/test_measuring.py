"""Indicators: defined, aimed at with somebody else's approval, valued by hand or by formula (M3-05, M3-09, M3-13)."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from tests.pages.people import AT, adopt_current_policies, make_person
from tests.plan_world import FIRST, approved_plan, make_indicator, seen

from headway.features.plans.actions import measuring, monitoring
from headway.features.plans.measured import (
    as_rule,
    current_target,
    indicators_visible_to,
    plan_indicators,
    rated_in,
    values_of,
    waiting_target,
    with_measures,
)
from headway.features.plans.models import Indicator, IndicatorValue, Target
from headway.features.policies.queries import typed
from headway.rules.calendars import Span
from headway.rules.indicator_units import Missing
from headway.rules.indicator_values import period_of
from headway.rules.indicators import rate, target_history
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db
LATER = datetime(2026, 12, 14, 10, tzinfo=ZoneInfo("Europe/London"))
JULY = date(2027, 7, 31)


@pytest.fixture(autouse=True)
def policies(db):
    adopt_current_policies()


@pytest.fixture
def policy():
    return typed("plans", FIRST)


@pytest.fixture
def officer():
    return seen(make_person("data-officer"), LATER.date())


@pytest.fixture
def boss():
    return seen(make_person("head-of-service"), LATER.date())


def fresh(row):
    """The indicator as it stands."""
    return with_measures(Indicator.objects.filter(pk=row.pk)).get()


def aim(row, by, policy, value=97, due_on=JULY, reason="", milestone=False, at=LATER):
    """Propose a target."""
    told = {"value": Decimal(value), "due_on": due_on, "reason": reason, "milestone": milestone}
    return measuring.propose_target(row=row, **told, policy=policy, by=by, at=at)


def give(row, month, value, by, policy, why=""):
    """The value of a month of 2026."""
    period = period_of(date(2026, month, 1), row.frequency, policy)
    told = {"value": None if value is None else Decimal(str(value)), "why_missing": why, "source": ""}
    return measuring.give_value(row=row, period=period, **told, policy=policy, by=by, at=LATER)


def test_m3_13_an_amended_target_keeps_old_value_reason_and_who_approved_it(policy, officer, boss):
    row = make_indicator()
    aim(row, officer, policy)
    with pytest.raises(Refused, match="waits for its decision"):
        aim(row, officer, policy)
    with pytest.raises(Refused):
        measuring.decide_target(row=row, agreed=True, by=officer, at=LATER)
    measuring.decide_target(row=row, agreed=True, by=boss, at=LATER)
    with pytest.raises(Refused, match="only with a reason"):
        aim(row, officer, policy, value=96)
    aim(row, officer, policy, value=96, reason="More pupils joined")
    assert current_target(fresh(row)).value == 97, "the old one holds until somebody approves"
    measuring.decide_target(row=row, agreed=True, by=boss, at=LATER)
    row = fresh(row)
    assert current_target(row).value == 96 and current_target(row).replaces.value == 97
    [told] = target_history(as_rule(row, policy))
    assert "from 97% to 96%" in told.replace(" by 31 July 2027", "") and boss.person.name in told


def test_a_refused_target_changes_nothing_and_one_may_be_proposed_again(policy, officer, boss):
    row = make_indicator()
    aim(row, officer, policy)
    measuring.decide_target(row=row, agreed=False, by=boss, at=LATER)
    assert current_target(fresh(row)) is None and waiting_target(fresh(row)) is None
    aim(row, officer, policy)
    assert Target.objects.count() == 2


def test_nobody_decides_what_they_proposed(policy, boss):
    row = make_indicator()
    aim(row, boss, policy)
    with pytest.raises(Refused, match="proposed themselves"):
        measuring.decide_target(row=row, agreed=True, by=boss, at=LATER)


def test_m3_09_a_value_is_rated_against_the_milestone_on_the_way(policy, officer, boss):
    row = make_indicator(tolerance=Decimal("0.5"))
    aim(row, officer, policy)
    measuring.decide_target(row=row, agreed=True, by=boss, at=AT)
    with pytest.raises(Refused, match="between the day of the baseline"):
        aim(row, officer, policy, value=96, due_on=date(2028, 1, 1), milestone=True)
    aim(row, officer, policy, value=96, due_on=date(2026, 10, 31), milestone=True)
    measuring.decide_target(row=row, agreed=True, by=boss, at=LATER)
    known = as_rule(fresh(row), policy)
    assert rate(known, Decimal(95), date(2026, 10, 31)).colour == "red"
    assert rate(known, Decimal("95.6"), date(2026, 10, 31)).colour == "amber"
    assert rate(known, Decimal(96), date(2026, 10, 31)).colour == "green"


def test_m3_05_a_value_is_corrected_and_the_old_one_is_kept(policy, officer):
    row = make_indicator()
    give(row, 10, "93.5", officer, policy)
    give(row, 10, "94.5", officer, policy)
    assert [one.value for one in values_of(fresh(row), [], policy)] == [Decimal("94.500000")]
    assert IndicatorValue.objects.filter(ended_at__isnull=False).get().value == Decimal("93.5")


@pytest.mark.parametrize(
    ("month", "value", "why", "said"),
    [
        (10, None, "", "say why there is none"),
        (10, "94", "x", "say why there is none"),
        (12, "94", "", "has not ended yet"),
    ],
)
def test_a_value_that_cannot_be_is_refused(policy, officer, month, value, why, said):
    row = make_indicator()
    with pytest.raises(Refused, match=said):
        give(row, month, value, officer, policy, why)
    assert not IndicatorValue.objects.exists()


def test_an_odd_value_is_kept_with_the_question_it_raised(policy, officer):
    row = make_indicator()
    period = Span(date(2026, 10, 1), date(2026, 11, 1))
    assert measuring.questions_of(fresh(row), period, Decimal(940), policy)
    assert give(row, 10, 940, officer, policy).questioned.endswith("?")


def test_a_missing_value_is_never_a_nought(policy, officer):
    row = make_indicator()
    give(row, 10, None, officer, policy, why="The school closed")
    [held] = values_of(fresh(row), [], policy)
    assert isinstance(held.value, Missing) and "closed" in held.value.words


def test_m3_05_a_formula_is_worked_out_from_other_indicators_and_says_why_it_is_missing(policy, officer):
    whole = {"unit": "plans", "baseline": Decimal(1), "tolerance": Decimal(0)}
    done = make_indicator(name="Plans approved", **whole)
    due = make_indicator(name="Plans due", **whole)
    share = make_indicator(name="Share approved", formula="percent(plans_approved, plans_due)")
    give(done, 10, 3, officer, policy)
    give(due, 10, 4, officer, policy)
    give(done, 11, 4, officer, policy)
    every = list(with_measures(Indicator.objects.all()))
    values = [one.value for one in values_of(share, every, policy)]
    assert values[0] == 75 and "plans_due" in values[1].words
    with pytest.raises(Refused, match="by its formula"):
        give(share, 10, 75, officer, policy)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"unit": "furlongs"}, "furlongs"),
        ({"formula": "nothing_known"}, "nothing_known"),
        ({"formula": "2 +"}, "ends"),
        ({"formula": "attendance_of_the_group + 1", "unit": "pupils"}, "unit"),
    ],
)
def test_a_faulty_indicator_is_refused_and_nothing_is_stored(more, said):
    if "attendance" in more.get("formula", ""):
        make_indicator()
    before = Indicator.objects.count()
    with pytest.raises(Refused, match=said):
        make_indicator(name="Faulty", **more)
    assert Indicator.objects.count() == before


def test_two_of_one_name_have_names_of_their_own_for_formulas():
    assert [make_indicator().key, make_indicator().key] == [
        "attendance_of_the_group",
        "attendance_of_the_group_2",
    ]


def test_m3_08_a_missed_target_and_a_missing_value_slip_in_the_round_of_their_plan(policy, officer, boss):
    plan = approved_plan()
    row = make_indicator(plan)
    aim(row, officer, policy, at=AT)
    measuring.decide_target(row=row, agreed=True, by=boss, at=AT)
    window = Span(date(2026, 11, 15), date(2026, 12, 14))
    [(_, rating)] = rated_in(list(plan_indicators(plan)), window, policy)
    assert rating.value is None
    give(row, 11, 90, officer, policy)
    [(_, rating)] = rated_in(list(plan_indicators(plan)), window, policy)
    assert rating.is_slippage
    days = {"window_from": window.first_on, "due_on": date(2026, 12, 13)}
    found = monitoring.open_round(plan=plan, **days, by=officer, at=LATER)
    slipped = {one.key: one for one in monitoring.slippages_now(found, policy)}
    assert slipped[row.key].kinds == ("target missed",)
    told = {
        "cause": "Illness",
        "remedy": "Calls home",
        "new_due_on": date(2027, 1, 31),
        "by": officer,
        "at": LATER,
    }
    made = monitoring.answer_slippage(found=found, slipped=slipped[row.key], **told)
    monitoring.approve_answer(row=made, by=boss, at=LATER)
    assert monitoring.answers_of(found)[row.key].cause == "Illness"


def test_who_sees_an_indicator(officer):
    plan = approved_plan()
    row = make_indicator(plan)
    assert indicators_visible_to(officer).get() == row
    assert indicators_visible_to(seen(row.owner)).get() == row
    assert not indicators_visible_to(seen(make_person("attendance"))).exists()
    assert not indicators_visible_to(seen(make_person("member"))).exists()
