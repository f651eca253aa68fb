"""The time visits took, on its pages: proposed, confirmed, beside days and contacts, and as a file."""

import pytest
from django.utils import timezone
from tests.factories import make_school
from tests.pages.pages import assert_good_page, parse_page, shown_words
from tests.pages.people import sign_in
from tests.records_world import RecordsWorld, at

from headway.features.contacts.actions import record_contact
from headway.features.visits.models import Visit
from headway.rules.visits import HELD

pytestmark = pytest.mark.django_db
HREF = "/diary/time/"


@pytest.fixture
def world(policies):
    return RecordsWorld(make_school(name="Teasel Primary School"), on=timezone.localdate())


def words(response) -> str:
    """What the page says."""
    return shown_words(parse_page(response))


def held(world, **more) -> Visit:
    """A visit of today that was held."""
    made = world.visit(on=world.on, **more)
    Visit.objects.filter(pk=made.pk).update(state=HELD)
    return made


def test_m7_10_a_visit_held_proposes_its_time_and_the_adviser_confirms_it(world):
    visit, client = held(world), sign_in(world.person("adviser"))
    page = client.get(HREF)
    assert_good_page(page)
    assert "Proposed" in words(page) and "6 hours 30 minutes" in words(page)
    here = f"/diary/visits/{visit.public_id}/time/"
    form = client.get(here)
    assert_good_page(form)
    assert "This is what is usual" in words(form) and 'value="180"' in form.content.decode()
    told = {"preparation": "30", "visiting": "200", "writing": "60", "travel": "45", "version": "0"}
    done = client.post(here, told, follow=True)
    assert_good_page(done)
    assert "The time is confirmed" in words(done) and "5 hours 35 minutes" in words(done)
    assert "Confirmed" in words(done) and "Challenge" in words(done)
    again = client.post(here, told)
    assert again.status_code == 422 and "Somebody else changed this time" in words(again)


def test_nothing_and_more_than_a_day_are_refused(world):
    visit, client = held(world), sign_in(world.person("adviser"))
    here = f"/diary/visits/{visit.public_id}/time/"
    told = {"preparation": "0", "visiting": "0", "writing": "0", "travel": "0", "version": "0"}
    answer = client.post(here, told)
    assert answer.status_code == 422 and "24 hours altogether" in words(answer)
    assert client.post(here, {**told, "visiting": "2000"}).status_code == 422


def test_a_visit_to_come_has_no_time_yet(world):
    visit = world.visit(on=world.on)
    answer = sign_in(world.person("adviser")).get(f"/diary/visits/{visit.public_id}/time/")
    assert answer.status_code == 403 and "confirmed afterwards" in words(answer)


def test_minutes_of_contacts_stand_beside(world):
    by = world.viewer("adviser")
    record_contact(
        school=world.school, on=world.on, manner="call", minutes=25, topic="Phonics", by=by, at=at(world.on)
    )
    page = sign_in(world.person("adviser")).get(HREF)
    assert "25 minutes" in words(page) and "My contacts" in words(page)


def test_others_see_the_split_and_no_visit_of_mine(world):
    held(world)
    page = sign_in(world.person("chief-adviser")).get(HREF)
    assert_good_page(page)
    assert "You were on no visit" in words(page) and "Challenge" in words(page)


def test_schools_do_not_see_it(world):
    held(world)
    answer = sign_in(world.person("headteacher")).get(HREF)
    assert answer.status_code == 403 and "for the service" in words(answer)


def test_it_goes_out_as_a_file(world):
    held(world)
    file = sign_in(world.person("adviser")).get(f"{HREF}?export=csv")
    told = file.content.decode() if not file.streaming else b"".join(file.streaming_content).decode()
    assert "Teasel Primary School" in told and "180" in told and "Proposed" in told


def test_thirty_visits_take_no_more_questions_than_one(world, django_assert_max_num_queries):
    held(world)
    client = sign_in(world.person("adviser"))
    client.get(HREF)
    with django_assert_max_num_queries(16) as first:
        client.get(HREF)
    for _ in range(29):
        held(world, half="pm")
    with django_assert_max_num_queries(len(first)):
        client.get(HREF)
