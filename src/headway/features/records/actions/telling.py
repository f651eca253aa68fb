"""The event that every write of a record leaves."""

from datetime import datetime
from typing import Any

from headway.features.appointments.viewer import Viewer
from headway.features.audit import actions as audit
from headway.features.records.models import RecordOfVisit

SUBJECT = "record-of-visit"


def tell(action: str, row: RecordOfVisit, by: Viewer | None, at: datetime, **told: Any) -> None:
    """Leave an event on a record; nothing that somebody wrote is in it."""
    who = by.id if by else ""
    audit.record(
        action=action,
        subject_kind=SUBJECT,
        subject_id=row.public_id,
        at=at,
        by=who,
        after={"state": row.state, **told},
    )


def locked(row: RecordOfVisit) -> RecordOfVisit:
    """The row again, kept from others until the transaction ends."""
    rows = RecordOfVisit.objects.select_for_update(of=("self",))
    return rows.select_related("visit__school", "visit__partnership", "author").get(pk=row.pk)
