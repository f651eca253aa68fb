"""A service with teams for the demonstration: grounds maintenance, with schools of two teams and some without one."""

from datetime import date, datetime

from headway.features.appointments.queries import viewer_of
from headway.features.people.queries import first_holder
from headway.features.policies.queries import typed
from headway.features.schools.queries import open_schools
from headway.features.workforce.actions import service_teams as deeds

WRITER, NAME = "finance", "Grounds maintenance"
TEAMS = (("Team north", "Team leader 1"), ("Team south", "Team leader 2"))
SERVED, UNSERVED = 6, 2  # schools of each team, and without one


def serve_the_schools(*, on: date, at: datetime) -> None:
    """Two teams with six schools each, and two schools without a team."""
    writer = first_holder(WRITER, on=on)
    if writer is None:
        return
    by = viewer_of(writer, on=on, access=typed("access"))
    service = deeds.begin_service(name=NAME, by=by, at=at)
    schools = list(open_schools().order_by("urn")[: SERVED * len(TEAMS) + UNSERVED])
    since = date(on.year - 1, 4, 1)
    for number, (name, leader) in enumerate(TEAMS):
        team = deeds.add_team(service=service, told={"name": name, "leader": leader}, by=by, at=at)
        ours = schools[number * SERVED : (number + 1) * SERVED]
        deeds.subscribe_schools(service=service, schools=ours, team=team, valid_from=since, by=by, at=at)
    rest = schools[SERVED * len(TEAMS) :]
    deeds.subscribe_schools(service=service, schools=rest, team=None, valid_from=since, by=by, at=at)
