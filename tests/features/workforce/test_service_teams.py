"""Who writes of services and who serves whom; each verdict is asked both ways."""

from datetime import date

import pytest
from tests.factories import make_school
from tests.pages.people import AT, adopt_current_policies, make_person
from tests.pages.service_objects import make_service, make_team, subscribe
from tests.plan_world import seen

from headway.features.workforce.actions import service_teams as deeds
from headway.features.workforce.models import Subscription
from headway.features.workforce.served import services_visible_to, verdicts_of, with_counts
from headway.rules.verdict import Refused

pytestmark = pytest.mark.django_db
MAY = date(2026, 5, 1)


@pytest.fixture
def by_role(db):
    adopt_current_policies()
    return lambda role: seen(make_person(role))


@pytest.fixture
def service(by_role):
    return make_service()


def open_school(**more):
    """An open school of the authority."""
    return make_school(status_code="1", **more)


def test_services_are_written_by_who_changes_posts_and_seen_by_who_sees_them(by_role, service):
    assert deeds.may_keep_services(by_role("finance"))
    assert not deeds.may_keep_services(by_role("business-support"))
    for role, number in (("business-support", 1), ("adviser", 0), ("member", 0)):
        assert services_visible_to(by_role(role)).count() == number, role


def test_all_subscribe_or_none(by_role, service):
    taken, closed, free = open_school(), make_school(status_code="2"), open_school()
    subscribe(service, taken)
    verdicts = verdicts_of(service, [taken, closed, free], MAY)
    assert [bool(verdicts[one.urn]) for one in (taken, closed, free)] == [False, False, True]
    with pytest.raises(Refused, match="already"):
        subscribe(service, free, taken, since=MAY)
    assert Subscription.objects.count() == 1


def test_a_school_takes_a_service_again_after_it_ended_and_two_services_at_once(by_role, service):
    school, by = open_school(), by_role("finance")
    (first,) = subscribe(service, school)
    deeds.change_subscription(subscription=first, team=None, valid_until=MAY, by=by, at=AT)
    subscribe(service, school, since=MAY)
    subscribe(make_service("Catering"), school)
    assert Subscription.objects.filter(school=school).count() == 3
    with pytest.raises(Refused, match="from another day on already"):
        deeds.change_subscription(subscription=first, team=None, valid_until=None, by=by, at=AT)


def test_a_team_takes_no_school_from_another(by_role, service):
    north, south, by = (
        make_team(service),
        make_team(service, "Team south", "Team leader 2"),
        by_role("finance"),
    )
    (mine,), (other,), (free,) = (
        subscribe(service, open_school(), team=north),
        subscribe(service, open_school(), team=south),
        subscribe(service, open_school()),
    )
    keys = [mine.public_id, other.public_id, free.public_id]
    deeds.serve_schools(team=north, subscriptions=keys[1:], offered=keys, by=by, at=AT)
    served = {one.public_id: one.team_id for one in Subscription.objects.all()}
    assert served == {keys[0]: None, keys[1]: south.pk, keys[2]: north.pk}


def test_without_its_team_a_school_stands_among_those_without_one(by_role, service):
    team, by = make_team(service), by_role("finance")
    subscribe(service, open_school(), team=team)
    subscribe(service, open_school())
    assert with_counts(services_visible_to(by), MAY).get().unserved == 1
    deeds.remove_team(team=team, by=by, at=AT)
    counted = with_counts(services_visible_to(by), MAY).get()
    assert (counted.team_count, counted.school_count, counted.unserved) == (0, 2, 2)


def test_names_are_taken_once(by_role, service):
    make_team(service)
    with pytest.raises(Refused, match="a service of this name"):
        make_service()
    with pytest.raises(Refused, match="a team of this name"):
        make_team(service)


def test_what_is_gone_or_touched_since_is_not_taken_back(by_role, service):
    rows, by = subscribe(service, open_school(), open_school()), by_role("finance")
    keys = [one.public_id for one in rows]
    told = {"service": service, "subscriptions": keys, "by": by, "at": AT}
    deeds.change_subscription(subscription=rows[0], team=make_team(service), valid_until=None, by=by, at=AT)
    with pytest.raises(Refused, match="changed one of these"):
        deeds.remove_subscriptions(**told, untouched=True)
    assert deeds.remove_subscriptions(**told) == 2
    with pytest.raises(Refused, match="changed one of these"):
        deeds.remove_subscriptions(**told)
