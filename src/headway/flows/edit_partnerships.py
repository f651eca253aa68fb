"""Many partnerships changed at once, as in a spreadsheet: all or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.partnerships.editing import edit_partnership
from headway.features.partnerships.models import Partnership
from headway.features.partnerships.queries import partnerships_visible_to
from headway.features.schools.models import Quadrant
from headway.flows.stale import RefusedRow, StaleRows
from headway.rules.verdict import Refused, refuse


@dataclass(frozen=True, slots=True)
class PartnershipEdit:
    """What one partnership is to become, and the version that was seen."""

    partnership: Partnership
    version: int
    name: str
    quadrant: Quadrant | None


@transaction.atomic
def edit_partnerships(*, edits: Sequence[PartnershipEdit], by: Viewer, at: datetime) -> dict:
    """Change these partnerships; the facts by which it is taken back.

    StaleRows where somebody saved one meanwhile, RefusedRow where one may not become what it was to be.
    """
    before = [
        {
            "partnership": edit.partnership.public_id,
            "version": edit.version,
            "name": edit.partnership.name,
            "quadrant": edit.partnership.quadrant_id,
        }
        for edit in edits
    ]
    _edit_all(edits, by, at)
    return {"partnerships": before}


@transaction.atomic
def edit_partnerships_back(*, facts: dict, by: Viewer, at: datetime) -> int:
    """Give partnerships what they had before an edit, the last first; StaleRows where one was changed since."""
    held = facts["partnerships"]
    keys = [row["partnership"] for row in held]
    found = {row.public_id: row for row in partnerships_visible_to(by, "change").filter(public_id__in=keys)}
    if len(found) != len(keys):
        raise Refused(refuse("One of these partnerships is no longer yours to change."))
    quadrants = Quadrant.objects.in_bulk([row["quadrant"] for row in held])
    edits = [
        PartnershipEdit(
            found[row["partnership"]], row["version"] + 1, row["name"], quadrants.get(row["quadrant"])
        )
        for row in reversed(held)
    ]
    _edit_all(edits, by, at)
    return len(edits)


def _edit_all(edits: Sequence[PartnershipEdit], by: Viewer, at: datetime) -> None:
    stale = [edit.partnership for edit in edits if not _edit(edit, by, at)]
    if stale:
        raise StaleRows(stale)


def _edit(edit: PartnershipEdit, by: Viewer, at: datetime) -> bool:
    try:
        return edit_partnership(
            partnership=edit.partnership,
            name=edit.name,
            quadrant=edit.quadrant,
            seen_version=edit.version,
            by=by,
            at=at,
        )
    except Refused as refused:
        raise RefusedRow(edit.partnership, refused.verdict) from refused
