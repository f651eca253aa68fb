"""Services other than teaching: teams with a leader, and every school subscribed (M2-18)."""

from datetime import date

import pytest
from tests.factories import make_school
from tests.pages.pages import assert_good_page
from tests.pages.service_objects import make_service, make_team, subscribe
from tests.pages.workforce.test_structures import day, words

from headway.features.undoing.models import Deed
from headway.features.workforce.models import Service, Subscription

pytestmark = pytest.mark.django_db
APRIL = day("valid_from", date(2026, 4, 1))


@pytest.fixture
def finance(client_as):
    return client_as("finance")


def address(service, *more) -> str:
    """A page of the service."""
    return "/".join([f"/workforce/services/{service.public_id}", *more]) + "/"


def open_school(urn, name="Hill School"):
    """An open school of the authority."""
    return make_school(urn=urn, name=name, status_code="1")


def test_m2_18_every_school_subscribed_has_a_team_with_its_leader_or_is_listed(finance, client_as):
    for number in range(3):
        open_school(900_801 + number, f"School {number}")
    assert finance.post("/workforce/services/new/", {"name": "Grounds maintenance"}).status_code == 302
    service = Service.objects.get()
    told = {"name": "Team north", "leader": "Team leader 1"}
    assert finance.post(address(service, "teams", "new"), told).status_code == 302
    team = service.teams.get()
    sent = {"urns": "900801\n900802\n900803", **APRIL}
    assert finance.post(address(service, "subscribe"), sent).status_code == 302
    page = finance.get(address(service))
    assert_good_page(page)
    assert "3 schools have no team." in words(page)
    keys = list(service.subscriptions.order_by("school_id").values_list("public_id", flat=True))
    tick = address(service, "teams", team.public_id, "schools")
    assert "School 0 (900801)" in words(finance.get(tick))
    assert finance.post(tick, {"served": keys[:2]}).status_code == 302
    shown = words(client_as("business-support").get(address(service)))
    assert "1 school has no team." in shown
    assert "Team north Team leader 1 2" in shown
    assert "School 1 900802 Team north Team leader 1" in shown.replace("● ", "")
    listed = words(finance.get(f"{address(service)}?team=none"))
    assert "School 2" in listed
    assert "School 1 " not in listed
    everything = finance.get("/workforce/services/")
    assert_good_page(everything)
    assert "Grounds maintenance 1 3" in words(everything)
    finance.post(address(service, "schools", keys[2]), {"team": team.public_id})
    assert "no team." not in words(finance.get(address(service)))


def test_m2_18_pasted_urns_are_refused_as_a_whole_with_each_fault(finance):
    service = make_service()
    taken = open_school(900_811, "Taken School")
    open_school(900_812)
    make_school(urn=900_813, name="Closed School", status_code="2")
    subscribe(service, taken)
    sent = {"urns": "900811 900812 900813 900812 hill 123456", **APRIL}
    answer = finance.post(address(service, "subscribe"), sent)
    assert answer.status_code == 422
    shown = words(answer)
    for said in (
        "“hill” is not a URN. A URN has six figures.",
        "900812 stands there twice.",
        "123456 is no school of this authority.",
        "Closed School (900813): The school is closed.",
        "Taken School (900811): It takes the service from 1 April 2025 already.",
    ):
        assert said in shown
    assert Subscription.objects.count() == 1
    page = finance.get(address(service, "subscribe"))
    assert_good_page(page)
    assert "recorded by hand" in words(page)


def test_m2_18_schools_picked_in_the_list_subscribe_and_it_is_taken_back(finance, client_as):
    service = make_service()
    for urn in (900_821, 900_822):
        open_school(urn)
    asked = {"action": "service", "school": ["900821", "900822"]}
    assert "Let them take a service" in words(finance.get("/schools/"))
    assert finance.get("/schools/picked/", asked).status_code == 200
    sent = asked | {"keys": "900821 900822", "chosen": service.pk, **APRIL}
    assert "Will be done" in words(finance.post("/schools/picked/", sent))
    done = finance.post("/schools/picked/", sent | {"step": "do"}, follow=True)
    assert "2 schools are subscribed to Grounds maintenance." in words(done)
    assert Subscription.objects.count() == 2
    again = words(finance.post("/schools/picked/", sent))
    assert "It takes the service from 1 April 2026 already." in again
    said = words(finance.post("/undo/", {"deed": Deed.objects.get().public_id}, follow=True))
    assert "2 schools do not take Grounds maintenance again." in said
    assert not Subscription.objects.exists()
    quadrant = client_as("quadrant-lead")
    assert "Let them take a service" not in words(quadrant.get("/schools/"))


def test_what_has_a_team_since_is_not_taken_back(finance):
    service = make_service()
    open_school(900_823)
    sent = {"action": "service", "keys": "900823", "chosen": service.pk, "step": "do", **APRIL}
    finance.post("/schools/picked/", sent)
    row = Subscription.objects.get()
    team = make_team(service)
    finance.post(address(service, "schools", row.public_id), {"team": team.public_id})
    said = words(finance.post("/undo/", {"deed": Deed.objects.get().public_id}, follow=True))
    assert "Somebody has changed one of these subscriptions since." in said
    assert Subscription.objects.exists()


def test_a_subscription_ends_and_a_team_goes(finance):
    service = make_service()
    team = make_team(service)
    (row,) = subscribe(service, open_school(900_831), team=team)
    href = address(service, "schools", row.public_id)
    early = {"team": team.public_id, **day("valid_until", date(2025, 4, 1))}
    assert finance.post(href, early).status_code == 422
    assert finance.post(href, early | day("valid_until", date(2026, 4, 1))).status_code == 302
    shown = words(finance.get(address(service)))
    assert "No school takes this service." in shown
    assert finance.post(href, {"remove": "yes"}).status_code == 302
    assert not Subscription.objects.exists()
    again = address(service, "teams", team.public_id)
    changed = {"name": "Team south", "leader": "Team leader 9", "version": 1}
    assert finance.post(again, changed).status_code == 302
    assert "Team leader 9" in words(finance.get(address(service)))
    assert finance.post(again, {"remove": "yes"}).status_code == 302
    assert "No team yet." in words(finance.get(address(service)))
    assert finance.post(address(service, "edit"), {"name": "Catering"}).status_code == 302
    assert "Catering" in words(finance.get("/workforce/services/"))


def test_a_closed_school_that_still_takes_the_service_says_so(finance):
    service = make_service()
    school = open_school(900_841)
    subscribe(service, school)
    type(school).objects.filter(pk=school.pk).update(status_code="2")
    assert "the register says it is closed" in words(finance.get(address(service)))


def test_empty_pages_and_who_is_told_why_not(finance, client_as):
    assert "No service is written down yet." in words(finance.get("/workforce/services/"))
    assert client_as("adviser").get("/workforce/services/").status_code == 403
    service = make_service()
    team = make_team(service)
    assert "Subscribe schools first." in words(
        finance.get(address(service, "teams", team.public_id, "schools"))
    )
    for more in (("teams", "none"), ("schools", "none")):
        assert finance.get(address(service, *more)).status_code == 404


@pytest.mark.parametrize("count", [1, 30])
def test_pages_ask_the_same_number_of_questions(finance, count, django_assert_max_num_queries):
    service = make_service()
    for number in range(count):
        team = make_team(service, f"Team {number}")
        subscribe(service, open_school(900_850 + number, f"School {number}"), team=team)
        make_service(f"Service {number}")
    for place in ("/workforce/services/", address(service), address(service, "subscribe")):
        finance.get(place)
        with django_assert_max_num_queries(12):
            finance.get(place)
