"""The one write: append an event to the chain, in the transaction of what it tells."""

from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from headway.features.audit.chain import link_hash
from headway.features.audit.models import ChainHead, Event


@transaction.atomic
def record(
    *,
    action: str,
    subject_kind: str,
    subject_id: object,
    at: datetime,
    by: str = "",
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> Event:
    """Append one event. `by` is a person's public id or empty for the system; `before` and `after` hold plain values
    of what changed and no personal text. The head of the chain is locked until the surrounding transaction ends."""
    head, _ = ChainHead.objects.select_for_update().get_or_create(pk=1)
    event = Event(
        number=head.number + 1,
        at=at.astimezone(UTC),
        by=by,
        action=action,
        subject_kind=subject_kind,
        subject_id=str(subject_id),
        before=before,
        after=after,
        previous_hash=head.hash,
    )
    event.hash = link_hash(event)
    event.save(force_insert=True)
    head.number, head.hash = event.number, event.hash
    head.save()
    return event
