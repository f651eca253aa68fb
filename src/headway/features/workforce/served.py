"""Reads of services, their teams and the schools subscribed, the viewer first."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Count, Q, QuerySet

from headway.features.appointments.viewer import Viewer
from headway.features.schools.models import School
from headway.features.schools.queries import OPEN_STATUSES, own_schools
from headway.features.workforce.models import Service, ServiceTeam, Subscription
from headway.features.workforce.queries import KIND
from headway.rules.service_teams import may_subscribe, read_urns
from headway.rules.verdict import Verdict


def services_visible_to(viewer: Viewer, act: str = "see") -> QuerySet[Service]:
    """The services the viewer may do the act to, by name."""
    rows = Service.objects.order_by("name", "pk")
    return rows if viewer.reach(KIND, act) == "all" else rows.none()


def with_counts(services: QuerySet[Service], on: date) -> QuerySet[Service]:
    """The services with how many teams there are, schools subscribed on or after a day, and those without a team."""
    still = Q(subscriptions__valid_until=None) | Q(subscriptions__valid_until__gt=on)
    return services.annotate(
        team_count=Count("teams", distinct=True),
        school_count=Count("subscriptions", filter=still, distinct=True),
        unserved=Count("subscriptions", filter=still & Q(subscriptions__team=None), distinct=True),
    )


def not_ended(service: Service, on: date) -> QuerySet[Subscription]:
    """Who takes the service on a day or from a later one, by name of the school."""
    rows = service.subscriptions.filter(Q(valid_until=None) | Q(valid_until__gt=on))
    return rows.select_related("school", "team").order_by("school__name", "pk")


def teams_of(service: Service, on: date) -> QuerySet[ServiceTeam]:
    """The teams of a service by name, with how many schools each serves."""
    still = Q(subscriptions__valid_until=None) | Q(subscriptions__valid_until__gt=on)
    return service.teams.annotate(served=Count("subscriptions", filter=still)).order_by("name", "pk")


def verdicts_of(service: Service, schools: Sequence[School], valid_from: date) -> dict[int, Verdict]:
    """URN to whether the school may subscribe from a day; one query for all."""
    urns = [one.urn for one in schools]
    rows = service.subscriptions.filter(school__in=urns).overlapping(valid_from, None)
    held = {one.school_id: one for one in rows}
    return {one.urn: _verdict(one, held.get(one.urn)) for one in schools}


def read_schools(service: Service, text: str, valid_from: date) -> tuple[list[School], list[str]]:
    """The schools whose URNs were pasted, and a sentence for each that cannot subscribe; two queries."""
    pasted = read_urns(text)
    known = {one.urn: one for one in own_schools().filter(urn__in=pasted.urns)}
    schools = [known[urn] for urn in pasted.urns if urn in known]
    verdicts = verdicts_of(service, schools, valid_from)
    faults = list(pasted.faults)
    faults += [f"{urn} is no school of this authority." for urn in pasted.urns if urn not in known]
    faults += [
        f"{one.name} ({one.urn}): {verdicts[one.urn].reason}" for one in schools if not verdicts[one.urn]
    ]
    return schools, faults


def is_open(school: School) -> bool:
    """Whether the register says the school is open."""
    return school.status_code in OPEN_STATUSES


def _verdict(school: School, held: Subscription | None) -> Verdict:
    return may_subscribe(
        is_open=is_open(school),
        held_from=held.valid_from if held else None,
        held_until=held.valid_until if held else None,
    )
