"""Access is looked at anew: who was not for a year is counted and listed, confirming is dated and never of oneself."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.pages.pages import assert_good_page, shown_words
from tests.pages.people import make_person

from headway.features.audit.models import Event
from headway.features.people.models import Person
from headway.features.policies.queries import typed
from headway.kit.words import day_words


@pytest.fixture
def client(client_as):
    return client_as("admin")


def words(client, path):
    return shown_words(assert_good_page(client.get(path)))


def reviewed(person, days):
    Person.objects.filter(pk=person.pk).update(reviewed_at=timezone.now() - timedelta(days=days))


def test_who_was_not_reviewed_for_a_year_is_counted_and_listed(client):
    recent, old, gone = (make_person("adviser", name=f"Post {name}") for name in ("Ada", "Bea", "Cid"))
    reviewed(recent, 300)
    reviewed(old, 400)
    Person.objects.filter(pk=gone.pk).update(is_active=False)
    assert "The access of 2 people was not reviewed in the last 12 months." in words(client, "/access/")
    listed = words(client, "/access/?review=due")
    assert "Post Bea" in listed
    assert "Post Ada" not in listed
    assert "Post Cid" not in listed


def test_confirming_shows_what_is_held_and_is_recorded(client):
    person = make_person("adviser", "quadrant-lead")
    path = f"/access/{person.public_id}/confirm/"
    assert "Quadrant lead" in words(client, path)
    client.post(path)
    person.refresh_from_db()
    assert person.reviewed_by == client.person.public_id
    assert day_words(timezone.localdate()) in words(client, f"/access/{person.public_id}/")
    event = Event.objects.order_by("-number").first()
    assert (event.action, event.subject_id, event.by) == (
        "confirm_access",
        person.public_id,
        client.person.public_id,
    )


def test_nobody_confirms_the_own_access(client):
    answer = client.post(f"/access/{client.person.public_id}/confirm/")
    assert answer.status_code == 403
    assert "You cannot change your own access" in answer.content.decode()
    assert not Event.objects.filter(action="confirm_access").exists()


def test_an_authority_says_in_its_policy_how_often(policies):
    assert typed("access").review_months == 12
