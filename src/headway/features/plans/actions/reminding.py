"""Each person's own digest: set, and marked as sent so that it goes once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.plans.models import Reminder


@transaction.atomic
def set_reminders(*, wanted: Mapping[str, Any], by: Viewer, at: datetime) -> Reminder:
    """What the person wants to be reminded of, and how often."""
    made, _ = Reminder.objects.update_or_create(person=by.person, defaults=dict(wanted))
    record(
        action="set_reminders", subject_kind="person", subject_id=by.id, at=at, by=by.id, after=dict(wanted)
    )
    return made


@transaction.atomic
def take_turn(*, reminder: Reminder, at: datetime) -> bool:
    """Take the digest of a day for oneself, so that no other process sends it too; whether that came first."""
    on = at.date()
    rows = Reminder.objects.filter(pk=reminder.pk, last_sent_on=reminder.last_sent_on)
    if not rows.update(last_sent_on=on):
        return False
    told = {"on": on.isoformat()}
    who = reminder.person.public_id
    record(action="send_digest", subject_kind="person", subject_id=who, at=at, by="", after=told)
    return True
