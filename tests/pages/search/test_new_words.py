"""What is called anew is found by its new words, and what lies below it is told under them."""

import pytest
from tests.pages.appraisal_objects import make_appraisal, make_option
from tests.pages.group_objects import make_forum
from tests.pages.people import AT, adopt_current_policies, make_person
from tests.pages.service_objects import make_service
from tests.plan_world import make_plan, seen

from headway.features.committees.actions import change_forum
from headway.features.decisions.actions.appraising import edit_option
from headway.features.plans.actions.writing import edit_plan, remove_action
from headway.features.search.models import Entry, Kind
from headway.features.workforce.actions.service_teams import rename_service
from headway.flows.find_anything import find_anything

pytestmark = pytest.mark.django_db
WORD = "Quorum"


@pytest.fixture
def by():
    """Who may change all of it."""
    adopt_current_policies()
    return seen(make_person("head-of-service", "finance"))


def test_what_is_changed_is_found_by_its_new_words(by):
    forum, service, plan = make_forum("Governors' panel"), make_service("Grounds"), make_plan()
    option = make_option(make_appraisal("Where we are"), "As now")
    change_forum(forum=forum, told={"name": f"{WORD} panel"}, by=by, at=AT)
    rename_service(service=service, name=f"{WORD} service", by=by, at=AT)
    edit_option(option=option, told={"title": f"{WORD} option"}, by=by, at=AT)
    edit_plan(plan=plan, seen_version=plan.version, wanted={"title": f"{WORD} plan"}, by=by, at=AT)
    told = {(hit.kind, hit.title) for hit in find_anything(by, WORD)}
    assert told == {
        (Kind.FORUM, f"{WORD} panel"),
        (Kind.SERVICE, f"{WORD} service"),
        (Kind.APPRAISAL, "Where we are"),
        (Kind.SERVICE_PLAN, f"{WORD} plan"),
    }
    assert set(Entry.objects.filter(kind=Kind.ACTION).values_list("detail", flat=True)) == {f"{WORD} plan"}


def test_an_action_taken_out_is_found_no_longer(by):
    plan = make_plan()
    words = plan.actions.first().undertaking.words
    assert [hit.title for hit in find_anything(by, words)] == [words]
    remove_action(action=plan.actions.first(), by=by, at=AT)
    assert find_anything(by, words) == []
