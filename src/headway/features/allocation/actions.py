"""Writes of allocation: conflicts of interest."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from headway.features.allocation.models import Conflict
from headway.features.audit.actions import record
from headway.features.kept import Kept, keep_rows


@transaction.atomic
def keep_conflicts(*, conflicts: Sequence[Conflict], by: str, at: datetime) -> Kept:
    """Store unsaved conflicts; one of the same adviser and school takes the reason anew, one that ended stays ended."""
    kept = keep_rows(
        Conflict.objects.all(), conflicts, known_by=("adviser_id", "school_id"), may_change=("reason",)
    )
    if kept:
        # The reasons are personal, so the audit says only how many there are.
        after = {"made": kept.made, "changed": kept.changed}
        record(
            action="keep_conflicts",
            subject_kind="own_facts",
            subject_id="conflicts",
            at=at,
            by=by,
            after=after,
        )
    return kept
