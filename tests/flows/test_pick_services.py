"""Schools picked in the list subscribe to a service (M2-18)."""

from datetime import date

import pytest
from tests.factories import make_school
from tests.pages.people import AT, adopt_current_policies, make_person
from tests.pages.service_objects import make_service, make_team, subscribe
from tests.plan_world import seen

from headway.features.workforce.models import Subscription
from headway.flows.pick_services import effects_of_subscribing, subscribe_picked

pytestmark = pytest.mark.django_db
MAY = date(2026, 5, 1)


def test_those_who_may_are_subscribed_and_the_others_left_out():
    adopt_current_policies()
    service, by = make_service(), seen(make_person("finance"))
    taken, closed, free = (
        make_school(status_code="1"),
        make_school(status_code="2"),
        make_school(status_code="1"),
    )
    subscribe(service, taken, team=make_team(service))
    effects = effects_of_subscribing(service, [taken, closed, free], MAY)
    assert [(one.now, bool(one.verdict)) for one in effects] == [
        ("Team north", False),
        ("", False),
        ("", True),
    ]
    told = {"service": service, "valid_from": MAY, "by": by, "at": AT}
    facts = subscribe_picked(schools=[taken, closed, free], **told)
    row = Subscription.objects.get(school=free)
    assert facts == {"number": 1, "service": service.public_id, "subscriptions": [row.public_id]}
    assert subscribe_picked(schools=[taken, closed], **told) == {"number": 0}
