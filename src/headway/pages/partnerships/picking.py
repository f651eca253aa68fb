"""What can be done with the partnerships picked in the list."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse

from headway.features.appointments.viewer import Viewer
from headway.features.partnerships.models import Partnership
from headway.features.partnerships.queries import KIND, partnerships_visible_to
from headway.features.policies.queries import typed
from headway.flows.pick_partnerships import effects_of_settling, settle_partnerships
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell, Table
from headway.pages.exports import whole
from headway.pages.lists.picking import MOST_PICKED, BulkAction, PickList, change_picked, with_picking
from headway.pages.partnerships.page import FILTERS, HOME, SORTS, partnerships_page

PICKED = "partnership"
BULK_ACTIONS = (
    BulkAction(
        key="settle",
        label="Settle them as they stand",
        kind=KIND,
        head="Now",
        effects=effects_of_settling,
        do=settle_partnerships,
        subjects="partnerships",
        done="settled",
        dated=False,
    ),
)


def with_boxes(viewer: Viewer, table: Table, query: ListQuery) -> Table:
    """The list with a box in each row that the viewer may change."""
    if viewer.reach(KIND, "change") != "all":
        ours = set(partnerships_visible_to(viewer, "change").values_list("public_id", flat=True))
        rows = tuple(row if row.pick in ours else replace(row, pick="") for row in table.rows)
        table = replace(table, rows=rows)
    return with_picking(viewer, table, BULK_ACTIONS, PICKED, reverse("partnerships_picked"), query)


def change_partnerships(request: HttpRequest) -> HttpResponse:
    """A deed for the partnerships picked."""
    return change_picked(request, PICK_LIST)


def _partnerships(request: HttpRequest, sent: QueryDict) -> list[Partnership]:
    """The partnerships picked that the viewer may change, by name: the ticked ones, or all the filter lets through."""
    keys = [*sent.getlist(PICKED), *sent.get("keys", "").split()]
    if "all" in sent:
        query = ListQuery.read(QueryDict(sent["all"][:2000]), HOME, filters=FILTERS, sorts=SORTS)
        on = request.viewer.on
        page = partnerships_page(request.viewer, whole(query), typed(KIND, on), on)
        keys = [row.pick for row in page.table.rows]
    wanted = [key.replace("\0", "") for key in keys[:MOST_PICKED]]
    found = partnerships_visible_to(request.viewer, "change").filter(public_id__in=wanted)
    return list(found.order_by("name", "pk"))


PICK_LIST = PickList(
    name=PICKED,
    home=HOME,
    crumb="Partnerships",
    noun=("partnership", "partnerships"),
    actions=BULK_ACTIONS,
    find=_partnerships,
    key=lambda partnership: partnership.public_id,
    cell=lambda partnership: Cell(partnership.name),
    not_yours="Your role changes no partnership.",
)
