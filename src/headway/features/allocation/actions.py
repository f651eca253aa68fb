"""Writes of allocation: conflicts of interest, and staff split over quadrants."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from headway.features.allocation.models import Conflict, QuadrantShare
from headway.features.audit.actions import record
from headway.features.kept import Kept, keep_rows
from headway.features.people.models import Adviser, Person
from headway.features.schools.models import Quadrant, School
from headway.rules.deployment import may_change_split
from headway.rules.verdict import Refused, insist, refuse


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


@transaction.atomic
def declare_conflict(
    *, adviser: Adviser, school: School, reason: str, on: date, by: Person, at: datetime
) -> Conflict:
    """Keep an adviser from a school from a day on. Refused while such a conflict holds already."""
    Adviser.objects.select_for_update().get(pk=adviser.pk)
    if Conflict.objects.filter(adviser=adviser, school=school).overlapping(on, None).exists():
        raise Refused(refuse(f"A conflict of {adviser} with {school} is declared already."))
    made = Conflict.objects.create(
        adviser=adviser, school=school, reason=reason, valid_from=on, declared_by=by
    )
    after = {"adviser": adviser.person.public_id, "school": school.urn, "valid_from": on.isoformat()}
    _record("declare_conflict", made, by.public_id, at, after)
    return made


@transaction.atomic
def end_conflict(*, conflict: Conflict, on: date, by: str, at: datetime) -> None:
    """End a conflict; one that ends on or before its first day is removed, for it never held."""
    _record("end_conflict", conflict, by, at, {"valid_until": on.isoformat()})
    if on <= conflict.valid_from:
        conflict.delete()
        return
    conflict.valid_until = on
    conflict.save(update_fields=["valid_until"])


@transaction.atomic
def settle_split(
    *,
    year: int,
    loads: Mapping[Quadrant, Decimal],
    proposed: Mapping[Quadrant, Decimal],
    wanted: Mapping[Quadrant, Decimal],
    reason: str,
    by: str,
    at: datetime,
) -> None:
    """Settle how many full-time posts each quadrant has in a year (M1-03). A change of the proposal needs a reason."""
    names = {quadrant: quadrant.name for quadrant in proposed}
    insist(
        may_change_split(
            {names[quadrant]: fte for quadrant, fte in proposed.items()},
            {quadrant.name: fte for quadrant, fte in wanted.items()},
            reason,
        )
    )
    for quadrant, fte in wanted.items():
        by_hand = reason if fte != proposed[quadrant] else ""
        QuadrantShare.objects.update_or_create(
            year=year,
            quadrant=quadrant,
            defaults={
                "load": loads[quadrant],
                "proposed_fte": proposed[quadrant],
                "fte": fte,
                "reason": by_hand,
            },
        )
    record(
        action="settle_split",
        subject_kind="quadrants",
        subject_id=year,
        at=at,
        by=by,
        after={quadrant.public_id: str(fte) for quadrant, fte in wanted.items()},
    )


def _record(action: str, conflict: Conflict, by: str, at: datetime, after: dict) -> None:
    record(action=action, subject_kind="conflict", subject_id=conflict.public_id, at=at, by=by, after=after)
