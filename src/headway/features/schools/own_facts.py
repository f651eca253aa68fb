"""Writes of what the authority knows of its schools itself: quadrants of districts, provisions, headships."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from headway.features.audit.actions import record
from headway.features.kept import Kept, keep_rows
from headway.features.schools.models import Headship, Placement, Provision, Quadrant


@transaction.atomic
def keep_quadrants(*, quadrants: Mapping[str, str], since: date, by: str, at: datetime) -> Kept:
    """Put districts into quadrants by name from a day on: `quadrants` maps a district's code to the quadrant's name.

    A district that stands in another quadrant leaves it on that day; one that moved later is left where it is.
    """
    names = sorted(set(quadrants.values()))
    kept = keep_rows(Quadrant.objects.all(), [Quadrant(name=name) for name in names], known_by=("name",))
    keys = dict(Quadrant.objects.filter(name__in=names).values_list("name", "pk"))
    held = {row.district_id: row for row in Placement.objects.filter(valid_until=None)}
    fresh = []
    for code, name in sorted(quadrants.items()):
        row = held.get(code)
        if row and (row.quadrant_id == keys[name] or row.valid_from > since):
            continue
        if row:
            _leave(row, since)
        fresh.append(Placement(district_id=code, quadrant_id=keys[name], valid_from=since))
    Placement.objects.bulk_create(fresh)
    return _record("quadrants", kept + Kept(len(fresh), 0), by, at)


@transaction.atomic
def keep_provisions(*, provisions: Sequence[Provision], by: str, at: datetime) -> Kept:
    """Store enhanced provisions; one known by school, kind, need and first day takes its places and end anew."""
    kept = keep_rows(
        Provision.objects.filter(school__authority__own=True),
        provisions,
        known_by=("school_id", "kind", "need", "valid_from"),
        may_change=("places", "valid_until"),
    )
    return _record("provisions", kept, by, at)


@transaction.atomic
def keep_headships(*, headships: Sequence[Headship], by: str, at: datetime) -> Kept:
    """Store headships; one known by school and first day takes its kind and end anew.

    The caller has checked that no two of a school hold at once.
    """
    stored = Headship.objects.filter(school__authority__own=True)
    # Ends first: a new head may begin only after the head before has an end.
    ended = [row for row in headships if row.valid_until]
    going_on = [row for row in headships if not row.valid_until]
    keep = {"known_by": ("school_id", "valid_from"), "may_change": ("kind", "valid_until")}
    kept = keep_rows(stored, ended, **keep) + keep_rows(stored.all(), going_on, **keep)
    return _record("headships", kept, by, at)


def _leave(placement: Placement, on: date) -> None:
    """End a placement on a day; one that began that day never held."""
    if placement.valid_from == on:
        placement.delete()
        return
    placement.valid_until = on
    placement.save(update_fields=["valid_until"])


def _record(what: str, kept: Kept, by: str, at: datetime) -> Kept:
    if kept:
        after = {"made": kept.made, "changed": kept.changed}
        record(action=f"keep_{what}", subject_kind="own_facts", subject_id=what, at=at, by=by, after=after)
    return kept
