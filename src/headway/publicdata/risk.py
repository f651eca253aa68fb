"""The department's file of risk ratings that an authority is sent: words as they stand, never ranked or reckoned with."""

from dataclasses import dataclass, field
from pathlib import Path

from headway.publicdata.faults import Reading, quoted, settle_repeats
from headway.publicdata.tables import Layout, Row, open_table

LONGEST = 40
_OVERALL, _FINANCIAL, _WORKFORCE, _EDUCATION = (
    "Overall",
    "Financial",
    "Pupil/Workforce",
    "Educational performance",
)
_LAYOUT = Layout(
    "the department's file of risk ratings",
    ("Urn", _OVERALL),
    ("SchoolName", _FINANCIAL, _WORKFORCE, _EDUCATION),
)


@dataclass(frozen=True, slots=True)
class RiskRow:
    """One school's ratings in the department's own words; empty where the file says nothing."""

    urn: int
    overall: str
    financial: str
    workforce: str
    education: str
    source_row: int = field(compare=False, default=0)


def read_risk(path: Path, urns: frozenset[int] | None = None) -> Reading[RiskRow]:
    """Every school's ratings, or those of `urns`. Raises Unreadable when the file is another."""
    table = open_table(path, _LAYOUT)
    table.report_missing(_LAYOUT.used)
    taken: list[tuple[int, RiskRow]] = []
    for row in table.rows():
        urn = row.whole("Urn", 1)
        if urn is None:
            row.fault("Urn", "Without a URN the row is not taken. Write the school's URN.", serious=True)
        elif urns is None or urn in urns:
            taken.append((row.number, _rated(row, urn)))
    rows = settle_repeats(taken, lambda row: row.urn, lambda row: f"URN {row.urn}", "Urn", table.faults)
    return Reading(rows, table.faults.result())


def _rated(row: Row, urn: int) -> RiskRow:
    return RiskRow(
        urn,
        overall=_word(row, _OVERALL),
        financial=_word(row, _FINANCIAL),
        workforce=_word(row, _WORKFORCE),
        education=_word(row, _EDUCATION),
        source_row=row.number,
    )


def _word(row: Row, column: str) -> str:
    text = row.text(column)
    if len(text) <= LONGEST:
        return text
    row.fault(column, f"{quoted(text)} is longer than a rating. It is taken as not stated; check the cell.")
    return ""
