"""Tables of a document to the plan they hold: nothing is left out; what has no place is kept and named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from headway.rules.calendars import Span
from headway.rules.plan_grid import Action, Period, Place, Plan, PlanFault, Priority, check_periods
from headway.rules.plan_lines import Item, Line, split_actions
from headway.rules.plan_reading_policy import PlanReadingPolicy
from headway.rules.plan_subjects import propose_rows
from headway.rules.plan_table import Cell, Covered, Head, Heads, Table, find_heads
from headway.rules.verdict import Refused

_NO_HEADS = (
    "No row of this document names periods. A plan needs a row of heads such as “Strategic Priority”, “March 2004 – May 2004”, "
    "“June 2004 – August 2004”; write the months and years out and give the document again."
)


@dataclass(slots=True)
class _Row:
    """A priority while its rows are read: its actions by column of the plan, those under no period at -1."""

    title: str
    place: Place
    cells: dict[int, list[Action]] = field(default_factory=dict)


@dataclass(slots=True)
class _Reading:
    """What is gathered while the tables of a document are read."""

    policy: PlanReadingPolicy
    periods: list[Period] = field(default_factory=list)
    rows: dict[str, _Row] = field(default_factory=dict)
    titles: list[str] = field(default_factory=list)  # of the row read last
    faults: list[PlanFault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def fault(self, words: str, place: Place | None = None) -> None:
        self.faults.append(PlanFault(words, place))

    def ask(self, words: str, place: Place | None = None) -> None:
        self.faults.append(PlanFault(words, place, is_question=True))


def read_tables(tables: Sequence[Table], policy: PlanReadingPolicy) -> Plan:
    """The plan that the tables of a document hold. Raises Refused with a sentence when none has heads of periods.

    Tables with the heads of the first go on with it; others are named in a fault with all their words.
    """
    found = [(table, find_heads(table, policy)) for table in tables]
    most = max((heads.periods for _, heads in found if heads), default=0)
    if not most:
        raise Refused(_NO_HEADS)
    heads = next(heads for _, heads in found if heads and heads.periods == most)
    reading = _Reading(policy)
    columns = _read_columns(heads, reading)
    for table, others in found:
        _read_one(table, others, heads, columns, reading)
    faults = (*reading.faults, *check_periods(reading.periods))
    title, *notes = reading.notes or [""]
    return Plan(
        title=title,
        corner=heads.by_column[heads.first_column - 1].words,
        periods=tuple(reading.periods),
        priorities=tuple(_finished(row, len(reading.periods)) for row in reading.rows.values()),
        notes=tuple(notes),
        faults=faults,
    )


def _read_columns(heads: Heads, reading: _Reading) -> dict[int, int]:
    """The place among the plan's periods of each column; two columns with the same days are one period."""
    columns: dict[int, int] = {}
    spans: list[Span] = []
    seen: set[Place] = set()
    for number, head in heads.by_column.items():
        if not isinstance(head.days, Span):
            if head.words and number != heads.first_column - 1:
                reading.ask(f"The column “{head.words}” is no part of the grid. Is that meant?", head.place)
            continue
        if head.days not in spans:
            spans.append(head.days)
            reading.periods.append(Period(head.words, head.days, head.place))
        elif head.place not in seen:
            words = f"“{head.words}” stands over two columns that are not merged. Their actions are read as one period's."
            reading.fault(words, head.place)
        seen.add(head.place)
        columns[number] = spans.index(head.days)
    return columns


def _read_one(
    table: Table, own: Heads | None, heads: Heads, columns: dict[int, int], reading: _Reading
) -> None:
    """One table of the document: the plan's, one that goes on with it, or another."""
    reading.notes += _notes(table.before)
    if own and _days(own) == _days(heads):
        reading.notes += [cell.words for row in table.rows[: own.index] for cell in row if cell.words]
        for row in table.rows[own.index + 1 :]:
            _read_row(row, own, columns, reading)
    else:
        words = " | ".join(cell.words for row in table.rows for cell in row if cell.words)
        if words:
            name = f" “{table.name}”" if table.name else ""
            reading.fault(f"Another table{name} is not part of the plan and was not read: {words}")
    reading.notes += _notes(table.after)


def _days(heads: Heads) -> dict[int, Span | str]:
    return {number: head.days for number, head in heads.by_column.items() if isinstance(head.days, Span)}


def _notes(lines: Iterable[Line]) -> list[str]:
    return [words for line in lines if (words := " ".join(line.words.split()))]


def _read_row(row: Sequence[Cell], heads: Heads, columns: dict[int, int], reading: _Reading) -> None:
    words = {cell.column: cell.words for cell in row}
    if not any(words.values()):
        return
    if _are_heads_again(words, heads):
        return
    title_column = heads.first_column - 1
    title = next((cell for cell in row if cell.column == title_column), None)
    _read_titles(title, row[0], reading)
    for cell in row:
        _ask_about_merged(cell, row, columns, reading)
        if cell.column < title_column and cell.words:
            head = heads.by_column[cell.column].words if cell.column in heads.by_column else ""
            reading.fault(
                f"The column {_named(head)} left of the priorities is not read: {cell.words}", cell.place
            )
        elif cell.column > title_column and cell.words:
            _read_cell(cell, heads.by_column.get(cell.column), columns.get(cell.column, -1), reading)


def _are_heads_again(words: dict[int, str], heads: Heads) -> bool:
    """Whether a row has the heads once more, as at the top of a page: every period's, and nothing that is no head.

    A row that has but one head's words, under it, is an action of those words; so a grid of one period needs its corner too.
    """
    known = {at: head.words for at, head in heads.by_column.items()}
    said = {at for at, text in words.items() if text}
    return len(said) > 1 and said >= _days(heads).keys() and all(words[at] == known.get(at) for at in said)


def _read_titles(title: Cell | None, first: Cell, reading: _Reading) -> None:
    """The priorities a row is of: one a paragraph of its first cell; those of the row above when it is merged or empty."""
    items = split_actions(title.lines, reading.policy) if title else ()
    place = title.place if title else first.place
    if not items:
        _go_on(title, place, reading)
        return
    reading.titles = [_line(item) for item in items]
    _ask_about_joins(items, place, "title", reading)
    if len(items) > 1:
        shared = " and ".join(f"“{words}”" for words in reading.titles)
        reading.ask(
            f"One row is shared by {shared}. Which action is whose is proposed; look through it.", place
        )
    for words in reading.titles:
        if words in reading.rows:
            reading.ask(
                f"The priority “{words}” stands again here; its actions are read as one priority's.", place
            )
        reading.rows.setdefault(words, _Row(words, place))


def _go_on(title: Cell | None, place: Place, reading: _Reading) -> None:
    if title is not None and title.covered is Covered.ABOVE and reading.titles:
        return
    if reading.titles and reading.titles != [""]:
        above = " and ".join(f"“{words}”" for words in reading.titles)
        reading.ask(f"This row names no priority; it is read as going on with {above}.", place)
        return
    reading.titles = [""]
    reading.rows.setdefault("", _Row("", place))
    reading.fault(
        "This row names no priority, and none stands above it. Its actions are kept under no title.", place
    )


def _ask_about_merged(cell: Cell, row: Sequence[Cell], columns: dict[int, int], reading: _Reading) -> None:
    """A cell merged over periods or over rows is read in its first; a person may mean it in all."""
    if cell.column not in columns or cell.covered is Covered.NO:
        return
    place = Place(cell.row, cell.column, 1)
    if cell.covered is Covered.ABOVE:
        reading.ask(
            "This cell is merged with the one above; its actions are read in the upper row only.", place
        )
        return
    left = next((other for other in reversed(row) if other.column < cell.column and not other.covered), None)
    same = left is not None and columns.get(left.column) == columns[cell.column]
    if left is not None and left.words and not same:
        words = (
            f"This cell is merged with “{left.words}”; its actions are read in the first of its periods only."
        )
        reading.ask(words, place)


def _read_cell(cell: Cell, head: Head | None, column: int, reading: _Reading) -> None:
    items = split_actions(cell.lines, reading.policy)
    _ask_about_joins(items, cell.place, "action", reading)
    name = head.words if head else ""
    if column < 0 and items:
        why = head.days if head else "It has no head."
        count = "an action" if len(items) == 1 else f"{len(items)} actions"
        reading.fault(
            f"The column {_named(name)} is no period: {why} What stands there ({count}) is kept outside every period; give "
            "the column its months, or move it.",
            cell.place,
        )
    places: Sequence[tuple[int, str]] = [(0, "")] * len(items)
    if len(reading.titles) > 1:
        places = propose_rows(reading.titles, [item.words for item in items], reading.policy.subjects)
    for item, (at, why_here) in zip(items, places, strict=True):
        action = Action(
            item.words,
            Place(cell.row, cell.column, item.line),
            mark=item.mark,
            proposed=why_here,
            column=name if column < 0 else "",
        )
        reading.rows[reading.titles[at]].cells.setdefault(column, []).append(action)


def _ask_about_joins(items: Iterable[Item], place: Place, what: str, reading: _Reading) -> None:
    for item in items:
        for why in item.joined:
            reading.ask(f"Read as one {what}: {why}.", replace(place, line=item.line))


def _line(item: Item) -> str:
    return f"{item.mark} {item.words}" if item.mark else item.words


def _named(words: str) -> str:
    return f"“{words}”" if words else "without a head"


def _finished(row: _Row, periods: int) -> Priority:
    cells = tuple(tuple(row.cells.get(number, ())) for number in range(periods))
    return Priority(row.title, cells, tuple(row.cells.get(-1, ())), row.place)
