"""Plans and actions nobody is named for are counted on the home page and found in the register."""

import pytest
from tests.pages.pages import parse_page, shown_words
from tests.pages.people import make_person
from tests.plan_world import approved_plan, make_plan

from headway.features.plans.models import Plan, PlanState
from headway.features.undertakings.models import Undertaking

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(client_as):
    return client_as("head-of-service")


def said(client, path):
    return shown_words(parse_page(client.get(path)))


def test_open_plans_and_actions_without_an_owner_are_counted_at_home(boss):
    plan = approved_plan(owner=make_person("adviser"))
    assert "Open plans without an owner 0 Open actions without an owner 0" in said(boss, "/")
    Plan.objects.update(owner=None)
    first, second, third = Undertaking.objects.order_by("pk")
    Undertaking.objects.filter(pk__in=(first.pk, second.pk)).update(owner=None)
    Undertaking.objects.filter(pk=second.pk).update(owner_words="Principal adviser")
    assert "Open plans without an owner 1 Open actions without an owner 1" in said(boss, "/")
    Plan.objects.filter(pk=plan.pk).update(state=PlanState.CLOSED)
    assert "Open plans without an owner 0 Open actions without an owner 0" in said(boss, "/")


@pytest.mark.parametrize("what, left", [("plan", "No owner"), ("action", "No one acts")])
def test_the_register_is_narrowed_to_what_nobody_owns(boss, what, left):
    owner = make_person("adviser")
    for title in ("Owned", "No owner", "No one acts", "Given up"):
        plan = make_plan(owner=owner)
        Plan.objects.filter(pk=plan.pk).update(title=title)
    Plan.objects.filter(title__in=("No owner", "Given up")).update(owner=None)
    Plan.objects.filter(title="Given up").update(state=PlanState.CLOSED)
    Undertaking.objects.filter(origin_id=Plan.objects.get(title="No one acts").public_id).update(owner=None)
    shown = said(boss, f"/plans/?without={what}")
    assert "1 plan" in shown and left in shown and "Owned" not in shown and "Given up" not in shown
