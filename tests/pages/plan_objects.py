"""Makers of plans and what stands in them, for the matrix."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from tests.pages.people import AT, make_person
from tests.pages.sides import Arguments, Side
from tests.plan_world import approved_plan, make_indicator, make_plan, seen

from headway.features.plans.actions.areas import write_area
from headway.features.plans.actions.evaluating import begin_evaluation, decide_evaluation, write_risk
from headway.features.plans.actions.measuring import propose_target
from headway.features.plans.actions.monitoring import answer_slippage, open_round, slippages_now
from headway.features.plans.actions.settling import check_plan
from headway.features.plans.models import Evaluation, Plan
from headway.features.policies.queries import typed
from headway.features.undertakings.actions import DONE, add_criterion, ask_new_date, report
from headway.rules.evaluations import SCALE


def plan(side: Side) -> Arguments:
    """A draft of a plan of the side's school, by somebody else."""
    return {"plan_id": make_plan(school=side.school).public_id}


def plan_file(side: Side) -> Arguments:
    """The same as a spreadsheet."""
    return plan(side) | {"form": "spreadsheet"}


def plan_pack(side: Side) -> Arguments:
    """A plan that is watched, for the board as a PDF."""
    return live_plan(side) | {"form": "pdf"}


def plan_priority(side: Side) -> Arguments:
    """A priority of a draft."""
    made = make_plan(school=side.school)
    return {"plan_id": made.public_id, "key": made.priorities.first().public_id}


def plan_action(side: Side) -> Arguments:
    """An action of a draft."""
    return _action_of(make_plan(school=side.school))


def live_action(side: Side) -> Arguments:
    """An action of an approved plan."""
    return _action_of(approved_plan(school=side.school))


def live_plan(side: Side) -> Arguments:
    """An approved plan."""
    return {"plan_id": approved_plan(school=side.school).public_id}


def checked_plan(side: Side) -> Arguments:
    """A plan that was checked and waits for approval."""
    made, policy = make_plan(school=side.school), typed("plans")
    answers = dict.fromkeys(policy.checklist, True)
    checker = seen(make_person("data-officer"))
    check_plan(plan=made, answers=answers, remarks="", policy=policy, by=checker, at=AT)
    return {"plan_id": made.public_id}


def moved_action(side: Side) -> Arguments:
    """An action for which somebody asks for a new date."""
    made = approved_plan(school=side.school)
    action = made.actions.first()
    asker = make_person("business-support")
    ask_new_date(row=action.undertaking, due_on=date(2026, 11, 27), reason="Ill", by=asker, at=AT)
    return _action_of(made)


def plan_criterion(side: Side) -> Arguments:
    """A success criterion."""
    made = approved_plan(school=side.school)
    of = made.actions.first().undertaking
    held = add_criterion(
        row=of, words="Better", due_on=date(2027, 3, 1), by=make_person("data-officer"), at=AT
    )
    return _action_of(made) | {"criterion": held.public_id}


def plan_round(side: Side) -> Arguments:
    """An open round in which nothing was reported."""
    return {"plan_id": _monitored(side).public_id, "number": 1}


def slipped(side: Side) -> Arguments:
    """An action that slipped in an open round."""
    made = _monitored(side)
    return _action_of(made) | {"number": 1}


def answered(side: Side) -> Arguments:
    """The same, answered by somebody else."""
    made, policy = _monitored(side), typed("plans")
    found, writer = made.rounds.get(), seen(make_person("business-support"))
    first = next(one for one in slippages_now(found, policy) if one.key == _action_of(made)["key"])
    answer_slippage(
        found=found,
        slipped=first,
        cause="Ill",
        remedy="Another",
        new_due_on=date(2027, 1, 8),
        by=writer,
        at=AT,
    )
    return _action_of(made) | {"number": 1}


def finished_plan(side: Side) -> Arguments:
    """An approved plan whose actions are all done."""
    return {"plan_id": _finished(side).public_id}


def quiet_round(side: Side) -> Arguments:
    """An open round in which nothing slipped."""
    return {"plan_id": _monitored(side, _finished(side)).public_id, "number": 1}


def indicator(side: Side) -> Arguments:
    """An indicator of a plan of the side's school, with a target that somebody else proposed."""
    made = make_indicator(make_plan(school=side.school))
    proposer = seen(make_person("business-support"))
    told = {"value": Decimal(96), "due_on": date(2027, 7, 31), "reason": "", "milestone": False}
    propose_target(row=made, **told, policy=typed("plans"), by=proposer, at=AT)
    return {"key": made.public_id}


def plan_period(side: Side) -> Arguments:
    """A period of a draft."""
    made = make_plan(school=side.school)
    return {"plan_id": made.public_id, "number": made.periods.last().pk}


def plan_area(side: Side) -> Arguments:
    """An area for improvement of a draft."""
    made = make_plan(school=side.school)
    area = write_area(plan=made, words="Reading", by=seen(make_person("business-support")), at=AT)
    return {"plan_id": made.public_id, "key": area.public_id}


def plan_risk(side: Side) -> Arguments:
    """A risk of a draft."""
    made = make_plan(school=side.school)
    told = {"words": "A vacancy", "likelihood": 3, "impact": 4}
    risk = write_risk(plan=made, told=told, by=seen(make_person("business-support")), at=AT)
    return {"plan_id": made.public_id, "key": risk.public_id}


def plan_evaluation(side: Side) -> Arguments:
    """An evaluation with findings that nobody has decided."""
    made = make_plan(school=side.school)
    told = {"title": "Reading pilot", "question": "Do more read?", "findings": "More do"}
    one = begin_evaluation(plan=made, told=told, by=seen(make_person("business-support")), at=AT)
    return {"plan_id": made.public_id, "key": one.public_id}


def decided_evaluation(side: Side) -> Arguments:
    """One that decided to go on everywhere."""
    found = plan_evaluation(side)
    one = Evaluation.objects.select_related("plan").get(public_id=found["key"])
    boss = seen(make_person("head-of-service"))
    decide_evaluation(evaluation=one, decision=SCALE, reason="It works", by=boss, at=AT)
    return found


def measured_indicator(side: Side) -> Arguments:
    """An indicator with a published measure."""
    made = make_indicator(make_plan(school=side.school), frequency="yearly", measure="ks2_rwm_expected")
    return {"key": made.public_id}


def _finished(side: Side) -> Plan:
    made = approved_plan(school=side.school)
    for action in made.actions.all():
        told = {"status": DONE, "evidence": "Seen", "next_step": "", "forecast_on": None}
        report(row=action.undertaking, on=date(2026, 9, 1), **told, by=make_person("data-officer"), at=AT)
    return made


def _monitored(side: Side, made: Plan | None = None) -> Plan:
    made = made or approved_plan(school=side.school)
    opener = seen(make_person("business-support"))
    open_round(plan=made, window_from=date(2026, 9, 1), due_on=date(2026, 9, 14), by=opener, at=AT)
    return made


def _action_of(made: Plan) -> Arguments:
    return {"plan_id": made.public_id, "key": made.actions.order_by("position").first().undertaking.public_id}


PLAN_MAKERS: dict[str, Callable[[Side], Arguments]] = {
    "indicator": indicator,
    "plan": plan,
    "measured_indicator": measured_indicator,
    "plan_period": plan_period,
    "plan_area": plan_area,
    "plan_risk": plan_risk,
    "plan_evaluation": plan_evaluation,
    "decided_evaluation": decided_evaluation,
    "plan_file": plan_file,
    "plan_priority": plan_priority,
    "plan_action": plan_action,
    "live_action": live_action,
    "live_plan": live_plan,
    "plan_pack": plan_pack,
    "checked_plan": checked_plan,
    "moved_action": moved_action,
    "plan_criterion": plan_criterion,
    "plan_round": plan_round,
    "slipped": slipped,
    "answered": answered,
    "finished_plan": finished_plan,
    "quiet_round": quiet_round,
}
