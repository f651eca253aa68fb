"""All plans at a glance, rounds compared, the pack for the board, templates, and going on for another year."""

import io

import docx
import pytest
from django.utils import timezone
from tests.pages.pages import assert_good_page, parse_page, shown_words
from tests.plan_world import approved_plan, make_plan

from headway.features.plans.models import Plan
from headway.features.undertakings.models import Undertaking

pytestmark = pytest.mark.django_db
QUERIES = 15  # inside a test's transaction nothing is kept in memory: five of these are of policies and roles


def words(response) -> str:
    """What the page says."""
    return shown_words(parse_page(response))


@pytest.fixture
def boss(client_as):
    return client_as("head-of-service")


def test_the_overview_counts_what_is_late_and_who_may_need_help(boss, django_assert_max_num_queries):
    assert "No plan that you may see is approved yet" in words(boss.get("/plans/overview/"))
    approved_plan()
    Undertaking.objects.filter(words__startswith="Train").update(due_on="2026-09-02")
    for _ in range(3):
        approved_plan()
    with django_assert_max_num_queries(QUERIES):
        answer = boss.get("/plans/overview/")
    assert_good_page(answer)
    told = words(answer)
    assert "Principal adviser" in told and "none closed" in told
    assert "0 plans" in words(boss.get("/plans/overview/?q=nothing"))


def test_whose_actions_are_late_is_not_for_councillors(client_as, policies):
    Plan.objects.filter(pk=approved_plan().pk).update(published=True)
    Undertaking.objects.update(due_on="2026-09-02")
    told = words(client_as("member").get("/plans/overview/"))
    assert "After the inspection" in told and "Principal adviser" not in told


def test_rounds_are_compared_only_once_one_is_closed(boss, policies):
    plan = approved_plan()
    answer = boss.get(f"/plans/{plan.public_id}/rounds/compare/")
    assert_good_page(answer)
    assert "nothing to compare" in words(answer)


def test_the_pack_for_the_board_is_a_word_document_of_what_stands(boss, policies):
    plan = approved_plan()
    answer = boss.get(f"/plans/{plan.public_id}/pack/word/")
    told = docx.Document(io.BytesIO(answer.content))
    heads = [one.text for one in told.paragraphs if one.style.name == "Heading 2"]
    assert heads == [
        "How the plan stands",
        "What slipped",
        "Rounds compared",
        "Dates moved",
        "What it is judged by",
        "Risks",
    ]
    assert boss.get(f"/plans/{plan.public_id}/pack/pdf/").content.startswith(b"%PDF-")
    assert answer.content == boss.get(f"/plans/{plan.public_id}/pack/word/").content


def test_a_plan_begins_with_what_such_a_plan_usually_has(client_as, policies):
    today = timezone.localdate().replace(day=1)
    sent = {
        "title": "School",
        "kind": "post-inspection",
        "months": "3",
        "count": "4",
        "template": "post-inspection",
    }
    days = {"first_on-day": 1, "first_on-month": today.month, "first_on-year": today.year}
    client_as("business-support").post("/plans/new/", sent | days)
    plan = Plan.objects.get()
    assert (plan.priorities.count(), plan.actions.count()) == (4, 10)


def test_a_plan_is_gone_on_with_from_its_page(client_as, policies):
    plan, officer = approved_plan(), client_as("business-support")
    assert "Go on for another year" in words(officer.get(f"/plans/{plan.public_id}/"))
    answer = officer.post(f"/plans/{plan.public_id}/next-year/", {"title": "2027"}, follow=True)
    assert_good_page(answer)
    made = Plan.objects.get(title="2027")
    assert (made.follows, made.actions.count()) == (plan, 3)
    refused = officer.get(f"/plans/{plan.public_id}/next-year/")
    assert refused.status_code == 403 and "already" in words(refused)
    assert officer.get(f"/plans/{make_plan().public_id}/next-year/").status_code == 403
