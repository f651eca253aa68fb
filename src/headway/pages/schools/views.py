"""Views of schools: the list, one school, its one-page summary."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from headway.features.schools.as_at import oldest_register
from headway.features.schools.models import School
from headway.features.schools.queries import school_for
from headway.kit.figures import Link
from headway.kit.listing import ListQuery
from headway.kit.looking_back import LookingBack, looking_back
from headway.kit.tables import Table
from headway.pages.as_at import asked_as_at, register_notes
from headway.pages.exports import asked_export, asked_print, chart_response, sheet_response, whole
from headway.pages.lists.arranging import arranged
from headway.pages.lists.picking import with_picking
from headway.pages.schools.charts import chart_of
from headway.pages.schools.gather import gather
from headway.pages.schools.lines import school_lines
from headway.pages.schools.links import open_links
from headway.pages.schools.listing import FILTERS, SORTS, kept_parts, of_day, schools_sheet, schools_table
from headway.pages.schools.page import SchoolPage, school_page
from headway.pages.schools.picking import BULK_ACTIONS, PICKED
from headway.pages.schools.policies import policies_in_use
from headway.pages.schools.then import school_then

# What else there is about schools: who may not open a page is not told of it.
MORE = (
    ("Categories: proposed and judged", "/schools/categories/"),
    ("Ofsted readiness: which schools may expect an inspection", "/schools/readiness/"),
    ("Annual reviews of performance", "/schools/reviews/"),
    ("Joint reviews: collaborative and by peers", "/schools/joint-reviews/"),
    ("Feedback on self-evaluations and improvement plans", "/schools/documents/"),
    ("Targets by group of pupils", "/schools/targets/"),
    ("Gaps: alerts on groups of pupils", "/schools/gaps/"),
    ("Intelligence: what teams noted", "/schools/intelligence/"),
    ("Attendance: pupils of concern", "/schools/attendance/"),
    ("Good practice that schools share", "/schools/practice/"),
    ("Support and its impact", "/schools/impact/"),
    ("Termly summaries, one page a school", "/schools/summaries/"),
    ("Structural changes: cases that open, close or join schools", "/schools/changes/"),
    ("Data sharing: agreements, analyses, training", "/schools/agreements/"),
    ("Trusts and federations", "/schools/groups/"),
    ("The authority by district", "/schools/districts/"),
    ("The authority beside its statistical neighbours", "/schools/neighbours/"),
)


@dataclass(frozen=True, slots=True)
class SchoolsPage:
    """The list."""

    heading: str
    table: Table
    more: tuple[Link, ...]
    map_href: str
    back: LookingBack


def list_schools(request: HttpRequest) -> HttpResponse:
    """Every school the viewer may see: search, filters, order, pages, export."""
    viewer, asked = request.viewer, asked_as_at(request)
    query = ListQuery.read(request.GET, request.path, filters=FILTERS, sorts=SORTS, default_sort="name")
    query = of_day(query, asked)
    policies = policies_in_use("entitlement", "inspections", "partnerships", on=request.viewer.on)
    known = school_lines(
        viewer,
        entitlement=policies.get("entitlement"),
        partnerships=policies.get("partnerships"),
        as_at=asked.day,
    )
    inspections = policies.get("inspections")
    shown_part = whole(query) if asked_print(request) else query
    table = arranged(request, schools_table(viewer, shown_part, known, inspections), query)
    if form := asked_export(request):
        shown = [column.slug for column in table.columns]
        return sheet_response(schools_sheet(viewer, query, known, inspections, shown), form)
    if asked.day is None:
        table = with_picking(viewer, table, BULK_ACTIONS, PICKED, reverse("schools_picked"), query)
    page = SchoolsPage(
        "Schools",
        table,
        open_links(viewer, *MORE),
        query.href(reverse("schools_map")),
        looking_back(
            asked,
            request.path,
            viewer.on,
            notes=register_notes(asked.day, oldest_register()) if asked.day else (),
            kept=kept_parts(query),
        ),
    )
    return render(request, "schools/list.html", {"page": page})


def show_school(request: HttpRequest, urn: int) -> HttpResponse:
    """One school; `show` in the address narrows the timeline to a kind of event, `as_at` shows a past day instead."""
    asked = asked_as_at(request)
    if asked.day:
        school = _school(request, urn)
        page = school_then(request.viewer, school, asked, request.path)
        return render(request, "schools/then.html", {"page": page})
    back = looking_back(asked, request.path, request.viewer.on)
    return render(request, "schools/school.html", {"page": _page(request, urn), "back": back})


def _school(request: HttpRequest, urn: int) -> School:
    school = school_for(request.viewer, urn)
    if school is None:
        raise Http404
    return school


def show_summary(request: HttpRequest, urn: int) -> HttpResponse:
    """The school on one sheet of paper."""
    return render(request, "schools/summary.html", {"page": _page(request, urn)})


def download_chart(request: HttpRequest, urn: int, measure: str) -> HttpResponse:
    """The figures of one chart as comma-separated text."""
    school = _school(request, urn)
    known = gather(request.viewer, school)
    found = next((one for one in known.measures if one.key == measure), None)
    if found is None:
        raise Http404
    return chart_response(chart_of(known, school.authority.name, found), f"{urn} {measure}")


def _page(request: HttpRequest, urn: int) -> SchoolPage:
    return school_page(
        request.viewer, gather(request.viewer, _school(request, urn)), show=request.GET.get("show", "")
    )
