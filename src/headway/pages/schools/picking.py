"""What can be done with the schools picked in the list."""

import re

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict

from headway.features.appointments.viewer import Viewer
from headway.features.partnerships.queries import partnerships_visible_to
from headway.features.people.models import Adviser
from headway.features.schools.models import School
from headway.features.schools.queries import schools_visible_to
from headway.features.workforce.served import services_visible_to
from headway.flows.pick_schools import (
    effects_of_adviser,
    effects_of_joining,
    give_adviser,
    join_partnership,
)
from headway.flows.pick_services import effects_of_subscribing, subscribe_picked
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell
from headway.pages.lists.picking import MOST_PICKED, BulkAction, PickList, change_picked
from headway.pages.schools.lines import school_lines
from headway.pages.schools.listing import FILTERS, SORTS, in_scope, matching
from headway.pages.schools.policies import policies_in_use

PICKED = "school"
LIST = "/schools/"


def _advisers(viewer: Viewer) -> QuerySet:
    rows = Adviser.objects.select_related("person").filter(person__is_active=True)
    return rows.order_by("person__name", "pk") if viewer.may("assignments", "change") else rows.none()


BULK_ACTIONS = (
    BulkAction(
        key="adviser",
        label="Give them an adviser",
        kind="assignments",
        ask="Adviser",
        head="Adviser now",
        choices=_advisers,
        effects=effects_of_adviser,
        do=give_adviser,
        argument="adviser",
        subjects="schools",
        done="advised by",
    ),
    BulkAction(
        key="partnership",
        label="Put them into a partnership",
        kind="partnerships",
        ask="Partnership",
        head="Recognised partnership then",
        choices=lambda viewer: partnerships_visible_to(viewer, "change").order_by("name", "pk"),
        effects=effects_of_joining,
        do=join_partnership,
        argument="partnership",
        subjects="schools",
        done="in",
    ),
    BulkAction(
        key="service",
        label="Let them take a service",
        kind="posts",
        ask="Service",
        head="Team then",
        choices=lambda viewer: services_visible_to(viewer, "change"),
        effects=effects_of_subscribing,
        do=subscribe_picked,
        argument="service",
        subjects="schools",
        done="subscribed to",
    ),
)


def change_schools(request: HttpRequest) -> HttpResponse:
    """A deed for the schools picked."""
    return change_picked(request, PICK_LIST)


def _schools(request: HttpRequest, sent: QueryDict) -> list[School]:
    """The schools picked that the viewer may see, by name: the ticked ones, or every one the filter lets through."""
    if "all" in sent:
        urns = _all_of(request, sent["all"])
    else:
        words = " ".join((*sent.getlist(PICKED), sent.get("keys", "")))
        urns = [int(one) for one in re.findall(r"\b\d{1,9}\b", words, re.ASCII)]
    picked = schools_visible_to(request.viewer).filter(urn__in=urns[:MOST_PICKED])
    return list(picked.select_related("authority").order_by("name", "urn"))


def _all_of(request: HttpRequest, address: str) -> list[int]:
    query = ListQuery.read(QueryDict(address[:2000]), LIST, filters=FILTERS, sorts=SORTS, default_sort="name")
    policies = policies_in_use("entitlement", "partnerships", on=request.viewer.on)
    known = school_lines(
        request.viewer,
        entitlement=policies.get("entitlement"),
        partnerships=policies.get("partnerships"),
    )
    return [line.urn for line in matching(query, in_scope(request.viewer, known.lines))]


PICK_LIST = PickList(
    name=PICKED,
    home=LIST,
    crumb="Schools",
    noun=("school", "schools"),
    actions=BULK_ACTIONS,
    find=_schools,
    key=lambda school: str(school.urn),
    cell=lambda school: Cell(school.name, note=str(school.urn)),
    not_yours="Your role gives no school an adviser or a service and changes no partnership.",
)
