"""What a leaver is tied to, handed to somebody else from a day on or ended there."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from headway.features.appointments.models import Appointment
from headway.features.audit.actions import record
from headway.features.people.models import Person


@dataclass(frozen=True, slots=True)
class PassedOn:
    """How many ties went to the successor and how many ended without one."""

    handed: int
    ended: int


def open_ties(person: Person, on: date) -> list[Appointment]:
    """The person's appointments that go on past the day or begin after it."""
    rows = Appointment.objects.filter(person=person).exclude(valid_until__lte=on)
    return list(rows.order_by("role", "subject_kind", "subject_id", "pk"))


@transaction.atomic
def pass_on(
    *,
    person: Person,
    successor: Person | None,
    valid_from: date,
    but: Collection[tuple[str, str]] = (),
    by: str,
    at: datetime,
) -> PassedOn:
    """End every tie of the person on a day; the successor, if there is one, takes each over from that day.

    `but`: subjects (kind and id) the successor must not be given; they end without one. Who holds the same tie already
    keeps it as it is. One audit event a tie.
    """
    handed = ended = 0
    for tie in Appointment.objects.select_for_update().filter(
        pk__in=[t.pk for t in open_ties(person, valid_from)]
    ):
        subject = {"role": tie.role, "subject_kind": tie.subject_kind, "subject_id": tie.subject_id}
        until = tie.valid_until
        takes = successor is not None and (tie.subject_kind, tie.subject_id) not in but
        _end(tie, valid_from)
        if takes and not Appointment.objects.filter(person=successor, valid_until=until, **subject).exists():
            begins = max(tie.valid_from, valid_from)
            Appointment.objects.create(person=successor, valid_from=begins, valid_until=until, **subject)
        handed, ended = handed + takes, ended + (not takes)
        record(
            action="pass_on_appointment",
            subject_kind="person",
            subject_id=person.public_id,
            at=at,
            by=by,
            before=subject,
            after={
                "from": f"{valid_from}",
                "successor": successor.public_id if takes and successor else None,
            },
        )
    return PassedOn(handed, ended)


def _end(tie: Appointment, on: date) -> None:
    """End a tie; one that had not begun by then never holds."""
    if tie.valid_from >= on:
        tie.delete()
        return
    tie.valid_until = on
    tie.save(update_fields=["valid_until"])
