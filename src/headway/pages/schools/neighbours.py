"""The authority beside its statistical neighbours and England, measure by measure, each figure with its source."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from headway.features.evidence.models import Observation
from headway.features.evidence.queries import ENGLAND, areas_named
from headway.features.schools.models import Authority, Neighbour
from headway.features.schools.queries import neighbours_of, own_authority
from headway.kit.figures import Link
from headway.kit.tables import Cell, Column, Row, Table
from headway.kit.words import day_words
from headway.pages.exports import asked_export, export_response
from headway.pages.schools.evidence import NOT_LOADED, WHY_MISSING, sources_words, value_words
from headway.pages.schools.policies import policies_in_use
from headway.rules.measures import RESULTS, Measure

CRUMB = Link("Schools", "/schools/")
# Beside results, what is compared between authorities here; the home page has the rest.
COMPARED = "persistent_absence"
EMPTY = "No statistical neighbours are in the files loaded. A data officer gives their list on the Data page."


@dataclass(frozen=True, slots=True)
class NeighboursPage:
    """The comparison; `words` says what statistical neighbours are and where their list comes from."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    words: str
    table: Table


def show_neighbours(request: HttpRequest) -> HttpResponse:
    """The comparison, or the same as a file."""
    authority = own_authority()
    neighbours = neighbours_of(authority.code) if authority else []
    table = _table(authority, neighbours, request.viewer.on)
    if kind := asked_export(request):
        return export_response(table, kind)
    page = NeighboursPage("Statistical neighbours", (CRUMB,), _words(neighbours), table)
    return render(request, "schools/neighbours.html", {"page": page})


def _words(neighbours: list[Neighbour]) -> str:
    if not neighbours:
        return ""
    said = "Authorities whose children live in like circumstances, the most alike first; the department names them."
    release = neighbours[0].release
    return f"{said} Source: {release.title}, {day_words(release.published_on)}." if release else said


def _table(authority: Authority | None, neighbours: list[Neighbour], on: date) -> Table:
    policy = policies_in_use("measures", on=on).get("measures")
    wanted = (one for one in policy.measures if one.area_series) if policy and authority else ()
    measures = [one for one in wanted if one.topic == RESULTS or one.key.startswith(COMPARED)]
    codes = [authority.code, *(one.neighbour_code for one in neighbours)] if authority else []
    rows = list(areas_named(codes, [measure.key for measure in measures]))
    held = {(row.area_code, row.measure, row.period): row for row in rows if row.area_name != ENGLAND}
    held |= {(ENGLAND, row.measure, row.period): row for row in rows if row.area_name == ENGLAND}
    newest = {measure.key: _newest(rows, measure) for measure in measures}
    shown = [measure for measure in measures if newest[measure.key]]
    areas = [(authority.code, authority.name, True)] if authority else []
    areas += [(one.neighbour_code, one.neighbour_name, False) for one in neighbours] + [
        (ENGLAND, ENGLAND, True)
    ]
    return Table(
        caption="The authority, its statistical neighbours and England",
        columns=(Column("Authority"), *(_column(measure, newest[measure.key], rows) for measure in shown)),
        rows=tuple(
            Row((name, *(_cell(held.get((code, m.key, newest[m.key])), m) for m in shown)), marked=marked)
            for code, name, marked in areas
        )
        if neighbours and shown
        else (),
        empty_words=EMPTY,
        export_href="?export=xlsx" if neighbours and shown else "",
    )


def _newest(rows: Iterable[Observation], measure: Measure) -> str:
    """The newest period in which any of them has a figure of the measure."""
    return max(
        (row.period for row in rows if row.measure == measure.key and row.value is not None), default=""
    )


def _column(measure: Measure, period: str, rows: Iterable[Observation]) -> Column:
    sources = sources_words(row for row in rows if row.measure == measure.key and row.period == period)
    return Column(measure.short_label, unit=f"{period}; {sources}")


def _cell(row: Observation | None, measure: Measure) -> Cell:
    if row is None or row.value is None:
        why = NOT_LOADED if row is None else WHY_MISSING.get(row.why_missing, row.why_missing)
        return Cell(None, missing=why)
    return Cell(value_words(row.value, measure))
