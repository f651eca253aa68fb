"""The write of what a device sends: once."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.device_drafts.models import DeviceDraft
from headway.features.records.actions.drafting import save_draft
from headway.features.records.actions.telling import locked
from headway.features.records.models import RecordOfVisit
from headway.features.records.queries import may_write
from headway.features.saving import Stale
from headway.rules.verdict import insist

KEPT = (
    50  # so many keys of a record are remembered; whoever sends an older one again is told of the newer text
)


@dataclass(frozen=True, slots=True)
class Counted:
    """The version a draft became, whether it had been counted before, and what reads like a pupil's name."""

    version: int
    again: bool
    named: tuple[str, ...]


@transaction.atomic
def save_once(
    *, record: RecordOfVisit, told: Mapping[str, Any], seen_version: int, key: str, by: Viewer, at: datetime
) -> Counted:
    """Save the draft, unless it was saved under this key already. Stale where somebody saved meanwhile, or where the key
    was used for other words."""
    held = locked(record)
    insist(may_write(by, held))
    digest = _digest_of(told)
    known = DeviceDraft.objects.filter(record=held, key=key).first()
    if known is not None and known.digest == digest:
        return Counted(known.version, True, ())
    if known is not None:
        raise Stale
    named = save_draft(record=held, told=told, seen_version=seen_version, by=by, at=at)
    made = DeviceDraft.objects.create(record=held, key=key, digest=digest, version=seen_version + 1, at=at)
    _forget_old(made)
    return Counted(made.version, False, named)


def _forget_old(made: DeviceDraft) -> None:
    rows = DeviceDraft.objects.filter(record=made.record_id)
    oldest = rows.order_by("-pk").values_list("pk", flat=True)[KEPT - 1 : KEPT].first()
    if oldest is not None:
        rows.filter(pk__lt=oldest).delete()


def _digest_of(told: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
