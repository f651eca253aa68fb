"""Funds with what is traced of them, and projects with money, gates, spending and what pays back."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from headway.features.appointments.viewer import Viewer
from headway.features.budgets.actions import projects as deeds
from headway.features.budgets.models import Entry, Fund, Project, ProjectGate
from headway.features.budgets.service_queries import (
    MONEY,
    funds_visible_to,
    is_open_to,
    projects_visible_to,
)
from headway.features.policies.queries import typed
from headway.kit.figures import Figure, Link, SummaryRow
from headway.kit.tables import Cell, Column, Table, day_cell, plain_table
from headway.kit.words import day_words
from headway.rules import projects as rule
from headway.rules.appraisals import present_value
from headway.rules.financial_years import financial_years_of
from headway.rules.money import money_words
from headway.rules.schools import PHASE_WORDS
from headway.rules.verdict import Verdict

HOME = "/budgets/projects/"
CRUMBS = (Link("Budgets", "/budgets/"), Link("Projects", HOME))
COLOURS = {rule.PROPOSED: "yellow", rule.APPROVED: "green", rule.CLOSED: "grey"}


@dataclass(frozen=True, slots=True)
class ProjectsPage:
    """Funds and projects."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    funds: Table
    projects: Table
    fund_href: str
    project_href: str


@dataclass(frozen=True, slots=True)
class ProjectPage:
    """One project."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    figures: tuple[Figure, ...]
    facts: tuple[SummaryRow, ...]
    money: Table
    gates: tuple[tuple[str, str, str], ...]  # words, how it stands, where it is opened
    flows: Table | None
    paying_back: str
    entries: Table
    links: tuple[Link, ...]
    approve_href: str
    may_approve: Verdict
    is_proposed: bool


def year_label(year: int) -> str:
    """A financial year by the year it begins in."""
    return financial_years_of(year, 1)[0].label


def project_href(project: Project, name: str = "project", *more: object) -> str:
    """Where a page of the project is."""
    return reverse(name, args=[project.public_id, *more])


def found_project(request: HttpRequest, key: str, act: str = "see") -> Project:
    """The project, or 404 where the viewer may not do the act to it."""
    row = projects_visible_to(request.viewer, act).filter(public_id=key).first()
    if row is None:
        raise Http404
    return row


def list_projects(request: HttpRequest) -> HttpResponse:
    """Every fund with what is traced, and every project."""
    if not is_open_to(request.viewer):
        raise Http404
    viewer, kinds = request.viewer, typed("service_money", request.viewer.on).projects
    changes = bool(viewer.may(MONEY, "change"))
    page = ProjectsPage(
        heading="Projects and delegated money",
        breadcrumbs=CRUMBS[:1],
        funds=_funds(funds_visible_to(viewer), changes=changes),
        projects=_projects(projects_visible_to(viewer), kinds),
        fund_href=reverse("fund_new") if changes else "",
        project_href=reverse("project_new") if changes else "",
    )
    return render(request, "budgets/projects.html", {"page": page})


def show_project(request: HttpRequest, key: str) -> HttpResponse:
    """One project with everything that stands of it."""
    viewer, project = request.viewer, found_project(request, key)
    policy, kinds = typed("pay", viewer.on), typed("service_money", viewer.on).projects
    entries = list(project.entries.select_related("by"))
    changes = bool(deeds.may_change(viewer, project))
    page = ProjectPage(
        heading=project.title,
        caption=f"{kinds.get(project.kind, project.kind)}, {year_label(project.year)}",
        breadcrumbs=CRUMBS,
        figures=_figures(project, entries),
        facts=_facts(project),
        money=_money(project, changes=changes),
        gates=tuple(_gate(viewer, project, one) for one in project.gates.all()),
        flows=_flows(project) if project.flows else None,
        paying_back=_paying_back(project, present_value(project.flows, policy.discount_percent))
        if project.flows
        else "",
        entries=_entries(entries),
        links=_links(viewer, project, changes=changes),
        approve_href=project_href(project, "project_approve"),
        may_approve=deeds.may_approve(viewer, project),
        is_proposed=project.state == rule.PROPOSED,
    )
    return render(request, "budgets/project.html", {"page": page})


def _funds(rows: Sequence[Fund], *, changes: bool) -> Table:
    told = []
    for one in rows:
        traced = rule.Traced(one.pence, one.used)
        told.append(
            (
                Cell(one.purpose, href=reverse("fund", args=[one.public_id]) if changes else ""),
                PHASE_WORDS.get(one.phase, "all phases"),
                year_label(one.year),
                money_words(one.pence),
                money_words(one.used),
                Cell(traced.words, colour="green" if not traced.left_pence else "yellow"),
            )
        )
    heads = (
        "Purpose", "Phase", "Year", Column("Amount", numeric=True), Column("Used by projects", numeric=True), "Traced",
    )  # fmt: skip
    empty = "No money is set aside or delegated yet. Begin with an amount for a purpose."
    return plain_table("Delegated money", heads, told, empty_words=empty)


def _projects(rows: Sequence[Project], kinds: dict[str, str]) -> Table:
    told = [
        (
            Cell(one.title, href=project_href(one), note=one.school.name if one.school else ""),
            kinds.get(one.kind, one.kind),
            year_label(one.year),
            Cell(one.get_state_display(), colour=COLOURS[one.state]),
            money_words(one.cost_pence),
            money_words(one.spent),
        )
        for one in rows
    ]
    money = (Column("Cost", numeric=True), Column("Spent", numeric=True))
    heads = ("Project", "Kind", "Year", "State", *money)
    return plain_table("Projects", heads, told, empty_words="No project is proposed yet.")


def _figures(project: Project, entries: Sequence[Entry]) -> tuple[Figure, ...]:
    served = [one.pupils for one in entries if one.pupils is not None]
    figures = [
        Figure("Cost", money_words(project.cost_pence)),
        Figure("Spent", money_words(project.spent), note=f"{_percent(project)} % of its cost"),
        Figure("Pupils served", f"{served[-1]:,}" if served else None, note="" if served else "not entered"),
    ]
    if project.places:
        shares = rule.shares_of_places(project.cost_pence, project.places)
        note = "" if shares[0] == shares[-1] else f"the last {money_words(shares[-1])}"
        figures.insert(1, Figure("Cost a place", money_words(shares[0]), note=note))
    return tuple(figures)


def _percent(project: Project) -> int:
    return round(100 * project.spent / project.cost_pence)


def _facts(project: Project) -> tuple[SummaryRow, ...]:
    facts = [
        SummaryRow("State", project.get_state_display(), colour=COLOURS[project.state]),
        SummaryRow("Proposed by", project.made_by.name),
    ]
    if project.school:
        facts.append(SummaryRow("Host", project.school.name))
    if project.places:
        facts.append(SummaryRow("Places", str(project.places)))
    if project.after:
        facts.append(
            SummaryRow("After", f"{project.after.title} ({project.after.get_state_display().lower()})")
        )
    if project.approved_by and project.approved_at:
        approved = f"{project.approved_by.name}, on {day_words(project.approved_at.date())}"
        facts.append(SummaryRow("Approved by", approved))
    if project.outcome:
        facts.append(SummaryRow("What came of it", project.outcome))
    return tuple(facts)


def _money(project: Project, *, changes: bool) -> Table:
    rows: list[tuple[Cell | str, ...]] = []
    for one in project.contributions.all():
        href = project_href(project, "contribution", one.public_id) if changes else ""
        rows.append(
            (Cell(str(one), href=href, note="fund" if one.fund else "partner"), money_words(one.pence))
        )
    if rows:
        rows.append(("Together", money_words(project.given)))
        missing = project.cost_pence - project.given
        rows.append(
            ("Still to be found", Cell(money_words(missing), colour="yellow" if missing else "green"))
        )
    heads = ("From", Column("Amount", numeric=True))
    return plain_table("Who pays", heads, rows, empty_words="Nobody pays for it yet.")


def _gate(viewer: Viewer, project: Project, gate: ProjectGate) -> tuple[str, str, str]:
    if gate.opened_on:
        return gate.words, f"open since {day_words(gate.opened_on)}: {gate.opened_by}", ""
    may = viewer.may(MONEY, "change")
    return gate.words, "shut", project_href(project, "project_gate", gate.pk) if may else ""


def _flows(project: Project) -> Table:
    running, rows = 0, []
    for year, pence in enumerate(project.flows):
        running += pence
        rows.append((f"Year {year}" if year else "At the start", money_words(pence), money_words(running)))
    heads = ("When", Column("Money", numeric=True), Column("All so far", numeric=True))
    return plain_table("Invested and saved", heads, rows)


def _paying_back(project: Project, value: int) -> str:
    years = rule.pays_back_after(project.flows)
    back = (
        f"It pays back after {years} years." if years is not None else "It does not pay back in these years."
    )
    return f"{back} In today's money it is worth {money_words(value)}."


def _entries(entries: Sequence[Entry]) -> Table:
    rows = [
        (
            day_cell(one.on),
            one.words,
            money_words(one.pence),
            Cell(None if one.pupils is None else f"{one.pupils:,}", missing="not entered"),
        )
        for one in entries
    ]
    heads = ("Day", "What for", Column("Spent", numeric=True), Column("Pupils served by then", numeric=True))
    return plain_table("Spending", heads, rows, empty_words="Nothing is spent yet.")


def _links(viewer: Viewer, project: Project, *, changes: bool) -> tuple[Link, ...]:
    links = []
    if changes:
        links = [
            Link("Change it", project_href(project, "project_edit")),
            Link("Add money", project_href(project, "contribution_new")),
            Link("Add a gate", project_href(project, "project_gate_new")),
        ]
    if deeds.may_enter(viewer, project):
        links += [
            Link("Enter spending", project_href(project, "project_spend")),
            Link("Close it", project_href(project, "project_close")),
        ]
    return tuple(links)
