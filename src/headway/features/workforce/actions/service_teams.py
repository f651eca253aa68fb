"""Writes of services, their teams and subscriptions."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.saving import save_seen, unless_taken
from headway.features.schools.models import School
from headway.features.workforce.models import Service, ServiceTeam, Subscription
from headway.features.workforce.queries import KIND
from headway.features.workforce.served import verdicts_of
from headway.rules.service_teams import may_end
from headway.rules.verdict import ALLOWED, Verdict, first_refusal, insist, refuse

NAME_TAKEN = "There is a service of this name already. Choose another name, or open that one."
TEAM_TAKEN = "The service has a team of this name already. Choose another name."
CHANGED = "Somebody has changed one of these subscriptions since. Look at the service."


def may_keep_services(by: Viewer) -> Verdict:
    """Whether the person may write of services, teams and subscriptions."""
    return by.may(KIND, "change")


@transaction.atomic
def begin_service(*, name: str, by: Viewer, at: datetime) -> Service:
    """A new service without teams."""
    insist(may_keep_services(by))
    made = unless_taken(lambda: Service.objects.create(name=name), NAME_TAKEN)
    _told("begin_service", made, by, at, after={"name": name})
    return made


@transaction.atomic
def rename_service(*, service: Service, name: str, by: Viewer, at: datetime) -> None:
    """Another name."""
    insist(may_keep_services(by))
    before, service.name = {"name": service.name}, name
    unless_taken(lambda: service.save(update_fields=["name"]), NAME_TAKEN)
    _told("rename_service", service, by, at, before=before, after={"name": name})


@transaction.atomic
def add_team(*, service: Service, told: Mapping[str, Any], by: Viewer, at: datetime) -> ServiceTeam:
    """A new team with its leader."""
    insist(may_keep_services(by))
    made = unless_taken(lambda: ServiceTeam.objects.create(service=service, **told), TEAM_TAKEN)
    _told("add_team", service, by, at, after={"team": made.public_id})
    return made


@transaction.atomic
def change_team(
    *, team: ServiceTeam, seen_version: int, told: Mapping[str, Any], by: Viewer, at: datetime
) -> None:
    """A team as it is now; Stale where somebody saved it meanwhile."""
    insist(may_keep_services(by))
    held = ServiceTeam.objects.select_for_update(of=("self",)).get(pk=team.pk)
    unless_taken(lambda: save_seen(held, seen_version, told), TEAM_TAKEN)
    _told("change_team", team.service, by, at, after={"team": team.public_id})


@transaction.atomic
def remove_team(*, team: ServiceTeam, by: Viewer, at: datetime) -> None:
    """Take a team out; the schools it served have none."""
    insist(may_keep_services(by))
    told = {"team": team.public_id, "name": team.name}
    team.delete()
    _told("remove_team", team.service, by, at, before=told)


@transaction.atomic
def subscribe_schools(
    *,
    service: Service,
    schools: Sequence[School],
    team: ServiceTeam | None,
    valid_from: date,
    by: Viewer,
    at: datetime,
) -> list[Subscription]:
    """Let these schools take the service from a day on, all of them or none."""
    insist(may_keep_services(by))
    _lock(service)
    verdicts = verdicts_of(service, schools, valid_from)
    for one in schools:
        insist(ALLOWED if verdicts[one.urn] else refuse(f"{one.name}: {verdicts[one.urn].reason}"))
    made = Subscription.objects.bulk_create(
        Subscription(service=service, school=one, team=team, valid_from=valid_from) for one in schools
    )
    after = {"schools": [one.urn for one in schools], "valid_from": valid_from.isoformat()}
    _told("subscribe_schools", service, by, at, after=after)
    return made


@transaction.atomic
def serve_schools(
    *, team: ServiceTeam, subscriptions: Collection[str], offered: Collection[str], by: Viewer, at: datetime
) -> None:
    """Let the team serve those of the `offered` subscriptions that are chosen, by public id, and no other of them; what
    another team serves stays with it."""
    insist(may_keep_services(by))
    _lock(team.service)
    rows = team.service.subscriptions.filter(public_id__in=offered)
    rows.filter(team=team).exclude(public_id__in=subscriptions).update(team=None)
    rows.filter(team=None, public_id__in=subscriptions).update(team=team)
    served = list(team.subscriptions.order_by("school_id").values_list("school_id", flat=True))
    _told("serve_schools", team.service, by, at, after={"team": team.public_id, "schools": served})


@transaction.atomic
def change_subscription(
    *,
    subscription: Subscription,
    team: ServiceTeam | None,
    valid_until: date | None,
    by: Viewer,
    at: datetime,
) -> None:
    """Another team, or the first day without the service."""
    insist(first_refusal(may_keep_services(by), may_end(subscription.valid_from, valid_until)))
    subscription.team, subscription.valid_until = team, valid_until
    unless_taken(
        lambda: subscription.save(update_fields=["team", "valid_until"]),
        "The school takes the service from another day on already.",
    )
    after = {
        "school": subscription.school_id,
        "team": team.public_id if team else None,
        "valid_until": valid_until.isoformat() if valid_until else None,
    }
    _told("change_subscription", subscription.service, by, at, after=after)


@transaction.atomic
def remove_subscriptions(
    *, service: Service, subscriptions: Collection[str], by: Viewer, at: datetime, untouched: bool = False
) -> int:
    """Take out subscriptions that were recorded by mistake, by public id; how many. Refused where one is gone, and
    with `untouched` where one has ended or has a team since."""
    insist(may_keep_services(by))
    _lock(service)
    rows = service.subscriptions.filter(public_id__in=subscriptions)
    rows = rows.filter(team=None, valid_until=None) if untouched else rows
    urns = list(rows.values_list("school_id", flat=True))
    insist(ALLOWED if len(urns) == len(subscriptions) else refuse(CHANGED))
    rows.delete()
    _told("remove_subscriptions", service, by, at, before={"schools": urns})
    return len(urns)


def _lock(service: Service) -> None:
    Service.objects.select_for_update().get(pk=service.pk)


def _told(action: str, service: Service, by: Viewer, at: datetime, **told: Any) -> None:
    record(action=action, subject_kind="service", subject_id=service.public_id, at=at, by=by.id, **told)
