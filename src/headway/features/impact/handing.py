"""Support that somebody who leaves gives, handed to somebody else. The right to do it is the leaving's own."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet

from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.impact.models import Support
from headway.features.people.models import Person
from headway.rules.impact import PLANNED, RUNNING


def supports_given(person: Person) -> QuerySet[Support]:
    """Supports the person gives and nobody has followed up yet, the first due first."""
    rows = Support.objects.filter(adviser=person, state__in=(PLANNED, RUNNING))
    return rows.select_related("school", "partnership").order_by("due_on", "pk")


@transaction.atomic
def hand_supports_over(*, person: Person, successor: Person, by: Viewer, at: datetime) -> int:
    """The successor goes on giving them and says what was seen; how many."""
    rows = list(supports_given(person))
    for row in rows:
        Support.objects.filter(pk=row.pk).update(adviser=successor, version=F("version") + 1)
        record(
            action="hand_over_support", subject_kind="support", subject_id=row.public_id, at=at, by=by.id,
            before={"adviser": person.public_id}, after={"adviser": successor.public_id},
        )  # fmt: skip
    return len(rows)
