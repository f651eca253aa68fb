"""What the page of link officers' hours shows: each board's hours with their reasons, the total, and what is over (M8-02)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from headway.features.appointments.viewer import Viewer
from headway.features.governance.queries import KIND, boards_visible_to, in_force
from headway.features.policies.queries import typed
from headway.flows.allot_link_hours import Allotted, allot_link_hours
from headway.kit.figures import Figure, Link
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell, Column, Row, Table
from headway.kit.words import day_words
from headway.pages.exports import with_export
from headway.pages.governance.listing import HOME, risk_cell, schools_cell
from headway.rules.calendars import academic_year_of
from headway.rules.governance_policy import GovernancePolicy
from headway.rules.link_hours import BoardHours, total_of

CRUMB = Link("Governance", HOME)
FILTERS = ("q", "team")
SORTS = ("name", "hours")
MOST_DIGITS = 6
NOT_OPEN = "The agreed category of its weakest school counts; it is not open to you."
COLUMNS = (
    Column("Board", "name", sortable=True),
    Column("Governs"),
    Column("Board risk"),
    Column("Hours a year", "hours", numeric=True, sortable=True),
    Column("Why"),
)


@dataclass(frozen=True, slots=True)
class HoursPage:
    """Hours of each board; the team's total only for who sees every board."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    figures: tuple[Figure, ...]
    sentence: str
    table: Table


def hours_page(viewer: Viewer, query: ListQuery) -> HoursPage:
    """The page for this viewer; a constant number of queries however many boards."""
    policy: GovernancePolicy = typed("governance", viewer.on)
    boards = list(in_force(boards_visible_to(viewer), viewer.on))
    told = allot_link_hours(viewer, boards, policy)
    sees_all = viewer.reach(KIND) == "all"
    team = _typed_team(query) if _typed_team(query) is not None else policy.hours.team
    return HoursPage(
        heading="Hours of link officers",
        caption=f"Academic year {academic_year_of(viewer.on).label}",
        breadcrumbs=(CRUMB,),
        figures=_figures(told, team or 0) if sees_all else (),
        sentence=f"As categories and statements on boards stand on {day_words(viewer.on)}.",
        table=_table(told, policy, query, sees_all),
    )


def why(told: Allotted, hours: BoardHours) -> str:
    """The reasons of a board's hours, as far as they are open to the viewer."""
    category = hours.category_reason if told.all_open else NOT_OPEN
    return f"{category} {hours.health_reason}"


def _typed_team(query: ListQuery) -> int | None:
    words = query.text("team")
    return int(words) if words.isascii() and words.isdigit() and len(words) <= MOST_DIGITS else None


def _figures(told: Sequence[Allotted], team: int) -> tuple[Figure, ...]:
    given = [one.hours for one in told if one.hours]
    total = total_of(given, team)
    last = Figure("Over", total.over, "hours") if total.over else Figure("Left", total.left, "hours")
    return (
        Figure("Boards", len(given)),
        Figure("In all", total.hours, "hours"),
        Figure("The team has", total.team, "hours"),
        last,
    )


def _table(told: Sequence[Allotted], policy: GovernancePolicy, query: ListQuery, sees_all: bool) -> Table:
    words = query.text("q").casefold()
    found = _sorted([one for one in told if words in _names(one)], query)
    typed_team = query.text_filter("team", "Hours the team has", f"By the policy: {policy.hours.team}")
    table = query.table(
        caption="Hours of link officers",
        columns=COLUMNS,
        rows=[_row(one, policy) for one in found[query.bounds(len(found))]],
        total=len(found),
        noun=("board", "boards"),
        empty_words="No board is written down yet. Each will stand here with its hours.",
        filters=(query.text_filter("q", "Board or school"), *([typed_team] if sees_all else [])),
        hide_caption=True,
    )
    return with_export(table, query)


def _names(told: Allotted) -> str:
    return " ".join((told.board.name, *(one.school.name for one in told.schools))).casefold()


def _sorted(told: Sequence[Allotted], query: ListQuery) -> list[Allotted]:
    """Boards that govern no school have no hours and stand last."""
    by_name = sorted(told, key=lambda one: one.board.name.casefold())
    if query.sort_key == "name":
        return by_name[::-1] if query.descending else by_name
    known = [(one.hours.hours, one) for one in by_name if one.hours]
    none = [one for one in by_name if one.hours is None]
    by_hours = sorted(known, key=lambda pair: pair[0], reverse=query.descending)
    return [one for _, one in by_hours] + none


def _row(told: Allotted, policy: GovernancePolicy) -> Row:
    hours = told.hours
    return Row(
        (
            Cell(told.board.name, href=reverse("board", args=[told.board.public_id])),
            schools_cell(told),
            risk_cell(told.health, policy),
            Cell(hours.hours if hours else None, missing="none"),
            Cell(why(told, hours) if hours else "It governs no school, so it has no hours."),
        )
    )
