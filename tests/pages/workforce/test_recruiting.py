"""Recruitment: an action of a plan that waits, an appointment, and the end (M2-17)."""

from datetime import date

import pytest
from tests.pages.pages import assert_good_page
from tests.pages.recruitment_objects import appointed, make_recruitment
from tests.pages.workforce.test_structures import day, words
from tests.plan_world import approved_plan

from headway.features.undertakings.models import Undertaking
from headway.features.workforce.models import Recruitment

pytestmark = pytest.mark.django_db
BEGINS = {"found_by": "Advertised nationally", **day("begins_on", date(2027, 1, 1))}


@pytest.fixture
def hr(client_as):
    return client_as("hr")


def address(row, *more) -> str:
    """A page of the recruitment."""
    return "/".join([f"/workforce/recruitment/{row.public_id}", *more]) + "/"


def test_m2_17_it_closes_only_with_an_appointment_and_its_action_waits(hr, client_as):
    plan = approved_plan()
    of = plan.actions.first().undertaking
    sent = {"words": "Child protection officer", "action": of.public_id, **day("opened_on", date(2026, 9, 1))}
    assert hr.post("/workforce/recruitment/new/", sent).status_code == 302
    row = Recruitment.objects.get()
    shown = hr.get(address(row))
    assert_good_page(shown)
    assert "Record the day it begins and how it was found" in words(shown)
    refused = hr.post(address(row, "close"))
    assert refused.status_code == 403
    assert "No appointment is recorded." in words(refused)
    action = f"/plans/{plan.public_id}/actions/{of.public_id}/"
    done = {"status": "done", "evidence": "Appointed", **day("on", date(2026, 9, 10))}
    boss = client_as("head-of-service")
    held = boss.post(f"{action}report/", done)
    assert held.status_code == 422
    assert "This action is done once the appointment is recorded" in words(held)
    seen = boss.get(action)
    assert_good_page(seen)
    assert "a recruitment for it is open" in words(seen)
    assert "Recruitment: Child protection officer" in words(seen)
    assert "Recruitment: Child" not in words(client_as("data-officer").get(action))
    assert hr.post(address(row, "appoint"), BEGINS).status_code == 302
    assert "a recruitment for it is open" not in words(boss.get(action))
    assert boss.post(f"{action}report/", done).status_code == 302
    of.refresh_from_db()
    assert of.completed_on == date(2026, 9, 10)
    assert hr.post(address(row, "close")).status_code == 302
    shown = words(hr.get(address(row)))
    assert "Begins on 1 January 2027" in shown
    assert "Closed on" in shown
    assert hr.get(address(row, "edit")).status_code == 403
    listed = hr.get("/workforce/recruitment/")
    assert_good_page(listed)
    assert "Train those who write plans" in words(listed)


def test_giving_up_needs_a_reason_and_an_appointment_can_be_corrected(hr):
    row = make_recruitment()
    early = hr.post(address(row, "appoint"), BEGINS | day("begins_on", date(2026, 8, 31)))
    assert early.status_code == 422
    assert "Nobody found by it began before" in words(early)
    hr.post(address(row, "appoint"), BEGINS)
    hr.post(address(row, "appoint"), BEGINS | {"found_by": "Found within the service"})
    assert "Found within the service" in words(hr.get(address(row)))
    assert hr.post(address(row, "give-up"), {"reason": ""}).status_code == 422
    assert hr.post(address(row, "give-up"), {"reason": "Withdrew before the first day"}).status_code == 302
    shown = words(hr.get(address(row)))
    assert "Given up" in shown
    assert "Withdrew before the first day" in shown
    for more in ("appoint", "give-up", "edit"):
        assert hr.get(address(row, more)).status_code == 403


def test_a_recruitment_is_changed_and_a_kept_back_action_is_not_named(hr, client_as):
    of = approved_plan().actions.first().undertaking
    row = make_recruitment(undertaking=of)
    sent = {"version": 1, "words": "Officer", "action": of.public_id, **day("opened_on", date(2026, 9, 1))}
    wrong = sent | day("advertised_until", date(2026, 8, 1))
    assert hr.post(address(row, "edit"), wrong).status_code == 422
    Undertaking.objects.filter(pk=of.pk).update(restricted=True)
    assert of.words not in words(hr.get(address(row)))
    assert of.words not in words(hr.get(address(row, "edit")))
    assert hr.post(address(row, "edit"), sent).status_code == 302
    assert hr.post(address(row, "edit"), sent | {"version": 2, "action": ""}).status_code == 302
    row.refresh_from_db()
    assert (row.words, row.undertaking) == ("Officer", None)


def test_empty_page_and_who_is_told_why_not(hr, client_as):
    assert "Nobody is looked for." in words(hr.get("/workforce/recruitment/"))
    assert client_as("adviser").get("/workforce/recruitment/").status_code == 403
    assert "Open a recruitment" not in words(client_as("chief-adviser").get("/workforce/recruitment/"))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("count", [1, 30])
def test_pages_ask_the_same_number_of_questions(hr, client_as, count, django_assert_max_num_queries):
    plan = approved_plan()
    of = plan.actions.first().undertaking
    for number in range(count):
        row = make_recruitment(f"Officer {number}", undertaking=of)
    appointed(row)
    make_recruitment("Another", undertaking=of)
    boss = client_as("head-of-service")
    places = (
        (hr, "/workforce/recruitment/"),
        (boss, address(row)),
        (hr, address(row, "edit")),
        (boss, f"/plans/{plan.public_id}/actions/{of.public_id}/"),
    )
    for client, place in places:
        client.get(place)
        with django_assert_max_num_queries(12):
            client.get(place)
