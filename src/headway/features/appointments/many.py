"""Writes of many appointments at once."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from headway.features.appointments.models import Appointment
from headway.features.audit.actions import record
from headway.features.kept import NOTHING, Kept, keep_rows

ADVISER = "adviser"  # the one role a subject has at most one person in at a time


@transaction.atomic
def keep_appointments(*, wanted: Sequence[Appointment], by: str, at: datetime) -> Kept:
    """Store unsaved appointments. One that the same person held or holds stays as it is, ended or not."""
    kept = keep_rows(
        Appointment.objects.exclude(role=ADVISER),
        wanted,
        known_by=("person_id", "role", "subject_kind", "subject_id"),
    )
    return _record("appointments", kept, by, at)


@transaction.atomic
def keep_advisers_of(*, wanted: Sequence[Appointment], since: date, by: str, at: datetime) -> Kept:
    """Store who advises which subject from `since` on, one person a subject.

    An adviser who began earlier ends that day when it is another person; one who began later is newer knowledge and
    stays. One who began the same day is corrected.
    """
    held: dict[tuple[str, str], list[Appointment]] = {}
    for row in Appointment.objects.filter(role=ADVISER).order_by("valid_from"):
        held.setdefault((row.subject_kind, row.subject_id), []).append(row)
    ending, going_on = [], []
    for row in wanted:
        rows = held.get((row.subject_kind, row.subject_id), [])
        last = rows[-1] if rows else None
        if last and (last.valid_from > since or _goes_on(last, row, since)):
            continue
        if last and last.valid_until is None and last.valid_from < since:
            ending.append(last.pk)
        going_on.append(row)
    Appointment.objects.filter(pk__in=ending).update(valid_until=since)
    kept = keep_rows(
        Appointment.objects.filter(role=ADVISER),
        going_on,
        known_by=("role", "subject_kind", "subject_id", "valid_from"),
        may_change=("person_id",),
    )
    return _record("advisers_of", kept + Kept(0, len(ending)) if ending else kept or NOTHING, by, at)


def _goes_on(last: Appointment, wanted: Appointment, since: date) -> bool:
    """Whether the same person has the subject already, from an earlier day on."""
    return last.person_id == wanted.person_id and last.valid_until is None and last.valid_from <= since


def _record(what: str, kept: Kept, by: str, at: datetime) -> Kept:
    if kept:
        after = {"made": kept.made, "changed": kept.changed}
        record(action=f"keep_{what}", subject_kind="own_facts", subject_id=what, at=at, by=by, after=after)
    return kept
