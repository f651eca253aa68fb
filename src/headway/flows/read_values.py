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
from headway.flows.own_sheets.given import pasted_lines, uploaded_lines
from headway.rules.calendars import Span, day_words
from headway.rules.indicator_values import period_meant
from headway.rules.plan_period_words import read_period
from headway.rules.plan_policy import PlanPolicy
from headway.rules.plan_reading_policy import PlanReadingPolicy
from headway.rules.verdict import insist, refuse

HEADS = ("indicator", "period", "value")
MORE = ("why missing", "source")
MOST_LINES = 1000
NO_HEADS = (
    "The first line must have the heads Indicator, Period and Value, and may have Why missing and Source."
)


@dataclass(frozen=True, slots=True)
class Policies:
    """What values are judged by, and how the words of a period are read."""

    plans: PlanPolicy
    reading: PlanReadingPolicy


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


def read_values(text: str, known: Sequence[Indicator], policies: Policies, on: date) -> tuple[ValueLine, ...]:
    """Every line of the pasted cells. Raises Refused where there is no line of heads, or more lines than can be mended."""
    lines = pasted_lines(text.replace("\0", ""))
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
        line = _read_line(number, told, by_name, policies, on)
        twice = line.row is not None and (line.row.pk, line.period) in seen
        seen.add((line.row.pk if line.row else None, line.period))
        found.append(
            _with_fault(line, "The same indicator and period stand in another line too.") if twice else line
        )
    if not found:
        insist(refuse("There is no line under the heads. Copy the lines with the values too."))
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


def file_text(path: Path) -> str:
    """The first sheet of a workbook, or a CSV file, as if its cells were pasted. Raises Unreadable."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(next(uploaded_lines(path), ()))
    return out.getvalue()


def _read_line(
    number: int, told: Mapping[str, str], by_name: Mapping[str, Indicator], policies: Policies, on: date
) -> ValueLine:
    row = by_name.get(told["indicator"].casefold())
    period = _period(told["period"], row, policies) if row else None
    value, missing = _number(told["value"]), told.get("why missing", "")
    faults = (*_place_faults(told, row, period, on), *_value_faults(told["value"], value, missing))
    asked = questions_of(row, period, value, policies.plans) if row and period and not faults else ()
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
        return (
            f"“{told['period']}” is no period of this indicator. Write it like September 2026, autumn 2026 or 2025/26.",
        )
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


def _period(text: str, row: Indicator, policies: Policies) -> Span | None:
    written = read_period(text, policies.reading)
    return period_meant(written, row.frequency, policies.plans) if isinstance(written, Span) else None
