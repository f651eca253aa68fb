"""Views of structures: all of them, and one as tree and list with what it costs."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from headway.features.appointments.viewer import Viewer
from headway.features.workforce.actions import structures as deeds
from headway.features.workforce.facts import as_rules, cost_of, parts_of
from headway.features.workforce.models import Post, Secondment, Structure
from headway.features.workforce.queries import (
    KIND,
    PAY,
    posts_of,
    priorities_to_lead,
    recharge_of,
    seconded_by_background,
    seconded_fte,
    secondments_of,
    structures_visible_to,
)
from headway.kit.figures import Figure, Link, SummaryRow
from headway.kit.tables import Cell, Column, Table, day_cell, plain_table
from headway.kit.trees import Branch, Tree
from headway.kit.words import day_words
from headway.pages.workforce.finding import CRUMB, both_policies, found_structure, structure_href
from headway.rules import structures as rules
from headway.rules.funding import SOURCES
from headway.rules.intervening import capacity_warnings
from headway.rules.money import money_words
from headway.rules.pay_policy import PayPolicy
from headway.rules.staffing_cost import advice_on_scale
from headway.rules.structure_life import APPROVED, CONSULTING, DRAFT, FOLLOWED
from headway.rules.verdict import Verdict
from headway.rules.workforce_policy import WorkforcePolicy

COLOURS = {DRAFT: "yellow", CONSULTING: "blue", APPROVED: "green", FOLLOWED: "grey"}
ADVISER_ROLES = ("adviser", "quadrant-lead")
BEGIN_ONE = "No structure is written down yet. Begin with the service as it is, then copy it for each option."
NONE_YET = "No structure is out for consultation or approved yet."


@dataclass(frozen=True, slots=True)
class StructuresPage:
    """Every structure, and what can be begun."""

    heading: str
    table: Table
    begin_href: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class StructurePage:
    """One structure."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    facts: tuple[SummaryRow, ...]
    figures: tuple[Figure, ...]
    faults: tuple[str, ...]
    warnings: tuple[str, ...]
    notes: str
    tree: Tree
    posts: Table
    secondments: Table
    add_href: str
    second_href: str
    links: tuple[Link, ...]
    state: str
    move_href: str
    may_move: Verdict
    back_href: str


def list_structures(request: HttpRequest) -> HttpResponse:
    """Every structure the viewer may see, newest first."""
    viewer = request.viewer
    rows = [
        (
            Cell(
                one.title,
                href=structure_href(one),
                note=f"Follows {one.follows.title}" if one.follows else "",
            ),
            Cell(one.year, note="transitional" if one.transitional else ""),
            Cell(one.get_state_display(), colour=COLOURS[one.state]),
            one.number,
            day_cell(one.made_at.date()),
        )
        for one in structures_visible_to(viewer)
    ]
    changes = bool(viewer.may(KIND, "change"))
    heads = ("Structure", "Year", "State", Column("Posts", numeric=True), "Begun")
    words = BEGIN_ONE if changes else NONE_YET
    links = [
        Link("Compare two structures", reverse("structures_compare")),
        Link("Restructurings", reverse("restructures")),
    ]
    if viewer.may(KIND):
        links.append(Link("Settings and their staff", reverse("settings")))
        links.append(Link("Recruitment", reverse("recruitments")))
        links.append(Link("Units and who they report to", reverse("units")))
        links.append(Link("Services and their teams", reverse("team_services")))
    if viewer.may(PAY):
        links.append(Link("What a post costs", reverse("post_cost")))
    page = StructuresPage(
        heading="Workforce",
        table=plain_table("Structures", heads, rows, empty_words=words),
        begin_href=reverse("structure_new") if changes else "",
        links=tuple(links),
    )
    return render(request, "workforce/structures.html", {"page": page})


def show_structure(request: HttpRequest, key: str) -> HttpResponse:
    """One structure as a tree and as a list, with its faults."""
    viewer, structure = request.viewer, found_structure(request, key)
    (policy, staffing), posts = both_policies(request), posts_of(structure)
    secondments = secondments_of(structure)
    known = as_rules(posts, structure.priced_on, policy)
    priorities = {one.public_id: one.title for one in priorities_to_lead()}
    found = rules.faults_of(known, priorities, ADVISER_ROLES)
    changes = bool(deeds.may_change(viewer, structure))
    faults = tuple(one.words for one in found if not one.is_warning)
    advice = (*_short_of(known, secondments, staffing), *(_advice(posts, policy) if policy else ()))
    move, may_move = _move(viewer, structure, len(posts), len(faults))
    page = StructurePage(
        heading=structure.title,
        caption=f"{structure.year}, transitional" if structure.transitional else structure.year,
        breadcrumbs=(CRUMB,),
        facts=_facts(structure, policy),
        figures=_figures(known, secondments, policy),
        faults=faults,
        warnings=(*(one.words for one in found if one.is_warning), *advice),
        notes=structure.notes,
        tree=_tree(structure, posts, known),
        posts=_posts_table(structure, posts, policy, changes=changes, viewer=viewer),
        secondments=_secondments_table(structure, secondments, policy, changes=changes),
        add_href=structure_href(structure, "post_new") if changes else "",
        second_href=structure_href(structure, "secondment_new") if changes else "",
        links=_links(viewer, structure, changes=changes),
        state=structure.state,
        move_href=move,
        may_move=may_move,
        back_href=structure_href(structure, "structure_take_back")
        if deeds.may_take_back(viewer, structure)
        else "",
    )
    return render(request, "workforce/structure.html", {"page": page})


def _facts(structure: Structure, policy: PayPolicy | None) -> tuple[SummaryRow, ...]:
    facts = [
        SummaryRow("State", structure.get_state_display(), colour=COLOURS[structure.state]),
        SummaryRow("Begun by", structure.made_by.name),
    ]
    if structure.follows:
        facts.append(SummaryRow("Follows", structure.follows.title))
    if structure.approved_by and structure.approved_at:
        approved = f"{structure.approved_by.name}, on {day_words(structure.approved_at.date())}"
        facts.append(SummaryRow("Approved by", approved))
    if policy:
        facts.append(SummaryRow("Costed at the pay of", day_words(structure.priced_on)))
    return tuple(facts)


def _figures(
    known: Sequence[rules.Post], secondments: Sequence[Secondment], policy: PayPolicy | None
) -> tuple[Figure, ...]:
    seconded = seconded_fte(secondments)
    can = rules.fte_of([one for one in known if one.intervenes]) + seconded
    figures = [
        Figure("Posts", len(known)),
        Figure("Full-time equivalent", _number(rules.fte_of(known))),
        Figure("Can intervene", _number(can), note="with secondments" if seconded else ""),
    ]
    if policy:
        uncosted = sum(one.cost_pence is None for one in known)
        costed = len(known) - uncosted
        note = f"{uncosted} not costed" if uncosted else ""
        figures += [
            Figure("Cost a year", money_words(rules.cost_of(known)) if costed else None, note=note),
            Figure("To be earned", money_words(sum(one.income_pence for one in known)) if costed else None),
        ]
        if secondments:
            figures.append(Figure("Paid for secondments", money_words(recharge_of(secondments))))
    return tuple(figures)


def _short_of(
    known: Sequence[rules.Post], secondments: Sequence[Secondment], policy: WorkforcePolicy
) -> list[str]:
    """Of which backgrounds too few can intervene (M2-16); nothing of a structure without posts."""
    lent = seconded_by_background(secondments, policy)
    return capacity_warnings(known, lent, policy.backgrounds) if known else []


def _advice(posts: Sequence[Post], policy: PayPolicy) -> tuple[str, ...]:
    found = []
    for post in posts:
        if post.first_point and post.last_point:
            advice = advice_on_scale(post.first_point, post.last_point, post.assessed_points, policy)
            found += [f"{post.title}: {advice.words}"] if advice else []
    return tuple(found)


def _tree(structure: Structure, posts: Sequence[Post], known: Sequence[rules.Post]) -> Tree:
    by_lineage = {post.lineage: post for post in posts}
    branches = []
    for placed in rules.tree(known):
        post = by_lineage[placed.post.key]
        notes = [f"{_number(post.fte)} FTE"]
        notes += [post.phases.replace(" ", ", ")] if post.phases else []
        notes += [post.subject] if post.subject else []
        notes += ["vacant"] if post.vacant else []
        branches.append(Branch(post.title, placed.depth, ", ".join(notes), is_open=post.vacant))
    title = f"Structure chart {structure.year}{' (transitional)' if structure.transitional else ''}"
    key = "A broken edge is a vacancy." if any(post.vacant for post in posts) else ""
    return Tree(title, tuple(branches), key)


def _posts_table(
    structure: Structure, posts: Sequence[Post], policy: PayPolicy | None, *, changes: bool, viewer: Viewer
) -> Table:
    pays, titles = bool(deeds.may_price(viewer, structure)), bool(viewer.may(KIND, "change"))
    rows = []
    for post in posts:
        href = structure_href(structure, "post" if changes else "post_title", post.public_id)
        chief = post.reports_to.title if post.reports_to else None
        cells: list[Cell | str | int | None] = [
            Cell(
                post.title,
                href=href if titles else "",
                note=f"{post.called} until {day_words(post.until)}" if post.called else "",
            ),
            _number(post.fte),
            Cell(chief, missing="nobody here"),
            Cell(", ".join(one.title for one in post.leads.all()) or None, missing="none"),
        ]
        if policy:
            cells += _money_cells(structure, post, policy, pays=pays)
        rows.append(tuple(cells))
    heads: list[str | Column] = ["Post", Column("Time", numeric=True, unit="FTE"), "Reports to", "Leads on"]
    if policy:
        heads += ["Pay", Column("Cost a year", numeric=True), "From"]
    return plain_table("Posts", heads, rows, empty_words="No post yet. Add the first one.")


def _money_cells(
    structure: Structure, post: Post, policy: PayPolicy, *, pays: bool
) -> list[Cell | str | int | None]:
    cost = cost_of(post, structure.priced_on, policy)
    parts = parts_of(post, cost)
    scale = f"{post.first_point} to {post.last_point}" if post.spine else None
    if scale and post.assessed_points:
        scale += f" + {post.assessed_points}"
    href = structure_href(structure, "post_pay", post.public_id) if pays else ""
    split = ", ".join(f"{SOURCES[source]} {money_words(pence)}" for source, pence in parts.items())
    return [
        Cell(scale or ("set it" if pays else None), href=href, missing="not set"),
        Cell(money_words(cost.total) if cost else None),
        Cell(split or None, missing="not set"),
    ]


def _secondments_table(
    structure: Structure, found: Sequence[Secondment], policy: PayPolicy | None, *, changes: bool
) -> Table:
    rows = []
    for one in found:
        href = structure_href(structure, "secondment", one.public_id) if changes else ""
        cells: list[Cell | str | int | None] = [
            Cell(one.title, href=href, note=one.school.name),
            f"{one.days_a_week.normalize():f}",
            day_cell(one.starts_on),
            day_cell(one.ends_on),
        ]
        rows.append((*cells, money_words(one.recharge_pence)) if policy else tuple(cells))
    heads: list[str | Column] = [
        "Seconded",
        Column("Days a week", numeric=True),
        "First day",
        "First day without",
    ]
    heads += [Column("Recharge a year", numeric=True)] if policy else []
    return plain_table("Secondments", heads, rows, empty_words="Nobody is lent to the service.")


def _links(viewer: Viewer, structure: Structure, *, changes: bool) -> tuple[Link, ...]:
    links = []
    if changes:
        links.append(Link("Change title, year and notes", structure_href(structure, "structure_edit")))
    if viewer.may(KIND, "change"):
        links.append(Link("Copy it, to change the copy", structure_href(structure, "structure_copy")))
    if structure.follows:
        before = f"{reverse('structures_compare')}?before={structure.follows.public_id}"
        links.append(Link("Compare with the one it follows", f"{before}&after={structure.public_id}"))
    return tuple(links)


def _move(viewer: Viewer, structure: Structure, posts: int, faults: int) -> tuple[str, Verdict]:
    if structure.state == DRAFT:
        may = deeds.may_consult_on(viewer, structure, posts=posts, faults=faults)
        return structure_href(structure, "structure_consult"), may
    return structure_href(structure, "structure_approve"), deeds.may_approve(viewer, structure)


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}"
