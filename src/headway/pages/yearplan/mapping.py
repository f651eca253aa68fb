"""The schools of a year plan on the map, marked by their adviser, and the list of the same schools beneath."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from headway.features.deployment.models import Assignment, Draft, State
from headway.features.deployment.queries import drafts_visible_to
from headway.kit.figures import Link
from headway.kit.listing import ListQuery
from headway.kit.maps import MARKS, Map, Place
from headway.kit.tables import Table
from headway.pages.exports import with_export
from headway.pages.lists.arranging import arranged
from headway.pages.schools.mapping import SOURCE
from headway.pages.yearplan.addresses import HOME
from headway.pages.yearplan.rows import FILTERS, SORTS, matching, plan_table
from headway.pages.yearplan.views import rows_of, shown_draft

ADDRESS = f"{HOME}map/"
OTHERS = "~others"


@dataclass(frozen=True, slots=True)
class PlanMapPage:
    """The map, and the table of the same schools."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    map: Map
    table: Table
    list_href: str
    narrow_words: str


def show_map(request: HttpRequest) -> HttpResponse:
    """Every school of the draft that the filters let through, on the map and in the list beneath it."""
    query = ListQuery.read(request.GET, ADDRESS, filters=FILTERS, sorts=SORTS)
    query = replace(query, filters={name: held for name, held in query.filters.items() if name != "by"})
    draft = shown_draft(request, list(drafts_visible_to(request.viewer, "count")), query.text("draft"))
    if draft is None or draft.state == State.EMPTY:
        return redirect(HOME)
    rows = rows_of(request, draft)
    as_list = replace(query, path=HOME)
    table = with_export(arranged(request, plan_table(query, rows), query), as_list)
    kept = tuple(part for part in table.kept if part[0] != "by")
    clear_href = f"{ADDRESS}?draft={draft.public_id}" if table.clear_href else ""
    shown = plan_map(draft, matching(query, rows))
    page = PlanMapPage(
        heading="Year plan on the map",
        caption=draft.name,
        breadcrumbs=(Link("Year plan", as_list.href()),),
        map=shown,
        table=replace(table, kept=kept, clear_href=clear_href),
        list_href=as_list.href(),
        narrow_words=_narrow_words(shown),
    )
    return render(request, "yearplan/map.html", {"page": page})


def plan_map(draft: Draft, rows: Sequence[Assignment]) -> Map:
    """The schools by adviser. There are only so many marks: past them, the advisers of fewest schools share one."""
    counts = Counter(row.adviser.person.public_id for row in rows)
    most = MARKS if len(counts) <= MARKS else MARKS - 1
    own = {key for key, _ in sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:most]}
    names = {row.adviser.person.public_id: str(row.adviser) for row in rows}
    groups = {key: names[key] for key in sorted(own, key=names.__getitem__)}
    if len(counts) > len(own):
        groups[OTHERS] = "Other advisers"
    places = tuple(_place(row, own) for row in rows)
    return Map(f"Schools of {draft.name} by adviser", groups, places, source=SOURCE)


def _place(row: Assignment, own: set[str]) -> Place:
    key = row.adviser.person.public_id
    return Place(
        name=row.school.name,
        href=f"/schools/{row.school_id}/",
        group=key if key in own else OTHERS,
        easting=row.school.easting,
        northing=row.school.northing,
        note=str(row.adviser),
    )


def _narrow_words(shown: Map) -> str:
    if OTHERS not in shown.groups:
        return ""
    return (
        f"{MARKS - 1} advisers have a mark of their own, the others share one. "
        "Choose a quadrant or an adviser in the filters to tell them apart."
    )
