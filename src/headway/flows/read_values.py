"""Values of indicators copied from a spreadsheet: read line by line with every fault, and kept all or none."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.plans.actions.measuring import give_value, questions_of
from headway.features.plans.models import Indicator
from headway.publicdata.workbooks import WorkbookLimits, read_sheets
from headway.rules.calendars import MONTHS, Span, academic_year, day_words
from headway.rules.indicator_values import period_of
from headway.rules.plan_policy import PlanPolicy
from headway.rules.verdict import insist, refuse

HEADS = ("indicator", "period", "value")
MORE = ("why missing", "source")
MOST_LINES = 1000
_MONTHS = {name: (at + 8) % 12 + 1 for at, name in enumerate(MONTHS)}  # september is 9
LIMITS = WorkbookLimits(unpacked_bytes=30_000_000, cells=100_000)
NO_HEADS = (
    "The first line must have the heads Indicator, Period and Value, and may have Why missing and Source."
)


@dataclass(frozen=True, slots=True)
class ValueLine:
    """One line: what it says, what is wrong with it, and what is odd about it."""

    number: int
    words: tuple[str, ...]
    row: Indicator | None = None
    period: Span | None = None
    value: Decimal | None = None
    why_missing: str = ""
    source: str = ""
    faults: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()


def read_values(text: str, known: Sequence[Indicator], policy: PlanPolicy, on: date) -> tuple[ValueLine, ...]:
    """Every line of the pasted cells. Raises Refused where there is no line of heads, or more lines than can be mended."""
    lines = _cells(text)
    heads = [cell.strip().casefold() for cell in lines[0]] if lines else []
    if any(head not in heads for head in HEADS):
        insist(refuse(NO_HEADS))
    if len(lines) - 1 > MOST_LINES:
        insist(refuse(f"There are more than {MOST_LINES:,} lines. Give them in parts."))
    places = {head: heads.index(head) for head in (*HEADS, *MORE) if head in heads}
    by_name = {one.name.casefold(): one for one in known} | {one.key.casefold(): one for one in known}
    found, seen = [], set()
    for number, cells in enumerate(lines[1:], 2):
        told = {head: cells[at].strip() if at < len(cells) else "" for head, at in places.items()}
        if not any(told.values()):
            continue
        line = _read_line(number, told, by_name, policy, on)
        twice = line.row is not None and (line.row.pk, line.period) in seen
        seen.add((line.row.pk if line.row else None, line.period))
        found.append(
            _with_fault(line, "The same indicator and period stand in another line too.") if twice else line
        )
    return tuple(found)


@transaction.atomic
def keep_values(*, lines: Sequence[ValueLine], policy: PlanPolicy, by: Viewer, at: datetime) -> int:
    """Keep every value, or none where one is refused; how many that are."""
    for line in lines:
        give_value(
            row=line.row,
            period=line.period,
            value=line.value,
            why_missing=line.why_missing,
            source=line.source,
            policy=policy,
            by=by,
            at=at,
        )
    return len(lines)


def workbook_text(path: Path) -> str:
    """The first sheet of a workbook as if its cells were pasted. Raises Unreadable."""
    for records in read_sheets(path, LIMITS):
        return "\n".join("\t".join(one.replace("\t", " ") for one in cells) for _, cells in records)
    return ""


def _cells(text: str) -> list[list[str]]:
    """Cells copied from a spreadsheet (tabs), or comma-separated."""
    bare = text.replace("\0", "").lstrip("\ufeff\r\n")
    mark = "\t" if "\t" in bare.partition("\n")[0] else ","
    try:
        return list(csv.reader(io.StringIO(bare, newline=""), delimiter=mark))
    except csv.Error:
        insist(refuse("What was pasted cannot be read as a table. Copy the cells again."))
        raise


def _read_line(
    number: int, told: Mapping[str, str], by_name: Mapping[str, Indicator], policy: PlanPolicy, on: date
) -> ValueLine:
    row = by_name.get(told["indicator"].casefold())
    day = _day(told["period"])
    period = period_of(day, row.frequency, policy) if row and day else None
    value, missing = _number(told["value"]), told.get("why missing", "")
    faults = (*_place_faults(told, row, period, on), *_value_faults(told["value"], value, missing))
    asked = questions_of(row, period, value, policy) if row and period and not faults else ()
    words = tuple(told.get(head, "") for head in (*HEADS, *MORE))
    source = told.get("source", "")[:300]
    return ValueLine(number, words, row, period, value, missing[:200], source, faults, asked)


def _place_faults(
    told: Mapping[str, str], row: Indicator | None, period: Span | None, on: date
) -> tuple[str, ...]:
    if row is None:
        return (f"“{told['indicator']}” is no indicator whose values you give. Use its name as on its page.",)
    if row.formula:
        return ("This indicator is worked out by its formula.",)
    if period is None:
        return (f"“{told['period']}” is no period. Write it like September 2026, 2026-09 or 2025/26.",)
    if period.until > on:
        return (f"This period ends on {day_words(period.until)}. Give its value when it has.",)
    return ()


def _value_faults(text: str, value: Decimal | None, missing: str) -> tuple[str, ...]:
    if value is None and text:
        return (f"“{text}” is no number. Leave it empty and say why it is missing.",)
    if (value is None) == (not missing):
        return ("Give the value, or say why there is none.",)
    return ()


def _with_fault(line: ValueLine, words: str) -> ValueLine:
    return replace(line, faults=(*line.faults, words))


def _number(text: str) -> Decimal | None:
    bare = text.replace(",", "").replace("%", "").replace("£", "").strip()
    try:
        value = Decimal(bare)
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value) < Decimal(10) ** 10 else None


def _period(text: str, row: Indicator, policy: PlanPolicy) -> Span | None:
    day = _day(text)
    return period_of(day, row.frequency, policy) if day else None


def _day(text: str) -> date | None:
    """A day in the period that is meant: of September 2026, 2026-09, 2026-09-01, 1/9/2026 or 2025/26."""
    bare = text.strip().replace("/", "-")
    try:
        return academic_year(bare).first_on
    except ValueError:
        pass
    first, _, second = text.strip().partition(" ")
    if first.casefold() in _MONTHS and second.strip().isdecimal():
        bare = f"{second.strip()}-{_MONTHS[first.casefold()]:02d}"
    for form in ("%Y-%m-%d", "%Y-%m", "%d-%m-%Y"):
        try:
            return datetime.strptime(bare, form).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None
