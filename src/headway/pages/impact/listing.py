"""The lists of supports: all that the viewer may see, narrowed as asked, and what is due."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse

from headway.features.appointments.viewer import Viewer
from headway.features.impact.models import State, Support
from headway.features.impact.queries import KIND, programmes, supports_visible_to
from headway.kit.figures import Link
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell, Column, Row, Table, day_cell, plain_table
from headway.kit.words import days_words
from headway.pages.exports import with_export
from headway.pages.schools.words import year_words
from headway.rules.calendars import academic_year_of
from headway.rules.impact import OPEN, STATES, is_overdue
from headway.rules.impact_policy import ImpactPolicy
from headway.rules.money import money_words

HOME = "/schools/impact/"
CRUMBS = (Link("Schools", "/schools/"), Link("Support and its impact", HOME))
# What a list of supports is narrowed by: boxes beside it, and what only links from elsewhere ask for.
BOXES = ("q", "theme", "programme", "state", "judgement", "year")
BEHIND = ("adviser", "partnership", "school", "none", "open")
FILTERS = (*BOXES, *BEHIND)
ORDERS = {
    "begun": "begun_on",
    "school": ("school__name", "partnership__name"),
    "due": "due_on",
    "days": "half_days",
}
EMPTY = "No support is as you ask. Take a filter away, or enter the first support."
OLDEST_YEARS = 8
COST_MISSING = "not known"


@dataclass(frozen=True, slots=True)
class SupportsPage:
    """A list of supports, what it is narrowed to beside its filters, and where else to go."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    words: str
    home_href: str
    table: Table
    new_href: str
    links: tuple[Link, ...]


def supports_page(viewer: Viewer, query: ListQuery, policy: ImpactPolicy) -> SupportsPage:
    """The supports that match; a constant number of queries."""
    rows = matching(supports_visible_to(viewer), query)
    total = rows.count()
    shown = list(rows.order_by(*query.order_by(ORDERS))[query.bounds(total)])
    table = query.table(
        caption="Support and its impact",
        columns=(
            Column("For", "school", sortable=True),
            Column("About"),
            Column("Given by"),
            Column("Begun", "begun", sortable=True),
            Column("Days", "days", numeric=True, sortable=True),
            Column("Cost", numeric=True),
            Column("Due", "due", sortable=True),
            Column("State"),
            Column("Judged"),
        ),
        rows=[Row(_cells(one, policy, viewer.on)) for one in shown],
        total=total,
        noun=("support", "supports"),
        empty_words=EMPTY,
        hide_caption=True,
        filters=_filters(viewer, query, policy),
    )
    kept = [(name, word) for name in BEHIND for word in query.values(name)]
    table = replace(table, kept=(*table.kept, *kept))
    return SupportsPage(
        heading="Support and its impact",
        breadcrumbs=CRUMBS[:1],
        words=_narrowed_words(query, shown),
        home_href=HOME,
        table=with_export(table, query),
        new_href=reverse("support_new") if viewer.may_ever(KIND, "change") else "",
        links=links_of(viewer),
    )


def links_of(viewer: Viewer) -> tuple[Link, ...]:
    """The pages beside the list that are open to the viewer."""
    found = [
        Link("What is due", reverse("impact_due")),
        Link("Days, money and judgements", reverse("impact_totals")),
    ]
    if viewer.reach(KIND) == "all":
        found.append(Link("Beside similar schools", reverse("impact_compared")))
    return tuple(found)


def matching(rows: QuerySet[Support], query: ListQuery) -> QuerySet[Support]:
    """The rows that the filters leave."""
    for word in query.text("q").split():
        found = Q(school__name__icontains=word) | Q(partnership__name__icontains=word)
        rows = rows.filter(found | Q(programme__icontains=word) | Q(aim__icontains=word))
    for name in ("theme", "programme", "state", "judgement"):
        if wanted := query.text(name):
            rows = rows.filter(**{name: wanted})
    if wanted := query.text("adviser"):
        rows = rows.filter(adviser__public_id=wanted)
    if wanted := query.text("partnership"):
        rows = rows.filter(partnership__public_id=wanted)
    if (urn := query.text("school")).isdecimal() and len(urn) < len("1000000000"):
        rows = rows.filter(school=int(urn))
    if query.text("open"):
        rows = rows.filter(state__in=OPEN)
    if query.text("none") == "partnership":
        rows = rows.filter(partnership=None)
    if query.text("none") == "programme":
        rows = rows.filter(programme="")
    return in_year(rows, query.text("year"))


def in_year(rows: QuerySet[Support], year: str) -> QuerySet[Support]:
    """Those that began in the academic year that begins in `year`; all where it is no year."""
    if not (year.isascii() and year.isdigit() and len(year) == len("2026")) or not int(year):
        return rows
    first, after = date(int(year), 9, 1), min(int(year) + 1, date.max.year)
    return rows.filter(begun_on__gte=first, begun_on__lt=date(after, 9, 1))


def years_to_choose(on: date) -> list[tuple[str, str]]:
    """Academic years a list can be narrowed to, the newest first."""
    newest = academic_year_of(on).first_on.year
    return [(str(year), year_words(year)) for year in range(newest, newest - OLDEST_YEARS, -1)]


def due_table(viewer: Viewer, rows: QuerySet[Support], policy: ImpactPolicy, caption: str) -> Table:
    """Follow-ups that are due and supports that wait to be judged, the soonest first."""
    found = [
        (
            Cell(one.given_to, href=reverse("support", args=[one.public_id])),
            _about(one, policy.themes),
            one.adviser.name,
            day_cell(one.due_on),
            _due_cell(one, viewer.on),
        )
        for one in rows
    ]
    heads = ("For", "About", "Given by", "Due", "What waits")
    return plain_table(
        caption, heads, found, empty_words="No follow-up is due, and nothing waits to be judged."
    )


def cost_cell(support: Support) -> Cell:
    """What it cost; what is not known is not nothing."""
    if support.cost_pence is None:
        return Cell(None, missing=COST_MISSING)
    return Cell(money_words(support.cost_pence), plain=support.cost_pence / 100)


def _cells(one: Support, policy: ImpactPolicy, on: date) -> tuple:
    late = is_overdue(one.state, one.due_on, on)
    return (
        Cell(
            one.given_to,
            href=reverse("support", args=[one.public_id]),
            note="" if one.school else "whole partnership",
        ),
        _about(one, policy.themes),
        one.adviser.name,
        day_cell(one.begun_on),
        Cell(days_words(one.half_days), plain=one.half_days / 2),
        cost_cell(one),
        day_cell(one.due_on),
        Cell(State(one.state).label, colour=STATES[one.state], note="follow-up overdue" if late else ""),
        Cell(policy.judgement_words.get(one.judgement, one.judgement) or None, missing="not judged"),
    )


def _about(one: Support, themes: Mapping[str, str]) -> Cell:
    return Cell(themes.get(one.theme, one.theme), note=one.programme)


def _due_cell(one: Support, on: date) -> Cell:
    if one.state == State.AWAITING:
        return Cell("To be judged", colour="yellow")
    if one.due_on < on:
        return Cell("Follow-up overdue", colour="red")
    return Cell("Follow-up due", colour="blue")


def _filters(viewer: Viewer, query: ListQuery, policy: ImpactPolicy) -> tuple:
    return (
        query.text_filter("q", "Search", "A school, a partnership, a programme, or a word of the aim"),
        query.choice_filter("theme", "About", policy.themes.items()),
        query.choice_filter("programme", "Programme", [(name, name) for name in programmes(viewer)]),
        query.choice_filter("state", "State", State.choices),
        query.choice_filter("judgement", "Judged", policy.judgement_words.items()),
        query.choice_filter("year", "Begun in", years_to_choose(viewer.on)),
    )


def _narrowed_words(query: ListQuery, shown: list[Support]) -> str:
    """What a link from elsewhere has narrowed the list to, where no filter says it."""
    said = []
    first = shown[0] if shown else None
    if query.text("school"):
        said.append(f"of {first.school}" if first and first.school else "of one school")
    if query.text("adviser"):
        said.append(f"given by {first.adviser.name}" if first else "given by one adviser")
    if query.text("partnership"):
        said.append(f"in {first.partnership}" if first and first.partnership else "in one partnership")
    if none := query.text("none"):
        said.append(f"without a {'partnership' if none == 'partnership' else 'programme'}")
    if query.text("open"):
        said.append("that is neither judged nor stopped")
    return f"Shown is support {', '.join(said)}." if said else ""
