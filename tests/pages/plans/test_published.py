"""A published plan as councillors see it: without what is not for them, on every page and in every file."""

import pytest
from django.utils import timezone
from tests.pages.pages import assert_good_page, parse_page, shown_words
from tests.plan_world import approved_plan

from headway.features.plans.models import Plan, Round
from headway.features.undertakings.models import Undertaking
from headway.flows.read_plan import read_plan
from headway.rules.plan_grid import actions_of

pytestmark = pytest.mark.django_db
SECRET = "Agree the protocol"


@pytest.fixture
def plan(policies):
    made = approved_plan()
    Plan.objects.filter(pk=made.pk).update(published=True)
    Undertaking.objects.filter(words=SECRET).update(restricted=True)
    return made


def told(client, address) -> str:
    """The words of a page, or of every cell of a spreadsheet."""
    answer = client.get(address)
    assert answer.status_code == 200
    if "spreadsheet" in answer["Content-Type"]:
        return " ".join(one.words for one in actions_of(read_plan(content=answer.content)))
    assert_good_page(answer)
    return shown_words(parse_page(answer))


@pytest.mark.parametrize("more", ["", "?view=list", "?view=dates", "?view=patterns", "file/spreadsheet/"])
def test_what_is_restricted_is_left_out_for_councillors_and_for_nobody_else(plan, client_as, more):
    address = f"/plans/{plan.public_id}/{more}"
    seen_by_member = told(client_as("member"), address)
    assert SECRET not in seen_by_member
    if "patterns" not in more:
        assert "Train those who write plans" in seen_by_member
        assert SECRET in told(client_as("finance"), address)


def test_rounds_risks_packs_and_the_restricted_action_are_not_for_councillors(plan, client_as):
    member, officer = client_as("member"), client_as("finance")
    key = plan.actions.get(undertaking__words=SECRET).undertaking.public_id
    other = plan.actions.exclude(undertaking__words=SECRET).first().undertaking.public_id
    for more in ("parts/", "pack/word/", "rounds/compare/", f"actions/{key}/"):
        address = f"/plans/{plan.public_id}/{more}"
        assert member.get(address).status_code == 404
        assert officer.get(address).status_code == 200
    assert member.get(f"/plans/{plan.public_id}/actions/{other}/").status_code == 200
    page = shown_words(parse_page(member.get(f"/plans/{plan.public_id}/")))
    assert "pack for the board" not in page


def test_counts_and_rounds_for_councillors_are_without_what_is_restricted(plan, client_as):
    done = {"actions": [], "slippages": [{"key": "x", "words": SECRET, "kinds": [], "reasons": []}]}
    days = {"window_from": "2026-09-01", "opened_on": "2026-09-01", "due_on": "2026-09-02"}
    Round.objects.create(plan=plan, number=1, state="closed", frozen=done, closed_at=timezone.now(), **days)
    member, officer = client_as("member"), client_as("finance")
    for address, cells in (("/plans/", ("2 ", "3 ")), ("/plans/overview/", ("none closed", "1 slipped"))):
        assert cells[0] in told(member, address) and cells[1] not in told(member, address)
        assert cells[1] in told(officer, address)
    assert "Late 2" not in told(member, "/plans/overview/")


def test_an_action_is_restricted_with_a_tick(client_as, policies):
    from_draft = approved_plan()
    Plan.objects.filter(pk=from_draft.pk).update(state="draft")
    Undertaking.objects.update(baseline_due_on=None, baseline_at=None)
    action = from_draft.actions.select_related("undertaking", "priority").first()
    sent = {
        "words": "Closed talk",
        "priority": action.priority.public_id,
        "restricted": "on",
        "owner_words": "x",
    }
    address = f"/plans/{from_draft.public_id}/actions/{action.undertaking.public_id}/"
    answer = client_as("business-support").post(f"{address}edit/", sent, follow=True)
    assert answer.status_code == 200
    assert "no councillor" in told(client_as("business-support"), address)


def test_an_action_is_kept_from_councillors_and_shown_again_after_approval(plan, client_as):
    officer, member = client_as("business-support"), client_as("member")
    words = "Train those who write plans"
    key = plan.actions.get(undertaking__words=words).undertaking.public_id
    address = f"/plans/{plan.public_id}/actions/{key}/"
    page = officer.post(f"{address}restrict/", {"restrict": "yes"}, follow=True)
    assert "Councillors do not see it." in shown_words(parse_page(page))
    assert member.get(address).status_code == 404
    assert words not in told(member, f"/plans/{plan.public_id}/")
    officer.post(f"{address}restrict/")
    assert words in told(member, f"/plans/{plan.public_id}/")
    Plan.objects.filter(pk=plan.pk).update(state="closed")
    assert officer.post(f"{address}restrict/", {"restrict": "yes"}).status_code == 403
    assert words in told(member, f"/plans/{plan.public_id}/")
