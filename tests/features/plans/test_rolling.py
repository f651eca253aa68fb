"""A plan gone on with for another year: what is open goes along, and no slip is left behind."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from tests.pages.people import adopt_current_policies, make_person
from tests.plan_world import FIRST, approved_plan, make_plan, seen

from headway.features.plans.actions.areas import answer_area, write_area
from headway.features.plans.actions.rolling import may_roll_forward, roll_plan_forward
from headway.features.plans.actions.settling import approve_plan, check_plan
from headway.features.plans.actions.writing import edit_action
from headway.features.plans.queries import actions_with_history, as_rules
from headway.features.policies.queries import typed
from headway.features.undertakings import actions as deeds
from headway.features.undertakings.models import Undertaking
from headway.rules.plan_actions import slip_of
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 3, 2, 10, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture(autouse=True)
def policies(db):
    adopt_current_policies()


def approve(plan) -> None:
    """Checked by one, approved by another."""
    policy = typed("plans", FIRST)
    answers = dict.fromkeys(policy.checklist, True)
    check_plan(
        plan=plan, answers=answers, remarks="", policy=policy, by=seen(make_person("data-officer")), at=NOW
    )
    approve_plan(plan=plan, by=seen(make_person("head-of-service"), NOW.date()), at=NOW)


def test_what_is_open_is_carried_with_the_date_first_agreed(policies):
    plan, author = approved_plan(), seen(make_person("business-support"), NOW.date())
    train, protocol, _ = (one.undertaking for one in actions_with_history(plan))
    told = {"evidence": "Seen", "next_step": "", "forecast_on": None}
    deeds.report(row=train, on=date(2026, 10, 1), status=deeds.DONE, **told, by=author.person, at=NOW)
    made = roll_plan_forward(plan=plan, title="The year after", by=author, at=NOW)
    assert [one.valid_from for one in made.periods.all()] == [date(2027, 9, 1), date(2027, 12, 1)]
    carried = actions_with_history(made)
    assert [one.undertaking.words for one in carried] == ["Agree the protocol", "Possible learning set"]
    assert carried[0].undertaking.due_on == date(2027, 11, 30)
    wanted = {"words": "Agree the protocol", "due_on": date(2028, 1, 31), "owner_words": "Principal adviser"}
    edit_action(action=carried[0], priority=carried[0].priority, wanted=wanted, by=author, at=NOW)
    protocol.refresh_from_db()
    assert protocol.dropped_on is None
    with pytest.raises(Refused, match="gone on with already"):
        roll_plan_forward(plan=plan, title="Again", by=author, at=NOW)
    approve(made)
    protocol.refresh_from_db()
    assert "Carried into" in protocol.drop_reason
    now = next(one for one in as_rules(actions_with_history(made)) if one.words == "Agree the protocol")
    assert (now.baseline_due_on, now.due_on) == (date(2026, 12, 18), date(2028, 1, 31))
    assert slip_of(now, NOW.date(), ()).days == (date(2028, 1, 31) - date(2026, 12, 18)).days


def test_what_is_not_for_councillors_stays_so_and_areas_and_unmet_criteria_go_along(policies):
    plan, author = make_plan(), seen(make_person("business-support"), NOW.date())
    protocol = plan.actions.get(undertaking__words="Agree the protocol")
    Undertaking.objects.filter(pk=protocol.undertaking_id).update(restricted=True)
    area = write_area(plan=plan, words="Reading", by=author, at=NOW)
    answer_area(area=area, actions=[protocol], by=author, at=NOW)
    told = {"due_on": date(2026, 12, 1), "by": author.person, "at": NOW}
    deeds.add_criterion(row=protocol.undertaking, words="More read", **told)
    met = deeds.add_criterion(row=protocol.undertaking, words="Books are there", **told)
    judged = {"met": True, "on": date(2026, 12, 1), "evidence": "Seen"}
    deeds.judge_criterion(criterion=met, **judged, by=author.person, at=NOW)
    approve(plan)
    made = roll_plan_forward(plan=plan, title="The year after", by=author, at=NOW)
    carried = made.actions.get(undertaking__words="Agree the protocol")
    assert carried.undertaking.restricted
    assert [one.words for one in carried.areas.all()] == ["Reading"] and made.areas.count() == 1
    left = [(one.words, one.due_on) for one in carried.undertaking.criteria.all()]
    assert left == [("More read", date(2026, 12, 1))]


def test_what_was_done_meanwhile_is_not_dropped_and_a_draft_is_not_gone_on_with(policies):
    author = seen(make_person("business-support"), NOW.date())
    assert "can still be changed itself" in may_roll_forward(author, make_plan()).reason
    plan = approved_plan()
    made = roll_plan_forward(plan=plan, title="The year after", by=author, at=NOW)
    train = actions_with_history(plan)[0].undertaking
    told = {"evidence": "Seen", "next_step": "", "forecast_on": None}
    deeds.report(row=train, on=date(2027, 3, 1), status=deeds.DONE, **told, by=author.person, at=NOW)
    approve(made)
    train.refresh_from_db()
    assert (train.completed_on, train.dropped_on) == (date(2027, 3, 1), None)
