"""A plan as a list, one action a row, beside its grid: which columns, and what holds when the two differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from headway.rules.calendars import Span, day_words
from headway.rules.plan_grid import Action, Period, Place, Plan, PlanFault, Priority, check_periods
from headway.rules.plan_lines import BULLETS
from headway.rules.plan_table import Cell, Table

COLUMNS = (
    "Id",
    "Priority",
    "Period",
    "From",
    "Until (first day after)",
    "Mark",
    "Action",
    "Owner",
    "Due",
    "Status",
    "Proposed because",
)
CORNER = "Strategic Priority"
_NEEDED = ("Priority", "Period", "From", "Until (first day after)", "Action")
_FIRST_ROWS = 5
_NO_BULLETS = str.maketrans("", "", BULLETS)
_Key = tuple[str, Span | None]


@dataclass(frozen=True, slots=True)
class _Listed:
    """One row of the list: the priority, the days of the period (None: outside every one), its words, and the action."""

    priority: str
    span: Span | None
    period: str
    action: Action


def list_rows(plan: Plan) -> list[tuple[str | date | None, ...]]:
    """The rows of the list under COLUMNS; an action outside every period has its column's head as period and no days."""
    rows = []
    for priority in plan.priorities:
        cells = [*zip(plan.periods, priority.cells, strict=True), (None, priority.outside)]
        for period, actions in cells:
            rows += [_row(priority.title, period, action) for action in actions]
    return rows


def _row(title: str, period: Period | None, action: Action) -> tuple[str | date | None, ...]:
    return (
        action.public_id,
        title,
        period.words if period else action.column,
        period.span.first_on if period else None,
        period.span.until if period else None,
        action.mark,
        action.words,
        action.owner,
        action.due,
        action.status,
        action.proposed,
    )


def take_list(tables: Sequence[Table]) -> tuple[tuple[Table, ...], Table | None]:
    """The tables without the list of actions, and the list where there is one."""
    found = next((table for table in tables if _header(table) is not None), None)
    return tuple(table for table in tables if table is not found), found


def plan_of_list(table: Table) -> Plan:
    """The plan of a list that came without its grid: its periods are those of its rows."""
    listed, faults = _read_list(table)
    heads = {row.span: row.period for row in listed if row.span}
    spans = sorted(heads, key=lambda span: (span.first_on, span.until))
    periods = tuple(Period(heads[span], span) for span in spans)
    empty = Plan("", CORNER, periods, (), faults=(*faults, *check_periods(periods)))
    return _filled(empty, listed, grid_is_missing=True)


def with_list(plan: Plan, table: Table) -> Plan:
    """The plan with what its list knows of each action: id, owner, due, status, proposal.

    Where a cell of the grid and the list say the same, the list's actions are taken. Where they differ, everything that
    stands in either is kept and each difference is asked about.
    """
    listed, faults = _read_list(table)
    return _filled(replace(plan, faults=(*plan.faults, *faults)), listed, grid_is_missing=False)


def _header(table: Table) -> tuple[int, dict[str, int]] | None:
    """The row of the list's heads, from 0, and the column of each head."""
    for index, row in enumerate(table.rows[:_FIRST_ROWS]):
        columns = {cell.words.casefold(): cell.column for cell in row if cell.words}
        if all(name.casefold() in columns for name in _NEEDED):
            return index, columns
    return None


def _read_list(table: Table) -> tuple[list[_Listed], list[PlanFault]]:
    header = _header(table)
    assert header is not None  # take_list found it
    listed: list[_Listed] = []
    faults: list[PlanFault] = []
    for row in table.rows[header[0] + 1 :]:
        by_column = {cell.column: cell for cell in row}
        texts = {name: by_column[at].words for name, at in header[1].items() if at in by_column}
        if not any(texts.values()):
            continue
        extra = " | ".join(cell.words for cell in row if cell.words and cell.column not in header[1].values())
        if extra:
            faults.append(
                PlanFault(
                    f"In the list of actions, what stands under no head is not read: {extra}", _place(row)
                )
            )
        if not texts.get("action"):
            words = " | ".join(text for text in texts.values() if text)
            faults.append(
                PlanFault(f"A row of the list names no action and is not read: {words}", _place(row))
            )
            continue
        listed.append(_listed(texts, row, faults))
    return listed, faults


def _listed(texts: Mapping[str, str], row: Sequence[Cell], faults: list[PlanFault]) -> _Listed:
    period = texts.get("period", "")
    days = (texts.get("from", ""), texts.get(COLUMNS[4].casefold(), ""))
    span = _span(*days)
    if span is None and any(days):
        words = f"“{days[0]}” and “{days[1]}” are no days a period could have; the action is kept outside every period."
        faults.append(PlanFault(words, _place(row)))
    action = Action(
        words=texts["action"],
        place=_place(row),
        mark=texts.get("mark", ""),
        proposed=texts.get("proposed because", ""),
        column="" if span else period,
        public_id=texts.get("id", ""),
        owner=texts.get("owner", ""),
        due=texts.get("due", ""),
        status=texts.get("status", ""),
    )
    return _Listed(texts.get("priority", ""), span, period, action)


def _span(first: str, until: str) -> Span | None:
    try:
        return Span(date.fromisoformat(first), date.fromisoformat(until))
    except ValueError:
        return None


def _place(row: Sequence[Cell]) -> Place:
    return Place(row[0].row, 1, 1)


def _filled(plan: Plan, listed: Iterable[_Listed], *, grid_is_missing: bool) -> Plan:
    spans = [period.span for period in plan.periods]
    by_cell: dict[_Key, list[Action]] = {}
    faults = list(plan.faults)
    for row in listed:
        span = row.span if row.span in spans else None
        action = row.action
        if row.span and span is None:
            words = (
                f"{day_words(row.span.first_on)} up to {day_words(row.span.until)} is no period of the grid; the action "
                f"“{action.words}” is kept outside every period."
            )
            faults.append(PlanFault(words, action.place))
            action = replace(action, column=row.period)
        by_cell.setdefault((row.priority, span), []).append(action)
    known = {priority.title for priority in plan.priorities}
    empty = tuple(() for _ in spans)
    new = tuple(
        Priority(title, empty) for title in dict.fromkeys(key[0] for key in by_cell) if title not in known
    )
    if not grid_is_missing:
        faults += [
            PlanFault(f"The priority “{one.title}” stands only in the list of actions; it is kept.")
            for one in new
        ]
    asked: list[PlanFault] | None = None if grid_is_missing else faults
    priorities = tuple(_with_row(one, spans, by_cell, asked) for one in (*plan.priorities, *new))
    return replace(plan, priorities=priorities, faults=tuple(faults))


def _with_row(
    priority: Priority,
    spans: Sequence[Span],
    by_cell: Mapping[_Key, Sequence[Action]],
    faults: list[PlanFault] | None,
) -> Priority:
    cells = tuple(
        _settle(cell, by_cell.get((priority.title, span), ()), faults)
        for span, cell in zip(spans, priority.cells, strict=True)
    )
    outside = _settle(priority.outside, by_cell.get((priority.title, None), ()), faults)
    return replace(priority, cells=cells, outside=outside)


def _settle(
    grid: Sequence[Action], listed: Sequence[Action], faults: list[PlanFault] | None
) -> tuple[Action, ...]:
    """The actions of one cell from the grid and the list; without `faults` the list alone counts."""
    if faults is None or _squashed(grid) == _squashed(listed):
        return tuple(listed)
    in_list, in_grid = {_squashed([one]) for one in listed}, {_squashed([one]) for one in grid}
    only_grid = [one for one in grid if _squashed([one]) not in in_list]
    for one in only_grid:
        words = f"“{one.words}” stands in the grid and not in the list of actions; it is kept. Was it changed or added?"
        faults.append(PlanFault(words, one.place, True))
    for one in listed:
        if _squashed([one]) not in in_grid:
            words = (
                f"“{one.words}” stands in the list of actions and not in the grid; it is kept. Was it to go?"
            )
            faults.append(PlanFault(words, one.place, True))
    return (*listed, *only_grid)


def _squashed(actions: Iterable[Action]) -> str:
    """What the actions say without blanks, dashes and bullets, so that where lines break does not count."""
    return "".join("".join(action.line.split()) for action in actions).translate(_NO_BULLETS)
