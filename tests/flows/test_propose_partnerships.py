"""A first proposal by place for the schools in no partnership, marked so."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories import AT, ON, adopt, make_district, make_partnership, make_quadrant, make_school

from headway.features.audit.models import Event
from headway.features.partnerships.models import Membership, Partnership
from headway.features.policies.queries import typed
from headway.flows.propose_partnerships import propose_partnerships

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def policies():
    adopt()


def propose():
    return propose_partnerships(on=ON, policy=typed("partnerships"), by=None, at=AT)


def county(schools=30, **more):
    """Two quadrants far apart with as many primaries each."""
    north, south = make_district("Northdown"), make_district("Southdown")
    make_quadrant("Quadrant North", north)
    make_quadrant("Quadrant South", south)
    made = []
    for number in range(schools):
        for district, northing in ((north, 300_000), (south, 100_000)):
            place = {"easting": 500_000 + 900 * number, "northing": northing, "town": f"{district}ham"}
            made.append(make_school(district=district, **(place | more)))
    return made


def test_schools_are_grouped_within_quadrants_between_the_limits_and_marked_proposed():
    county()
    found = propose()
    assert (found.schools, found.warnings) == (60, ())
    for partnership in Partnership.objects.all():
        members = Membership.objects.filter(partnership=partnership).select_related("school__district")
        assert partnership.proposed and partnership.recognised
        assert 8 <= len(members) <= 18
        assert {f"Quadrant {m.school.district.name[:5]}" for m in members} == {partnership.quadrant.name}
    assert Partnership.objects.filter(name="Northdownham Partnership").exists()
    assert Partnership.objects.filter(name="Northdownham Partnership 2").exists()


def test_m1_07_special_schools_and_referral_units_are_grouped_with_nobody():
    county(8)
    special, unit = make_school(phase="special"), make_school(phase="pru")
    propose()
    assert not Membership.objects.filter(school__in=[special, unit]).exists()


def test_schools_in_a_partnership_stay_there_and_again_changes_nothing():
    schools = county(9)
    kept = make_partnership("Kept", *schools[:2])
    propose()
    assert Membership.objects.filter(partnership=kept).count() == 2
    assert Membership.objects.count() == 18
    events = Event.objects.count()
    assert propose().partnerships == 0
    assert (Membership.objects.count(), Event.objects.count()) == (18, events)


def test_a_school_alone_stays_alone_and_few_schools_are_said_to_be_few():
    lonely = make_school(name="Only School")
    assert propose().partnerships == 0
    assert not Membership.objects.filter(school=lonely).exists()
    for _ in range(3):
        make_school(district=lonely.district)
    found = propose()
    assert (found.partnerships, found.schools) == (1, 4)
    assert "outside 8 to 18" in found.warnings[0]


def test_a_school_without_coordinates_stands_in_the_middle_of_its_district_and_is_said():
    county(8)
    odd = make_school(name="No Place", easting=None, northing=None, district=make_district("Northdown"))
    found = propose()
    assert found.warnings == ("No Place has no coordinates; the middle of its district stands for them.",)
    assert Membership.objects.get(school=odd).partnership.quadrant.name == "Quadrant North"


@pytest.mark.parametrize("schools", [4, 30])
def test_the_same_queries_for_few_and_many(schools):
    county(schools)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        propose()
    assert len([one for one in seen if "SAVEPOINT" not in one["sql"]]) == 14
