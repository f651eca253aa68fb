"""Areas for improvement, risks, evaluations and periods of a plan, what is said by hand, and corporate priorities served."""

from datetime import date

import pytest
from django.utils import timezone
from tests.pages.pages import assert_good_page, parse_page, shown_words
from tests.pages.people import AT, make_person
from tests.plan_world import approved_plan, make_plan, seen

from headway.features.plans.actions.settling import approve_plan, check_plan
from headway.features.plans.models import Area, Evaluation, PlanState, Risk
from headway.features.policies.queries import typed
from headway.features.undertakings.actions import add_criterion
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db


def words(response) -> str:
    """What the page says."""
    return shown_words(parse_page(response))


def address(plan, *more) -> str:
    """A page of the plan."""
    return "/".join([f"/plans/{plan.public_id}", *map(str, more)]) + "/"


def day(name, on) -> dict[str, int]:
    """A date as its three boxes send it."""
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


@pytest.fixture
def officer(client_as):
    return client_as("business-support")


@pytest.fixture
def boss(client_as):
    return client_as("head-of-service")


@pytest.fixture
def plan(policies):
    return make_plan()


def checked(plan) -> None:
    """Found in order by somebody else."""
    policy = typed("plans")
    answers = dict.fromkeys(policy.checklist, True)
    check_plan(
        plan=plan, answers=answers, remarks="", policy=policy, by=seen(make_person("data-officer")), at=AT
    )


def test_m7_09_every_area_has_an_action_and_a_criterion_before_approval(plan, officer, boss):
    assert_good_page(officer.get(address(plan, "parts")))
    officer.post(address(plan, "areas/new"), {"words": "Teach reading well"})
    checked(plan)
    head = seen(make_person("head-of-service"))
    with pytest.raises(Refused, match="no action yet"):
        approve_plan(plan=plan, by=head, at=AT)
    area = Area.objects.get()
    action = plan.actions.order_by("position").first()
    answer = officer.post(
        address(plan, "areas", area.public_id),
        {"words": area.words, "actions": [action.undertaking.public_id]},
        follow=True,
    )
    assert "has no success criterion yet" in words(answer)
    assert_good_page(answer)
    checked(plan)
    with pytest.raises(Refused, match="no success criterion"):
        approve_plan(plan=plan, by=head, at=AT)
    told = {"words": "More read", "due_on": date(2027, 7, 1)}
    add_criterion(row=action.undertaking, **told, by=make_person("adviser"), at=AT)
    approve_plan(plan=plan, by=head, at=AT)
    assert officer.get(address(plan, "areas/new")).status_code == 403


def test_an_area_is_removed_and_its_actions_stay(plan, officer):
    officer.post(
        address(plan, "areas/new"), {"words": "x", "actions": [plan.actions.first().undertaking.public_id]}
    )
    officer.post(address(plan, "areas", Area.objects.get().public_id), {"remove": "yes"})
    assert (Area.objects.count(), plan.actions.count()) == (0, 3)


def test_m3_02_periods_are_added_changed_and_removed_without_leaving_an_action_outside(plan, officer):
    first, last = plan.periods.all()
    sent = {"label": "Third"} | day("first_on", date(2027, 3, 1)) | day("last_on", date(2027, 5, 31))
    officer.post(address(plan, "periods/new"), sent)
    assert plan.periods.last().valid_until == date(2027, 6, 1)
    wrong = {"label": "Third"} | day("first_on", date(2027, 2, 1)) | day("last_on", date(2027, 5, 31))
    answer = officer.post(address(plan, "periods", plan.periods.last().pk), wrong)
    assert answer.status_code == 422
    assert "lies before the first" in words(
        officer.post(
            address(plan, "periods/new"),
            {"label": "x"} | day("first_on", date(2028, 1, 2)) | day("last_on", date(2028, 1, 1)),
        )
    )
    refused = officer.post(address(plan, "periods", last.pk), {"remove": "yes"})
    assert refused.status_code == 403 and "would lie in no period" in words(refused)
    answer = officer.post(address(plan, "periods", plan.periods.last().pk), {"remove": "yes"}, follow=True)
    assert plan.periods.count() == 2
    assert_good_page(answer)


def test_a_risk_is_written_changed_and_removed(plan, officer):
    assert officer.post(address(plan, "risks/new"), {"words": "x", "likelihood": "6"}).status_code == 422
    sent = {"words": "A vacancy", "likelihood": "3", "impact": "4", "owner_words": "Chief adviser"}
    answer = officer.post(address(plan, "risks/new"), sent, follow=True)
    assert "A vacancy" in words(answer)
    one = Risk.objects.get()
    officer.post(address(plan, "risks", one.public_id), sent | {"likelihood": "1"})
    one.refresh_from_db()
    assert one.likelihood == 1
    officer.post(address(plan, "risks", one.public_id), {"remove": "yes"})
    assert not Risk.objects.exists()


def test_m3_10_a_pilot_is_not_embedded_without_an_evaluation_with_a_decision(plan, officer, boss):
    officer.post(address(plan, "evaluations/new"), {"title": "Reading pilot", "question": "Do more read?"})
    one = Evaluation.objects.get()
    here = address(plan, "evaluations", one.public_id)
    assert_good_page(officer.get(here))
    refused = officer.post(f"{here}embed/")
    assert refused.status_code == 403 and "only after its evaluation" in words(refused)
    answer = boss.post(f"{here}decide/", {"decision": "scale", "reason": "It works"})
    assert answer.status_code == 422 and "Write the findings" in words(answer)
    sent = {"title": one.title, "question": one.question, "findings": "More do", "version": one.version}
    officer.post(f"{here}edit/", sent)
    stale = officer.post(f"{here}edit/", sent)
    assert stale.status_code == 422 and "meanwhile" in words(stale)
    assert officer.get(f"{here}decide/").status_code == 403
    boss.post(f"{here}decide/", {"decision": "scale", "reason": "It works"})
    assert officer.post(f"{here}edit/", sent | {"version": 3}).status_code == 422
    answer = officer.post(f"{here}embed/", follow=True)
    assert "It is embedded" in words(answer)
    one.refresh_from_db()
    assert (one.decision, one.embedded_on) == ("scale", timezone.localdate())


def test_a_pilot_that_is_to_stop_is_not_embedded(plan, officer, boss):
    officer.post(address(plan, "evaluations/new"), {"title": "Pilot", "question": "?"})
    one = Evaluation.objects.get()
    here = address(plan, "evaluations", one.public_id)
    officer.post(f"{here}edit/", {"title": "Pilot", "question": "?", "findings": "No", "version": 1})
    boss.post(f"{here}decide/", {"decision": "stop", "reason": "Nothing came of it"})
    assert "decided to stop" in words(officer.post(f"{here}embed/"))


def test_what_is_said_by_hand_stands_beside_the_rule_and_never_in_its_place(policies, officer):
    plan = approved_plan()
    key = plan.actions.order_by("position").first().undertaking.public_id
    here = address(plan, "actions", key)
    before = words(officer.get(here))
    refused = officer.post(f"{here}override/", {"status": "at risk", "reason": ""})
    assert refused.status_code == 422 and "needs its reason" in words(refused)
    answer = officer.post(
        f"{here}override/", {"status": "at risk", "reason": "The venue is lost"}, follow=True
    )
    assert "Said by hand ▲ At risk" in words(answer) and "The venue is lost" in words(answer)
    assert words(officer.get(address(plan) + "?view=list")).count("said by hand") == 1
    answer = officer.post(f"{here}override/", {"status": "rule", "reason": ""}, follow=True)
    assert "Said by hand" not in words(answer)
    assert "Delivery" in before


def test_m11_08_priorities_that_serve_no_corporate_priority_are_listed(plan, officer):
    row = plan.priorities.order_by("position").first()
    officer.post(address(plan, "priorities", row.public_id), {"title": row.title, "corporate": "inclusion"})
    answer = officer.get("/plans/priorities/")
    assert_good_page(answer)
    assert "Anti-racism and inclusion" in words(answer)
    orphans = words(officer.get("/plans/priorities/?serves=none"))
    assert "Inclusion" in orphans and "Strategic planning" not in orphans


def test_a_checked_plan_goes_back_to_its_author_with_what_to_put_right(plan, officer, boss):
    checked(plan)
    assert officer.get(address(plan, "return")).status_code == 403
    assert "Send it back" in words(boss.get(address(plan)))
    boss.post(address(plan, "return"), {"reasons": "No measure"})
    plan.refresh_from_db()
    assert plan.state == PlanState.DRAFT
    assert "No measure" in words(officer.get(address(plan)))
    refused = boss.get(address(plan, "return"))
    assert refused.status_code in (200, 403)


def test_an_action_can_be_a_milestone(plan, officer):
    action = plan.actions.order_by("position").first()
    of = action.undertaking
    href = address(plan, "actions", of.public_id, "edit")
    sent = {
        "words": of.words,
        "priority": action.priority.public_id,
        "milestone": "on",
        **day("due_on", of.due_on),
    }
    assert officer.post(href, sent).status_code == 302
    assert "Milestone yes" in words(officer.get(address(plan, "actions", of.public_id)))
    assert f"{action.priority.title}, milestone" in words(officer.get(address(plan) + "?view=list"))
