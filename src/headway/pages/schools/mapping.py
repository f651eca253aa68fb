"""The schools of the list on a map: the same filters, marks for what the viewer may know, and the list beneath."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from headway.features.appointments.viewer import Viewer
from headway.features.schools.as_at import oldest_register
from headway.kit.listing import ListQuery
from headway.kit.looking_back import LookingBack, carried, looking_back
from headway.kit.maps import Map, Place
from headway.kit.tables import Table
from headway.pages.as_at import asked_as_at, register_notes
from headway.pages.exports import with_export
from headway.pages.lists.arranging import arranged
from headway.pages.schools.columns import NOT_YOURS, may_see, shows
from headway.pages.schools.lines import SchoolLine, school_lines
from headway.pages.schools.listing import (
    FILTERS,
    SORTS,
    in_scope,
    kept_parts,
    matching,
    of_day,
    schools_table,
)
from headway.pages.schools.policies import policies_in_use
from headway.pages.schools.words import PHASES, phase_words

LIST, ADDRESS = "/schools/", "/schools/map/"
BY = "by"
CAPTIONS = {
    "phase": "Schools by phase",
    "category": "Schools by the category judged",
    "proposed": "Schools by the category the rules propose",
}
PLACES_OF_TODAY = "Where a school stands on the map is where the register puts it today."
SOURCE = "Get Information about Schools, eastings and northings"


@dataclass(frozen=True, slots=True)
class MapPage:
    """The map, and the table of the same schools."""

    heading: str
    map: Map
    table: Table
    list_href: str
    back: LookingBack
    choices: tuple[tuple[str, str, bool], ...]


def show_map(request: HttpRequest) -> HttpResponse:
    """Every school the filters let through, on the map and in the list beneath it."""
    viewer, asked = request.viewer, asked_as_at(request)
    query = ListQuery.read(request.GET, ADDRESS, filters=(*FILTERS, BY), sorts=SORTS, default_sort="name")
    query = of_day(query, asked)
    policies = policies_in_use("entitlement", "inspections", "partnerships", on=request.viewer.on)
    known = school_lines(
        viewer,
        entitlement=policies.get("entitlement"),
        partnerships=policies.get("partnerships"),
        as_at=asked.day,
    )
    found = matching(query, in_scope(viewer, known.lines))
    by = _by(viewer, query)
    table = arranged(request, schools_table(viewer, query, known, policies.get("inspections")), query)
    kept = (*table.kept, (BY, by)) if query.text(BY) else table.kept
    as_list = _without_by(query)
    table = with_export(replace(table, kept=kept), replace(as_list, path=LIST))
    page = MapPage(
        heading="Schools on the map",
        map=schools_map(viewer, found, by, carried(asked)),
        table=table,
        list_href=as_list.href(LIST),
        back=looking_back(
            asked,
            ADDRESS,
            viewer.on,
            notes=(*register_notes(asked.day, oldest_register()), PLACES_OF_TODAY) if asked.day else (),
            kept=kept_parts(query),
        ),
        choices=tuple((words, _colour(query, key), key == by) for key, words in _ways(viewer).items()),
    )
    return render(request, "schools/map.html", {"page": page})


def schools_map(viewer: Viewer, lines: Sequence[SchoolLine], by: str, behind: str = "") -> Map:
    """The map of these lines by phase, category or proposal; what is not the viewer's to know is a group of its own."""
    groups = [_group(viewer, line, by) for line in lines]
    words = dict(sorted(set(groups), key=lambda pair: _order(pair[0])))
    places = [
        Place(
            name=line.name,
            href=f"/schools/{line.urn}/{behind}",
            group=group,
            easting=line.easting,
            northing=line.northing,
            note=line.district,
        )
        for line, (group, _) in zip(lines, groups, strict=True)
    ]
    caption = CAPTIONS[by]
    return Map(caption, words, tuple(places), source=SOURCE)


def _group(viewer: Viewer, line: SchoolLine, by: str) -> tuple[str, str]:
    if by == "phase":
        return line.phase or "none", phase_words(line.phase) or "Phase not known"
    if not may_see(viewer, "categories", line):
        return "~hidden", NOT_YOURS
    code = line.category if by == "category" else line.proposed
    label = line.category_label if by == "category" else line.proposed_label
    return (
        (code, f"{code} {label}") if code else ("~none", "not judged" if by == "category" else "not proposed")
    )


def _order(group: str) -> tuple[int, str]:
    phases = list(PHASES)
    return (phases.index(group) if group in phases else len(phases), group)


def _ways(viewer: Viewer) -> dict[str, str]:
    """What the marks may tell."""
    ways = {"phase": "Phase"}
    if shows(viewer, "categories"):
        ways |= {"category": "Category judged", "proposed": "Proposed by the rules"}
    return ways


def _by(viewer: Viewer, query: ListQuery) -> str:
    return query.text(BY) if query.text(BY) in _ways(viewer) else "phase"


def _without_by(query: ListQuery) -> ListQuery:
    return replace(query, filters={key: values for key, values in query.filters.items() if key != BY})


def _colour(query: ListQuery, by: str) -> str:
    filters = dict(_without_by(query).filters) | ({BY: (by,)} if by != "phase" else {})
    return replace(query, filters=filters).href()
