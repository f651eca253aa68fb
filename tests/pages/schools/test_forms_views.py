"""Recording and ending provisions and headships by form."""

from datetime import date

import pytest
from tests.factories import make_headship
from tests.pages.pages import assert_good_page
from tests.pages.schools.rows import make_school

from headway.features.audit.models import Event
from headway.features.schools.models import Headship, Provision

pytestmark = pytest.mark.django_db


def day(name, day):
    """A date as the three boxes of a form send it."""
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def test_m1_08_a_data_officer_records_a_provision_and_ends_it(client_as):
    school = make_school()
    client = client_as("data-officer")
    address = f"/schools/{school.urn}/provisions/record/"
    assert_good_page(client.get(address))
    sent = {"kind": "sen-unit", "places": "12", "need": "Autism", **day("valid_from", date(2026, 9, 1))}
    assert client.post(address, sent).headers["Location"] == f"/schools/{school.urn}/#support"
    provision = Provision.objects.get()
    assert (provision.school, provision.places, provision.valid_from) == (school, 12, date(2026, 9, 1))
    end = f"/schools/{school.urn}/provisions/{provision.pk}/end/"
    assert_good_page(client.get(end))
    assert client.post(end, day("valid_until", date(2027, 9, 1))).status_code == 302
    provision.refresh_from_db()
    assert provision.valid_until == date(2027, 9, 1)
    assert [event.by for event in Event.objects.filter(subject_kind="provision")] == [
        client.person.public_id
    ] * 2


def test_what_is_refused_is_said_above_the_form_and_nothing_changes(client_as):
    school = make_school()
    make_headship(school, valid_from=date(2026, 9, 1))
    sent = {"kind": "acting", **day("valid_from", date(2026, 9, 1))}
    response = client_as("business-support").post(f"/schools/{school.urn}/headships/record/", sent)
    assert_good_page(response)
    assert "A headship is recorded from 1 September 2026" in response.content.decode()
    assert Headship.objects.count() == 1


def test_a_headship_is_recorded_and_ended(client_as):
    school = make_school()
    client = client_as("data-officer")
    client.post(
        f"/schools/{school.urn}/headships/record/", {"kind": "acting", **day("valid_from", date(2026, 9, 1))}
    )
    headship = Headship.objects.get()
    client.post(f"/schools/{school.urn}/headships/{headship.pk}/end/", day("valid_until", date(2026, 12, 1)))
    headship.refresh_from_db()
    assert (headship.kind, headship.valid_until) == ("acting", date(2026, 12, 1))


def test_an_empty_form_says_what_to_fill_in(client_as):
    response = client_as("data-officer").post(f"/schools/{make_school().urn}/provisions/record/", {})
    words = response.content.decode()
    assert "Select the kind of provision" in words and "Enter the day it opened" in words


def test_m1_08_a_special_school_has_no_enhanced_provision_to_record(client_as):
    school = make_school(phase="special")
    response = client_as("data-officer").get(f"/schools/{school.urn}/provisions/record/")
    assert response.status_code == 403
    assert "mainstream schools only" in response.content.decode()


def test_another_schools_provision_cannot_be_ended_from_here(client_as):
    provision = Provision.objects.create(school=make_school(), kind="sen-unit", valid_from=date(2026, 9, 1))
    response = client_as("data-officer").get(f"/schools/{make_school().urn}/provisions/{provision.pk}/end/")
    assert response.status_code == 404
