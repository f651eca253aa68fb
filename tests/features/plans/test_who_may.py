"""Who may not: every write of a plan refuses by itself, whatever page it is called from."""

from datetime import date
from decimal import Decimal

import pytest
from tests.pages.people import AT, adopt_current_policies, make_person
from tests.plan_world import FIRST, approved_plan, make_indicator, make_plan, seen

from headway.features.plans.actions import evaluating, measuring, monitoring, settling, writing
from headway.features.plans.models import Plan, PlanState
from headway.features.policies.queries import typed
from headway.features.undertakings.queries import may_act_on
from headway.rules.evaluations import SCALE
from headway.rules.indicator_values import period_of
from headway.rules.verdict import Refused, refuse

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def policies(db):
    adopt_current_policies()


@pytest.fixture
def reader():
    """Sees every plan and changes none."""
    return seen(make_person("finance"))


@pytest.fixture
def boss():
    return seen(make_person("head-of-service"))


def test_who_only_reads_writes_no_priority_no_risk_and_no_value(reader):
    plan = make_plan()
    with pytest.raises(Refused):
        writing.write_priority(plan=plan, title="One more", by=reader, at=AT)
    with pytest.raises(Refused):
        evaluating.write_risk(plan=plan, told={"words": "x", "likelihood": 1, "impact": 1}, by=reader, at=AT)
    row, policy = make_indicator(plan), typed("plans", FIRST)
    period = period_of(date(2026, 8, 1), row.frequency, policy)
    told = {"value": Decimal(94), "why_missing": "", "source": ""}
    with pytest.raises(Refused):
        measuring.give_value(row=row, period=period, **told, policy=policy, by=reader, at=AT)


def test_who_does_not_approve_decides_nothing_and_sends_nothing_back(boss):
    plan, author = make_plan(), seen(make_person("business-support"))
    told = {"title": "Pilot", "question": "Does it?", "findings": "It does"}
    one = evaluating.begin_evaluation(plan=plan, told=told, by=author, at=AT)
    with pytest.raises(Refused):
        evaluating.decide_evaluation(evaluation=one, decision=SCALE, reason="It works", by=author, at=AT)
    with pytest.raises(Refused, match="Only a plan that was checked"):
        settling.return_plan(plan=plan, reasons="No measure", by=boss, at=AT)
    policy = typed("plans", FIRST)
    answers = dict.fromkeys(policy.checklist, True)
    checker = seen(make_person("data-officer"))
    settling.check_plan(plan=plan, answers=answers, remarks="", policy=policy, by=checker, at=AT)
    with pytest.raises(Refused):
        settling.return_plan(plan=plan, reasons="No measure", by=author, at=AT)
    with pytest.raises(Refused, match="put right"):
        settling.return_plan(plan=plan, reasons=" ", by=boss, at=AT)


def test_nobody_approves_the_answer_they_gave(boss):
    plan, policy = approved_plan(), typed("plans", FIRST)
    found = monitoring.open_round(plan=plan, window_from=FIRST, due_on=date(2026, 9, 14), by=boss, at=AT)
    slipped = monitoring.slippages_now(found, policy)[0]
    told = {"cause": "Ill", "remedy": "Another", "new_due_on": date(2027, 1, 8)}
    row = monitoring.answer_slippage(found=found, slipped=slipped, **told, by=boss, at=AT)
    with pytest.raises(Refused, match="other than who answered"):
        monitoring.approve_answer(row=row, by=boss, at=AT)


def test_who_has_nothing_to_do_with_an_action_does_not_act_on_it(reader):
    of = approved_plan().actions.first().undertaking
    assert not may_act_on(reader, of, refuse("Not through its plan."))


def test_nothing_is_written_of_a_closed_plan(boss):
    plan = approved_plan()
    Plan.objects.filter(pk=plan.pk).update(state=PlanState.CLOSED)
    plan.refresh_from_db()
    told = {"words": "A vacancy", "likelihood": 1, "impact": 1}
    with pytest.raises(Refused, match="The plan is closed"):
        evaluating.write_risk(plan=plan, told=told, by=boss, at=AT)
