"""Which people the address of the list asks for."""

from django.db.models import QuerySet
from django.http import QueryDict

from headway.features.appointments.queries import people_visible_to
from headway.features.appointments.viewer import Viewer
from headway.features.people.models import Person
from headway.features.people.queries import people_matching
from headway.kit.listing import ListQuery
from headway.pages.access.page import DUE, HOME, ORDERS, review_since

FILTERS = ("q", "role", "state", "review")


def read_query(sent: QueryDict) -> ListQuery:
    """Search, role, state and review, order and page, as the address has them."""
    return ListQuery.read(sent, HOME, filters=FILTERS, sorts=tuple(ORDERS), default_sort="name")


def people_asked(viewer: Viewer, query: ListQuery) -> QuerySet[Person]:
    """The people the viewer may see that the filters let through."""
    due = query.text("review") == DUE
    return people_matching(
        people_visible_to(viewer),
        on=viewer.on,
        search=query.text("q"),
        role=query.text("role"),
        state=query.text("state"),
        review_due_before=review_since(viewer) if due else None,
    )
