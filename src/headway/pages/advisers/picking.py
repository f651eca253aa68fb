"""What can be done with the advisers picked in the list."""

from django.http import HttpRequest, HttpResponse, QueryDict

from headway.features.allocation.queries import advisers_visible_to
from headway.features.people.models import Adviser
from headway.features.schools.models import Quadrant
from headway.flows.pick_advisers import effects_of_quadrant, give_quadrant
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell
from headway.pages.advisers.page import FILTERS, HOME, SORTS, advisers_page
from headway.pages.exports import whole
from headway.pages.lists.picking import MOST_PICKED, BulkAction, PickList, change_picked

PICKED = "adviser"
BULK_ACTIONS = (
    BulkAction(
        key="quadrant",
        label="Give them a quadrant",
        kind="capacity",
        ask="Quadrant",
        head="Quadrant now",
        choices=lambda viewer: Quadrant.objects.order_by("name", "pk"),
        effects=effects_of_quadrant,
        do=give_quadrant,
        argument="quadrant",
        subjects="advisers",
        done="in",
        dated=False,
    ),
)


def change_advisers(request: HttpRequest) -> HttpResponse:
    """A deed for the advisers picked."""
    return change_picked(request, PICK_LIST)


def _advisers(request: HttpRequest, sent: QueryDict) -> list[Adviser]:
    """The advisers picked that the viewer may see, by name: the ticked ones, or every one the filter lets through."""
    keys = [*sent.getlist(PICKED), *sent.get("keys", "").split()]
    if "all" in sent:
        query = ListQuery.read(QueryDict(sent["all"][:2000]), HOME, filters=FILTERS, sorts=SORTS)
        keys = [row.pick for row in advisers_page(request.viewer, whole(query), request.viewer.on).table.rows]
    wanted = [key.replace("\0", "") for key in keys[:MOST_PICKED]]
    found = advisers_visible_to(request.viewer).filter(person__public_id__in=wanted)
    return list(found.select_related("person").order_by("person__name", "pk"))


PICK_LIST = PickList(
    name=PICKED,
    home=HOME,
    crumb="Advisers",
    noun=("adviser", "advisers"),
    actions=BULK_ACTIONS,
    find=_advisers,
    key=lambda adviser: adviser.person.public_id,
    cell=lambda adviser: Cell(str(adviser)),
    not_yours="Your role changes no adviser.",
)
