"""Writes of evidence: what an applied release says takes the place of what its kind said before.

The flow that applies the release holds the transaction.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence

from headway.features.evidence.models import Inspection, Observation, RiskRating
from headway.features.releases.models import Release

BATCH = 1000


def replace_observations(
    *, release: Release, rows: Iterable[Observation], weight: Sequence[str] = (), keep_history: bool = False
) -> int:
    """Put these observations in the place of earlier ones of releases of this kind; the number stored.

    `keep_history`: only in the years these rows are of. `weight` are the kinds whose figures may be the same as these,
    heaviest first: the heaviest file that has a value is shown, what the others say stays beside it.
    """
    made = list(rows)
    own = Observation.every.filter(release__kind=release.kind)
    if keep_history:
        own = own.filter(period__in={row.period for row in made})
    measures = {*own.values_list("measure", flat=True).distinct(), *(row.measure for row in made)}
    own.delete()
    others = Observation.every.filter(measure__in=measures, release__kind__in=weight)
    rivals = others.exclude(release__kind=release.kind).select_related("release")
    _store(made, release, list(rivals), observation_key, lambda row: (row.value is None, _place(row, weight)))
    return len(made)


def replace_inspections(*, release: Release, rows: Iterable[Inspection], weight: Sequence[str] = ()) -> int:
    """Put these inspections in the place of all earlier ones of releases of this kind; the number stored.

    `weight` as with observations: the heaviest file that tells of an inspection is shown.
    """
    made = list(rows)
    own = Inspection.every.filter(release__kind=release.kind)
    schools = {*own.values_list("school_id", flat=True), *(row.school_id for row in made)}
    own.delete()
    others = Inspection.every.filter(release__kind__in=weight).exclude(release__kind=release.kind)
    rivals = [row for row in others.select_related("release") if row.school_id in schools]
    _store(made, release, rivals, inspection_key, lambda row: (_place(row, weight),))
    return len(made)


def replace_risk_ratings(*, release: Release, rows: Iterable[RiskRating]) -> int:
    """Put these ratings in the place of all earlier ones; the number stored."""
    RiskRating.objects.all().delete()
    made = list(rows)
    for row in made:
        row.release = release
    RiskRating.objects.bulk_create(made, batch_size=BATCH)
    return len(made)


def observation_key(row: Observation) -> tuple[Hashable, ...]:
    """What an observation is about; two files that say it are rivals."""
    return (row.school_id or row.area_code, row.measure, row.period, row.group)


def inspection_key(row: Inspection) -> tuple[Hashable, ...]:
    """Which inspection it is, whichever file tells of it."""
    return (row.school_id, row.regime, row.started_on)


def _place(row: Observation | Inspection, weight: Sequence[str]) -> int:
    return weight.index(row.release.kind) if row.release.kind in weight else len(weight)


def _store[R: (Observation, Inspection)](
    made: list[R],
    release: Release,
    rivals: list[R],
    key: Callable[[R], tuple[Hashable, ...]],
    rank: Callable[[R], tuple[object, ...]],
) -> None:
    """Write new rows among rivals of other files, so that of each thing the first by rank is shown."""
    for row in made:
        row.release, row.beside = release, False
    contended = {key(row) for row in rivals}
    groups: dict[tuple[Hashable, ...], list[R]] = {}
    for row in (*rivals, *(row for row in made if key(row) in contended)):
        groups.setdefault(key(row), []).append(row)
    was = {row.pk: row.beside for row in rivals}
    for rows in groups.values():
        shown = min(rows, key=rank)
        for row in rows:
            row.beside = row.release.kind != shown.release.kind
    moved = [row for row in rivals if row.beside != was[row.pk]]
    model = type(made[0]) if made else type(rivals[0]) if rivals else None
    if model is None:
        return
    model.every.bulk_update([row for row in moved if row.beside], ["beside"], batch_size=BATCH)
    model.every.bulk_create(made, batch_size=BATCH)
    model.every.bulk_update([row for row in moved if not row.beside], ["beside"], batch_size=BATCH)
