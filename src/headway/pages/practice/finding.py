"""What the directory and one example show."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from headway.features.appointments.viewer import Viewer
from headway.features.practice import actions as deeds
from headway.features.practice.models import Asking, Brokerage, PracticeExample, State
from headway.features.practice.queries import (
    CONSENT,
    KIND,
    brokerages_visible_to,
    examples_visible_to,
    found_by,
    with_asked,
)
from headway.features.schools.queries import relations_to
from headway.kit.figures import Link, SummaryRow
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell, Column, Row, Table, day_cell, plain_table
from headway.kit.words import day_words
from headway.pages.exports import with_export
from headway.pages.schools.links import open_address
from headway.pages.schools.words import PHASES, phase_words
from headway.rules.good_practice import ASKING, DRAFT, STATES, may_decide, may_propose
from headway.rules.verdict import Verdict

HOME = "/schools/practice/"
FILTERS = ("q", "phase", "theme", "state")
SORTS = ("title", "school")
ORDERS = {"title": "title", "school": "school__name"}
CRUMBS = (Link("Schools", "/schools/"), Link("Good practice", HOME))
REQUESTS = f"{HOME}requests/"
EMPTY = "No example is as you ask. Try another word, or take a filter away."
NOBODY = "Nobody has asked for contact yet."


@dataclass(frozen=True, slots=True)
class DirectoryPage:
    """The examples found."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    table: Table
    new_href: str
    requests_href: str


@dataclass(frozen=True, slots=True)
class ExamplePage:
    """One example and what can be done."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    state: str
    colour: str
    remark: str
    facts: tuple[SummaryRow, ...]
    words: str
    evidence: str
    links: tuple[Link, ...]
    propose_href: str
    may_propose: Verdict
    ask_href: str
    may_ask: Verdict
    requests: Table | None


def writes_any(viewer: Viewer) -> bool:
    """Whether the viewer may write examples of some school."""
    return viewer.reach(KIND, "change") != "none"


def sees_unapproved(viewer: Viewer) -> bool:
    """Whether examples that are not approved may be in the viewer's list."""
    return writes_any(viewer) or viewer.reach(KIND) != "none"


def directory_page(viewer: Viewer, query: ListQuery, themes: Mapping[str, str]) -> DirectoryPage:
    """The examples that match; a constant number of queries. Only those who broker see how often contact was asked for."""
    writes = writes_any(viewer)
    rows = with_asked(_matching(examples_visible_to(viewer), query))
    total = rows.count()
    shown = rows.order_by(*query.order_by(ORDERS))[query.bounds(total)]
    columns = [
        Column("Example", "title", sortable=True),
        Column("School", "school", sortable=True),
        Column("Phase"),
        Column("Theme"),
    ]
    if sees_unapproved(viewer):
        columns.append(Column("State"))
    if writes:
        columns.append(Column("Asked for", numeric=True))
    table = query.table(
        caption="Good practice",
        columns=columns,
        rows=[Row(_cells(one, themes, len(columns), writes)) for one in shown],
        total=total,
        noun=("example", "examples"),
        empty_words=EMPTY,
        hide_caption=True,
        filters=_filters(viewer, query, themes),
    )
    return DirectoryPage(
        heading="Good practice",
        breadcrumbs=CRUMBS[:1],
        table=with_export(table, query),
        new_href=reverse("practice_new") if writes else "",
        requests_href=REQUESTS,
    )


def _matching(rows: QuerySet[PracticeExample], query: ListQuery) -> QuerySet[PracticeExample]:
    rows = found_by(rows, query.text("q"))
    for name in ("phase", "theme", "state"):
        if wanted := query.text(name):
            rows = rows.filter(**{name: wanted})
    return rows


def _filters(viewer: Viewer, query: ListQuery, themes: Mapping[str, str]) -> tuple:
    found = [
        query.text_filter("q", "Search", "A word of what you look for, such as phonics"),
        query.choice_filter("phase", "Phase", PHASES.items()),
        query.choice_filter("theme", "Theme", themes.items()),
    ]
    if sees_unapproved(viewer):
        found.append(query.choice_filter("state", "State", State.choices))
    return tuple(found)


def _cells(one: PracticeExample, themes: Mapping[str, str], columns: int, writes: bool) -> tuple:
    cells = (
        Cell(one.title, href=reverse("practice_example", args=[one.public_id])),
        one.school.name,
        phase_words(one.phase),
        themes.get(one.theme, one.theme),
        Cell(State(one.state).label, colour=STATES[one.state]),
    )
    shown = cells[: columns - 1] if writes else cells[:columns]
    return (*shown, one.asked) if writes else shown


def example_page(viewer: Viewer, example: PracticeExample, themes: Mapping[str, str]) -> ExamplePage:
    """The page for this viewer."""
    key = example.public_id
    ties = relations_to(viewer, example.school)
    changes = bool(viewer.may(KIND, "change", ties))
    asking = list(brokerages_visible_to(viewer).filter(example=example))
    may_ask = deeds.may_ask(viewer, example)
    return ExamplePage(
        heading=example.title,
        caption="Good practice",
        breadcrumbs=CRUMBS,
        state=State(example.state).label,
        colour=STATES[example.state],
        remark=example.remark,
        facts=_facts(viewer, example, themes),
        words=example.words,
        evidence=example.evidence,
        links=_links(viewer, example, ties),
        propose_href=reverse("practice_propose", args=[key]) if changes and example.state == DRAFT else "",
        may_propose=may_propose(example.state, example.consented_on),
        ask_href=reverse("practice_ask", args=[key]) if example.state == State.APPROVED else "",
        may_ask=may_ask,
        requests=requests_table(asking) if asking or changes else None,
    )


def requests_table(rows: list[Brokerage], *, examples: bool = False) -> Table:
    """Who asked for contact, what for, and what came of it; with `examples` also about which."""
    found = [
        (
            Cell(day_words(one.asked_on), href=reverse("practice_request", args=[one.public_id])),
            *((one.example.title,) if examples else ()),
            Cell(one.asked_by.name, note=one.school.name if one.school else ""),
            Cell(Asking(one.state).label, colour=ASKING[one.state]),
            day_cell(one.visited_on, missing="no visit yet"),
            Cell(one.outcome or None, missing="not known yet"),
        )
        for one in rows
    ]
    heads = (
        "Asked on",
        *(("Example",) if examples else ()),
        "Asked by",
        "State",
        "Visited on",
        "What came of it",
    )
    return plain_table("Who asked for contact", heads, found, empty_words=NOBODY)


def _facts(viewer: Viewer, example: PracticeExample, themes: Mapping[str, str]) -> tuple[SummaryRow, ...]:
    consent = None
    if example.consented_on:
        consent = f"{day_words(example.consented_on)}, by the {example.consented_as}"
    href = open_address(viewer, f"/schools/{example.school.urn}/")
    rows = [
        SummaryRow("School", example.school.name, href=href),
        SummaryRow("Phase", phase_words(example.phase)),
        SummaryRow("Theme", themes.get(example.theme, example.theme)),
        SummaryRow("Contact", example.contact),
        SummaryRow("The school agreed to be named", consent or "not yet"),
    ]
    if example.decided_on and example.state == State.APPROVED:
        rows.append(SummaryRow("Approved", day_words(example.decided_on)))
    return tuple(rows)


def _links(viewer: Viewer, example: PracticeExample, ties: frozenset[str]) -> tuple[Link, ...]:
    changes, approves = viewer.may(KIND, "change", ties), viewer.may(KIND, "approve", ties)
    agrees = viewer.may(KIND, "change", ties | CONSENT)
    found = []
    if changes and example.state == DRAFT:
        found.append(("Change it", "practice_edit"))
    if example.state == DRAFT and not example.consented_on and agrees:
        found.append(("Record that the school agrees", "practice_consent"))
    if approves and may_decide(example.state, deeds.wrote(viewer, example)):
        found.append(("Approve it or give it back", "practice_decide"))
    if example.state == State.APPROVED and (changes or approves):
        found.append(("Withdraw it", "practice_withdraw"))
    return tuple(Link(words, reverse(name, args=[example.public_id])) for words, name in found)
