"""What can be done with the people picked in the list."""

from django.http import HttpRequest, HttpResponse, QueryDict

from headway.features.appointments.queries import people_visible_to
from headway.features.people.models import Person
from headway.flows.pick_people import effects_of_inviting, invite_people
from headway.kit.tables import Cell
from headway.pages.access.asked import people_asked, read_query
from headway.pages.access.inviting import mail_links
from headway.pages.access.page import HOME
from headway.pages.lists.picking import MOST_PICKED, BulkAction, PickList, change_picked

PICKED = "person"
BULK_ACTIONS = (
    BulkAction(
        key="invite",
        label="Send them an invitation",
        kind="access",
        head="Last signed in",
        effects=effects_of_inviting,
        do=invite_people,
        subjects="people",
        done="sent an invitation",
        dated=False,
        after=lambda request, facts: mail_links(request, facts["links"]),
    ),
)


def change_people(request: HttpRequest) -> HttpResponse:
    """A deed for the people picked."""
    return change_picked(request, PICK_LIST)


def _people(request: HttpRequest, sent: QueryDict) -> list[Person]:
    """The people picked that the viewer may see, by name: the ticked ones, or everybody the filter lets through."""
    if "all" in sent:
        found = people_asked(request.viewer, read_query(QueryDict(sent["all"][:2000])))
    else:
        keys = [*sent.getlist(PICKED), *sent.get("keys", "").split()]
        wanted = [key.replace("\0", "") for key in keys[:MOST_PICKED]]
        found = people_visible_to(request.viewer).filter(public_id__in=wanted)
    return list(found.order_by("name", "pk")[:MOST_PICKED])


PICK_LIST = PickList(
    name=PICKED,
    home=HOME,
    crumb="Access",
    noun=("person", "people"),
    actions=BULK_ACTIONS,
    find=_people,
    key=lambda person: person.public_id,
    cell=lambda person: Cell(person.name, note=person.email),
    not_yours="Your role gives nobody access.",
)
