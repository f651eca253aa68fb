"""What the page of link officers' hours shows: each board's hours with their reasons, the total, and what is over (M8-02)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from headway.features.allocation.queries import year_label
from headway.features.appointments.viewer import Viewer
from headway.features.governance.link_hours import kept_hours, may_keep_hours, years_kept
from headway.features.governance.models import Board, LinkHours
from headway.features.governance.queries import KIND, boards_visible_to, governed_by, health_of, in_force
from headway.features.policies.queries import typed
from headway.flows.allot_link_hours import Allotted, allot_link_hours, opened_schools
from headway.kit.figures import Figure, Link
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell, Column, Row, Table
from headway.kit.words import day_words
from headway.pages.exports import with_export
from headway.pages.governance.listing import HOME, risk_cell, schools_cell
from headway.rules.calendars import academic_year_of
from headway.rules.governance_policy import GovernancePolicy
from headway.rules.link_hours import BoardHours, total_of
from headway.rules.verdict import Verdict

CRUMB = Link("Governance", HOME)
FILTERS = ("q", "team", "year")
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
    may_keep: Verdict | None
    keep_href: str


def hours_page(viewer: Viewer, query: ListQuery) -> HoursPage:
    """The page for this viewer, as hours stand today or as they were kept for a year; a constant number of queries."""
    policy: GovernancePolicy = typed("governance", viewer.on)
    boards = boards_visible_to(viewer)
    year, years = academic_year_of(viewer.on), years_kept()
    kept_year = _typed_year(query, years)
    kept = kept_hours(kept_year) if kept_year else {}
    if kept_year:
        told = _as_kept(viewer, list(boards.filter(pk__in=kept)), kept)
        caption = f"Academic year {year_label(kept_year)}"
    else:
        told = allot_link_hours(viewer, list(in_force(boards, viewer.on)), policy)
        caption = f"Academic year {year.label}"
    sees_all = viewer.reach(KIND) == "all"
    typed_team = _typed_team(query)
    then = next(iter(kept.values()), None)
    team = typed_team if typed_team is not None else then.team_hours if then else policy.hours.team
    keeps = viewer.reach(KIND, "change") == "all" and not kept_year
    given = sum(1 for one in told if one.hours)
    return HoursPage(
        heading="Hours of link officers",
        caption=caption,
        breadcrumbs=(CRUMB,),
        figures=_figures(told, team or 0) if sees_all else (),
        sentence=_sentence(viewer, then),
        table=_table(told, policy, query, sees_all, years),
        may_keep=may_keep_hours(viewer, year.first_on.year, given, years) if keeps else None,
        keep_href=reverse("link_hours_keep"),
    )


def _sentence(viewer: Viewer, then: LinkHours | None) -> str:
    if then:
        return (
            f"As they were allotted and kept on {day_words(then.kept_at.date())}; nothing later changes them."
        )
    return f"As categories and statements on boards stand on {day_words(viewer.on)}."


def _as_kept(viewer: Viewer, boards: Sequence[Board], kept: Mapping[int, LinkHours]) -> list[Allotted]:
    """The boards with the hours kept; their reasons are open where the categories of all their schools of then are."""
    opened = opened_schools(viewer, {urn for row in kept.values() for urn in row.schools})
    governed, health = governed_by(boards, viewer.on), health_of(boards, viewer.on)
    found = []
    for board in boards:
        row = kept[board.pk]
        hours = BoardHours(
            row.hours,
            row.category_hours,
            row.health_hours,
            row.school,
            row.category_reason,
            row.health_reason,
        )
        schools = tuple(governed.get(board.pk, ()))
        is_open = set(row.schools) <= opened
        found.append(Allotted(board, schools, health.get(board.pk), hours, {}, opened, is_open))
    return found


def _typed_year(query: ListQuery, years: Sequence[int]) -> int:
    """The year asked for, where it was kept; nought for today."""
    words = query.text("year")
    return next((year for year in years if str(year) == words), 0)


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


def _table(
    told: Sequence[Allotted],
    policy: GovernancePolicy,
    query: ListQuery,
    sees_all: bool,
    years: Sequence[int],
) -> Table:
    words = query.text("q").casefold()
    found = _sorted([one for one in told if words in _names(one)], query)
    typed_team = query.text_filter("team", "Hours the team has", f"By the policy: {policy.hours.team}")
    kept_years = query.choice_filter("year", "As kept for", [(str(one), year_label(one)) for one in years])
    table = query.table(
        caption="Hours of link officers",
        columns=COLUMNS,
        rows=[_row(one, policy) for one in found[query.bounds(len(found))]],
        total=len(found),
        noun=("board", "boards"),
        empty_words="No board is written down yet. Each will stand here with its hours.",
        filters=(
            query.text_filter("q", "Board or school"),
            *([typed_team] if sees_all else []),
            *([kept_years] if years else []),
        ),
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
