"""Key stage 2 results by school (Explore Education Statistics): one figure a row, or why there is none."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from headway.publicdata.academic_years import parse_period
from headway.publicdata.cells import BadCell, parse_decimal, parse_percent
from headway.publicdata.faults import FaultList, quoted, settle_repeats
from headway.publicdata.tables import Layout, Reading, Row, open_table

ALL_PUPILS = "All pupils"
WHY_MISSING: dict[str, str] = {
    "suppressed": "Suppressed by the publisher, because it would tell about single pupils.",
    "not-applicable": "Does not apply to this school.",
    "not-available": "Not available from the publisher.",
    "low": "Rounds to nothing, but is not nothing.",
    "no-entries": "No pupil was entered.",
    "not-published": "Not published for this school.",
    "low-coverage": "Too few pupils covered for a fair figure.",
    "new-school": "A new school without results yet.",
    "part-year": "The return covers a part of the year only, so it cannot stand beside others.",
    "not-supplied": "The school did not supply its return.",
    "blank": "The publisher gives nothing here.",
    "unreadable": "What the file says here is no figure.",
}
# Codes of the statistics service since 2019, then those of the performance tables before.
_CODES: dict[str, str] = {
    "c": "suppressed",
    "z": "not-applicable",
    "x": "not-available",
    ":": "not-available",
    "..": "not-available",
    ".": "not-applicable",
    "low": "low",
    "k": "low",
    "~": "low",
    "dns": "not-supplied",
    "supp": "suppressed",
    "na": "not-applicable",
    "ne": "no-entries",
    "np": "not-published",
    "lowcov": "low-coverage",
    "new": "new-school",
}
_SUBJECTS: dict[str, str] = {
    "reading, writing and maths": "rwm",
    "reading": "reading",
    "writing": "writing",
    "maths": "maths",
    "grammar, punctuation and spelling": "gps",
    "science": "science",
}
_EXPECTED = ("expected", "expected_standard_pupil_percent")
_HIGHER = ("higher", "higher_standard_pupil_percent")
_SCALED = ("scaled_score", "average_scaled_score")
_PROGRESS = ("progress", "progress_measure_score")
# Which columns speak of which subject: a score of the three subjects together does not exist, nor does
# a scaled score of writing, which teachers assess.
_MEASURES: dict[str, tuple[tuple[str, str], ...]] = {
    "rwm": (_EXPECTED, _HIGHER),
    "reading": (_EXPECTED, _HIGHER, _SCALED, _PROGRESS),
    "writing": (_EXPECTED, _HIGHER, _PROGRESS),
    "maths": (_EXPECTED, _HIGHER, _SCALED, _PROGRESS),
    "gps": (_EXPECTED, _HIGHER, _SCALED),
    "science": (_EXPECTED,),
}
_LAYOUT = Layout(
    "the key stage 2 school file",
    ("time_period", "school_urn", "breakdown_topic", "breakdown", "subject", _EXPECTED[1]),
    ("version", "geographic_level", _HIGHER[1], _SCALED[1], _PROGRESS[1]),
)


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One figure of one school in one academic year.

    `period` is `2024/25`; `measure` such as `ks2_rwm_expected`, `ks2_maths_scaled_score`; `group` is
    `All pupils` or topic and breakdown as published. Percentages are 0 to 100. `why_missing` is a key of
    WHY_MISSING, None where there is a value. `version` is the publisher's (provisional, revised, final) or
    empty.
    """

    urn: int
    period: str
    measure: str
    group: str
    version: str
    value: Decimal | None
    why_missing: str | None
    source_row: int = field(compare=False, default=0)


def read_school_results(path: Path, urns: frozenset[int] | None = None) -> Reading[ResultRow]:
    """Every school's figures in the file, or those of `urns`; figures not given come with the reason.

    A progress score left blank is passed over: none is published since 2023, for want of a baseline.
    Raises Unreadable when the file is no key stage 2 school file.
    """
    table = open_table(path, _LAYOUT)
    table.report_missing(_LAYOUT.used)
    taken: list[tuple[int, ResultRow]] = []
    unknown: set[str] = set()
    for row in table.rows():
        if not row.text("school_urn") and row.text("geographic_level").casefold() not in ("", "school"):
            continue  # authority and national rows stand in the same file in some years
        urn = row.whole("school_urn", 1)
        if urn is None:
            row.fault("school_urn", "Without a URN the row is not taken.", serious=True)
        elif urns is None or urn in urns:
            taken.extend((row.number, result) for result in _results(row, urn, unknown))
    _note_unknown(unknown, table.faults)
    rows = settle_repeats(
        taken, _key, lambda row: f"{row.measure} of URN {row.urn}", "school_urn", table.faults
    )
    return Reading(rows, table.faults.result())


def _key(row: ResultRow) -> object:
    return row.urn, row.period, row.measure, row.group, row.version


def _results(row: Row, urn: int, unknown: set[str]) -> Iterator[ResultRow]:
    subject = _SUBJECTS.get(row.text("subject").casefold())
    if subject is None:
        unknown.add(row.text("subject"))
        return
    try:
        period = parse_period(row.text("time_period"))
    except BadCell as failure:
        row.fault("time_period", f"{failure} The row is not taken.", serious=True)
        return
    group, version = _group(row), row.text("version")
    for suffix, column in _MEASURES[subject]:
        value, why = figure_of(row, column, percent=column.endswith("_percent"))
        if why == "blank" and suffix == _PROGRESS[0]:
            continue
        yield ResultRow(urn, period, f"ks2_{subject}_{suffix}", group, version, value, why, row.number)


def _group(row: Row) -> str:
    topic, breakdown = row.text("breakdown_topic"), row.text("breakdown")
    if breakdown.casefold() in ("total", "") and topic.casefold() in (ALL_PUPILS.casefold(), ""):
        return ALL_PUPILS
    return f"{topic}: {breakdown}"


def missing_code(text: str) -> str | None:
    """The key of WHY_MISSING that a cell stands for, None where it must be a figure."""
    return "blank" if not text else _CODES.get(text.casefold())


def figure_of(row: Row, column: str, *, percent: bool) -> tuple[Decimal | None, str | None]:
    """The figure of a cell, or the key of WHY_MISSING; `percent`: it is one of 0 to 100."""
    text = row.text(column)
    if why := missing_code(text):
        return None, why
    try:
        return (parse_percent if percent else parse_decimal)(text), None
    except BadCell as failure:
        row.fault(column, f"{failure} It is taken as missing.")
        return None, "unreadable"


def _note_unknown(unknown: set[str], faults: FaultList) -> None:
    for subject in sorted(unknown):
        words = f"{quoted(subject)} is no subject this reader knows, so its rows are left out."
        faults.note(None, "subject", words, serious=True)
