"""A plan from its beginning to a closed round: what each person may do, what is locked, what cannot be hidden."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.pages.people import adopt_current_policies, make_person
from tests.plan_world import FIRST, approved_plan, make_plan, seen

from headway.features.audit.models import Event
from headway.features.plans.actions import monitoring, writing
from headway.features.plans.actions.settling import (
    approve_plan,
    check_plan,
    close_plan,
    may_approve,
    publish_plan,
)
from headway.features.plans.models import PlanState
from headway.features.plans.queries import (
    actions_with_history,
    as_rules,
    counts_of,
    last_check,
    plans_visible_to,
)
from headway.features.policies.queries import typed
from headway.features.undertakings import actions as deeds
from headway.features.undertakings.models import RedatingState, Undertaking
from headway.rules.plan_actions import slip_of
from headway.rules.plan_status import impact_of, status_of
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")


def at(day: date) -> datetime:
    """Ten in the morning of a day."""
    return datetime(day.year, day.month, day.day, 10, tzinfo=LONDON)


NOW = at(date(2026, 9, 15))


@pytest.fixture(autouse=True)
def policies(db):
    adopt_current_policies()


@pytest.fixture
def policy():
    return typed("plans", FIRST)


@pytest.fixture
def head():
    return make_person("head-of-service")


def first_of(plan):
    """The undertaking of the first action, due on 30 October 2026."""
    return actions_with_history(plan)[0].undertaking


def test_m3_06_a_plan_is_not_approved_without_a_check_by_somebody_else(head, policy):
    owner = make_person("chief-adviser")
    plan = make_plan(owner=owner)
    with pytest.raises(Refused, match="Nobody has checked"):
        approve_plan(plan=plan, by=seen(head), at=NOW)
    answers = dict.fromkeys(policy.checklist, True)
    for person in (owner, plan.made_by):
        with pytest.raises(Refused, match="neither owns nor wrote"):
            check_plan(plan=plan, answers=answers, remarks="", policy=policy, by=seen(person), at=NOW)
    checker = make_person("data-officer")
    with pytest.raises(Refused, match="Answer every line"):
        check_plan(plan=plan, answers={}, remarks="", policy=policy, by=seen(checker), at=NOW)
    check_plan(plan=plan, answers=answers, remarks="", policy=policy, by=seen(checker), at=NOW)
    with pytest.raises(Refused, match="approves a plan they own"):
        approve_plan(plan=plan, by=seen(owner), at=NOW)
    approve_plan(plan=plan, by=seen(head), at=NOW)
    plan.refresh_from_db()
    assert (plan.state, plan.approved_by) == (PlanState.APPROVED, head)


def test_a_check_that_finds_something_sends_it_back_and_a_change_undoes_a_good_one(head, policy):
    plan, checker = make_plan(), seen(make_person("data-officer"))
    answers = dict.fromkeys(policy.checklist, True)
    with pytest.raises(Refused, match="put right"):
        check_plan(
            plan=plan, answers=answers | {"cost": False}, remarks=" ", policy=policy, by=checker, at=NOW
        )
    check_plan(
        plan=plan, answers=answers | {"cost": False}, remarks="No cost", policy=policy, by=checker, at=NOW
    )
    assert (
        "good outcome" in may_approve(seen(head), plan, last_check(plan), actions_with_history(plan)).reason
    )
    check_plan(plan=plan, answers=answers, remarks="", policy=policy, by=checker, at=NOW)
    plan.refresh_from_db()
    assert plan.state == PlanState.CHECKED
    writing.write_priority(plan=plan, title="One more", by=seen(head), at=NOW)
    plan.refresh_from_db()
    assert (
        "changed after it was checked"
        in may_approve(seen(head), plan, last_check(plan), actions_with_history(plan)).reason
    )


def test_dates_are_locked_at_approval_and_a_new_one_needs_a_reason_and_somebody_else(head):
    plan = approved_plan()
    of = first_of(plan)
    assert of.baseline_due_on == of.due_on == date(2026, 10, 30)
    with pytest.raises(Refused, match="dates are locked"):
        writing.write_priority(plan=plan, title="x", by=seen(head), at=NOW)
    with pytest.raises(Refused, match="Ask for a new one"):
        deeds.rewrite(row=of, changes={"due_on": date(2027, 1, 1)}, by=head, at=NOW)
    asker = make_person("business-support")
    with pytest.raises(Refused, match="needs its reason"):
        deeds.ask_new_date(row=of, due_on=date(2026, 11, 27), reason=" ", by=asker, at=NOW)
    asked = deeds.ask_new_date(
        row=of, due_on=date(2026, 11, 27), reason="The trainer was ill", by=asker, at=NOW
    )
    assert Undertaking.objects.get(pk=of.pk).due_on == date(2026, 10, 30), "it waits"
    with pytest.raises(Refused, match="waits for its decision"):
        deeds.ask_new_date(row=of, due_on=date(2026, 12, 1), reason="More", by=asker, at=NOW)
    with pytest.raises(Refused, match="somebody other"):
        deeds.decide_new_date(asked=asked, agreed=True, by=asker, at=NOW)
    deeds.decide_new_date(asked=asked, agreed=True, by=head, at=NOW)
    of = first_of(plan)
    assert (of.due_on, of.baseline_due_on) == (date(2026, 11, 27), date(2026, 10, 30))
    slip = slip_of(as_rules(actions_with_history(plan))[0], date(2026, 11, 1), ())
    assert (slip.days, slip.redates) == (28, 1)
    with pytest.raises(Refused, match="decided already"):
        deeds.decide_new_date(asked=asked, agreed=False, by=head, at=NOW)


def test_a_refused_date_changes_nothing(head):
    plan = approved_plan()
    of, asker = first_of(plan), make_person("business-support")
    asked = deeds.ask_new_date(row=of, due_on=date(2026, 11, 27), reason="Ill", by=asker, at=NOW)
    deeds.decide_new_date(asked=asked, agreed=False, by=head, at=NOW)
    asked.refresh_from_db()
    assert asked.state == RedatingState.REFUSED and first_of(plan).due_on == date(2026, 10, 30)


def test_m3_02_an_action_outside_every_period_is_refused(head):
    plan = make_plan()
    wanted = {"words": "Too late", "due_on": date(2027, 3, 1)}
    with pytest.raises(Refused, match="lies in no period"):
        writing.write_action(
            plan=plan, priority=plan.priorities.first(), wanted=wanted, by=seen(head), at=NOW
        )
    assert plan.actions.count() == 3


def test_m3_07_a_report_is_dated_and_a_done_action_takes_none(policy):
    plan = approved_plan()
    of, person = first_of(plan), make_person("adviser")
    told = {"evidence": "Programme agreed", "next_step": "Book", "forecast_on": None, "by": person}
    with pytest.raises(Refused, match="today or of a day before"):
        deeds.report(row=of, on=date(2026, 9, 16), status=deeds.UNDER_WAY, **told, at=NOW)
    deeds.report(row=of, on=date(2026, 9, 14), status=deeds.UNDER_WAY, **told, at=NOW)
    known = as_rules(actions_with_history(plan))[0]
    assert status_of(known, date(2026, 9, 15), policy).status == "under way"
    deeds.report(row=of, on=date(2026, 9, 15), status=deeds.DONE, **told, at=NOW)
    known = as_rules(actions_with_history(plan))[0]
    assert status_of(known, date(2026, 12, 15), policy).status == "done on time"
    with pytest.raises(Refused, match="done or dropped"):
        deeds.report(row=of, on=date(2026, 9, 15), status=deeds.DONE, **told, at=NOW)


def test_m3_11_a_possible_action_is_dropped_with_a_reason_and_does_not_slip(head, policy):
    plan = approved_plan()
    possible = next(one.undertaking for one in actions_with_history(plan) if one.undertaking.possible)
    with pytest.raises(Refused, match="only with a reason"):
        deeds.drop(row=possible, on=NOW.date(), reason="", by=head, at=NOW)
    deeds.drop(row=possible, on=NOW.date(), reason="Nobody wants it", by=head, at=NOW)
    found = monitoring.open_round(
        plan=plan, window_from=date(2026, 9, 1), due_on=date(2026, 9, 30), by=seen(head), at=NOW
    )
    assert possible.public_id not in {one.key for one in monitoring.slippages_now(found, policy)}


def test_m3_14_done_on_time_with_its_criterion_unmet_is_green_delivery_and_red_effect(head, policy):
    plan = approved_plan()
    of = first_of(plan)
    deeds.add_criterion(row=of, words="Nine in ten plans are good", due_on=date(2026, 12, 1), by=head, at=NOW)
    told = {"evidence": "Held", "next_step": "", "forecast_on": None}
    deeds.report(row=of, on=NOW.date(), status=deeds.DONE, **told, by=head, at=NOW)
    held = first_of(plan).criteria.get()
    with pytest.raises(Refused, match="by what it is seen"):
        deeds.judge_criterion(criterion=held, met=False, on=date(2026, 12, 2), evidence="", by=head, at=NOW)
    deeds.judge_criterion(criterion=held, met=False, on=date(2026, 12, 2), evidence="Five", by=head, at=NOW)
    known = as_rules(actions_with_history(plan))[0]
    assert status_of(known, date(2026, 12, 3), policy).colour == "green"
    assert impact_of(known, date(2026, 12, 3)).colour == "red"


def address(found, slipped, by, boss, moment) -> None:
    """Answer a slippage, not without a new date, and have it approved by somebody else."""
    told = {"found": found, "slipped": slipped, "cause": "Ill", "remedy": "Another", "by": by, "at": moment}
    with pytest.raises(Refused, match="needs a new date"):
        monitoring.answer_slippage(**told, new_due_on=None)
    row = monitoring.answer_slippage(**told, new_due_on=date(2027, 1, 15))
    with pytest.raises(Refused):
        monitoring.approve_answer(row=row, by=by, at=moment)
    monitoring.approve_answer(row=row, by=boss, at=moment)


def test_m3_08_a_round_with_an_unaddressed_slippage_does_not_close_and_is_frozen_after(head, policy):
    plan, writer = approved_plan(), make_person("business-support")
    after = at(date(2026, 11, 27))
    by, boss = seen(writer, after.date()), seen(head, after.date())
    found = monitoring.open_round(
        plan=plan, window_from=date(2026, 9, 1), due_on=date(2026, 11, 27), by=by, at=after
    )
    slipped = monitoring.slippages_now(found, policy)
    kinds = {one.label: one.kinds for one in slipped}
    assert kinds == {
        "Train those who write plans": ("late", "not reported"),
        "Agree the protocol": ("not reported",),
    }
    with pytest.raises(Refused, match="cannot close, because 2 slippages"):
        monitoring.close_round(found=found, policy=policy, by=by, at=after)
    for one in slipped:
        address(found, one, by, boss, after)
    assert {one.label: one.kinds for one in monitoring.slippages_now(found, policy)} == kinds, (
        "nothing is hidden"
    )
    monitoring.close_round(found=found, policy=policy, by=by, at=after)
    found.refresh_from_db()
    assert [one["cause"] for one in found.frozen["slippages"]] == ["Ill", "Ill"]
    of = first_of(plan)
    assert (of.due_on, of.baseline_due_on) == (date(2027, 1, 15), date(2026, 10, 30))
    kept = found.frozen
    deeds.report(
        row=of,
        on=after.date(),
        status=deeds.DONE,
        evidence="x",
        next_step="",
        forecast_on=None,
        by=head,
        at=after,
    )
    found.refresh_from_db()
    assert found.frozen == kept, "a closed round stays"


def test_one_round_at_a_time_and_only_of_an_approved_plan(head):
    days = {"window_from": date(2026, 9, 1), "due_on": date(2026, 9, 30)}
    with pytest.raises(Refused, match="once it is approved"):
        monitoring.open_round(plan=make_plan(), **days, by=seen(head), at=NOW)
    plan = approved_plan()
    monitoring.open_round(plan=plan, **days, by=seen(head), at=NOW)
    with pytest.raises(Refused, match="is open"):
        monitoring.open_round(plan=plan, **days, by=seen(head), at=NOW)


def test_a_plan_closes_when_nothing_is_open_and_only_an_approved_one_is_published(head):
    plan = make_plan()
    with pytest.raises(Refused, match="Only an approved plan"):
        publish_plan(plan=plan, published=True, by=seen(head), at=NOW)
    plan = approved_plan()
    with pytest.raises(Refused, match="3 actions are neither done nor dropped"):
        close_plan(plan=plan, by=seen(head), at=NOW)
    for action in plan.actions.all():
        deeds.drop(row=action.undertaking, on=NOW.date(), reason="Over", by=head, at=NOW)
    close_plan(plan=plan, by=seen(head), at=NOW)
    plan.refresh_from_db()
    assert plan.state == PlanState.CLOSED


def test_m3_04_the_register_counts_actions_and_those_still_open(head):
    plan = approved_plan()
    deeds.drop(row=first_of(plan), on=NOW.date(), reason="Over", by=head, at=NOW)
    assert counts_of(seen(make_person("head-of-service")), plans_visible_to(seen(head))) == {plan.pk: (3, 2)}
    assert not plans_visible_to(seen(make_person("member"))).exists()
    publish_plan(plan=plan, published=True, by=seen(head), at=NOW)
    assert plans_visible_to(seen(make_person("member"))).get() == plan


def test_who_has_an_action_sees_its_plan_and_nobody_else_of_their_role_does():
    doer = make_person("adviser")
    plan = make_plan(owner=doer)
    assert plans_visible_to(seen(doer)).get() == plan
    assert not plans_visible_to(seen(make_person("adviser"))).exists()


def test_every_write_leaves_an_event_with_its_reason(head):
    plan = approved_plan()
    deeds.drop(row=first_of(plan), on=NOW.date(), reason="Over", by=head, at=NOW)
    told = Event.objects.get(action="drop_undertaking")
    assert (told.by, told.after["reason"]) == (head.public_id, "Over")
    assert Event.objects.filter(action="approve_plan", subject_id=plan.public_id).exists()


def test_a_plan_whole_takes_the_same_queries_however_long_it_is(django_assert_num_queries, head):
    plan = approved_plan()
    with django_assert_num_queries(4):
        as_rules(actions_with_history(plan))
    by = seen(head)
    other = make_plan()
    for number in range(30):
        wanted = {"words": f"Action {number}", "due_on": FIRST + timedelta(days=number)}
        writing.write_action(plan=other, priority=other.priorities.first(), wanted=wanted, by=by, at=NOW)
    with django_assert_num_queries(4):
        as_rules(actions_with_history(other))
