"""Trusts and federations of the authority's schools, with when each joined and which it is no longer listed in."""

from pathlib import Path

from headway.features.releases.models import Release
from headway.features.schools.groups import keep_groups
from headway.features.schools.models import GroupMembership
from headway.flows.publications.decided import Decided, Scope, stored_faults
from headway.flows.publications.replaced import compare, count
from headway.publicdata.gias import read_groups
from headway.publicdata.gias_rows import GroupRow
from headway.rules.verdict import Refused

# Groups of children's centres hold no schools, and a sponsor is no group a school is governed by.
NOT_OURS = frozenset({"5", "8", "9", "05", "08", "09"})


def decide_groups(path: Path, scope: Scope) -> Decided:
    """Memberships of the authority's schools. Refused when the file has none of them."""
    reading = read_groups(path, scope.urns)
    rows = [_row(row) for row in reading.rows if row.group_type_code not in NOT_OURS]
    if not rows:
        raise Refused(
            f"The file holds no trust or federation of a school of {scope.authority}. Load the register first, or give "
            "the file that covers the authority."
        )
    # A school that stands twice in a group is taken with its last row.
    after = {(row.school_id, row.group_uid): row for row in rows}
    present = GroupMembership.objects.filter(left_by=None)
    before = {(row.school_id, row.group_uid): _said(row) for row in present}
    lines = compare(before, {key: _said(row) for key, row in after.items()})

    def apply(release: Release) -> None:
        keep_groups(release=release, rows=list(after.values()))

    return Decided(
        len(reading.rows), len(after), count(lines, len(after)), lines, stored_faults(reading.faults), apply
    )


def _row(row: GroupRow) -> GroupMembership:
    return GroupMembership(
        school_id=row.urn,
        group_uid=row.group_uid[:12],
        group_name=row.group_name[:200],
        kind=row.group_type[:60],
        status=row.group_status[:40],
        joined_on=row.joined_on,
        group_closed_on=row.group_closed_on,
    )


def _said(row: GroupMembership) -> str:
    joined = f", joined {row.joined_on}" if row.joined_on else ""
    return f"{row.group_name}, {row.kind}, {row.status}{joined}"
