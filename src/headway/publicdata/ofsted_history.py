"""Inspections of the past, one a row: URN, overall grade in words, day. Grades stand as published and are never converted."""

from datetime import date
from pathlib import Path

from headway.publicdata.cells import BadCell, parse_day
from headway.publicdata.faults import Reading, quoted, settle_repeats
from headway.publicdata.ofsted import Grade, InspectionRow
from headway.publicdata.ofsted_columns import NO_OVERALL_FROM, OVERALL, OVERALL_AREA
from headway.publicdata.tables import Layout, Row, open_table

GRADE, DAY = "Rating", "Inspection Date"
HISTORY = Layout("the history of inspections", ("URN", GRADE, DAY))
# “Satisfactory” was the third grade until 2012 and is not what the third grade was called afterwards.
WORDS = ("Outstanding", "Good", "Requires Improvement", "Satisfactory", "Inadequate")
_KNOWN = {word.casefold(): word for word in WORDS}
_DIGITS = 8


def read_history(path: Path, urns: frozenset[int] | None = None) -> Reading[InspectionRow]:
    """The inspections of every school in the file, or of `urns`; a school has several.

    A row without a readable day or grade is left out, with a fault. Raises Unreadable when the file is another.
    """
    table = open_table(path, HISTORY)
    taken: list[tuple[int, InspectionRow]] = []
    for row in table.rows():
        urn = row.whole("URN", 1)
        if urn is None:
            row.fault("URN", "Without a URN the row is not taken.", serious=True)
        elif (urns is None or urn in urns) and (made := _inspection(row, urn)):
            taken.append((row.number, made))
    rows = settle_repeats(taken, _key, lambda row: f"URN {row.urn}", "URN", table.faults)
    return Reading(rows, table.faults.result())


def _inspection(row: Row, urn: int) -> InspectionRow | None:
    text = " ".join(row.text(GRADE).split())
    grade, day = _KNOWN.get(text.casefold()), _day(row)
    if grade is None:
        row.fault(
            GRADE, f"{quoted(text)} is no grade of overall effectiveness; the row is not taken.", serious=True
        )
    if grade is None or day is None:
        return None
    if day >= NO_OVERALL_FROM:
        row.fault(
            DAY, f"An overall grade after they ended on {NO_OVERALL_FROM:%d/%m/%Y}. It stands as published."
        )
    return InspectionRow(
        urn=urn,
        regime=OVERALL,
        inspected_on=day,
        published_on=None,
        inspection_number="",
        inspection_type="",
        urn_then=None,
        relates_to_current=None,
        concern=None,
        safeguarding=None,
        grades=(Grade(OVERALL_AREA, grade, None, None),),
        is_previous=True,
        source_row=row.number,
    )


def _day(row: Row) -> date | None:
    """A day written yyyymmdd, or as any other published file writes one."""
    text = row.text(DAY)
    if len(text) == _DIGITS and text.isascii() and text.isdecimal():
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    try:
        return parse_day(text)
    except BadCell as failure:
        row.fault(DAY, f"{failure} Without its date the inspection is not taken.", serious=True)
        return None


def _key(row: InspectionRow) -> object:
    return row.urn, row.inspected_on
