"""Contacts added up by who had them, school, manner or topic; each line leads to its contacts."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from headway.features.appointments.viewer import Viewer
from headway.features.contacts.models import Manner
from headway.features.contacts.queries import contacts_visible_to
from headway.features.contacts.totals import BY, Line, lines_by
from headway.kit.figures import Link
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell, Column, Row, Table
from headway.kit.words import minutes_words
from headway.pages.contacts.narrowing import in_year, years_to_choose
from headway.pages.exports import with_export

TOTAL_FILTERS = ("add", "year", "manner")
WAYS = {"by": "By who had them", "school": "By school", "manner": "By manner", "topic": "By topic"}
HEADS = {"by": "By", "school": "School", "manner": "Manner", "topic": "About"}
EMPTY = "No contact is recorded for what you ask."


@dataclass(frozen=True, slots=True)
class Way:
    """One way to add up, and its address."""

    label: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class TotalsPage:
    """The totals of what the viewer may see."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    ways: tuple[Way, ...]
    table: Table


def totals_page(viewer: Viewer, query: ListQuery) -> TotalsPage:
    """The totals; one query beside those of the page."""
    add = query.text("add") if query.text("add") in BY else "by"
    rows = in_year(contacts_visible_to(viewer), query.text("year"))
    if (manner := query.text("manner")) in Manner.values:
        rows = rows.filter(manner=manner)
    kept = {name: query.text(name) for name in ("year", "manner") if query.text(name)}
    lines = lines_by(rows, add)
    made = [Row(_cells(one, add, kept)) for one in lines]
    if lines:
        every = Line("", "All", sum(one.contacts for one in lines), sum(one.minutes for one in lines))
        made.append(Row(_cells(every, "", kept), marked=True))
    table = Table(
        caption=f"Contacts {WAYS[add][:1].lower()}{WAYS[add][1:]}",
        columns=(Column(HEADS[add]), Column("Contacts", numeric=True), Column("Time", numeric=True)),
        rows=tuple(made),
        empty_words=EMPTY,
        kept=(("add", add),),
        filters=(
            query.choice_filter("year", "Academic year", years_to_choose(viewer.on)),
            query.choice_filter("manner", "Manner", Manner.choices),
        ),
    )
    ways = tuple(
        Way(words, f"{query.path}?{urlencode({'add': name, **kept})}", name == add)
        for name, words in WAYS.items()
    )
    return TotalsPage(
        "Time in contacts", (Link("Contacts", reverse("contacts")),), ways, with_export(table, query)
    )


def _cells(line: Line, add: str, kept: dict[str, str]) -> tuple:
    label = Manner(line.label).label if add == "manner" else line.label
    named = {add: line.key} if add else {}
    return (
        label,
        Cell(line.contacts, href=f"{reverse('contacts')}?{urlencode({**kept, **named})}"),
        Cell(minutes_words(line.minutes), plain=line.minutes),
    )
