"""Writes of allocation: conflicts of interest."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from headway.features.allocation.models import Conflict
from headway.features.audit.actions import record
from headway.features.kept import Kept, keep_rows


@transaction.atomic
def replace_invented_conflicts(*, conflicts: Sequence[Conflict], by: str, at: datetime) -> Kept:
    """Store unsaved conflicts of invented advisers in place of all they had."""
    pairs = {(row.adviser_id, row.school_id) for row in conflicts}
    held = Conflict.objects.filter(adviser__invented=True).values_list("pk", "adviser_id", "school_id")
    over = [key for key, *pair in held if tuple(pair) not in pairs]
    Conflict.objects.filter(pk__in=over).delete()
    return keep_conflicts(conflicts=conflicts, by=by, at=at)


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
