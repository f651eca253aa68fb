"""Schools picked in the list subscribe to a service: what it would do to each, then doing it where it may be done."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.schools.models import School
from headway.features.workforce.actions.service_teams import subscribe_schools
from headway.features.workforce.models import Service, Subscription
from headway.features.workforce.served import verdicts_of
from headway.flows.effects import Effect


def effects_of_subscribing(service: Service, schools: Sequence[School], valid_from: date) -> list[Effect]:
    """What subscribing these schools would change (M2-18). Three queries."""
    urns = [one.urn for one in schools]
    rows = Subscription.objects.filter(service=service, school__in=urns).as_at(valid_from)
    now = {one.school_id: one.team.name if one.team else "no team yet" for one in rows.select_related("team")}
    verdicts = verdicts_of(service, schools, valid_from)
    return [Effect(one, now.get(one.urn, ""), verdicts[one.urn]) for one in schools]


@transaction.atomic
def subscribe_picked(
    *, service: Service, schools: Sequence[School], valid_from: date, by: Viewer, at: datetime
) -> dict:
    """Subscribe those of the schools that may be, without a team; the facts by which it is taken back."""
    effects = effects_of_subscribing(service, schools, valid_from)
    free = [effect.subject for effect in effects if effect.verdict]
    if not free:
        return {"number": 0}
    made = subscribe_schools(service=service, schools=free, team=None, valid_from=valid_from, by=by, at=at)
    return {
        "number": len(made),
        "service": service.public_id,
        "subscriptions": [one.public_id for one in made],
    }
