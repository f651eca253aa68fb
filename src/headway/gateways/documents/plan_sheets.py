"""A plan as a spreadsheet: the grid of its document, and the same actions as a list, one a row."""

import io
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from headway.gateways.documents.characters import FIXED_MOMENT
from headway.gateways.documents.sheets import OPTIONS, fitting
from headway.rules.plan_action_rows import COLUMNS, CORNER, list_rows
from headway.rules.plan_grid import Action, Plan, Priority

TIMELINE, ACTIONS = "Timeline", "Actions"
_TITLE_WIDTH, _CELL_WIDTH, _LIST_WIDTHS = 24, 42, (12, 32, 28, 14, 14, 6, 60, 20, 16, 14, 40)
# A row is at most 409 points high, so a longer cell goes on in a row below, under the same merged priority.
_MOST_LINES = 26
_A3 = 8


def plan_spreadsheet(plan: Plan) -> bytes:
    """The plan as an .xlsx file: “Timeline”, priorities by periods, one action a line; “Actions”, one action a row.

    Text is never a formula, a number or a link. The same plan gives the same bytes.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, OPTIONS)
    book.set_properties({"created": datetime(*FIXED_MOMENT, tzinfo=UTC)})
    formats = {
        "title": book.add_format({"bold": True, "font_size": 16}),
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "border": 1}),
        "cell": book.add_format({"text_wrap": True, "valign": "top", "border": 1}),
    }
    _write_timeline(book.add_worksheet(TIMELINE), plan, formats)
    _write_list(book.add_worksheet(ACTIONS), plan, formats)
    book.close()
    return out.getvalue()


def _write_timeline(page: Worksheet, plan: Plan, formats: dict[str, Format]) -> None:
    top = 0
    for top, words in enumerate((plan.title, *plan.notes), 1):
        page.write_string(top - 1, 0, fitting(words), formats["title"] if top == 1 else None)
    outside = _outside_columns(plan)
    heads = (plan.corner or CORNER, *(period.words for period in plan.periods), *outside)
    for column, words in enumerate(heads):
        page.write_string(top, column, fitting(words), formats["head"])
    row = top + 1
    for priority in plan.priorities:
        row = _write_priority(page, row, priority, outside, formats)
    page.set_column(0, 0, _TITLE_WIDTH)
    page.set_column(1, max(1, len(heads) - 1), _CELL_WIDTH)
    page.freeze_panes(top + 1, 1)
    page.repeat_rows(top)
    page.set_landscape()
    page.set_paper(_A3)
    page.fit_to_pages(1, 0)


def _write_priority(
    page: Worksheet, row: int, priority: Priority, outside: Sequence[str], formats: dict[str, Format]
) -> int:
    """Write one priority over as many rows as its longest cell needs; returns the row after it."""
    cells = [*priority.cells, *([one for one in priority.outside if one.column == head] for head in outside)]
    parts = [list(_parts(cell)) for cell in cells]
    height = max(1, *(len(part) for part in parts)) if parts else 1
    if height > 1:
        page.merge_range(row, 0, row + height - 1, 0, fitting(priority.title), formats["head"])
    else:
        page.write_string(row, 0, fitting(priority.title), formats["head"])
    for column, texts in enumerate(parts, 1):
        for offset in range(height):
            page.write_string(
                row + offset, column, fitting(texts[offset]) if offset < len(texts) else "", formats["cell"]
            )
    return row + height


def _parts(actions: Sequence[Action]) -> Iterator[str]:
    """The text of a cell, one action a line, in pieces that a row can show."""
    lines: list[str] = []
    used = 0
    for action in actions:
        needed = 1 + len(action.line) // _CELL_WIDTH
        if lines and used + needed > _MOST_LINES:
            yield "\n".join(lines)
            lines, used = [], 0
        lines.append(action.line)
        used += needed
    if lines:
        yield "\n".join(lines)


def _outside_columns(plan: Plan) -> tuple[str, ...]:
    """The heads of the columns whose actions stand in no period, each once."""
    return tuple(dict.fromkeys(action.column for priority in plan.priorities for action in priority.outside))


def _write_list(page: Worksheet, plan: Plan, formats: dict[str, Format]) -> None:
    for column, (words, width) in enumerate(zip(COLUMNS, _LIST_WIDTHS, strict=True)):
        page.write_string(0, column, words, formats["head"])
        page.set_column(column, column, width)
    last = 0
    for last, row in enumerate(list_rows(plan), 1):
        for column, value in enumerate(row):
            if isinstance(value, date):
                page.write_datetime(last, column, value)
            elif value:
                page.write_string(last, column, fitting(value))
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
    page.autofilter(0, 0, last, len(COLUMNS) - 1)
    page.set_landscape()
