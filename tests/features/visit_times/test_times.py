"""The time of a visit: told by who went, once it was held; changed with a version; an event without words."""

from datetime import timedelta

import pytest
from tests.factories import make_school
from tests.pages.people import adopt_current_policies
from tests.records_world import ON, RecordsWorld, at

from headway.features.audit.models import Event
from headway.features.policies.queries import typed
from headway.features.saving import Stale
from headway.features.visit_times.actions import confirm_time
from headway.features.visit_times.models import VisitTime
from headway.features.visit_times.queries import confirmed_times, may_confirm, tells, usual_time
from headway.features.visits.actions import hold_visit
from headway.features.visits.queries import lead_of
from headway.rules.verdict import Refused
from headway.rules.visit_times import Minutes

pytestmark = pytest.mark.django_db
TOLD = Minutes(30, 200, 60, 45)


@pytest.fixture
def world():
    adopt_current_policies()
    return RecordsWorld(make_school(name="Teasel Primary School"))


def held(world):
    made = world.visit()
    hold_visit(visit=made, by=world.viewer("adviser"), at=at(ON))
    made.refresh_from_db()
    return made


def test_what_is_usual_stands_until_it_is_confirmed_and_changed(world):
    visit, by = held(world), world.viewer("adviser")
    assert usual_time(typed("visit_times", ON), visit, lead_of(visit)) == Minutes(60, 180, 90, 60)
    assert confirmed_times([visit]) == {}
    confirm_time(visit=visit, minutes=TOLD, seen_version=0, by=by, at=at(ON))
    assert confirmed_times([visit]) == {(visit.pk, by.person.pk): TOLD}
    event = Event.objects.order_by("number").last()
    assert (event.action, event.after) == ("confirm_visit_time", {"minutes": TOLD.total})
    again = Minutes(0, 210, 0, 0)
    confirm_time(visit=visit, minutes=again, seen_version=1, by=by, at=at(ON, 10))
    assert confirmed_times([visit]) == {(visit.pk, by.person.pk): again}
    with pytest.raises(Stale):
        confirm_time(visit=visit, minutes=TOLD, seen_version=1, by=by, at=at(ON, 11))
    with pytest.raises(Stale):
        confirm_time(visit=visit, minutes=TOLD, seen_version=0, by=by, at=at(ON, 12))
    assert confirmed_times([visit]) == {(visit.pk, by.person.pk): again}


def test_only_who_went_tells_and_only_once_it_was_held(world):
    visit = world.visit(on=ON + timedelta(days=1))
    assert not may_confirm(world.viewer("adviser"), visit)
    visit = held(world)
    assert may_confirm(world.viewer("adviser"), visit) and tells(world.viewer("adviser"), visit)
    for role in ("business-support", "headteacher", "chief-adviser"):
        assert not may_confirm(world.viewer(role), visit) and not tells(world.viewer(role), visit)
        with pytest.raises(Refused):
            confirm_time(visit=visit, minutes=TOLD, seen_version=0, by=world.viewer(role), at=at(ON))
    assert not VisitTime.objects.exists()
