"""The page of an inspection's clashes: a preview, accepted as a whole or in part, and taken back."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.factories import make_school
from tests.pages.pages import assert_good_page, parse_page, shown_words
from tests.pages.people import make_person, sign_in
from tests.pages.visit_objects import make_visit

from headway.features.undoing.models import Deed
from headway.features.visits.models import InspectionNotice, Visit
from headway.rules.calendars import add_working_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def begins_on():
    return add_working_days(timezone.localdate(), 2, ())


@pytest.fixture
def school(policies):
    return make_school(name="Elm Primary School", status_code="1")


@pytest.fixture
def person(school):
    return make_person("adviser", school=school, name="Adviser 1")


def words(response) -> str:
    return shown_words(parse_page(response))


def day(name, on):
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


def recorded(client, school, begins_on):
    """The answer to the form of a notice, followed."""
    told = day("told_on", timezone.localdate()) | day("begins_on", begins_on)
    return client.post(f"/schools/{school.urn}/inspection-notice/", told, follow=True)


def test_m5_15_a_notice_leads_to_what_clashes_and_all_is_moved_once_accepted(school, person, begins_on):
    visit = make_visit(school, on=begins_on, lead=person)
    client = sign_in(person)
    page = recorded(client, school, begins_on)
    assert_good_page(page)
    shown = words(page)
    assert "Visits that clash with an inspection" in shown and "The school is inspected then." in shown
    assert (
        "no head is recorded, tell them yourself" in shown and "Nothing moves until you accept it." in shown
    )
    visit.refresh_from_db()
    assert visit.on == begins_on
    address = page.redirect_chain[-1][0]
    (key,) = page.context["page"].form.initial["moves"]
    done = client.post(address, {"moves": [key]}, follow=True)
    assert "1 visit is moved." in words(done) and "No visit clashes with this inspection any more." in words(
        done
    )
    visit.refresh_from_db()
    assert visit.on != begins_on
    again = client.post(address, {"moves": [key]})
    assert again.status_code == 422
    deed = Deed.objects.get(kind="replan_inspection")
    assert deed.public_id in done.content.decode(), "the message carries the button that takes it back"
    client.post("/undo/", {"deed": deed.public_id}, follow=True)
    visit.refresh_from_db()
    assert visit.on == begins_on


def test_nothing_chosen_is_said_and_a_move_nobody_was_shown_is_refused(school, person, begins_on):
    make_visit(school, on=begins_on, lead=person)
    client = sign_in(person)
    address = recorded(client, school, begins_on).redirect_chain[-1][0]
    nothing = client.post(address, {})
    assert nothing.status_code == 422 and "Select at least one visit to move" in words(nothing)
    assert_good_page(nothing)
    invented = client.post(address, {"moves": [f"x:1:{begins_on}:am"]})
    assert invented.status_code == 422 and "The diary has changed since." in words(invented)
    assert Visit.objects.get().on == begins_on


def test_without_a_clash_the_notice_leads_back_to_the_school(school, person, begins_on):
    make_visit(school, on=begins_on + timedelta(days=20), lead=person)
    page = recorded(sign_in(person), school, begins_on)
    assert page.redirect_chain[-1][0].endswith(f"/schools/{school.urn}/readiness/")
    address = f"/inspection-notices/{InspectionNotice.objects.get().public_id}/visits/"
    assert "No visit clashes" in words(sign_in(person).get(address))


def test_the_head_of_service_looks_and_others_do_not_know_of_it(school, person, begins_on):
    make_visit(school, on=begins_on, lead=person)
    address = recorded(sign_in(person), school, begins_on).redirect_chain[-1][0]
    boss = sign_in(make_person("head-of-service"))
    shown = boss.get(address)
    assert_good_page(shown)
    assert "The school is inspected then." in words(shown) and shown.context["page"].form is None
    assert "The adviser who goes accepts moves" in words(shown)
    key = sign_in(person).get(address).context["page"].form.initial["moves"]
    assert boss.post(address, {"moves": key}).status_code == 422
    assert Visit.objects.get().on == begins_on
    for other in (make_person("adviser", school=make_school()), make_person("business-support")):
        assert sign_in(other).get(address).status_code in (403, 404)


@pytest.mark.parametrize("number", [1, 30])
def test_few_queries_however_many_visits(school, person, begins_on, number, django_assert_max_num_queries):
    for _ in range(number):
        make_visit(school, on=begins_on, lead=make_person("adviser"))
    client = sign_in(person)
    address = recorded(client, school, begins_on).redirect_chain[-1][0]
    client.get(address)
    with django_assert_max_num_queries(18):  # five of them are signing in, three the calendar
        assert len(client.get(address).context["page"].table.rows) == number
