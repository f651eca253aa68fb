"""Records somebody who leaves has not finished, handed to somebody else. The right to do it is the leaving's own."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F, QuerySet

from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.people.models import Person
from headway.features.records.actions.telling import SUBJECT
from headway.features.records.models import RecordOfVisit
from headway.features.visits.models import Visit
from headway.rules import records_of_visit as rule
from headway.rules.visits import CANCELLED, LEAD, OLDEST

UNFINISHED = (rule.DRAFT, rule.CHECKING, rule.WITH_HEAD)


def unfinished_records(person: Person) -> QuerySet[RecordOfVisit]:
    """Records of the person's that are not locked yet, of the earliest visit first."""
    rows = RecordOfVisit.objects.filter(author=person, state__in=UNFINISHED)
    return rows.select_related("visit__school", "visit__partnership").order_by("visit__on", "pk")


def unwritten_visits(person: Person, before: date) -> QuerySet[Visit]:
    """Visits of the year before the day that the person led and nobody has begun a record of, the earliest first."""
    written = RecordOfVisit.objects.values("visit")
    rows = Visit.objects.filter(people__person=person, people__role=LEAD, on__lt=before)
    rows = rows.filter(on__gte=before - OLDEST).exclude(state=CANCELLED).exclude(pk__in=written)
    return rows.select_related("school", "partnership").order_by("on", "pk")


@transaction.atomic
def hand_records_over(*, person: Person, successor: Person, by: Viewer, at: datetime) -> int:
    """The successor writes what is not locked yet; who began it stays in the audit. How many."""
    rows = list(unfinished_records(person))
    for row in rows:
        RecordOfVisit.objects.filter(pk=row.pk).update(author=successor, version=F("version") + 1)
        record(
            action="hand_over_record", subject_kind=SUBJECT, subject_id=row.public_id, at=at, by=by.id,
            before={"author": person.public_id}, after={"author": successor.public_id},
        )  # fmt: skip
    return len(rows)
