"""Open schools: how many of each kind, where, and with what names."""

from collections import Counter

import pytest

from headway.demo.county import County
from headway.demo.kinds import MIX, PHASES, TYPES
from headway.demo.names import AWKWARD_NAMES


@pytest.mark.parametrize(
    ("size", "schools", "districts", "quadrants"), [("county", 560, 12, 4), ("small", 80, 4, 2)]
)
def test_the_sizes(
    request: pytest.FixtureRequest, size: str, schools: int, districts: int, quadrants: int
) -> None:
    made: County = request.getfixturevalue(size)
    assert len(made.schools) == schools
    assert len(made.districts) == districts
    assert len({district.quadrant for district in made.districts}) == quadrants
    assert {school.place.district.name for school in made.schools} == {d.name for d in made.districts}


def test_the_county_has_every_phase_and_type(county: County) -> None:
    found = Counter((school.phase, school.type_code) for school in county.schools)
    assert found == {
        (phase, code): number for phase, types in MIX["county"] for code, number in types.items()
    }
    assert {school.phase for school in county.schools} == set(PHASES)
    assert {school.type_code for school in county.schools} == set(TYPES)


def test_urns_names_and_numbers_are_used_once(county: County) -> None:
    assert len(county.by_urn) == len(county.schools) + len(county.coming) + len(county.closures)
    assert len({school.name for school in county.schools}) == 560
    assert len({school.establishment_number for school in county.schools}) == 560
    assert all(900_000 < urn < 1_000_000 for urn in county.by_urn)


def test_every_name_says_its_place(county: County) -> None:
    assert all(school.place.name in school.name for school in county.schools)


def test_awkward_names_are_there_and_fit_the_registers_encoding(county: County, small: County) -> None:
    for made in (county, small):
        names = {school.name for school in made.schools}
        for _, pattern in AWKWARD_NAMES:
            start = pattern.format(place="")
            assert sum(name.startswith(start) for name in names) == 1, pattern
        assert all(name.encode("cp1252").decode("cp1252") == name for name in names)
        assert max(map(len, names)) > 100


def test_exactly_one_school_has_no_district(county: County, small: County) -> None:
    for made in (county, small):
        assert sum(not school.has_district for school in made.schools) == 1


def test_schools_lie_in_a_block_of_about_ninety_by_seventy_kilometres(county: County) -> None:
    eastings = [school.easting for school in county.schools]
    northings = [school.northing for school in county.schools]
    assert 80_000 < max(eastings) - min(eastings) < 100_000
    assert 60_000 < max(northings) - min(northings) < 80_000


def test_schools_cluster_in_towns(county: County) -> None:
    by_place = Counter(school.place.name for school in county.schools)
    towns = sum(number for _, number in by_place.most_common(len(county.districts)))
    assert 0.3 < towns / 560 < 0.7
    assert sum(number == 1 for number in by_place.values()) > 40


def test_infant_and_junior_schools_come_in_pairs_on_one_site(county: County) -> None:
    by_name = {school.name: school for school in county.schools}
    infants = [school for school in county.schools if school.phase == "infant"]
    assert len(infants) == 40
    for infant in infants:
        junior = by_name[infant.name.replace("Infant School", "Junior School")]
        assert junior.phase == "junior"
        assert abs(junior.easting - infant.easting) < 100


def test_hidden_strength_is_centred_and_poorer_schools_have_less(county: County, small: County) -> None:
    for made in (county, small):
        assert abs(sum(school.strength for school in made.schools)) < 1e-6
        poorer = sorted(made.schools, key=lambda school: school.fsm_percent)
        half = len(poorer) // 2
        assert sum(s.strength for s in poorer[:half]) > sum(s.strength for s in poorer[half:])


def test_rolls_and_meals_are_plausible(county: County) -> None:
    primaries = [school for school in county.schools if school.phase == "primary"]
    rolls = sorted(school.pupils or 0 for school in primaries)
    assert rolls[0] < 60 < 150 < rolls[len(rolls) // 2] < 320 < rolls[-1]
    meals = sorted(school.fsm_percent for school in county.schools)
    assert 0 < meals[0] < 8 < 14 < meals[280] < 30 < meals[-1] < 75
