"""Every form: a sample of its boxes and kinds of fault, a clear answer each time, and nothing typed lost or run.

`make prove` tries every box with every kind of fault, and every name that is taken.
"""

import pytest
from tests.pages.form_saves import (
    faults_of_stale,
    faults_of_taken,
    names_taken,
    plant_bare_writing,
    plant_looking_away,
)
from tests.pages.form_world import PAGES, World
from tests.pages.forms import (
    faults_of_files,
    faults_of_form,
    forms_of_page,
    plant_breaking,
    plant_forgetting,
    what_is_lost,
)
from tests.pages.matrix import rolled_back

from headway.features.people.models import Person
from headway.pages.registry import ROUTES

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("forms")]
OF_EACH_FORM = 5
FORMS = 153
# Routes that take a POST and whose form the walk does not meet: each is a button with nothing to fill in.
BUTTONS_ALONE = {
    "account_request_login_code": "the second name of the page to sign in",
    "account_logout": "the button to sign out, on every page; it would end the walk",
    "your_account_end_session": "a button a session, listed from the next sign-in on",
    "undo": "a button that stands in the message of a deed just done",
    "release_apply": "a button below a published file whose changes were just read",
    "record_keep": "what the script of a kept record sends; its boxes are those of the page to write",
    "record_photograph_out": "a button below a photograph of a draft",
    "joint_review_evaluate": "a form of the school's, before its peers begin",
    "joint_review_report": "a form once a review has begun",
    "joint_review_agree": "a form once its report is written",
    "quadrants_settle": "a button where a school stands in a district without a quadrant",
}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """One world for all forms; undone at the end."""
    with django_db_blocker.unblock(), rolled_back():
        yield World()


@pytest.mark.parametrize("name", PAGES)
def test_boxes_of_every_form_answer_faults(world, name):
    for form in forms_of_page(world, name):
        assert faults_of_form(world, form, OF_EACH_FORM)[1] == []
        assert faults_of_files(world, form)[1] == []
        assert what_is_lost(world, form) == [], form.action
    assert faults_of_stale(world, name)[1] == []


def test_the_walk_meets_every_form_of_the_product(world):
    met = [form for name in PAGES for form in forms_of_page(world, name)]
    posts = {route.name for route in ROUTES if route.post is not None}
    assert posts - {form.route for form in met} == set(BUTTONS_ALONE)
    assert len({(form.route, form.boxes) for form in met if form.boxes}) >= FORMS


def test_a_planted_form_that_forgets_what_was_typed_is_found(world, monkeypatch):
    plant_forgetting(monkeypatch)
    (form,) = (one for one in forms_of_page(world, "access_invite") if one.worded)
    assert what_is_lost(world, form) != []


def test_a_planted_form_that_breaks_is_found(world, monkeypatch):
    plant_breaking(monkeypatch)
    (form,) = (one for one in forms_of_page(world, "access_edit") if one.boxes)
    _, found = faults_of_form(world, form)
    assert any("status 500" in fault for fault in found)
    assert Person.objects.exists()


def test_a_planted_save_over_what_somebody_else_saved_is_found(world, monkeypatch):
    assert faults_of_stale(world, "plan_risk") == (1, [])
    plant_looking_away(monkeypatch)
    (fault,) = faults_of_stale(world, "plan_risk")[1]
    assert fault.endswith("what somebody else saved is written over")


def test_a_planted_name_that_only_the_database_knows_to_be_taken_is_found(world, monkeypatch):
    (form,) = forms_of_page(world, "forum_new")
    taken = names_taken()
    asked, found = faults_of_taken(world, form, taken)
    assert asked > 1 and found == []
    plant_bare_writing(monkeypatch)
    assert any("status 500" in fault for fault in faults_of_taken(world, form, taken)[1])
