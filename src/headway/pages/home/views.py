"""The home page."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from headway.features.appointments.viewer import Viewer
from headway.features.standing_groups.queries import due_for_me
from headway.pages.home.actions import actions_section
from headway.pages.home.groups import groups_section
from headway.pages.home.mine import adviser_section, partnerships_table, school_sections
from headway.pages.home.officers import (
    access_section,
    councillor_section,
    data_section,
    office_section,
    service_section,
)
from headway.pages.home.records import records_section
from headway.pages.home.reports import reports_section
from headway.pages.home.sections import HomePage, Section
from headway.pages.home.visits import visits_section
from headway.pages.schools.lines import Lines, school_lines
from headway.pages.schools.links import open_links
from headway.pages.schools.policies import policies_in_use
from headway.rules.capacity import ADVISING

LEADERS = frozenset({"head-of-service", "chief-adviser"})
ADVISERS = frozenset(ADVISING)
SCHOOLS = frozenset({"headteacher", "chair"})
MOST_DUE = 200
# Where officers of the council go from here, each as far as it is open to them.
PLACES_OF_OFFICERS = (
    ("All schools", "/schools/"),
    ("Schools on the map", "/schools/map/"),
    ("Categories", "/schools/categories/"),
    ("Days", "/days/"),
    ("Year plan", "/year-plan/"),
    ("Advisers", "/advisers/"),
    ("Letters", "/letters/"),
    ("The authority beside its statistical neighbours", "/schools/neighbours/"),
)


def home(request: HttpRequest) -> HttpResponse:
    """What is due for me, by the roles I hold today."""
    viewer = request.viewer
    return render(request, "home/home.html", {"page": HomePage("Home", tuple(_sections(viewer)))})


def _sections(viewer: Viewer) -> Iterator[Section]:
    roles = viewer.roles
    due = list(due_for_me(viewer)[:MOST_DUE])
    yield from actions_section(viewer, due)
    yield from groups_section(viewer, due)
    yield from visits_section(viewer)
    yield from records_section(viewer)
    if viewer.knows("register"):
        yield from _of_schools(viewer, _known(viewer))
    yield from reports_section(viewer)
    if "partnership-lead" in roles:
        yield Section(
            "Partnerships I lead", explains=("partnership", "lead head"), tables=(partnerships_table(viewer),)
        )
    if roles & {"data-officer", "business-support"}:
        yield data_section(viewer)
    if "admin" in roles:
        yield access_section(viewer)


def _of_schools(viewer: Viewer, known: Lines) -> Iterator[Section]:
    roles = viewer.roles
    if roles & LEADERS:
        yield service_section(viewer, known)
    if roles & ADVISERS:
        yield adviser_section(viewer, known)
    if roles & SCHOOLS:
        yield from school_sections(viewer, known)
    if "member" in roles:
        yield councillor_section(viewer, known)
    if "business-support" in roles:
        yield office_section(viewer, known)
    if not roles & (LEADERS | ADVISERS | SCHOOLS | {"member", "business-support"}):
        count = sum(line.is_open for line in known.lines)
        yield Section(
            "Schools",
            explains=("register", "category"),
            words=(f"{count:,} open schools are in the register.",),
            links=open_links(viewer, *PLACES_OF_OFFICERS),
        )


def _known(viewer: Viewer) -> Lines:
    policies = policies_in_use("entitlement", "partnerships", on=viewer.on)
    return school_lines(
        viewer, entitlement=policies.get("entitlement"), partnerships=policies.get("partnerships")
    )
