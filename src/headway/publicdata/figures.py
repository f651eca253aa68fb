"""Schools' figures of any file that a map describes: one figure a row, or why there is none."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from headway.publicdata.academic_years import ONE_YEAR_ONLY, parse_period, year_beginning
from headway.publicdata.cells import BadCell, parse_decimal, parse_percent, parse_whole, without_separators
from headway.publicdata.faults import BROKEN_OFF, FaultList, Unreadable, quoted, settle_repeats
from headway.publicdata.ks2 import ALL_PUPILS, ResultRow, missing_code
from headway.publicdata.maps import PHASE_MARK, Figure, FileMap
from headway.publicdata.tables import Reading, Row, column_key, open_table

MOST = 99_999_999  # no published figure of one school is larger; what is larger was damaged on the way
WHOLE_YEAR = frozenset({"", "academic year"})
TWELVE = Decimal(12)
PLACES = Decimal("0.0001")
_URN_LEAST, _URN_MOST = 100_000, 999_999
_LAESTAB_DIGITS = 7

type Said = tuple[Decimal | None, str | None]


@dataclass(slots=True)
class _Left:
    """Rows that were left out for one reason each, to be told together and not a line each."""

    areas: Counter[str] = field(default_factory=Counter)
    parts: Counter[str] = field(default_factory=Counter)
    phases: Counter[str] = field(default_factory=Counter)

    def tell(self, file: FileMap, faults: FaultList) -> None:
        """Note them; rows about areas and parts of a year are no mistakes."""
        for cell, number in sorted(self.areas.items()):
            words = f"{_rows(number, cell)}: about areas, not schools, and not taken."
            faults.note(None, file.level, words)
        for cell, number in sorted(self.parts.items()):
            words = f"{_rows(number, cell)}: of a part of the year, and not taken."
            faults.note(None, file.whole_year, words)
        for cell, number in sorted(self.phases.items()):
            words = (
                f"{_rows(number, cell)}, which is no phase this reader knows, so what is compared within a phase is left "
                "out. Tell whoever keeps the product if it is a new one."
            )
            faults.note(None, file.phase, words, serious=True)


def _rows(number: int, cell: str) -> str:
    says = "row says" if number == 1 else "rows say"
    return f"{number:,} {says} {quoted(cell)} here"


def read_figures(path: Path, file: FileMap, urns: frozenset[int] | None = None) -> Reading[ResultRow]:
    """Every school's figures in the file, or those of `urns`; what is not given comes with the reason.

    Rows about areas are counted in a fault. Raises Unreadable when the file is not the one the map describes.
    """
    table = open_table(path, file.layout)
    table.report_missing(file.layout.used)
    left = _Left()
    taken: list[tuple[int, ResultRow]] = []
    last_school = 0
    for row in table.rows():
        if not _is_of_a_school(row, file, left):
            continue
        last_school = row.number
        urn = _urn(row, file)
        if urn is not None and (urns is None or urn in urns):
            taken.extend((row.number, result) for result in _results(row, urn, file, left))
    if file.short_rows and table.cut_off and table.cut_off == last_school:
        table.faults.note(last_school, None, BROKEN_OFF, serious=True)
    left.tell(file, table.faults)
    if file.period and not file.year_marks:
        words = f"The file does not say its year; its columns are those of {file.period}, so that is taken."
        table.faults.note(None, None, words)
    rows = settle_repeats(taken, _key, lambda row: f"{row.measure} of URN {row.urn}", file.urn, table.faults)
    return Reading(rows, table.faults.result())


def refuse_other_year(header: frozenset[str], file: FileMap) -> None:
    """Raise Unreadable where a header (column keys) like the map's lacks the columns that tell its year."""
    lacking = [name for name in file.year_marks if column_key(name) not in header]
    if lacking:
        names = ", ".join(f"“{name}”" for name in lacking)
        raise Unreadable(
            f"This looks like {file.words}, but it is of another year: it lacks {names}. Nothing else in the file says "
            "which year it is, so it is not taken. Ask for a layout of that year."
        )


def _key(row: ResultRow) -> object:
    return row.urn, row.period, row.measure, row.group, row.version


def _is_of_a_school(row: Row, file: FileMap, left: _Left) -> bool:
    if file.level and (level := row.text(file.level)) not in file.schools:
        left.areas[level] += 1
        return False
    if file.whole_year and row.text(file.whole_year).casefold() not in WHOLE_YEAR:
        left.parts[row.text(file.whole_year)] += 1
        return False
    return True


def _urn(row: Row, file: FileMap) -> int | None:
    """The URN; a number of another length is none, and seven digits are an LAESTAB."""
    urn = row.whole(file.urn, 1)
    if urn is None:
        row.fault(file.urn, "Without a URN the row is not taken. Give the file as published.", serious=True)
        return None
    text = row.text(file.urn)
    is_laestab = len(text.partition(".")[0]) == _LAESTAB_DIGITS
    if _URN_LEAST <= urn <= _URN_MOST and not is_laestab:
        return urn
    what = " This looks like an LAESTAB." if is_laestab else ""
    words = f"{quoted(text)} is no URN, which has six digits.{what} The row is not taken; check the column."
    row.fault(file.urn, words, serious=True)
    return None


def _results(row: Row, urn: int, file: FileMap, left: _Left) -> Iterator[ResultRow]:
    period = _period(row, file)
    if period is None:
        return
    phase = dict(file.phases).get(row.text(file.phase).casefold(), "") if file.phase else ""
    if file.phase and not phase:
        left.phases[row.text(file.phase)] += 1
    months = _months(row, file)
    for figure in file.figures:
        if PHASE_MARK in figure.measure and not phase:
            continue
        value, why = _not_supplied(row, file, *_said(row, figure))
        if why == "blank" and (figure.group or figure.period):
            continue  # of a group or an earlier year nothing is said, which is not worth a line a school
        result = ResultRow(
            urn=urn,
            period=figure.period or period,
            measure=figure.measure.replace(PHASE_MARK, phase),
            group=figure.group or ALL_PUPILS,
            version=row.text("version"),
            value=value,
            why_missing=why,
            source_row=row.number,
        )
        yield from _of_months(result, months)


def _period(row: Row, file: FileMap) -> str | None:
    if file.period:
        return file.period
    text = row.text(file.period_column)
    try:
        if file.begins_in and ONE_YEAR_ONLY.fullmatch(text):
            return year_beginning(text)
        return parse_period(text)
    except BadCell as failure:
        row.fault(file.period_column, f"{failure} The row is not taken.", serious=True)
        return None


def _months(row: Row, file: FileMap) -> Decimal:
    """For how many months a return speaks; twelve where it does not say."""
    return (row.decimal(file.months) if file.months else None) or TWELVE


def _of_months(result: ResultRow, months: Decimal) -> Iterator[ResultRow]:
    """A return of part of a year cannot stand beside others': its sum is kept as a group of its own."""
    if months == TWELVE or result.value is None:
        yield result
        return
    yield replace(result, value=None, why_missing="part-year")
    yield replace(result, group=f"Return of {months.normalize():f} months")


def _not_supplied(row: Row, file: FileMap, value: Decimal | None, why: str | None) -> Said:
    """Where a return was not supplied, neither a blank nor a zero is a figure."""
    flag = row.text(file.not_supplied).casefold() if file.not_supplied else ""
    if flag in ("", "0", "n", "no") or (value and why is None):
        return value, why
    return None, "not-supplied"


def _said(row: Row, figure: Figure) -> Said:
    if figure.kind != "share":
        return typed_figure(row, figure.column, figure.kind)
    part, why = typed_figure(row, figure.column, "rate")
    whole, why_whole = typed_figure(row, figure.of, "rate")
    if part is None or whole is None:
        return None, why or why_whole
    if not whole:
        return None, "not-applicable"
    share = (100 * part / whole).quantize(PLACES)
    if share > 100:
        row.fault(figure.column, f"{part} is more than the {whole} of “{figure.of}”. It is taken as missing.")
        return None, "unreadable"
    return share, None


def typed_figure(row: Row, column: str, kind: str) -> Said:
    """The figure of a cell, or the key of WHY_MISSING that says why there is none."""
    text = row.text(column)
    if why := missing_code(text):
        return None, why
    try:
        return _parse(without_separators(text), kind), None
    except BadCell as failure:
        row.fault(column, f"{failure} It is taken as missing.")
        return None, "unreadable"


def _parse(text: str, kind: str) -> Decimal:
    if kind == "percent":
        return parse_percent(text)
    value = Decimal(parse_whole(text)) if kind == "count" else parse_decimal(text)
    if kind in ("rate", "count") and value < 0:
        raise BadCell(f"{quoted(text)} is below nothing, which this column cannot be. Check the figure.")
    if abs(value) > MOST:
        raise BadCell(f"{quoted(text)} is larger than any figure of a school. Check the figure.")
    return value
