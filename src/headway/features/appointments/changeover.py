"""Some schools to another adviser from a day on, and the way back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from headway.features.appointments.many import ADVISER
from headway.features.appointments.models import Appointment, Subject
from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.people.models import Person
from headway.rules import handing_over as rules
from headway.rules.handing_over import Held
from headway.rules.verdict import Refused, Verdict, insist


@dataclass(frozen=True, slots=True)
class Changeover:
    """The appointments that began and those that ended for it, by primary key."""

    begun: tuple[int, ...]
    ended: tuple[int, ...]


def open_advisers(urns: Iterable[int]) -> dict[int, Appointment]:
    """URN to the adviser's appointment that has no end yet; one query."""
    rows = Appointment.objects.filter(
        role=ADVISER,
        subject_kind=Subject.SCHOOL,
        subject_id__in=[str(urn) for urn in urns],
        valid_until=None,
    )
    return {int(row.subject_id): row for row in rows.select_related("person")}


def may_take_over(held: Appointment | None, person: Person, valid_from: date) -> Verdict:
    """Whether this person can be the school's adviser from that day, given whose it is."""
    now = Held(held.person.public_id, held.person.name, held.valid_from) if held else None
    return rules.may_take_over(now, person.public_id, valid_from)


@transaction.atomic
def change_adviser(
    *, person: Person, urns: Sequence[int], valid_from: date, by: Viewer, at: datetime
) -> Changeover:
    """Make a person the adviser of these schools from a day on; who advised them until then ends there.

    Refused as a whole where one of the schools cannot be taken over then.
    """
    insist(by.may("assignments", "change"))
    Appointment.objects.select_for_update().filter(
        role=ADVISER, subject_kind=Subject.SCHOOL, subject_id__in=[str(urn) for urn in urns]
    ).count()
    held = open_advisers(urns)
    for urn in urns:
        insist(may_take_over(held.get(urn), person, valid_from))
    ended = [row.pk for row in held.values()]
    Appointment.objects.filter(pk__in=ended).update(valid_until=valid_from)
    begun = Appointment.objects.bulk_create(
        Appointment(
            person=person,
            role=ADVISER,
            subject_kind=Subject.SCHOOL,
            subject_id=str(urn),
            valid_from=valid_from,
        )
        for urn in urns
    )
    was = {str(urn): row.person.public_id for urn, row in held.items()}
    _record("change_adviser", person, by, at, {"was": was}, {"schools": list(urns), "from": f"{valid_from}"})
    return Changeover(tuple(row.pk for row in begun), tuple(ended))


@transaction.atomic
def undo_changeover(*, changeover: Changeover, by: Viewer, at: datetime) -> None:
    """Take a changeover back; Refused where one of its appointments was changed since."""
    insist(by.may("assignments", "change"))
    rows = Appointment.objects.select_for_update()
    begun = list(rows.filter(pk__in=changeover.begun, valid_until=None).select_related("person"))
    if len(begun) != len(changeover.begun):
        raise Refused("Somebody has changed one of these appointments since. Look at the schools one by one.")
    Appointment.objects.filter(pk__in=changeover.begun).delete()
    Appointment.objects.filter(pk__in=changeover.ended).update(valid_until=None)
    schools = [int(row.subject_id) for row in begun]
    _record("undo_changeover", begun[0].person, by, at, {"schools": schools}, {})


def _record(action: str, person: Person, by: Viewer, at: datetime, before: Mapping, after: Mapping) -> None:
    record(
        action=action,
        subject_kind="person",
        subject_id=person.public_id,
        at=at,
        by=by.id,
        before=dict(before),
        after=dict(after),
    )
