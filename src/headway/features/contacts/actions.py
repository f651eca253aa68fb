"""Writes of contacts: record one, take it back."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.contacts.models import Contact
from headway.features.contacts.queries import KIND
from headway.features.schools.models import School
from headway.features.schools.queries import relations_to
from headway.rules.verdict import ALLOWED, Refused, Verdict, insist, refuse

OLDEST = timedelta(days=366)


def may_date(on: date, today: date) -> Verdict:
    """A contact was: today or within the last year."""
    if on > today:
        return refuse("A contact is recorded once it was; choose today or a day before.")
    if on < today - OLDEST:
        return refuse("This is more than a year ago. Check the year.")
    return ALLOWED


@transaction.atomic
def record_contact(
    *, school: School, on: date, manner: str, minutes: int, topic: str, by: Viewer, at: datetime
) -> Contact:
    """Record a contact of one's own with a school. The days of the school stay as they are."""
    insist(by.may(KIND, "change", relations_to(by, school)))
    insist(may_date(on, by.on))
    made = Contact.objects.create(
        school=school, on=on, manner=manner, minutes=minutes, topic=topic, by=by.person, at=at
    )
    told = {"school": school.urn, "on": on.isoformat(), "manner": manner, "minutes": minutes}
    record(
        action="record_contact",
        subject_kind="contact",
        subject_id=made.public_id,
        at=at,
        by=by.id,
        after=told,
    )
    return made


def may_correct(by: Viewer, contact: Contact) -> Verdict:
    """Whether the viewer may correct the contact: with a school of whose contacts they keep the log."""
    return by.may(KIND, "change", relations_to(by, contact.school))


@transaction.atomic
def correct_contact(
    *,
    contact: Contact,
    school: School,
    on: date,
    manner: str,
    minutes: int,
    topic: str,
    by: Viewer,
    at: datetime,
) -> None:
    """Write a contact anew. Who had it stays, and so does the moment it was recorded."""
    held = Contact.objects.select_for_update(of=("self",)).select_related("school").get(pk=contact.pk)
    insist(may_correct(by, held))
    insist(by.may(KIND, "change", relations_to(by, school)))
    if on != held.on:
        insist(may_date(on, by.on))
    before = _plain(held)
    held.school, held.on, held.manner, held.minutes, held.topic = school, on, manner, minutes, topic
    held.save(update_fields=["school", "on", "manner", "minutes", "topic"])
    record(
        action="correct_contact",
        subject_kind="contact",
        subject_id=held.public_id,
        at=at,
        by=by.id,
        before=before,
        after=_plain(held),
    )


@transaction.atomic
def take_contact_back(*, public_id: str, by: Viewer, at: datetime) -> None:
    """Remove a contact that one recorded oneself; Refused where it is gone."""
    held = Contact.objects.filter(public_id=public_id, by=by.person).first()
    if held is None:
        raise Refused("This contact is not there any more.")
    told = _plain(held)
    held.delete()
    record(
        action="take_contact_back", subject_kind="contact", subject_id=public_id, at=at, by=by.id, before=told
    )


def _plain(contact: Contact) -> dict[str, Any]:
    """What an event tells of it: never its words."""
    return {
        "school": contact.school_id,
        "on": contact.on.isoformat(),
        "manner": contact.manner,
        "minutes": contact.minutes,
    }
