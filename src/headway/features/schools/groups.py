"""Writes of trusts and federations: what the newest published file lists, and who is no longer in it."""

from collections.abc import Sequence

from headway.features.releases.models import Release
from headway.features.schools.findable import GROUPS
from headway.features.schools.models import GroupMembership
from headway.features.search.actions import replace_findable

BATCH = 1000
TAKEN = ("group_name", "kind", "status", "joined_on", "group_closed_on")


def keep_groups(*, release: Release, rows: Sequence[GroupMembership]) -> None:
    """Make the listed memberships the present ones. One that is no longer listed stays as history, with the day of this
    file. The caller holds the transaction and records the release."""
    held = {(row.school_id, row.group_uid): row for row in GroupMembership.objects.filter(left_by=None)}
    wanted = {(row.school_id, row.group_uid): row for row in rows}
    changed = []
    for key in held.keys() & wanted.keys():
        if any(getattr(held[key], name) != getattr(wanted[key], name) for name in TAKEN):
            for name in TAKEN:
                setattr(held[key], name, getattr(wanted[key], name))
            held[key].release = release
            changed.append(held[key])
    GroupMembership.objects.bulk_update(changed, [*TAKEN, "release"], batch_size=BATCH)
    gone = [held[key].pk for key in held.keys() - wanted.keys()]
    GroupMembership.objects.filter(pk__in=gone).update(left_by=release.published_on)
    fresh = [wanted[key] for key in wanted.keys() - held.keys()]
    for row in fresh:
        row.release = release
    GroupMembership.objects.bulk_create(fresh, batch_size=BATCH)
    replace_findable(GROUPS.kind, GROUPS.things())
