"""Reads of the register, viewer first."""

from datetime import date

import pytest
from tests.factories import (
    ON,
    adopt,
    make_authority,
    make_district,
    make_person,
    make_quadrant,
    make_school,
    tie,
    view_as,
)

from headway.features.appointments.queries import viewer_of
from headway.features.policies.queries import typed
from headway.features.schools.models import School
from headway.features.schools.queries import (
    may_change_register,
    quadrant_of,
    relations_to,
    school_for,
    schools_visible_to,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _policies():
    adopt("current")


def test_m1_01_a_school_is_one_record_by_urn_and_another_authoritys_is_not_shown():
    school = make_school(900001)
    make_school(900002, authority=make_authority("Elsewhere", "898", own=False))
    viewer = view_as("head-of-service")
    assert school_for(viewer, 900001) == school
    assert school_for(viewer, 900002) is None
    assert School.objects.filter(urn=900001).count() == 1


def test_own_reach_narrows_and_no_reach_shows_nothing():
    mine, other = make_school(), make_school()
    viewer = view_as("headteacher", mine)
    assert set(schools_visible_to(viewer)) == {mine, other}
    assert list(schools_visible_to(viewer, "categories")) == [mine]
    assert not schools_visible_to(view_as("admin")).exists()


def test_a_quadrant_lead_is_tied_to_the_schools_of_the_quadrant():
    district = make_district()
    quadrant = make_quadrant("Quadrant North", district)
    inside, outside = make_school(district=district), make_school()
    person = make_person("quadrant-lead")
    tie(person, "quadrant-lead", "quadrant", quadrant.public_id)
    viewer = viewer_of(person, on=ON, access=typed("access"))
    assert relations_to(viewer, inside) == {"own"}
    assert relations_to(viewer, outside) == frozenset()


def test_the_quadrant_of_a_school_is_that_of_the_day():
    district = make_district()
    quadrant = make_quadrant("Quadrant North", district)
    school = make_school(district=district)
    assert quadrant_of(school, ON) == quadrant
    assert quadrant_of(school, date(2019, 1, 1)) is None
    assert quadrant_of(make_school(), ON) is None


def test_only_those_who_keep_the_register_may_change_it():
    school = make_school()
    assert may_change_register(view_as("data-officer"), school)
    assert not may_change_register(view_as("head-of-service"), school)
