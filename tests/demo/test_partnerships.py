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


def recognised_times(made: County) -> dict[int, list[Membership]]:
    """Each school's recognised memberships, the earliest first."""
    times: dict[int, list[Membership]] = defaultdict(list)
    recognised = [partnership for partnership in made.service.partnerships if partnership.recognised]
    for member in (member for partnership in recognised for member in partnership.members):
        times[member.urn].append(member)
    return {urn: sorted(members, key=lambda member: member.since) for urn, members in times.items()}


@pytest.mark.parametrize("size", ["county", "small"])
def test_no_school_is_recognised_in_two_partnerships_on_one_day(
    request: pytest.FixtureRequest, size: str
) -> None:
    times = recognised_times(request.getfixturevalue(size))
    moves = [pair for members in times.values() for pair in zip(members, members[1:], strict=False)]
    assert len(moves) == 1
    for earlier, later in moves:
        assert earlier.until is not None and earlier.until <= later.since


def test_some_special_schools_or_units_are_guests(county: County) -> None:
    guests = [
        member
        for partnership in county.service.partnerships
        for member in partnership.members
        if county.by_urn[member.urn].phase in {"special", "pru"}
    ]
    assert len(guests) == 5
