"""Deciding which school a URN names that the register gives to another one than we hold."""

from datetime import datetime

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.files.actions import path_of
from headway.features.releases.actions import settle_faults
from headway.features.releases.models import Release
from headway.features.saving import unless_taken
from headway.features.structural_changes.models import UrnDecision
from headway.flows.publications.reused_urns import COLUMN
from headway.publicdata.gias import read_register
from headway.publicdata.gias_rows import SchoolRow
from headway.rules.verdict import Refused, insist

DECIDED = "Somebody has decided this already. Look at the faults again."
GONE = "The file no longer tells of this URN. Read the file again."
TAKEN = "Decided: it is the school of this register. Give the file again, and it is taken"
KEPT = "Decided: it stays the school that was held, and what this register says of it is not taken"


def published_row(release: Release, urn: int) -> SchoolRow | None:
    """The row of the kept file for this URN."""
    path = path_of(release.file.sha256)
    if not path.is_file():
        return None
    return next((row for row in read_register(path).rows if row.urn == urn), None)


@transaction.atomic
def settle_reused_urn(*, release: Release, urn: int, take: bool, viewer: Viewer, at: datetime) -> None:
    """Write down whether the URN's other school is to be taken; nothing of the school itself changes now.

    Raises Refused, in words, when the viewer may not change the register or somebody decided before.
    """
    insist(viewer.may("register", "change"))
    row = published_row(release, urn)
    if row is None or row.opened_on is None:
        raise Refused(GONE)
    told = {
        "name": row.name[:200],
        "establishment_number": row.establishment_number,
        "opened_on": row.opened_on,
    }
    unless_taken(
        lambda: UrnDecision.objects.create(
            urn=urn, take=take, decided_by=viewer.person, decided_at=at, **told
        ),
        DECIDED,
    )
    settle_faults(urn=urn, column=COLUMN, words=TAKEN if take else KEPT)
    after = {"urn": urn, "take": take, "release": release.public_id}
    record(
        action="settle_reused_urn", subject_kind="school", subject_id=urn, at=at, by=viewer.id, after=after
    )
