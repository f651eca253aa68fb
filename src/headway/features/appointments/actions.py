"""Writes of appointments: begin one, end one."""

from datetime import date, datetime

from django.db import transaction

from headway.features.appointments.models import Appointment
from headway.features.audit.actions import record
from headway.features.people.models import Person


@transaction.atomic
def appoint(
    *,
    person: Person,
    role: str,
    subject_kind: str,
    subject_id: object,
    valid_from: date,
    by: str,
    at: datetime,
) -> Appointment:
    """Tie a person to a subject from a day on; an open appointment of the same person is kept as it is."""
    subject = {"subject_kind": subject_kind, "subject_id": str(subject_id)}
    known = Appointment.objects.filter(person=person, role=role, valid_until=None, **subject).first()
    if known:
        return known
    made = Appointment.objects.create(person=person, role=role, valid_from=valid_from, **subject)
    record(
        action="appoint",
        subject_kind="appointment",
        subject_id=made.pk,
        at=at,
        by=by,
        after={"person": person.public_id, "role": role, **subject, "valid_from": valid_from.isoformat()},
    )
    return made


@transaction.atomic
def end_appointment(*, appointment: Appointment, valid_until: date, by: str, at: datetime) -> None:
    """End an appointment; one that ends on or before its first day is removed, for it never held."""
    record(
        action="end_appointment",
        subject_kind="appointment",
        subject_id=appointment.pk,
        at=at,
        by=by,
        before={"person": appointment.person.public_id, "role": appointment.role, "valid_until": None},
        after={"valid_until": valid_until.isoformat()},
    )
    if valid_until <= appointment.valid_from:
        appointment.delete()
        return
    appointment.valid_until = valid_until
    appointment.save()
