"""What the list of boards shows: seats, vacancies, terms that end soon, chair and clerk; the board's risk beside its
schools' category."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from headway.features.appointments.viewer import Viewer
from headway.features.categories.queries import KIND as CATEGORIES
from headway.features.governance.models import HealthStatement
from headway.features.governance.queries import KIND, boards_now, boards_visible_to, in_force, may_found
from headway.features.policies.queries import typed
from headway.flows.allot_link_hours import Allotted, allot_link_hours
from headway.kit.figures import Figure
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell, Column, Filter, Row, Table
from headway.kit.words import count_words, day_words
from headway.pages.exports import with_export
from headway.rules.governance import BoardNow, SeatNow
from headway.rules.governance_policy import GovernancePolicy

HOME = "/governance/"
FILTERS = ("q", "kind", "show", "risk")
SORTS = ("name", "vacant", "since", "ends")
LONG, ENDING, WITHOUT, UNSTATED = "vacant", "ending", "without-", "none"
NOT_OPEN = "not open to you"
COLOURS = ("green", "yellow", "red")


@dataclass(frozen=True, slots=True)
class BoardsPage:
    """The boards there are; without the right to see one the table is None, and only totals are told."""

    heading: str
    figures: tuple[Figure, ...]
    table: Table | None
    new_href: str
    sheet_href: str
    hours_href: str


@dataclass(frozen=True, slots=True)
class Line:
    """A board with its seats on the day."""

    told: Allotted
    now: BoardNow

    @property
    def name(self) -> str:
        """What it is called."""
        return self.told.board.name

    @property
    def since(self) -> date | None:
        """Since when its longest vacancy lasts."""
        return self.now.vacant[0].vacant_since if self.now.vacant else None


def boards_page(viewer: Viewer, query: ListQuery) -> BoardsPage:
    """The list for this viewer; a constant number of queries however many boards."""
    policy: GovernancePolicy = typed("governance", viewer.on)
    lines = lines_of(viewer, policy)
    sees = viewer.reach(KIND) != "none"
    return BoardsPage(
        heading="Governance",
        figures=_figures(lines, policy, query, sees),
        table=_table(viewer, lines, policy, query) if sees else None,
        new_href=reverse("board_new") if may_found(viewer) else "",
        sheet_href=reverse("own_sheet", args=["terms"]) if may_found(viewer) else "",
        hours_href=reverse("link_hours") if sees else "",
    )


def lines_of(viewer: Viewer, policy: GovernancePolicy) -> list[Line]:
    """Every board in force that the viewer may count, by name."""
    act = "see" if viewer.reach(KIND) != "none" else "count"
    boards = list(in_force(boards_visible_to(viewer, act), viewer.on))
    now = boards_now(boards, viewer.on, policy.roles)
    return [Line(told, now[told.board.pk]) for told in allot_link_hours(viewer, boards, policy)]


def risk_cell(health: HealthStatement | None, policy: GovernancePolicy) -> Cell:
    """The board's risk in words and shape, with the day it was stated."""
    if health is None:
        return Cell(None, missing="not stated")
    levels = list(policy.health)
    place = levels.index(health.level) if health.level in levels else 0
    colour = COLOURS[min(place, len(COLOURS) - 1)]
    words = policy.health.get(health.level, health.level)
    return Cell(words, colour=colour, note=f"on {day_words(health.on)}")


def category_cell(told: Allotted) -> Cell:
    """The agreed category of each school of the board, as far as they are open to the viewer."""
    if not told.schools:
        return Cell(None, missing="governs no school")
    if not told.opened:
        return Cell(None, missing=NOT_OPEN)
    words = [_category(told, one.school_id) for one in told.schools]
    return Cell(", ".join(words))


def schools_cell(told: Allotted) -> Cell:
    """The schools of the board; one leads to its page."""
    if not told.schools:
        return Cell(None, missing="none")
    names = ", ".join(one.school.name for one in told.schools)
    alone = told.schools[0].school_id if len(told.schools) == 1 else None
    return Cell(names, href=reverse("school", args=[alone]) if alone else "")


def _category(told: Allotted, urn: int) -> str:
    if urn not in told.opened:
        return NOT_OPEN
    judged = told.categories.get(urn)
    return f"{judged.category} {judged.label}" if judged else "not judged"


def _states(policy: GovernancePolicy) -> Mapping[str, tuple[str, Callable[[Line], Any]]]:
    """What the filter “Show” may ask, and of which boards it holds."""
    found: dict[str, tuple[str, Callable[[Line], Any]]] = {
        LONG: (
            f"Seats vacant over {policy.vacant_months} months",
            lambda line: line.now.long_vacant(policy.vacant_months),
        ),
        ENDING: (
            f"Terms ending within {policy.ending_days} days",
            lambda line: line.now.ending(policy.ending_days),
        ),
    }
    for role in policy.needed:
        key = role.key
        found[f"{WITHOUT}{key}"] = (
            f"Without {role.words.lower()}",
            lambda line, key=key: not line.now.holders(key),
        )
    return found


def _figures(
    lines: Sequence[Line], policy: GovernancePolicy, query: ListQuery, sees: bool
) -> tuple[Figure, ...]:
    def href(state: str) -> str:
        return f"{query.path}?show={state}" if sees else ""

    months, days = policy.vacant_months, policy.ending_days
    long = sum(len(line.now.long_vacant(months)) for line in lines)
    ending = sum(len(line.now.ending(days)) for line in lines)
    states = _states(policy)
    lacking = (
        Figure(
            f"Boards without {role.words.lower()}",
            sum(bool(states[f"{WITHOUT}{role.key}"][1](line)) for line in lines),
            href=href(f"{WITHOUT}{role.key}"),
        )
        for role in policy.needed
    )
    return (
        Figure("Boards", len(lines)),
        Figure("Seats", sum(len(line.now.seats) for line in lines)),
        Figure("Vacant", sum(len(line.now.vacant) for line in lines)),
        Figure(f"Vacant over {months} months", long, href=href(LONG)),
        Figure(f"Terms ending within {days} days", ending, href=href(ENDING)),
        *lacking,
    )


def _table(viewer: Viewer, lines: Sequence[Line], policy: GovernancePolicy, query: ListQuery) -> Table:
    beside = viewer.reach(CATEGORIES) != "none"
    found = _sorted(_matching(lines, policy, query), query)
    table = query.table(
        caption="Boards",
        columns=_columns(policy, beside),
        rows=[_row(line, policy, beside) for line in found[query.bounds(len(found))]],
        total=len(found),
        noun=("board", "boards"),
        empty_words="No board is written down yet. Found the first one, with the school it governs and its seats.",
        filters=_filters(policy, query),
        hide_caption=True,
    )
    return with_export(table, query)


def _columns(policy: GovernancePolicy, beside: bool) -> list[Column]:
    return [
        Column("Board", "name", sortable=True),
        Column("Governs"),
        Column("Board risk"),
        *([Column("School's category")] if beside else []),
        Column("Seats", numeric=True),
        Column("Vacant", "vacant", numeric=True, sortable=True),
        Column("Longest vacant since", "since", sortable=True),
        Column("Next term ends", "ends", sortable=True, unit=f"within {policy.ending_days} days"),
        *(Column(role.words) for role in policy.needed),
    ]


def _row(line: Line, policy: GovernancePolicy, beside: bool) -> Row:
    board = line.told.board
    kind = policy.kinds.get(board.kind)
    soon = line.now.ending(policy.ending_days)
    cells = (
        Cell(
            board.name, href=reverse("board", args=[board.public_id]), note=kind.words if kind else board.kind
        ),
        schools_cell(line.told),
        risk_cell(line.told.health, policy),
        *([category_cell(line.told)] if beside else []),
        len(line.now.seats),
        len(line.now.vacant),
        _since_cell(line, policy),
        _ends_cell(soon),
        *(_holder_cell(line, role.key) for role in policy.needed),
    )
    return Row(cells)


def _since_cell(line: Line, policy: GovernancePolicy) -> Cell:
    if line.since is None:
        return Cell("", missing="none vacant")
    long = len(line.now.long_vacant(policy.vacant_months))
    note = f"{count_words(long, 'seat')} over {policy.vacant_months} months" if long else ""
    return Cell(day_words(line.since), note=note, plain=line.since)


def _ends_cell(soon: Sequence[SeatNow]) -> Cell:
    if not soon:
        return Cell("", missing="none")
    more = f"and {len(soon) - 1} more" if len(soon) > 1 else ""
    return Cell(day_words(soon[0].until), note=more, plain=soon[0].until)


def _holder_cell(line: Line, role: str) -> Cell:
    holders = line.now.holders(role)
    return Cell(", ".join(holders)) if holders else Cell("Vacant", colour="yellow")


def _matching(lines: Sequence[Line], policy: GovernancePolicy, query: ListQuery) -> Sequence[Line]:
    if words := query.text("q").casefold():
        lines = [line for line in lines if _is_called(line, words)]
    if kind := query.text("kind"):
        lines = [line for line in lines if line.told.board.kind == kind]
    if risk := query.text("risk"):
        lines = [line for line in lines if _level(line) == risk]
    state = _states(policy).get(query.text("show"))
    return [line for line in lines if state[1](line)] if state else lines


def _is_called(line: Line, words: str) -> bool:
    names = [line.name, *(one.school.name for one in line.told.schools)]
    urns = [str(one.school_id) for one in line.told.schools]
    return words in urns or any(words in name.casefold() for name in names)


def _level(line: Line) -> str:
    return line.told.health.level if line.told.health else UNSTATED


def _sorted(lines: Sequence[Line], query: ListQuery) -> list[Line]:
    """In the order asked for; boards of which it is not known last, whichever way."""
    if query.sort_key == "name":
        return sorted(lines, key=lambda line: line.name.casefold(), reverse=query.descending)
    value = ORDERS[query.sort_key]
    known = [line for line in lines if value(line) is not None]
    unknown = [line for line in lines if value(line) is None]
    return sorted(known, key=value, reverse=query.descending) + unknown


ORDERS: Mapping[str, Callable[[Line], Any]] = {
    "vacant": lambda line: len(line.now.vacant),
    "since": lambda line: line.since,
    "ends": lambda line: min((seat.until for seat in line.now.seats if seat.until), default=None),
}


def _filters(policy: GovernancePolicy, query: ListQuery) -> list[Filter]:
    states = [(key, words) for key, (words, _) in _states(policy).items()]
    kinds = [(key, kind.words) for key, kind in policy.kinds.items()]
    risks = [*policy.health.items(), (UNSTATED, "Not stated")]
    return [
        query.text_filter("q", "Board or school", "Part of a name, or the URN"),
        query.choice_filter("kind", "Kind", kinds),
        query.choice_filter("show", "Show", states),
        query.choice_filter("risk", "Board risk", risks),
    ]
