"""Inspections of the authority's schools, each under its own regime."""

from pathlib import Path

from headway.features.evidence.actions import replace_inspections
from headway.features.evidence.models import Inspection
from headway.features.releases.models import Release
from headway.flows.publications.decided import Decided, Refused, Scope, stored_faults
from headway.flows.publications.replaced import compare, count
from headway.publicdata.ofsted import InspectionRow, read_latest


def decide_inspections(path: Path, scope: Scope) -> Decided:
    """The latest inspections of the authority's schools. Refused when the file has none of them."""
    reading = read_latest(path, scope.urns)
    if not reading.rows:
        raise Refused(
            f"The file holds no inspection of a school of {scope.authority}. Load the register first, or give the "
            "file that covers the authority."
        )
    rows = [_inspection(row) for row in reading.rows]
    before = {_key(row): _said(row) for row in Inspection.objects.filter(release__kind="ofsted_latest")}
    after = {_key(row): _said(row) for row in rows}
    lines = compare(before, after)

    def apply(release: Release) -> None:
        replace_inspections(release=release, rows=rows)

    return Decided(
        len(reading.rows), len(rows), count(lines, len(after)), lines, stored_faults(reading.faults), apply
    )


def _inspection(row: InspectionRow) -> Inspection:
    return Inspection(
        row=row.source_row,
        school_id=row.urn,
        regime=row.regime,
        kind=row.inspection_type,
        started_on=row.inspected_on,
        published_on=row.published_on,
        grades={
            g.area: {"grade": g.grade, "on": g.graded_on.isoformat() if g.graded_on else None}
            for g in row.grades
            if g.grade
        },
        missing={g.area: g.why_missing for g in row.grades if not g.grade},
        category_of_concern=row.concern or "",
        safeguarding=row.safeguarding or "",
        previous=row.is_previous,
    )


def _key(row: Inspection) -> tuple[object, ...]:
    return (row.school_id, row.regime, row.started_on, row.previous)


def _said(row: Inspection) -> str:
    grades = ", ".join(f"{area}: {entry['grade']}" for area, entry in sorted(row.grades.items()))
    return f"{grades}; {row.category_of_concern}; {row.safeguarding}; {row.published_on}"
