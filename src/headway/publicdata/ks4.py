"""Key stage 4 results by school (Explore Education Statistics): one figure a row, or why there is none.

The publisher renamed most columns for 2024/25; both layouts are read.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from headway.publicdata.academic_years import parse_period
from headway.publicdata.cells import BadCell
from headway.publicdata.faults import Unreadable, settle_repeats
from headway.publicdata.ks2 import ALL_PUPILS, ResultRow, figure_of
from headway.publicdata.tables import Layout, Reading, Row, Table, open_table

TOTAL = "total"


@dataclass(frozen=True, slots=True)
class _Columns:
    """A layout: measure to its column. `percent`: measures that are percentages of pupils."""

    measures: tuple[tuple[str, str], ...]
    percent: frozenset[str] = frozenset({"ks4_basics_95", "ks4_basics_94"})

    @property
    def layout(self) -> Layout:
        """What the table must have."""
        columns = tuple(column for _, column in self.measures)
        return Layout(
            "the key stage 4 school file",
            ("time_period", "school_urn", "breakdown_topic", "breakdown", columns[0]),
            ("version", "geographic_level", *columns[1:]),
        )


_SINCE_2025 = _Columns(
    (
        ("ks4_attainment8", "attainment8_average"),
        ("ks4_basics_95", "engmath_95_percent"),
        ("ks4_basics_94", "engmath_94_percent"),
        ("ks4_progress8", "progress8_average"),
        ("ks4_ebacc_aps", "ebacc_aps_average"),
    )
)
_UNTIL_2024 = _Columns(
    (
        ("ks4_attainment8", "avg_att8"),
        ("ks4_basics_95", "pt_l2basics_95"),
        ("ks4_basics_94", "pt_l2basics_94"),
        ("ks4_progress8", "avg_p8score"),
        ("ks4_ebacc_aps", "avg_ebaccaps"),
    )
)
# None is published for the years whose pupils took no tests at the end of key stage 2.
_MAY_BE_BLANK = frozenset({"ks4_progress8"})


def read_key_stage_4(path: Path, urns: frozenset[int] | None = None) -> Reading[ResultRow]:
    """Every school's figures in the file, or those of `urns`; figures not given come with the reason.

    Raises Unreadable when the file is no key stage 4 school file of either layout.
    """
    columns, table = _open(path)
    table.report_missing(columns.layout.used)
    taken: list[tuple[int, ResultRow]] = []
    for row in table.rows():
        if not row.text("school_urn") and row.text("geographic_level").casefold() not in ("", "school"):
            continue  # authority and national rows stand in the same file in some years
        urn = row.whole("school_urn", 1)
        if urn is None:
            row.fault("school_urn", "Without a URN the row is not taken.", serious=True)
        elif urns is None or urn in urns:
            taken.extend((row.number, result) for result in _results(row, urn, columns))
    rows = settle_repeats(
        taken, _key, lambda row: f"{row.measure} of URN {row.urn}", "school_urn", table.faults
    )
    return Reading(rows, table.faults.result())


def _open(path: Path) -> tuple[_Columns, Table]:
    try:
        return _SINCE_2025, open_table(path, _SINCE_2025.layout)
    except Unreadable as newest:
        try:
            return _UNTIL_2024, open_table(path, _UNTIL_2024.layout)
        except Unreadable:
            raise newest from None


def _key(row: ResultRow) -> object:
    return row.urn, row.period, row.measure, row.group, row.version


def _results(row: Row, urn: int, columns: _Columns) -> Iterator[ResultRow]:
    try:
        period = parse_period(row.text("time_period"))
    except BadCell as failure:
        row.fault("time_period", f"{failure} The row is not taken.", serious=True)
        return
    group, version = _group(row), row.text("version")
    for measure, column in columns.measures:
        value, why = figure_of(row, column, percent=measure in columns.percent)
        if why == "blank" and measure in _MAY_BE_BLANK:
            continue
        yield ResultRow(urn, period, measure, group, version, value, why, row.number)


def _group(row: Row) -> str:
    """All pupils where nothing is broken down, else topic and breakdown as published."""
    topic, breakdown = row.text("breakdown_topic"), row.text("breakdown")
    everybody = ("", TOTAL, ALL_PUPILS.casefold())
    if topic.casefold() in everybody and breakdown.casefold() in everybody:
        return ALL_PUPILS
    return f"{topic}: {breakdown}"
