"""Writes of evidence: what an applied release says takes the place of what its kind said before.

The flow that applies the release holds the transaction.
"""

from collections.abc import Iterable

from headway.features.evidence.models import Inspection, Observation
from headway.features.releases.models import Release

BATCH = 1000


def replace_observations(*, release: Release, rows: Iterable[Observation]) -> int:
    """Put these observations in the place of all earlier ones of releases of this kind; the number stored."""
    Observation.objects.filter(release__kind=release.kind).delete()
    made = []
    for row in rows:
        row.release = release
        made.append(row)
    Observation.objects.bulk_create(made, batch_size=BATCH)
    return len(made)


def replace_inspections(*, release: Release, rows: Iterable[Inspection]) -> int:
    """Put these inspections in the place of all earlier ones of releases of this kind; the number stored."""
    Inspection.objects.filter(release__kind=release.kind).delete()
    made = []
    for row in rows:
        row.release = release
        made.append(row)
    Inspection.objects.bulk_create(made, batch_size=BATCH)
    return len(made)
