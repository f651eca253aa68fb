"""Results of the authority's schools, and series of the authority, its neighbours, its region and England."""

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

from headway.features.evidence.actions import replace_observations
from headway.features.evidence.models import Observation
from headway.features.releases.models import Release
from headway.flows.publications.decided import Decided, Refused, Scope, stored_faults
from headway.flows.publications.replaced import compare, count
from headway.publicdata.faults import Reading
from headway.publicdata.ks2 import ALL_PUPILS, ResultRow, read_school_results
from headway.publicdata.lait import AreaResultRow, read_series

PLACES = Decimal("0.0001")


def decide_school_results(path: Path, scope: Scope) -> Decided:
    """Key stage 2 results of the authority's schools. Refused when the file has none of them."""
    reading = read_school_results(path, scope.urns)
    if not reading.rows:
        raise Refused(
            f"The file holds no result of a school of {scope.authority}. Load the register first, or give the file "
            "that covers the authority."
        )
    return _decide("ks2_schools", reading, [_of_school(row) for row in reading.rows])


def decide_series(path: Path, scope: Scope) -> Decided:
    """Series of the measures the policy names, for the authority and those it is held against."""
    codes = frozenset({scope.code, *scope.neighbours})
    reading = read_series(path, measures=frozenset(scope.series), la_codes=codes)
    if not reading.rows:
        raise Refused(
            f"The file holds none of the series wanted for {scope.authority}: {', '.join(sorted(scope.series))}."
        )
    return _decide("lait", reading, [_of_area(row, scope.series) for row in reading.rows])


def _of_school(row: ResultRow) -> Observation:
    return Observation(
        row=row.source_row,
        school_id=row.urn,
        measure=row.measure,
        period=row.period,
        group="all" if row.group == ALL_PUPILS else row.group,
        value=row.value.quantize(PLACES) if row.value is not None else None,
        why_missing=row.why_missing or "",
    )


def _of_area(row: AreaResultRow, series: dict[str, str]) -> Observation:
    return Observation(
        row=row.source_row,
        area_code=row.area_code,
        area_name=row.area_name,
        measure=series[row.measure],
        period=row.academic_year or row.period,
        group="all",
        value=row.value.quantize(PLACES) if row.value is not None else None,
        why_missing=row.why_missing or "",
    )


def _key(row: Observation) -> tuple[object, ...]:
    return (row.school_id or row.area_code, row.measure, row.period, row.group)


def _said(row: Observation) -> str:
    return str(row.value) if row.value is not None else row.why_missing


def _decide(kind: str, reading: Reading, rows: list[Observation]) -> Decided:
    known: Iterable[Observation] = Observation.objects.filter(release__kind=kind)
    before = {_key(row): _said(row) for row in known}
    after = {_key(row): _said(row) for row in rows}
    lines = compare(before, after)

    def apply(release: Release) -> None:
        replace_observations(release=release, rows=rows)

    return Decided(
        rows_read=len(reading.rows),
        rows_taken=len(rows),
        counts=count(lines, len(after)),
        changes=lines,
        faults=stored_faults(reading.faults),
        apply=apply,
    )
