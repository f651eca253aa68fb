"""Quadrants by policy or by place, marked proposed, every district in one."""

from datetime import date

import pytest
from tests.factories import (
    AT,
    ON,
    adopt,
    make_authority,
    make_district,
    make_partnership,
    make_quadrant,
    make_school,
)

from headway.features.partnerships.quadrants import accept_quadrants, move_district, quadrant_counts
from headway.features.schools.models import Placement, Quadrant
from headway.flows.settle_quadrants import name_areas, settle_quadrants

pytestmark = pytest.mark.django_db
ESSEX = {
    "Quadrant Mid": ["Braintree", "Chelmsford", "Maldon"],
    "Quadrant North East": ["Colchester", "Tendring"],
    "Quadrant South": ["Basildon", "Brentwood", "Castle Point", "Rochford"],
    "Quadrant West": ["Epping Forest", "Harlow", "Uttlesford"],
}


def settle(on=ON):
    return settle_quadrants(on=on, by=None, at=AT)


def standing(on=ON):
    found = {}
    for row in Placement.objects.as_at(on).select_related("quadrant", "district"):
        found.setdefault(row.quadrant.name, []).append(row.district.name)
    return {name: sorted(inside) for name, inside in found.items()}


def grid(count=6, schools=3):
    """Districts from west to east, with some schools each."""
    make_authority()
    for number in range(count):
        district = make_district(f"District {number}")
        for _ in range(schools):
            make_school(district=district, easting=500_000 + 20_000 * number, northing=200_000)


def test_m1_02_each_essex_district_maps_to_one_quadrant_by_the_policy():
    adopt("england", "current", "essex-2017")
    essex = make_authority("Essex", "881")
    for name in [name for inside in ESSEX.values() for name in inside]:
        make_school(authority=essex, district=make_district(name))
    settled = settle()
    assert standing() == ESSEX
    assert (settled.proposed, settled.districts) == (False, 12)
    assert not Quadrant.objects.filter(proposed=True).exists()
    assert standing(date(2018, 1, 1)) == ESSEX


def test_a_district_the_policy_does_not_name_joins_the_nearest_and_is_said():
    adopt("england", "current", "essex-2017")
    essex = make_authority("Essex", "881")
    near, far = make_district("Harlow"), make_district("Tendring")
    odd = make_district("Newtown")
    for district, easting in ((near, 540_000), (far, 620_000), (odd, 550_000)):
        make_school(authority=essex, district=district, easting=easting, northing=210_000)
    settled = settle()
    assert standing()["Quadrant West"] == ["Harlow", "Newtown"]
    assert settled.warnings == ("Newtown stood in no quadrant; it joined Quadrant West. Check it.",)


def test_m1_02_without_a_policy_districts_are_clustered_and_marked_proposed():
    grid()
    settled = settle()
    assert (settled.proposed, settled.districts, len(settled.quadrants)) == (True, 6, 4)
    assert sorted(name for inside in standing().values() for name in inside) == [
        f"District {number}" for number in range(6)
    ]
    assert Quadrant.objects.filter(proposed=True).count() == 4
    assert all(quadrant.origin for quadrant in Quadrant.objects.all())


def test_again_changes_nothing_and_a_new_district_joins_its_neighbour():
    grid()
    settle()
    before = standing()
    assert settle().districts == 0
    make_school(district=make_district("District 6"), easting=620_000, northing=200_000)
    settled = settle()
    assert settled.districts == 1
    home = next(name for name, inside in before.items() if "District 5" in inside)
    assert standing() == before | {home: [*before[home], "District 6"]}


def test_another_authoritys_policy_is_not_taken():
    adopt("england", "current", "essex-2017")
    grid(2)
    assert settle().proposed


def test_one_district_is_one_quadrant_named_after_the_authority():
    grid(1)
    assert settle().quadrants == ("Quadrant Eastmarch",)


def test_no_school_no_quadrant():
    make_authority()
    assert settle().districts == 0


def test_names_follow_the_compass_and_none_comes_twice():
    names = name_areas({0: (-9.0, 8.0), 1: (9.0, 9.0), 2: (0.0, -9.0), 3: (1.0, -20.0)}, (0.0, 0.0))
    assert names[0] == "Quadrant North West"
    assert names[1] == "Quadrant North East"
    assert names[2] == "Quadrant South"
    assert len(set(names.values())) == 4


def test_m1_02_a_quadrant_counts_its_schools_and_partnerships():
    one, two = make_district("One"), make_district("Two")
    quadrant = make_quadrant("Quadrant North", one)
    for district in (one, one, two):
        make_school(district=district)
    make_school(district=one, status="Closed", closed_on=date(2026, 1, 1))
    make_partnership("First", quadrant=quadrant)
    placed, unplaced = quadrant_counts(ON)
    assert (placed.quadrant, placed.schools, placed.partnerships) == (quadrant, 2, 1)
    assert (unplaced.quadrant, unplaced.schools) == (None, 1)
    assert quadrant_counts(date(2025, 1, 1))[0].schools == 3


def test_a_district_moves_from_a_day_on_and_a_proposal_is_accepted():
    one = make_district("One")
    make_quadrant("Quadrant North", one)
    south = make_quadrant("Quadrant South", proposed=True)
    move_district(district=one, quadrant=south, on=ON, by=None, at=AT)
    assert standing(date(2026, 8, 31)) == {"Quadrant North": ["One"]}
    assert standing() == {"Quadrant South": ["One"]}
    assert accept_quadrants(by=None, at=AT) == 1
    assert accept_quadrants(by=None, at=AT) == 0
