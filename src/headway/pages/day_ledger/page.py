"""What the pages of the day ledger show: accounts, one statement, the pools."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.timezone import localtime

from headway.features.allocation.queries import KIND, lead_key, school_key, year_label, years_entitled
from headway.features.appointments.viewer import Viewer
from headway.features.approvals.models import State
from headway.features.day_ledger.actions import may_fill, may_record
from headway.features.day_ledger.models import DayRequest, Movement
from headway.features.day_ledger.queries import (
    StatementLine,
    Subject,
    day_requests_visible_to,
    partnerships_in_ledger,
    pools_of,
    schools_in_ledger,
    standings,
    statement,
    subject_columns,
)
from headway.features.partnerships.models import Partnership
from headway.features.schools.models import School
from headway.kit.figures import Figure, Link
from headway.kit.listing import ListQuery
from headway.kit.looking_back import LookingBack, looking_back
from headway.kit.tables import Cell, Column, Row, Table, day_cell, days_cell, plain_table
from headway.kit.words import days_words, moment_words
from headway.pages.day_ledger.forms import year_of
from headway.pages.exports import with_export
from headway.pages.years import asked_year
from headway.rules.as_at import AsAt
from headway.rules.day_ledger import FILLED, KIND_WORDS, POOLS, Moved, Standing, standing_of

HOME = "/days/ledger/"
CRUMBS = (Link("Days", "/days/"), Link("Day ledger", HOME))
FILTERS, SORTS = ("q", "for", "left", "year"), ("name", "left", "used")
FOR = (("school", "Schools"), ("lead", "Leads of partnerships"))
LEFT = (("below", "Below zero"), ("none", "Nothing left"), ("some", "Something left"))
COLOURS = {State.OPEN: "yellow", State.GRANTED: "green", State.REFUSED: "red", State.WITHDRAWN: "grey"}
NO_LINES = (
    "Every credit and every day used will be listed here. Days come by rule once the year's days are given."
)


@dataclass(frozen=True, slots=True)
class AccountsPage:
    """Every account the viewer may see."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    figures: tuple[Figure, ...]
    table: Table
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class StatementPage:
    """One account: its sums, what can be done, its lines and what was asked."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    back: LookingBack
    figures: tuple[Figure, ...]
    links: tuple[Link, ...]
    table: Table
    requests: Table | None


@dataclass(frozen=True, slots=True)
class PoolsPage:
    """The pools of a year."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    table: Table
    moves: Table
    fill_href: str


@dataclass(frozen=True, slots=True)
class Account:
    """A line of the list."""

    name: str
    href: str
    is_lead: bool
    held: Standing


def chosen_year(asked: str, on: date) -> int:
    """The year the address asks for, else that of the day."""
    return asked_year(asked) or year_of(on)


def accounts_page(viewer: Viewer, query: ListQuery) -> AccountsPage:
    """The list; six queries however many accounts."""
    year = chosen_year(query.text("year"), viewer.on)
    found = _matching(_accounts(viewer, year), query)
    keys = {
        "name": lambda one: one.name.casefold(),
        "left": lambda one: one.held.left,
        "used": lambda one: one.held.used,
    }
    found.sort(key=keys[query.sort_key], reverse=query.descending)
    table = query.table(
        caption=f"Day ledger of {year_label(year)}",
        columns=(
            Column("School or partnership", "name", sortable=True),
            Column("Entitled", numeric=True),
            Column("Bought", numeric=True),
            Column("From pools", numeric=True),
            Column("Used", "used", numeric=True, sortable=True),
            Column("Left", "left", numeric=True, sortable=True),
        ),
        rows=[_account_row(one) for one in found[query.bounds(len(found))]],
        total=len(found),
        noun=("account", "accounts"),
        empty_words="No school or partnership of yours has days in this year yet. They come once its days are given.",
        filters=_filters(query, year),
        hide_caption=True,
    )
    return AccountsPage(
        heading="Day ledger",
        caption=year_label(year),
        breadcrumbs=CRUMBS[:1],
        figures=_sums(one.held for one in found),
        table=with_export(table, query),
        links=(Link("Pools", f"{reverse('day_pools')}?year={year}"),) if viewer.reach(KIND) == "all" else (),
    )


def statement_page(viewer: Viewer, subject: Subject, year: int, asked: AsAt, path: str) -> StatementPage:
    """The statement of a school or a partnership, up to the day asked for."""
    lines = statement(subject, year, asked.day)
    held = standing_of(Moved(one.kind, one.on, one.half_days) for one in lines)
    records = bool(may_record(viewer, subject))
    changes = records and asked.day is None
    kept = (("year", str(year)),)
    query = ListQuery(
        path,
        {"year": (str(year),), **({"as_at": (asked.day.isoformat(),)} if asked.day else {})},
        (),
        "",
        False,
        1,
        50,
        "",
    )
    return StatementPage(
        heading=str(subject),
        caption=f"Day ledger of {year_label(year)}",
        breadcrumbs=(CRUMBS[0], Link(CRUMBS[1].label, f"{HOME}?year={year}")),
        back=looking_back(asked, path, viewer.on, kept=kept),
        figures=_figures(held),
        links=_links(viewer, subject, year, asked, records=records),
        table=with_export(_statement(str(subject), lines, changes=changes), query),
        requests=_requests(viewer, subject, year) if viewer.is_staff else None,
    )


def pools_page(viewer: Viewer, year: int) -> PoolsPage:
    """What is in each pool, and everything that came in or went out."""
    held = pools_of(year)
    rows = [(_pool_words(pool), days_cell(held[pool])) for pool in POOLS]
    return PoolsPage(
        heading="Pools of days",
        caption=year_label(year),
        breadcrumbs=(CRUMBS[0], Link(CRUMBS[1].label, f"{HOME}?year={year}")),
        table=plain_table("What is left in each pool", ("Pool", Column("Left", numeric=True)), rows),
        moves=_pool_moves(year),
        fill_href=reverse("day_pool_fill") if may_fill(viewer) else "",
    )


def _accounts(viewer: Viewer, year: int) -> list[Account]:
    held = standings(year)
    schools = schools_in_ledger(viewer).values_list("urn", "name", "status")
    found = [
        Account(
            name, f"{reverse('day_ledger_school', args=[urn])}?year={year}", False, held.get(key, Standing())
        )
        for urn, name, status in schools
        if (key := school_key(urn)) in held or status.startswith("Open")
    ]
    leads = partnerships_in_ledger(viewer).values_list("public_id", "name")
    return found + [
        Account(
            name, f"{reverse('day_ledger_partnership', args=[key])}?year={year}", True, held[lead_key(key)]
        )
        for key, name in leads
        if lead_key(key) in held
    ]


def _matching(found: Iterable[Account], query: ListQuery) -> list[Account]:
    words, which, left = query.text("q").casefold(), query.text("for"), query.text("left")
    asked = {"below": lambda one: one < 0, "none": lambda one: one == 0, "some": lambda one: one > 0}
    return [
        one
        for one in found
        if words in one.name.casefold()
        and (which not in ("school", "lead") or one.is_lead == (which == "lead"))
        and (left not in asked or asked[left](one.held.left))
    ]


def _account_row(one: Account) -> Row:
    held = one.held
    name = Cell(one.name, href=one.href, note="lead of the partnership" if one.is_lead else "")
    cells = (held.entitled, held.bought, held.pools, held.used)
    return Row((name, *(days_cell(each) for each in cells), left_cell(held.left)))


def left_cell(half_days: int) -> Cell:
    """What is left, marked where it is below zero."""
    return Cell(days_words(half_days), colour="red" if half_days < 0 else "", plain=half_days / 2)


def _sums(held: Iterable[Standing]) -> tuple[Figure, ...]:
    every = list(held)
    names = ("entitled", "bought", "pools", "used")
    return _figures(Standing(*(sum(getattr(one, name) for one in every) for name in names)))


def _figures(held: Standing) -> tuple[Figure, ...]:
    return (
        Figure("Entitled", days_words(held.entitled)),
        Figure("Bought", days_words(held.bought)),
        Figure("From pools", days_words(held.pools)),
        Figure("Used", days_words(held.used)),
        Figure("Left", days_words(held.left)),
    )


def _filters(query: ListQuery, year: int) -> tuple:
    years = [(str(one), year_label(one)) for one in sorted({*years_entitled(), year}, reverse=True)]
    return (
        query.text_filter("q", "School or partnership", "Part of a name is enough"),
        query.choice_filter("for", "For", FOR),
        query.choice_filter("left", "Left", LEFT),
        query.choice_filter("year", "Year", years),
    )


def _links(viewer: Viewer, subject: Subject, year: int, asked: AsAt, *, records: bool) -> tuple[Link, ...]:
    found = [
        Link(f"Statement of {year_label(one)}", f"?year={one}") for one in years_entitled() if one != year
    ]
    if isinstance(subject, Partnership) and records and not asked.day:
        found.append(Link("Record days used", reverse("day_use_partnership", args=[subject.public_id])))
    if not isinstance(subject, School) or asked.day:
        return tuple(found)
    here = [subject.urn]
    if records:
        found += [
            Link("Record days bought or granted", reverse("day_credit", args=here)),
            Link("Record days used", reverse("day_use", args=here)),
        ]
    if viewer.is_staff:
        found.append(Link("Ask for days beyond what is left", reverse("day_ask", args=here)))
    return tuple(found)


def _statement(name: str, lines: Iterable[StatementLine], *, changes: bool) -> Table:
    heads: tuple[Column | str, ...] = (
        "Day", "What", "What it stands on", "Why", Column("Days", numeric=True), Column("Then left", numeric=True), "Recorded",
    )  # fmt: skip
    heads += ("Put right",) if changes else ()
    return plain_table(
        f"Day ledger of {name}", heads, [_statement_row(one, changes) for one in lines], empty_words=NO_LINES,
        hide_caption=True,
    )  # fmt: skip


def _statement_row(line: StatementLine, changes: bool) -> tuple[Cell | str, ...]:
    moved = line.movement
    stands = moved is not None and moved.reverses_id is None and not hasattr(moved, "reversed_by")
    taken = "taken back" if moved and moved.reverses_id is None and not stands else ""
    what = (
        KIND_WORDS[line.kind]
        if not (moved and moved.reverses_id)
        else f"Taken back: {KIND_WORDS[line.kind].lower()}"
    )
    href = reverse("day_take_back", args=[moved.public_id]) if stands and moved else ""
    put_right = (Cell("Take back" if href else "", href=href, missing=""),) if changes else ()
    words = f"{moved.source}: {moved.purpose}" if moved else line.source
    why = f"{moved.reason}{_allowed(moved)}" if moved else None
    return (
        day_cell(line.on),
        Cell(what, note=taken),
        Cell(words),
        Cell(why, missing="by rule"),
        days_cell(line.half_days),
        left_cell(line.balance),
        Cell(moment_words(localtime(line.recorded_at)), note=f"by {moved.made_by}" if moved else ""),
        *put_right,
    )


def _allowed(moved: Movement) -> str:
    if moved.approved is None:
        return ""
    return f" (agreed: {moved.approved.reason})"


def _requests(viewer: Viewer, subject: Subject, year: int) -> Table | None:
    rows = day_requests_visible_to(viewer).filter(year=year, **subject_columns(subject))
    lines = [_request_row(one) for one in rows]
    heads = ("Asked for", Column("Days", numeric=True), "Why", "Asked by", "How it stands")
    return plain_table("Asked for beyond what is left", heads, lines) if lines else None


def _request_row(one: DayRequest) -> tuple[Cell | str, ...]:
    asked = one.request
    what = KIND_WORDS[one.pool] if one.pool else "To go below zero"
    return (
        Cell(what, href=reverse("day_request", args=[one.public_id]) if asked.state == State.OPEN else ""),
        days_cell(one.half_days),
        one.reason,
        str(asked.asked_by),
        Cell(State(asked.state).label, colour=COLOURS[State(asked.state)]),
    )


def _pool_words(pool: str) -> str:
    return KIND_WORDS[pool].removeprefix("From the ").capitalize()


def _pool_moves(year: int) -> Table:
    rows = Movement.objects.filter(year=year, kind__in=(*POOLS, FILLED)).select_related(
        "school", "partnership"
    )
    lines = [
        (
            day_cell(one.on),
            _pool_words(one.pool if one.kind == FILLED else one.kind),
            str(one.school or one.partnership or KIND_WORDS[FILLED]),
            Cell(f"{one.source}: {one.purpose}", note=one.reason),
            days_cell(one.half_days if one.kind == FILLED else -one.half_days),
        )
        for one in rows
    ]
    heads = ("Day", "Pool", "For", "What it stands on", Column("Days", numeric=True))
    return plain_table("In and out", heads, lines, empty_words="No pool has days in this year yet.")
