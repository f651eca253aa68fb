"""Appointments begin once, end, and leave their events."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError
from tests.pages.people import make_person

from headway.features.appointments.actions import appoint, end_appointment
from headway.features.appointments.models import Appointment
from headway.features.audit.models import Event

pytestmark = pytest.mark.django_db
AT = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
FROM = date(2026, 9, 1)


def begin(person, role="headteacher", subject_id=900001, valid_from=FROM):
    return appoint(
        person=person,
        role=role,
        subject_kind="school",
        subject_id=subject_id,
        valid_from=valid_from,
        by="x",
        at=AT,
    )


def test_an_open_appointment_is_made_once():
    person = make_person()
    assert begin(person) == begin(person, valid_from=date(2027, 1, 1))
    assert [e.action for e in Event.objects.order_by("number")] == ["appoint"]


def test_an_end_is_the_first_day_without():
    person = make_person()
    end_appointment(appointment=begin(person), valid_until=date(2027, 9, 1), by="x", at=AT)
    assert Appointment.objects.as_at(date(2027, 8, 31)).exists()
    assert not Appointment.objects.as_at(date(2027, 9, 1)).exists()


def test_one_that_never_held_is_removed_and_told():
    end_appointment(appointment=begin(make_person()), valid_until=FROM, by="x", at=AT)
    assert not Appointment.objects.exists()
    assert [e.action for e in Event.objects.order_by("number")] == ["appoint", "end_appointment"]


def test_a_school_has_one_adviser_at_a_time():
    begin(make_person(), role="adviser")
    with pytest.raises(IntegrityError):
        begin(make_person(), role="adviser")
