"""The directory of good practice: found by a word, asked about, brought together, and the way into it (M4-05)."""

import pytest
from django.utils import timezone
from tests.factories import make_school, read_policies
from tests.pages.pages import assert_good_page, parse_page, shown_words
from tests.pages.practice_objects import (
    TOLD,
    make_approved,
    make_asked,
    make_consented,
    make_example,
    make_proposed,
)

from headway.features.practice.models import Brokerage, PracticeExample

pytestmark = pytest.mark.django_db
HOME = "/schools/practice/"
TODAY = timezone.localdate()


def words(response) -> str:
    """What the page says."""
    return shown_words(parse_page(response))


def day(name: str) -> dict[str, int]:
    """Today as its three boxes send it."""
    return {f"{name}-day": TODAY.day, f"{name}-month": TODAY.month, f"{name}-year": TODAY.year}


@pytest.fixture
def school(policies):
    return make_school(name="Teasel Primary School")


def test_m4_05_searching_phonics_returns_approved_examples_and_records_who_asked_for_contact(
    client_as, school
):
    found, hidden = make_approved("Morning groups", school), make_proposed("Phonics not yet", school)
    asking = make_school()
    head = client_as("headteacher", asking)
    page = head.get(f"{HOME}?q=phonics")
    assert_good_page(page)
    shown = words(page)
    assert found.title in shown and hidden.title not in shown
    here = f"{HOME}{found.public_id}/"
    assert_good_page(head.get(here))
    asked = head.post(f"{here}ask/", {"words": "May we watch a morning?"}, follow=True)
    assert "You have asked" in words(asked)
    request = Brokerage.objects.get()
    assert (request.asked_by, request.school) == (head.person, asking)
    assert head.get(f"{here}ask/").status_code == 403
    adviser = client_as("adviser", school)
    shown = words(adviser.get(here))
    assert head.person.name in shown and asking.name in shown
    assert head.person.name not in words(client_as("member").get(here))


def test_m4_05_the_adviser_brings_the_two_together_and_records_what_came_of_it(client_as, school):
    asked = make_asked(make_approved(school=school))
    adviser, here = client_as("adviser", school), f"{HOME}requests/{asked.public_id}/"
    assert_good_page(adviser.get(here))
    assert adviser.get(f"{here}visit/").status_code == 403
    assert "brought together" in words(adviser.post(f"{here}broker/", follow=True))
    assert_good_page(adviser.get(f"{here}visit/"))
    assert "The visit is recorded" in words(adviser.post(f"{here}visit/", day("on"), follow=True))
    closed = adviser.post(f"{here}close/", {"outcome": "Groups are made anew"}, follow=True)
    assert "Groups are made anew" in words(closed) and "Closed" in words(closed)
    assert adviser.get(f"{here}close/").status_code == 403
    assert_good_page(adviser.get(f"{HOME}requests/"))
    assert "Groups are made anew" in words(adviser.get(f"{HOME}requests/"))
    assert client_as("adviser", make_school()).get(here).status_code == 404


def test_m4_05_an_example_is_written_agreed_to_by_the_school_and_approved_by_another(client_as, school):
    adviser, head = client_as("adviser", school), client_as("headteacher", school)
    form = adviser.get(f"{HOME}new/")
    assert_good_page(form)
    made = adviser.post(f"{HOME}new/", {"title": "Phonics", "school": school.urn, **TOLD}, follow=True)
    assert "Ask the school whether it agrees" in words(made)
    example = PracticeExample.objects.get()
    here = f"{HOME}{example.public_id}/"
    assert "has not agreed yet" in words(adviser.get(here))
    assert adviser.post(f"{here}propose/").status_code == 403
    assert "Record that the school agrees" in words(head.get(here))
    assert head.post(f"{here}consent/", {**day("on"), "agreed_as": "headteacher"}).status_code == 302
    adviser.post(f"{here}propose/")
    assert "waits to be approved" in words(adviser.get(f"{here}edit/"))
    lead = client_as("quadrant-lead", school)
    assert lead.post(f"{here}decide/", {"yes": "no"}).status_code == 422
    assert "Approved" in words(lead.post(f"{here}decide/", {"yes": "yes"}, follow=True))
    shown = words(client_as("provider").get(here))
    assert "by the headteacher" in shown and "English lead" in shown
    withdrawn = lead.post(f"{here}withdraw/", {"remark": "The lead has left"}, follow=True)
    assert "The lead has left" in words(withdrawn)
    assert client_as("member").get(here).status_code == 404


def test_other_words_need_consent_anew_and_stale_ones_are_told(client_as, school):
    example = make_consented(school=school)
    client, here = client_as("data-officer"), f"{HOME}{example.public_id}/"
    sent = {"title": "Phonics in pairs", **TOLD, "version": example.version}
    assert "not yet" in words(client.post(f"{here}edit/", sent, follow=True))
    stale = client.post(f"{here}edit/", sent)
    assert stale.status_code == 422 and "Somebody else changed this example" in words(stale)


def test_the_list_is_narrowed_and_who_writes_sees_what_waits(client_as, school):
    make_approved("Morning groups", school), make_proposed("Waits", school), make_example("Draft one", school)
    officer = client_as("data-officer")
    shown = words(officer.get(HOME))
    assert "Waits" in shown and "Asked for" in shown
    assert "Waits" not in words(officer.get(f"{HOME}?state=approved"))
    assert "Morning groups" not in words(officer.get(f"{HOME}?theme=attendance"))
    assert "Morning groups" in words(officer.get(f"{HOME}?phase=primary&sort=-school"))
    member = client_as("member")
    assert "Asked for" not in words(member.get(HOME)) and "Waits" not in words(
        member.get(f"{HOME}?state=proposed")
    )
    assert "Waits" not in member.get(f"{HOME}?export=csv").content.decode("utf-8-sig")
    assert "/schools/practice/" in member.get("/schools/").content.decode()
    assert member.get(f"{HOME}new/").status_code == 403


@pytest.mark.parametrize("number", [1, 30])
def test_the_lists_ask_the_same_however_long_they_are(
    client_as, school, number, django_assert_max_num_queries
):
    client = client_as("adviser", school)
    for place in range(number):
        make_asked(make_approved(f"Example {place}", school))
    read_policies()
    example = PracticeExample.objects.first()
    for path in (HOME, f"{HOME}requests/", f"{HOME}{example.public_id}/"):
        with django_assert_max_num_queries(12):
            assert client.get(path).status_code == 200
