"""Who somebody is as a viewer, on a day; who may see whose access."""

from datetime import date

import pytest
from tests.pages.people import adopt_current_policies, make_person, tie

from headway.features.appointments.models import Appointment
from headway.features.appointments.queries import appointed, appointments_of, people_visible_to, viewer_of
from headway.features.people.models import Role
from headway.features.policies.queries import typed

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 3)


@pytest.fixture(autouse=True)
def policies():
    adopt_current_policies()


def viewer(person, on=TODAY):
    return viewer_of(person, on=on, access=typed("access"))


def test_roles_and_ties_count_on_their_days_only():
    person = make_person()
    Role.objects.create(
        person=person, role="adviser", valid_from=date(2026, 9, 1), valid_until=date(2027, 9, 1)
    )
    dates = {"valid_from": date(2026, 9, 1), "valid_until": date(2026, 12, 1)}
    Appointment.objects.create(
        person=person, role="adviser", subject_kind="school", subject_id="900001", **dates
    )
    assert viewer(person, date(2026, 8, 31)).roles == frozenset()
    assert viewer(person).roles == {"adviser"}
    assert viewer(person).tied_to("school") == {"900001"}
    assert viewer(person, date(2026, 12, 1)).tied_to("school") == frozenset()
    assert viewer(person, date(2027, 9, 1)).roles == frozenset()


def test_roles_add_up_and_words_name_them():
    both = viewer(make_person("chair", "admin"))
    assert both.is_staff
    assert both.role_words() == "Administrator, Chair of governors"
    assert not viewer(make_person("chair")).is_staff
    assert viewer(make_person()).role_words() == "No role"


def test_only_who_manages_access_sees_people():
    assert people_visible_to(viewer(make_person("head-of-service"))).count() == 0
    assert people_visible_to(viewer(make_person("admin"))).count() == 2


def test_appointments_are_listed_by_person_and_by_subject():
    person, other = make_person(), make_person()
    first = tie(person, "headteacher", "school", 900001)
    tie(other, "chair", "board", 900001)
    assert appointments_of(person) == [first]
    assert appointed("school", [900001, 900002], on=TODAY) == [first]
    assert appointed("school", [900001], on=TODAY, role="chair") == []
