"""Many appointments at once: whoever is named holds the role from a day on, whoever held it before ends there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from headway.features.appointments.models import Appointment
from headway.features.people.models import Person


@dataclass(frozen=True, slots=True)
class HandedOver:
    """How many appointments began, ended and went on unchanged."""

    begun: int
    ended: int
    kept: int


@transaction.atomic
def hand_over(*, role: str, subject_kind: str, holders: Mapping[str, Person], valid_from: date) -> HandedOver:
    """Make each person of `holders` (subject id to person) the one open appointment of the subject in the role.

    Who holds it already goes on without a break; every other open appointment in the role to a subject of this kind
    ends on `valid_from`, also where the subject is not named, and is removed where it would have begun later. A fixed
    number of queries; the caller records the audit event.
    """
    rows = Appointment.objects.select_for_update().filter(
        role=role, subject_kind=subject_kind, valid_until=None
    )
    open_rows = list(rows.order_by("pk"))
    kept = {
        row.subject_id
        for row in open_rows
        if row.subject_id in holders
        and row.person_id == holders[row.subject_id].pk
        and row.valid_from <= valid_from
    }
    leaving = [row for row in open_rows if row.subject_id not in kept]
    Appointment.objects.filter(pk__in=[row.pk for row in leaving if row.valid_from >= valid_from]).delete()
    ended = Appointment.objects.filter(pk__in=[row.pk for row in leaving if row.valid_from < valid_from])
    ended.update(valid_until=valid_from)
    begun = [
        Appointment(
            person=person, role=role, subject_kind=subject_kind, subject_id=subject, valid_from=valid_from
        )
        for subject, person in sorted(holders.items())
        if subject not in kept
    ]
    Appointment.objects.bulk_create(begun)
    return HandedOver(len(begun), len(leaving), len(kept))


@transaction.atomic
def end_on(*, role: str, subject_kind: str, days: Mapping[str, date]) -> int:
    """End every open appointment in the role to these subjects on the day of each; how many. One query where none is
    named; the caller records the audit event."""
    rows = Appointment.objects.select_for_update().filter(
        role=role, subject_kind=subject_kind, valid_until=None, subject_id__in=list(days)
    )
    ending = [row for row in rows if row.valid_from < days[row.subject_id]]
    for row in ending:
        row.valid_until = days[row.subject_id]
    Appointment.objects.bulk_update(ending, ["valid_until"])
    return len(ending)
