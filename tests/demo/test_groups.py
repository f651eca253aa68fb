"""Trusts and federations."""

from collections import Counter

from headway.demo.county import County
from headway.demo.kinds import TYPES


def test_every_academy_is_in_one_trust_and_no_other_school_is(county: County, small: County) -> None:
    for made in (county, small):
        academies = sorted(school.urn for school in made.schools if TYPES[school.type_code].is_academy)
        members = [urn for group in made.groups if group.kind != "Federation" for urn in group.members]
        assert sorted(members) == academies


def test_there_are_small_and_large_trusts(county: County) -> None:
    kinds = Counter(group.kind for group in county.groups)
    assert kinds["Multi-academy trust"] > 20
    assert kinds["Single-academy trust"] > 10
    assert max(len(group.members) for group in county.groups) >= 9


def test_federations_join_neighbouring_maintained_schools_of_one_quadrant(
    county: County, small: County
) -> None:
    for made in (county, small):
        federations = [group for group in made.groups if group.kind == "Federation"]
        assert federations
        for group in federations:
            schools = [made.by_urn[urn] for urn in group.members]
            assert 2 <= len(schools) <= 3
            assert not any(TYPES[school.type_code].is_academy for school in schools)
            assert len({school.place.district.quadrant for school in schools}) == 1


def test_groups_have_their_own_names_and_uids(county: County) -> None:
    assert len({group.uid for group in county.groups}) == len(county.groups)
    assert len({group.name for group in county.groups}) == len(county.groups)
