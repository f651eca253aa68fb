"""Inspections of the authority's schools, each under its own regime."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from headway.features.evidence.actions import inspection_key, replace_inspections
from headway.features.evidence.models import Inspection
from headway.features.releases.actions import FaultWords
from headway.features.releases.models import Release
from headway.flows.publications.decided import Decided, HoldsNone, Scope, stored_faults
from headway.flows.publications.disagree import inspection_disagreements
from headway.flows.publications.replaced import compare, count
from headway.publicdata.faults import Reading
from headway.publicdata.ofsted import InspectionRow, read_in_year, read_latest
from headway.publicdata.ofsted_history import read_history
from headway.publicdata.tables import Layout, open_table

NOT_IN_REGISTER = (
    "{name} (URN {urn}) is not among the authority's schools in the register, so its inspections are left out. Load a "
    "newer register, then this file again."
)
_WHERE = Layout("Ofsted's most recent inspections", ("URN", "Local authority"), ("School name",))


# Where two files tell of one inspection, the first of these is shown.
WEIGHT = ("ofsted_latest", "ofsted_in_year", "ofsted_2022", "ofsted_history")


def decide_inspections(path: Path, scope: Scope) -> Decided:
    """The latest inspections of the authority's schools. Refused when the file has none of them."""
    rows = read_latest(path, scope.urns)
    return _decide("ofsted_latest", rows, scope, _unknown_schools(path, scope))


def decide_past_inspections(path: Path, scope: Scope) -> Decided:
    """What the layout of 2022 tells of them: history, whatever was then the latest."""
    reading = read_latest(path, scope.urns)
    past = tuple(replace(row, is_previous=True) for row in reading.rows)
    return _decide("ofsted_2022", Reading(past, reading.faults), scope)


def decide_history(path: Path, scope: Scope) -> Decided:
    """Inspections of the past, as many as the file tells of each school: dated evidence beside the latest."""
    return _decide("ofsted_history", read_history(path, scope.urns), scope)


def decide_in_year(path: Path, scope: Scope) -> Decided:
    """The report cards of this school year, of which a school may have more than one."""
    return _decide("ofsted_in_year", read_in_year(path, scope.urns), scope)


def _decide(
    kind: str, reading: Reading[InspectionRow], scope: Scope, more: Iterable[FaultWords] = ()
) -> Decided:
    if not reading.rows:
        raise HoldsNone(
            f"The file holds no inspection of a school of {scope.authority}. Load the register first, or give the "
            "file that covers the authority."
        )
    rows = list({(inspection_key(row), row.previous): row for row in map(_inspection, reading.rows)}.values())
    before = {_key(row): _said(row) for row in Inspection.every.filter(release__kind=kind)}
    after = {_key(row): _said(row) for row in rows}
    lines = compare(before, after)

    def apply(release: Release) -> None:
        replace_inspections(release=release, rows=rows, weight=WEIGHT)

    faults = (*stored_faults(reading.faults), *more, *inspection_disagreements(kind, rows, WEIGHT))
    return Decided(len(reading.rows), len(rows), count(lines, len(after)), lines, faults, apply)


def _unknown_schools(path: Path, scope: Scope) -> list[FaultWords]:
    """Schools the file gives to the authority that the register does not hold as its own: left out, and said so."""
    faults = []
    for row in open_table(path, _WHERE).rows():
        urn = row.whole("URN", 1)
        own = row.text("Local authority").casefold() == scope.authority.casefold()
        if own and urn is not None and urn not in scope.urns:
            words = NOT_IN_REGISTER.format(name=row.text("School name") or "A school", urn=urn)
            faults.append(FaultWords(row.number, "URN", words, True))
    return faults


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
    return (row.school_id, row.regime, row.started_on, "previous" if row.previous else "latest")


def _said(row: Inspection) -> str:
    grades = ", ".join(f"{area}: {entry['grade']}" for area, entry in sorted(row.grades.items()))
    said = (grades, row.category_of_concern, row.safeguarding and f"safeguarding {row.safeguarding}")
    day = f"published {row.published_on}" if row.published_on else ""
    return "; ".join(part for part in (*said, day) if part) or "no grade"
