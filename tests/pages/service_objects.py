"""Makers of services, their teams and subscriptions, for the matrix."""

from collections.abc import Callable
from datetime import date

from tests.pages.people import AT, make_person
from tests.pages.sides import Arguments, Side
from tests.plan_world import seen

from headway.features.workforce.actions.service_teams import add_team, begin_service, subscribe_schools
from headway.features.workforce.models import Service, ServiceTeam, Subscription

SINCE = date(2025, 4, 1)


def make_service(name: str = "Grounds maintenance") -> Service:
    """A service without teams."""
    return begin_service(name=name, by=seen(make_person("finance")), at=AT)


def make_team(service: Service, name: str = "Team north", leader: str = "Team leader 1") -> ServiceTeam:
    """A team with its leader."""
    told = {"name": name, "leader": leader}
    return add_team(service=service, told=told, by=seen(make_person("finance")), at=AT)


def subscribe(
    service: Service, *schools: object, team: ServiceTeam | None = None, since: date = SINCE
) -> list[Subscription]:
    """These schools take the service since April 2025."""
    by = seen(make_person("finance"))
    return subscribe_schools(service=service, schools=schools, team=team, valid_from=since, by=by, at=AT)


def service(side: Side) -> Arguments:
    """A service that the side's school takes."""
    return {"key": _taken(side, "Service").service.public_id}


def service_team(side: Side) -> Arguments:
    """A team of a service."""
    made = make_service(f"Teams {side.name}")
    return {"key": made.public_id, "team": make_team(made).public_id}


def service_school(side: Side) -> Arguments:
    """The side's school as it takes a service."""
    row = _taken(side, "Taken")
    return {"key": row.service.public_id, "subscription": row.public_id}


def _taken(side: Side, name: str) -> Subscription:
    made = make_service(f"{name} {side.name}")
    return Subscription.objects.create(service=made, school=side.school, valid_from=SINCE)


SERVICE_MAKERS: dict[str, Callable[[Side], Arguments]] = {
    "service": service,
    "service_team": service_team,
    "service_school": service_school,
}
