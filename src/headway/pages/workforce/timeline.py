"""Restructurings: each structure after the one it follows, with the proposals that led to it (M2-15)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from headway.features.decisions.models import Report
from headway.features.decisions.queries import reports_visible_to
from headway.features.workforce.models import Structure
from headway.features.workforce.queries import structures_visible_to
from headway.flows.list_proposals import Proposal, proposals_of
from headway.kit.figures import Link
from headway.kit.tables import Cell, Column, Table, plain_table
from headway.pages.workforce.finding import CRUMB, structure_href
from headway.rules.money import money_words
from headway.rules.restructures import Step, chains

NONE_YET = (
    "No restructuring yet: copy a structure, change the copy, and name both in a report where money is saved."
)


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """A table for each chain."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    tables: tuple[Table, ...]
    nothing: str


def show_restructures(request: HttpRequest) -> HttpResponse:
    """Every chain of structures the viewer may see, with the reports the viewer may see."""
    known = {one.public_id: one for one in structures_visible_to(request.viewer).order_by("made_at", "pk")}
    reports = {
        one.public_id: one
        for one in reports_visible_to(request.viewer).filter(before__isnull=False, after__isnull=False)
    }
    proposals = {one.report.public_id: one for one in proposals_of(reports.values())}
    named = [(key, one.before.public_id, one.after.public_id) for key, one in reports.items()]
    follows = {key: one.follows.public_id if one.follows else "" for key, one in known.items()}
    tables = [_table(steps, known, reports, proposals) for steps in chains(follows, named)]
    page = TimelinePage("Restructurings", (CRUMB,), tuple(tables), "" if tables else NONE_YET)
    return render(request, "workforce/timeline.html", {"page": page})


def _table(
    steps: Sequence[Step],
    known: Mapping[str, Structure],
    reports: Mapping[str, Report],
    proposals: Mapping[str, Proposal],
) -> Table:
    rows: list[tuple[Cell | str | int, ...]] = []
    for number, step in enumerate(steps, 1):
        structure = known[step.key]
        name = Cell(structure.title, href=structure_href(structure), note=structure.year)
        for key in step.reports or ("",):
            report, proposal = reports.get(key), proposals.get(key)
            told = Cell(
                f"{report.reference} {report.title}" if report else None,
                href=reverse("report", args=[key]) if report else "",
                note=report.get_state_display() if report else "",
                missing="no report" if step.depth else "the first",
            )
            saved = money_words(proposal.ongoing_pence) if proposal and proposal.ongoing_pence else None
            rows.append((number, name, structure.get_state_display(), told, Cell(saved, missing="not said")))
    heads = (
        Column("Step", numeric=True), "Structure", "State", "Led to it",
        Column("Saved a year, ongoing", numeric=True),
    )  # fmt: skip
    return plain_table(f"From {known[steps[0].key].title} on", heads, rows)
