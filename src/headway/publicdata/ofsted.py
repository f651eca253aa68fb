"""Ofsted's most recent inspections: three regimes kept apart, grades as published and never converted."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from headway.publicdata.faults import quoted, settle_repeats
from headway.publicdata.ofsted_columns import (
    BLOCKS_2022,
    FIVE_GRADES,
    FOUR_POINTS,
    IN_YEAR,
    LATEST_BLOCKS,
    NO_OVERALL_FROM,
    OVERALL,
    OVERALL_AREA,
    REPORT_CARD,
    REPORT_CARDS_FROM,
    SUB_JUDGEMENTS,
    Block,
)
from headway.publicdata.tables import Layout, Reading, Row, Table, open_table

WHY_MISSING: dict[str, str] = {
    "blank": "The publisher gives nothing here.",
    "not-judged": "Not judged: inspections of this kind give no such grade.",
    "no-such-judgement": "The publisher writes 9: this inspection made no such judgement.",
    "not-a-grade": "The publisher writes 0 or 8 here, which is not a grade.",
    "unreadable": "What the file says here is no grade of this regime.",
}
_NOTHING = frozenset({"", "NULL", "Null", "null"})
_NO_JUDGEMENT = "9"
_NO_GRADE_CODES = frozenset({"0", "8"})
_NOT_JUDGED = "not judged"
_FIVE = {grade.casefold(): grade for grade in FIVE_GRADES}
_FOUR = {grade: grade for grade in FOUR_POINTS}
_SAFEGUARDING = {"met": "met", "not met": "not met", "yes": "effective", "no": "not effective"}
# Since 2024 no category is given to a grade; the letters stand for the publisher's own words.
_CONCERNS = {
    "sm": "Special measures",
    "swk": "Serious weaknesses",
    "rsi": "Requires significant improvement",
    "rsm": "Requires special measures",
}


@dataclass(frozen=True, slots=True)
class Grade:
    """One area's grade in one inspection, in the regime's own words or figure; else why there is none.

    `why_missing` is a key of WHY_MISSING, None where there is a grade. `graded_on` may be later than the
    inspection (report cards date each grade), None where the file gives no date.
    """

    area: str
    grade: str | None
    graded_on: date | None
    why_missing: str | None


@dataclass(frozen=True, slots=True)
class InspectionRow:
    """One inspection of one school as the file states it.

    `regime` is `report-card`, `sub-judgements` or `overall`. `safeguarding` is `met` or `not met` in report
    cards, `effective` or `not effective` before. `concern` is the category in words, None where none is
    stated. `urn_then` is the URN inspected, which may be a predecessor's; None where the file does not say.
    """

    urn: int
    regime: str
    inspected_on: date
    published_on: date | None
    inspection_number: str
    inspection_type: str
    urn_then: int | None
    relates_to_current: bool | None
    concern: str | None
    safeguarding: str | None
    grades: tuple[Grade, ...]
    is_previous: bool = False
    source_row: int = field(compare=False, default=0)

    @property
    def is_graded(self) -> bool:
        """Whether any area has a grade; monitoring visits have none."""
        return any(grade.grade for grade in self.grades)


def _layout(words: str, blocks: tuple[Block, ...]) -> Layout:
    needed = ("URN", *(name for block in blocks for name in (block.inspected_on, block.areas[0][1])))
    used = tuple(name for block in blocks for name in block.columns if name not in needed)
    return Layout(words, needed, used, nothing=_NOTHING)


_LATEST = _layout("Ofsted's most recent inspections", LATEST_BLOCKS)
_IN_2022 = _layout("Ofsted's most recent inspections of 2022", BLOCKS_2022)
_IN_YEAR = _layout("Ofsted's inspections of this school year", (IN_YEAR,))
_EITHER = Layout(_LATEST.words, ("URN", "LAESTAB", "Ofsted phase"), nothing=_NOTHING)
_MARK_2022 = "Previous full inspection number"


def read_latest(path: Path, urns: frozenset[int] | None = None) -> Reading[InspectionRow]:
    """The inspections of every school in the file, or of `urns`; one row of the file may give two.

    Takes the layout since November 2025 (85 columns) and that of 2022 (74). An inspection without a
    readable date is left out, with a fault. Raises Unreadable when the file is neither.
    """
    old = open_table(path, _EITHER).has(_MARK_2022)
    layout, blocks = (_IN_2022, BLOCKS_2022) if old else (_LATEST, LATEST_BLOCKS)
    table = open_table(path, layout)
    table.report_missing(layout.used)
    taken = [
        (row.number, inspection)
        for row, urn in _rows_of(table, urns)
        for block in blocks
        if (inspection := _inspection(row, urn, block)) is not None
    ]
    rows = settle_repeats(taken, _key, lambda row: f"URN {row.urn}", "URN", table.faults)
    return Reading(rows, table.faults.result())


def read_in_year(path: Path, urns: frozenset[int] | None = None) -> Reading[InspectionRow]:
    """The report cards of this school year, of every school in the file or of `urns`; a school may have several.

    An inspection that graded nothing is left out, with a fault. Raises Unreadable when the file is another.
    """
    table = open_table(path, _IN_YEAR)
    table.report_missing(_IN_YEAR.used)
    taken: list[tuple[int, InspectionRow]] = []
    for row, urn in _rows_of(table, urns):
        inspection = _inspection(row, urn, IN_YEAR)
        if inspection is not None and inspection.is_graded:
            taken.append((row.number, inspection))
        elif inspection is not None:
            row.fault(
                IN_YEAR.areas[0][1], "The inspection graded nothing, so it is no report card; not taken."
            )
    rows = settle_repeats(taken, _day_key, lambda row: f"URN {row.urn}", "URN", table.faults)
    return Reading(rows, table.faults.result())


def _day_key(row: InspectionRow) -> object:
    return row.urn, row.inspected_on


def _key(row: InspectionRow) -> object:
    return row.urn, row.regime == REPORT_CARD, row.is_previous


def _rows_of(table: Table, urns: frozenset[int] | None) -> Iterator[tuple[Row, int]]:
    for row in table.rows():
        urn = row.whole("URN", 1)
        if urn is None:
            row.fault("URN", "Without a URN the row is not taken.", serious=True)
        elif urns is None or urn in urns:
            yield row, urn


def _inspection(row: Row, urn: int, block: Block) -> InspectionRow | None:
    if not row.text(block.inspected_on):
        return None
    inspected_on = row.day(block.inspected_on)
    if inspected_on is None:
        row.fault(block.inspected_on, "Without its date the inspection is not taken.", serious=True)
        return None
    grades = tuple(_grade(row, block, *area) for area in block.areas)
    regime = _regime(row, block, inspected_on, grades)
    if regime == SUB_JUDGEMENTS:
        grades = tuple(grade for grade in grades if grade.area != OVERALL_AREA)
    return InspectionRow(
        urn=urn,
        regime=regime,
        inspected_on=inspected_on,
        published_on=row.day(block.published_on),
        inspection_number=row.text(block.number),
        inspection_type=row.text(block.type_name),
        urn_then=row.whole(block.urn_then, 1),
        relates_to_current={"yes": True, "no": False}.get(row.text(block.relates).casefold()),
        concern=_concern(row.text(block.concern)),
        safeguarding=_safeguarding(row, block.safeguarding),
        grades=grades,
        is_previous=block.is_previous,
        source_row=row.number,
    )


def _regime(row: Row, block: Block, inspected_on: date, grades: tuple[Grade, ...]) -> str:
    """The regime by what was judged; a date against it is a fault, the grades stand as published."""
    if block.report_card:
        if inspected_on < REPORT_CARDS_FROM:
            row.fault(
                block.inspected_on,
                f"A report card dated before {REPORT_CARDS_FROM:%d/%m/%Y}. Check the date.",
            )
        return REPORT_CARD
    has_overall = any(grade.area == OVERALL_AREA and grade.grade for grade in grades)
    if inspected_on < NO_OVERALL_FROM:
        return OVERALL
    if has_overall:
        words = f"An overall grade after they ended on {NO_OVERALL_FROM:%d/%m/%Y}. It stands as published."
        row.fault(block.inspected_on, words)
        return OVERALL
    return SUB_JUDGEMENTS


def _grade(row: Row, block: Block, area: str, column: str, day_column: str) -> Grade:
    text = row.text(column)
    known = _FIVE if block.report_card else _FOUR
    grade = known.get(text.removesuffix(".0").casefold())
    if grade is not None:
        return Grade(area, grade, row.day(day_column) if day_column else None, None)
    if not text:
        why = "blank"
    elif text.casefold() == _NOT_JUDGED:
        why = "not-judged"
    elif text == _NO_JUDGEMENT:
        why = "no-such-judgement"
    elif text in _NO_GRADE_CODES:
        why = "not-a-grade"
    else:
        why = "unreadable"
        row.fault(
            column, f"{quoted(text)} is no grade of this regime; it is taken as missing. Check the file."
        )
    return Grade(area, None, None, why)


def _concern(text: str) -> str | None:
    return _CONCERNS.get(text.casefold(), text or None) if text != _NO_JUDGEMENT else None


def _safeguarding(row: Row, column: str) -> str | None:
    text = row.text(column)
    if not text or text == _NO_JUDGEMENT or text.casefold() == _NOT_JUDGED:
        return None
    answer = _SAFEGUARDING.get(text.casefold())
    if answer is None:
        row.fault(column, f"{quoted(text)} is no answer about safeguarding; it is taken as missing.")
    return answer
