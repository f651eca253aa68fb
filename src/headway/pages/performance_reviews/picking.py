"""Reviews begun for the schools picked in the list."""

import re

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse

from headway.features.appointments.viewer import Viewer
from headway.features.performance_reviews.queries import KIND, schools_to_review
from headway.features.policies.queries import typed
from headway.features.schools.models import School
from headway.flows.begin_performance_reviews import begin_performance_reviews, effects_of_beginning
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell, Table
from headway.pages.exports import whole
from headway.pages.lists.picking import MOST_PICKED, BulkAction, PickList, change_picked, with_picking
from headway.pages.performance_reviews.listing import FILTERS, HOME, SORTS, reviews_page

PICKED = "school"
URN = re.compile(r"\b\d{6}\b", re.ASCII)
BULK_ACTIONS = (
    BulkAction(
        key="begin",
        label="Begin the reviews of these schools",
        kind=KIND,
        head="Now",
        effects=effects_of_beginning,
        do=begin_performance_reviews,
        subjects="schools",
        done="under review",
        dated=False,
    ),
)


def with_boxes(viewer: Viewer, table: Table, query: ListQuery) -> Table:
    """The list with a box for each school without a review, where the viewer may begin one."""
    if viewer.reach(KIND, "change") == "none":
        return table
    return with_picking(viewer, table, BULK_ACTIONS, PICKED, reverse("annual_reviews_picked"), query)


def change_reviews(request: HttpRequest) -> HttpResponse:
    """A deed for the schools picked."""
    return change_picked(request, PICK_LIST)


def _schools(request: HttpRequest, sent: QueryDict) -> list[School]:
    """The schools picked whose review the viewer may begin, by name: the ticked ones, or all the filter lets through."""
    keys = " ".join((*sent.getlist(PICKED), sent.get("keys", "")))
    if "all" in sent:
        query = ListQuery.read(QueryDict(sent["all"][:2000]), HOME, filters=FILTERS, sorts=SORTS)
        page = reviews_page(request.viewer, whole(query), typed("annual_review", request.viewer.on))
        keys = " ".join(row.pick for row in page.table.rows) if page.table else ""
    urns = [int(urn) for urn in URN.findall(keys)][:MOST_PICKED]
    return list(schools_to_review(request.viewer, "change").filter(urn__in=urns).order_by("name", "pk"))


PICK_LIST = PickList(
    name=PICKED,
    home=HOME,
    crumb="Annual reviews",
    noun=("school", "schools"),
    actions=BULK_ACTIONS,
    find=_schools,
    key=lambda school: str(school.urn),
    cell=lambda school: Cell(school.name, href=f"/schools/{school.urn}/"),
    not_yours="Your role begins no annual review.",
)
