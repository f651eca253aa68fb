"""Visits and notices of somebody who leaves, handed to somebody else. The right to do it is the leaving's own."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.people.models import Person
from headway.features.visits.models import InspectionNotice, Visit, VisitPerson
from headway.rules.visits import BOOKED, LEAD, WITH


def parts_to_come(person: Person, since: date) -> QuerySet[VisitPerson]:
    """Booked visits of the day or later on which the person goes, the next first."""
    rows = VisitPerson.objects.filter(person=person, visit__state=BOOKED, visit__on__gte=since)
    return rows.select_related("visit__school", "visit__partnership").order_by("visit__on", "pk")


def open_notices(person: Person) -> QuerySet[InspectionNotice]:
    """Inspections the person is to attend."""
    rows = InspectionNotice.objects.filter(owner=person, done_on=None)
    return rows.select_related("school").order_by("begins_on", "pk")


@transaction.atomic
def hand_visits_over(*, person: Person, successor: Person, since: date, by: Viewer, at: datetime) -> int:
    """The successor goes in the person's place on every booked visit from the day on; calendars follow. How many."""
    parts = list(parts_to_come(person, since))
    for part in parts:
        held = Visit.objects.select_for_update().get(pk=part.visit_id)
        there = held.people.filter(person=successor).first()
        if there is not None and part.role == WITH:
            part.delete()
        else:
            if there is not None:
                there.delete()
            VisitPerson.objects.filter(pk=part.pk).update(person=successor)
        Visit.objects.filter(pk=held.pk).update(version=F("version") + 1, changed_at=at)
        after = {"successor": successor.public_id, "leads": part.role == LEAD}
        _told("hand_over_visit", "visit", held.public_id, person, by, at, after)
    return len(parts)


@transaction.atomic
def bring_in_for_record(*, visit: Visit, successor: Person, why: str, by: Viewer, at: datetime) -> None:
    """Name the successor on a visit that was, so that its record can be written; who went stays on it."""
    held = Visit.objects.select_for_update().get(pk=visit.pk)
    if held.people.filter(person=successor).exists():
        return
    VisitPerson.objects.create(visit=held, person=successor, role=WITH, why=why)
    Visit.objects.filter(pk=held.pk).update(version=F("version") + 1)
    record(
        action="bring_in_for_record", subject_kind="visit", subject_id=held.public_id, at=at, by=by.id,
        after={"person": successor.public_id},
    )  # fmt: skip


@transaction.atomic
def hand_notices_over(*, person: Person, successor: Person, by: Viewer, at: datetime) -> int:
    """Inspections still to be attended become the successor's; how many."""
    rows = list(open_notices(person))
    for row in rows:
        InspectionNotice.objects.filter(pk=row.pk).update(owner=successor)
        after = {"successor": successor.public_id}
        _told("hand_over_notice", "inspection_notice", row.public_id, person, by, at, after)
    return len(rows)


def _told(
    action: str, kind: str, key: str, person: Person, by: Viewer, at: datetime, after: dict[str, Any]
) -> None:
    before = {"person": person.public_id}
    record(action=action, subject_kind=kind, subject_id=key, at=at, by=by.id, before=before, after=after)
