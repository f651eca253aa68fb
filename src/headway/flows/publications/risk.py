"""The department's ratings of risk of the authority's schools: kept as they are, beside our own view."""

from pathlib import Path

from headway.features.evidence.actions import replace_risk_ratings
from headway.features.evidence.models import RiskRating
from headway.features.releases.models import Release
from headway.flows.publications.decided import Decided, HoldsNone, Scope, stored_faults
from headway.flows.publications.replaced import compare, count
from headway.publicdata.risk import RiskRow, read_risk


def decide_risk(path: Path, scope: Scope) -> Decided:
    """The ratings of the authority's schools. Refused when the file has none of them."""
    reading = read_risk(path, scope.urns)
    if not reading.rows:
        raise HoldsNone(
            f"The file rates no school of {scope.authority}. Load the register first, or give the file that the "
            "department sent to the authority."
        )
    before = {(row.school_id,): _said(row) for row in RiskRating.objects.all()}
    rows = [_rating(row) for row in reading.rows]
    after = {(row.school_id,): _said(row) for row in rows}
    lines = compare(before, after)

    def apply(release: Release) -> None:
        replace_risk_ratings(release=release, rows=rows)

    faults = stored_faults(reading.faults)
    return Decided(len(reading.rows), len(rows), count(lines, len(after)), lines, faults, apply)


def _rating(row: RiskRow) -> RiskRating:
    return RiskRating(
        row=row.source_row,
        school_id=row.urn,
        overall=row.overall,
        financial=row.financial,
        workforce=row.workforce,
        education=row.education,
    )


def _said(row: RiskRating) -> str:
    parts = ("overall", row.overall), ("financial", row.financial), ("pupils and workforce", row.workforce)
    return "; ".join(
        f"{name} {word or 'not stated'}" for name, word in (*parts, ("education", row.education))
    )
