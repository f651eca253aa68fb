"""The pages of plans: the register, the timeline, an action, a check, approval, a round to its close."""

from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.utils import timezone
from tests.pages.pages import assert_good_page, parse_page, shown_words
from tests.pages.people import make_person, sign_in
from tests.plan_world import approved_plan, make_plan, seen

from headway.features.plans.actions.monitoring import open_round
from headway.features.plans.models import Plan, PlanState, Slippage
from headway.features.undertakings.actions import ask_new_date, decide_new_date
from headway.features.undertakings.models import Undertaking
from headway.pages.signin.delivery import wait_for_delivery

pytestmark = pytest.mark.django_db
# Inside a test's transaction nothing is kept in memory: five of these are of policies, roles and the authority.
QUERIES = 17


def words(response) -> str:
    """What the page says."""
    return shown_words(parse_page(response))


def day(name, on) -> dict[str, int]:
    """A date as its three boxes send it."""
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


def address(plan, *more) -> str:
    """A page of the plan."""
    return "/".join([f"/plans/{plan.public_id}", *map(str, more)]) + "/"


def first_key(plan) -> str:
    """The action due first."""
    return plan.actions.order_by("position").first().undertaking.public_id


@pytest.fixture
def officer(client_as):
    return client_as("business-support")


@pytest.fixture
def boss(client_as):
    return client_as("head-of-service")


def test_a_plan_is_begun_written_checked_and_approved(officer, boss, client_as):
    today = timezone.localdate()
    told = {"title": "After the inspection", "kind": "post-inspection", "months": "3", "count": "4"}
    officer.post("/plans/new/", {**told, **day("first_on", today.replace(day=1))})
    plan = Plan.objects.get()
    assert plan.periods.count() == 4
    officer.post(address(plan, "priorities/new"), {"title": "Leadership"})
    sent = {"words": "Train governors", "priority": plan.priorities.get().public_id, "owner_words": "Adviser"}
    answer = officer.post(address(plan, "actions/new"), {**sent, **day("due_on", today)}, follow=True)
    assert_good_page(answer)
    assert "Train governors" in words(answer)
    assert "neither owns nor wrote" in words(officer.get(address(plan, "check")))
    checker = client_as("data-officer")
    items = {
        name: "yes"
        for name in checker.get(address(plan, "check")).context["page"].form.fields
        if "item" in name
    }
    checker.post(address(plan, "check"), items)
    assert boss.get(address(plan, "approve")).status_code == 200
    answer = boss.post(address(plan, "approve"), follow=True)
    assert "its dates are locked" in words(answer)
    plan.refresh_from_db()
    assert plan.state == PlanState.APPROVED
    refused = officer.get(address(plan, "actions/new"))
    assert refused.status_code == 403 and "dates are locked" in words(refused)


def test_m3_04_the_register_is_searched_by_owner_kind_and_state(boss):
    owner = make_person("adviser", name="Adviser 07")
    make_plan(owner=owner)
    assert_good_page(boss.get("/plans/"))
    for query, count in (
        ("", 1),
        ("?owner=Adviser+07", 1),
        ("?owner=Nobody", 0),
        ("?kind=service", 0),
        ("?state=draft", 1),
        ("?q=inspection", 1),
    ):
        said = words(boss.get(f"/plans/{query}"))
        assert ("After the inspection" in said) == bool(count), query


def test_the_timeline_marks_what_was_moved_and_never_shows_it_on_time(boss, officer):
    plan = approved_plan()
    of = plan.actions.order_by("position").first().undertaking
    due_on = timezone.localdate() + timedelta(days=100)
    asked = ask_new_date(row=of, due_on=due_on, reason="Ill", by=officer.person, at=timezone.now())
    decide_new_date(asked=asked, agreed=True, by=boss.person, at=timezone.now())
    page = boss.get(address(plan))
    assert_good_page(page)
    line = page.context["page"].grid.rows[0].cells[0][0]
    assert "moved by" in line.status and line.colour == "yellow"
    assert "Moved" in words(page) and "moved by" in words(boss.get(f"{address(plan)}?view=list"))


def test_the_owner_reports_and_asks_for_a_new_date_which_somebody_else_decides(boss):
    owner = make_person("adviser")
    plan = approved_plan(owner=owner)
    client, key, today = sign_in(owner), first_key(plan), timezone.localdate()
    assert "Train those who write plans" in words(client.get("/"))
    assert_good_page(client.get(address(plan, "actions", key)))
    told = {"status": "under way", "evidence": "Programme agreed", "next_step": "Book"}
    answer = client.post(address(plan, "actions", key, "report"), {**told, **day("on", today)}, follow=True)
    assert "Programme agreed" in words(answer)
    sent = {"reason": "The trainer was ill", **day("due_on", today + timedelta(days=60))}
    answer = client.post(address(plan, "actions", key, "new-date"), sent, follow=True)
    assert "asks for" in words(answer) and "Decide" not in words(answer)
    assert "Decide" in words(boss.get(address(plan, "actions", key)))
    boss.post(address(plan, "actions", key, "decide-date"), {"agreed": "yes"})
    assert Undertaking.objects.get(public_id=key).due_on == today + timedelta(days=60)
    other = next(one for one in plan.actions.all() if one.undertaking.possible).undertaking
    assert client.get(address(plan, "actions", other.public_id, "report")).status_code == 200
    assert sign_in(make_person("adviser")).get(address(plan, "actions", key, "report")).status_code == 404


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"status": ""}, "Select how far it is"),
        ({"status": "great"}, "one of the choices"),
        ({"evidence": " "}, "Enter by what that is seen"),
        ({"on-year": "2099"}, "today or of a day before"),
        ({"on-day": "31", "on-month": "2"}, "real date"),
    ],
)
def test_a_faulty_report_is_said_and_nothing_is_stored(officer, change, said):
    plan = approved_plan()
    key, today = first_key(plan), timezone.localdate()
    told = {"status": "under way", "evidence": "Agreed", **day("on", today), **change}
    answer = officer.post(address(plan, "actions", key, "report"), told)
    assert answer.status_code == 422 and said in words(answer)
    assert not Undertaking.objects.get(public_id=key).reports.exists()


def test_a_round_says_what_stands_in_the_way_of_closing_it_and_closes(officer, boss):
    plan, today = approved_plan(), timezone.localdate()
    begin = {**day("window_from", today - timedelta(days=30)), **day("due_on", today)}
    answer = officer.post(address(plan, "rounds/open"), begin, follow=True)
    assert_good_page(answer)
    assert "cannot close" in words(answer)
    slipped = answer.context["page"].slipped
    assert slipped and "Possible learning set" not in {one.words for one in slipped}
    assert officer.post(address(plan, "rounds/1/close")).status_code == 403
    for one in slipped:
        told = {"cause": "Ill", "remedy": "Another", **day("new_due_on", today + timedelta(days=40))}
        assert officer.post(one.answer_href, told).status_code == 302
    for row in Slippage.objects.all():
        href = address(plan, "rounds/1/approve", row.action.undertaking.public_id)
        assert officer.post(href).status_code == 403
        assert boss.post(href).status_code == 302
    answer = officer.post(address(plan, "rounds/1/close"), follow=True)
    assert "This round is closed" in words(answer) and "Another" in words(answer)
    assert_good_page(answer)
    for number in (0, 2, 999, 10**30):
        assert officer.get(address(plan, "rounds", number)).status_code == 404


def test_one_plan_takes_the_same_queries_however_long_it_is(boss, django_assert_max_num_queries):
    plan = approved_plan()
    open_round(
        plan=plan, window_from=timezone.localdate(), due_on=timezone.localdate(), by=seen(boss.person, timezone.localdate()),
        at=timezone.now(),
    )  # fmt: skip
    boss.get(address(plan))
    with django_assert_max_num_queries(QUERIES):
        boss.get(address(plan))


def test_a_councillor_sees_a_plan_once_it_is_published(boss, client_as):
    plan, member = approved_plan(), client_as("member")
    assert member.get(address(plan)).status_code == 404
    boss.post(address(plan, "publish"))
    page = member.get(address(plan))
    assert_good_page(page)
    assert "Open a round" in words(page) and page.context["page"].publish_href == ""
    boss.post(address(plan, "publish"))
    assert member.get(address(plan)).status_code == 404


def test_owners_who_owe_a_report_are_asked_by_one_mail_each(officer, django_capture_on_commit_callbacks):
    owner, today = make_person("adviser"), timezone.localdate()
    plan = approved_plan(owner=owner)
    begin = {**day("window_from", today - timedelta(days=30)), **day("due_on", today)}
    with django_capture_on_commit_callbacks(execute=True):
        page = officer.post(address(plan, "rounds/open"), begin, follow=True)
    wait_for_delivery()
    assert "1 owner is asked by mail" in words(page)
    [mail] = django_mail.outbox
    assert mail.to == [owner.email] and mail.body.count(address(plan)) == 1
    assert "Train those who write plans" in mail.body and "Possible learning set" in mail.body
    told = {"status": "under way", "evidence": "Agreed", **day("on", today)}
    for action in plan.actions.all():
        officer.post(address(plan, "actions", action.undertaking.public_id, "report"), told)
    page = officer.post(address(plan, "rounds/1/remind"), follow=True)
    assert "0 owners are asked by mail" in words(page)


def test_dates_of_now_stand_beside_those_first_agreed_and_patterns_by_owner_and_priority(boss, officer):
    plan = approved_plan()
    of = plan.actions.order_by("position").first().undertaking
    due_on = of.due_on + timedelta(days=28)
    asked = ask_new_date(row=of, due_on=due_on, reason="Ill", by=officer.person, at=timezone.now())
    decide_new_date(asked=asked, agreed=True, by=boss.person, at=timezone.now())
    page = boss.get(f"{address(plan)}?view=dates")
    assert_good_page(page)
    agreed, now = (series.values[0].amount for series in page.context["page"].chart.series)
    assert now - agreed == 28
    page = boss.get(f"{address(plan)}?view=patterns")
    assert_good_page(page)
    assert "Principal adviser" in words(page) and "this is no pattern" in words(page)
    assert boss.get(f"{address(plan)}?view=nonsense").context["page"].view == "grid"
