"""Plain text laid out as a timeline, and text parted by commas or tabs, to a table of cells."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from headway.rules.calendars import Span
from headway.rules.plan_lines import Line
from headway.rules.plan_period_words import read_period
from headway.rules.plan_reading_policy import PlanReadingPolicy
from headway.rules.plan_table import Cell, Table, find_heads

_DELIMITERS = (",", ";", "\t")
_START = 200_000  # characters in which the heads must stand


def read_text(text: str, policy: PlanReadingPolicy) -> Table:
    """The text as a table, in the reading of it that finds most heads of periods: laid out with a tab before each cell, or
    parted by commas, semicolons or tabs. A table without rows when no reading finds one.
    """
    readers: list[Callable[[str], Table]] = [lambda part: _laid_out(part, policy)]
    readers += [partial(_parted, mark=mark) for mark in _DELIMITERS]
    start = text[:_START]
    found = [heads.periods if (heads := find_heads(read(start), policy)) else 0 for read in readers]
    most = max(found)
    return readers[found.index(most)](text) if most else Table(())


def _parted(text: str, mark: str) -> Table:
    """Rows as a spreadsheet saves them; a cell in quotation marks may hold lines."""
    try:
        records = list(csv.reader(text.splitlines(keepends=True), delimiter=mark))
    except csv.Error:
        return Table(())
    return Table(
        tuple(
            tuple(Cell(row, column, lines_of(words)) for column, words in enumerate(record, 1))
            for row, record in enumerate(records, 1)
        )
    )


def lines_of(words: str) -> tuple[Line, ...]:
    """The lines of a cell's text, numbered from 1; a line counts as set off where a blank one stands before it."""
    lines: list[Line] = []
    after_blank = True
    for number, line in enumerate(words.splitlines(), 1):
        if line.strip():
            lines.append(Line(number, line, after_blank))
        after_blank = not line.strip()
    return tuple(lines)


def _laid_out(text: str, policy: PlanReadingPolicy) -> Table:
    """Text in which each cell begins with a tab at the start of a line; the cells follow row after row."""
    before: list[Line] = []
    cells: list[list[Line]] = []
    for line in lines_of(text):
        if line.words.startswith("\t"):
            cells.append([])
        target = cells[-1] if cells else before
        target.append(replace(line, words=line.words[1:] if line.words.startswith("\t") else line.words))
    return _in_rows(_with_empty_cells(text, cells), before, policy)


def _with_empty_cells(text: str, cells: Sequence[list[Line]]) -> list[list[Line]]:
    """The cells in order, those that are a tab and nothing else among them, and one for each tab in front of a line."""
    filled = iter(cells)
    every: list[list[Line]] = []
    for line in text.splitlines():
        if not line.startswith("\t"):
            continue
        tabs = len(line) - len(line.lstrip("\t"))
        every += [[] for _ in range(tabs - 1)]
        every.append(next(filled) if line.strip() else [])
    return every


def _in_rows(cells: Sequence[list[Line]], before: Sequence[Line], policy: PlanReadingPolicy) -> Table:
    """Cut the cells into rows as wide as the heads: one for the priorities and one for each period.

    Cells before the heads go to the lines before the table.
    """
    spans = [isinstance(read_period(_words(cell), policy), Span) for cell in cells]
    first = next((at for at in range(1, len(cells)) if spans[at] and not spans[at - 1]), 0)
    if not first:
        return Table(())
    width = _width(cells, spans, first)
    early = tuple(line for cell in cells[: first - 1] for line in cell)
    body = cells[first - 1 :]
    rows = tuple(
        tuple(Cell(row, column, tuple(lines)) for column, lines in enumerate(body[at : at + width], 1))
        for row, at in enumerate(range(0, len(body), width), 1)
    )
    return Table(rows, before=(*before, *early))


def _width(cells: Sequence[list[Line]], spans: Sequence[bool], first: int) -> int:
    """Cells in a row. The heads go on to the last that names a period before a cell of other words stands; empty ones after it
    are heads too, and so is one of other words when only then the cells fill whole rows.
    """
    end = first
    while end < len(cells) and spans[end]:
        end += 1
    while end < len(cells) and not cells[end]:
        end += 1
    following = next((at for at in range(end, min(end + 2, len(cells))) if spans[at]), None)
    if following is not None:
        end = following + 1
        while end < len(cells) and spans[end]:
            end += 1
    width, rest = end - first + 1, len(cells) - end
    return width + 1 if rest % width and rest > 1 and not (rest - 1) % (width + 1) else width


def _words(lines: Sequence[Line]) -> str:
    return " ".join(line.words for line in lines)
