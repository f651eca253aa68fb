"""The Local Authority Interactive Tool (LAIT): figures of authorities, regions, England; neighbours."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from headway.publicdata.academic_years import academic_year_ending
from headway.publicdata.faults import FaultList, quoted, settle_repeats
from headway.publicdata.parquet_files import select_parquet
from headway.publicdata.tables import Layout, Reading, file_form, open_table

AUTHORITY, REGION, ENGLAND = "authority", "region", "england"
WHY_MISSING: dict[str, str] = {
    "not-available": "The tool shows a dash here: not available, or not published for this area.",
    "suppressed": "Suppressed by the publisher.",
    "blank": "The publisher gives nothing here.",
    "unreadable": "What the file says here is no figure.",
}
_COLUMNS = ("Short Desc", "Years", "LA and Regions", "Values", "LA Number", "Region")
_SERIES = Layout("the interactive tool's series", _COLUMNS[:5], _COLUMNS[5:])
_WHY = {"-": "not-available", "": "blank", "c": "suppressed", "x": "not-available", "na": "not-available"}
_ENGLAND_NAME = "england"
# Regions stand in the file as areas with numbers of their own, from 980; England's is below them.
_LEAST_REGION_NUMBER = 980
_LA_DIGITS = 3
# The column of regions and the areas' own names spell London's two halves apart.
_REGION_SPELLINGS = {"inner london": "london (inner)", "outer london": "london (outer)"}
_NEIGHBOURS = Layout(
    "the list of statistical neighbours",
    ("la_code", "rank", "neighbour_la_code"),
    ("la_name", "neighbour_la_name", "closeness"),
)
_DICTIONARY = Layout(
    "the interactive tool's dictionary",
    ("Measure_short", "Measure", "Year_Type"),
    ("Topic", "Chart_title", "y_axis_name", "Polarity"),
    nothing=frozenset({"", "NA"}),
)


@dataclass(frozen=True, slots=True)
class AreaResultRow:
    """One figure of one area. `area_kind` is authority, region or england; `area_code` three digits.

    `period` is as published (`2025`, `2024-25`, `2014-16`); `academic_year` is `2024/25` where the period can
    mean one, for measures whose dictionary says "Academic Year". `why_missing` is a key of WHY_MISSING or
    None.
    """

    area_code: str
    area_name: str
    area_kind: str
    measure: str
    period: str
    academic_year: str | None
    value: Decimal | None
    why_missing: str | None
    source_row: int = field(compare=False, default=0)


@dataclass(frozen=True, slots=True)
class NeighbourRow:
    """One statistical neighbour of an authority; rank 1 is the nearest."""

    la_code: str
    rank: int
    neighbour_code: str
    neighbour_name: str
    closeness: str
    source_row: int = field(compare=False, default=0)


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """What a measure of the tool is: `short` is the key of its series, `better` is `High`, `Low` or empty."""

    short: str
    title: str
    topic: str
    unit: str
    better: str
    year_type: str


@dataclass(frozen=True, slots=True)
class _Raw:
    number: int
    measure: str
    period: str
    area_name: str
    value: str
    la_code: str
    region: str


def read_series(path: Path, *, measures: frozenset[str], la_codes: frozenset[str]) -> Reading[AreaResultRow]:
    """The series of `measures` for the authorities of `la_codes`, their regions and England.

    Give the authority's code and its neighbours'. England and the regions are found in the file by name.
    Takes CSV or parquet. A measure or authority that the file lacks is a serious fault. Raises Unreadable.
    """
    faults = FaultList()
    raws = list(_read_raw(path, measures, faults))
    regions = {_region_key(raw.region) for raw in raws if raw.la_code in la_codes}
    taken = []
    for raw in raws:
        kind = _area_kind(raw, la_codes, regions)
        if kind is not None:
            taken.append((raw.number, _area_result(raw, kind, faults)))
    _note_absent("measure", measures, {raw.measure for raw in raws}, "Short Desc", faults)
    _note_absent("authority", la_codes, {raw.la_code for raw in raws}, "LA Number", faults)
    rows = settle_repeats(
        taken,
        lambda row: (row.area_code, row.measure, row.period),
        lambda row: f"{row.measure} of {row.area_name} in {row.period}",
        "Short Desc",
        faults,
    )
    return Reading(rows, faults.result())


def read_neighbours(path: Path, la_codes: frozenset[str] | None = None) -> Reading[NeighbourRow]:
    """The statistical neighbours of every authority, or of `la_codes`, nearest first. Raises Unreadable."""
    table = open_table(path, _NEIGHBOURS)
    table.report_missing(_NEIGHBOURS.used)
    taken = []
    for row in table.rows():
        la_code, other = _code(row.text("la_code")), _code(row.text("neighbour_la_code"))
        rank = row.whole("rank", 1)
        if not la_code or not other or rank is None:
            words = "Authority, rank and neighbour are not all there, so the row is not taken."
            row.fault(None, words, serious=True)
        elif la_codes is None or la_code in la_codes:
            name, closeness = row.text("neighbour_la_name"), row.text("closeness")
            taken.append((row.number, NeighbourRow(la_code, rank, other, name, closeness, row.number)))
    taken.sort(key=lambda pair: (pair[1].la_code, pair[1].rank))
    rows = settle_repeats(
        taken,
        lambda row: (row.la_code, row.rank),
        lambda row: f"Neighbour {row.rank} of authority {row.la_code}",
        "rank",
        table.faults,
    )
    return Reading(rows, table.faults.result())


def read_dictionary(path: Path, measures: frozenset[str] | None = None) -> Reading[MeasureRow]:
    """What the tool's measures are, all or those whose short names are given. Raises Unreadable."""
    table = open_table(path, _DICTIONARY)
    table.report_missing(_DICTIONARY.used)
    taken = []
    for row in table.rows():
        short = row.text("Measure_short")
        if not short or (measures is not None and short not in measures):
            continue
        title = row.text("Chart_title") or row.text("Measure")
        facts = (row.text("Topic"), row.text("y_axis_name"), row.text("Polarity"), row.text("Year_Type"))
        taken.append((row.number, MeasureRow(short, title, *facts)))
    rows = settle_repeats(
        taken, lambda row: row.short, lambda row: f"Measure {row.short}", "Measure_short", table.faults
    )
    return Reading(rows, table.faults.result())


def _read_raw(path: Path, measures: frozenset[str], faults: FaultList) -> Iterator[_Raw]:
    if file_form(path) == "parquet":
        selected = select_parquet(path, _COLUMNS, "Short Desc", measures)
        yield from (_raw(number, values) for number, values in selected)
        return
    table = open_table(path, _SERIES)
    table.report_missing(_SERIES.used)
    for row in table.rows():
        if row.text("Short Desc") in measures:
            yield _raw(row.number, [row.text(name) for name in _COLUMNS])
    for fault in table.faults.result():
        faults.note(fault.row, fault.column, fault.words, serious=fault.serious)


def _raw(number: int, values: Iterable[Any]) -> _Raw:
    measure, period, area, value, code, region = (
        "" if cell is None else str(cell).strip() for cell in values
    )
    return _Raw(number, measure, period, area, value, _code(code), region)


def _code(text: str) -> str:
    """A three-digit code; the tool's numbers are published as `881.0`. Empty where it is none."""
    plain = text.removesuffix(".0")
    return plain if plain.isascii() and plain.isdigit() and len(plain) == _LA_DIGITS else ""


def _region_key(name: str) -> str:
    key = " ".join(name.split()).casefold()
    return _REGION_SPELLINGS.get(key, key)


def _area_kind(raw: _Raw, la_codes: frozenset[str], regions: set[str]) -> str | None:
    if raw.la_code in la_codes:
        return AUTHORITY
    if raw.area_name.casefold() == _ENGLAND_NAME:
        return ENGLAND
    is_region = raw.la_code.isdigit() and int(raw.la_code) >= _LEAST_REGION_NUMBER
    return REGION if is_region and _region_key(raw.area_name) in regions else None


def _area_result(raw: _Raw, kind: str, faults: FaultList) -> AreaResultRow:
    value, why = _figure(raw, faults)
    year = academic_year_ending(raw.period)
    facts = (raw.la_code, raw.area_name, kind, raw.measure, raw.period, year)
    return AreaResultRow(*facts, value, why, raw.number)


def _figure(raw: _Raw, faults: FaultList) -> tuple[Decimal | None, str | None]:
    why = _WHY.get(raw.value.casefold())
    if why is not None:
        return None, why
    try:
        figure = Decimal(raw.value)
        if not figure.is_finite() or abs(figure.adjusted()) > 20:
            raise InvalidOperation
    except InvalidOperation:
        faults.note(raw.number, "Values", f"{quoted(raw.value)} is not a number; it is taken as missing.")
        return None, "unreadable"
    # The tool passed through a spreadsheet: 7.0000000000000007E-2 is what it makes of 0.07.
    return Decimal(repr(float(figure))).normalize() + 0, None


def _note_absent(kind: str, wanted: frozenset[str], found: set[str], column: str, faults: FaultList) -> None:
    for name in sorted(wanted - found):
        words = f"The file has nothing for the {kind} {quoted(name)}. Check the name, or fetch a newer file."
        faults.note(None, column, words, serious=True)
