"""Partnerships: how many, how large, and never two recognised at once."""

from collections import defaultdict

import pytest

from headway.demo.county import County, Membership
from headway.demo.kinds import PRIMARY_PHASES, SECONDARY_PHASES
from headway.demo.partnerships import BY_PLACE, COLLABORATIVE, THEMATIC


@pytest.mark.parametrize(("size", "by_place"), [("county", 41), ("small", 6)])
def test_how_many_partnerships(request: pytest.FixtureRequest, size: str, by_place: int) -> None:
    made: County = request.getfixturevalue(size)
    kinds = [partnership.kind for partnership in made.service.partnerships]
    assert kinds.count(BY_PLACE) == by_place
    assert kinds.count(COLLABORATIVE) >= 1
    assert kinds.count(THEMATIC) == 1
    assert len({partnership.name for partnership in made.service.partnerships}) == len(kinds)


def test_about_nine_primaries_in_ten_are_partnered(county: County) -> None:
    now = {
        member.urn
        for partnership in county.service.partnerships
        if partnership.recognised
        for member in partnership.members
        if member.until is None
    }
    primaries = [school for school in county.schools if school.phase in PRIMARY_PHASES]
    assert 0.88 < sum(school.urn in now for school in primaries) / len(primaries) < 0.92
    secondaries = [school for school in county.schools if school.phase in SECONDARY_PHASES]
    assert any(school.urn not in now for school in secondaries)


def test_primary_partnerships_are_of_ordinary_size_and_one_quadrant(county: County) -> None:
    for partnership in county.service.partnerships:
        if partnership.kind == BY_PLACE:
            assert 5 <= len(partnership.members) <= 16
            quadrants = {county.by_urn[m.urn].place.district.quadrant for m in partnership.members}
            assert quadrants == {partnership.quadrant}
            assert partnership.lead_urn in {member.urn for member in partnership.members}


def test_no_school_is_recognised_in_two_partnerships_on_one_day(county: County, small: County) -> None:
    for made in (county, small):
        times: dict[int, list[Membership]] = defaultdict(list)
        for partnership in made.service.partnerships:
            if partnership.recognised:
                for member in partnership.members:
                    times[member.urn].append(member)
        moved = 0
        for members in times.values():
            ordered = sorted(members, key=lambda member: member.since)
            for earlier, later in zip(ordered, ordered[1:], strict=False):
                assert earlier.until is not None and earlier.until <= later.since
                moved += 1
        assert moved == 1


def test_some_special_schools_or_units_are_guests(county: County) -> None:
    guests = [
        member
        for partnership in county.service.partnerships
        for member in partnership.members
        if county.by_urn[member.urn].phase in {"special", "pru"}
    ]
    assert len(guests) == 5
