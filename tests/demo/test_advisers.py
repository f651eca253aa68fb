"""Advisers' posts: their days add up to the demand and a little more."""

from datetime import date

import pytest

from headway.demo.advisers import make_advisers
from headway.demo.county import County, stream
from headway.demo.posts import adviser_phase, may_advise


@pytest.mark.parametrize(("size", "posts", "half_days"), [("county", 30, 1944), ("small", 6, 281)])
def test_capacity_is_eight_per_cent_above_demand(
    request: pytest.FixtureRequest, size: str, posts: int, half_days: int
) -> None:
    made: County = request.getfixturevalue(size)
    advisers = made.service.advisers
    assert len(advisers) == posts
    assert sum(adviser.deployable_half_days for adviser in advisers) == half_days
    assert all(adviser.deployable_half_days > 0 for adviser in advisers)
    assert all(adviser.internal_days >= 0 for adviser in advisers)


@pytest.mark.parametrize("demand", [1, 799, 1794, 2500])
def test_capacity_follows_the_demand_asked_for(county: County, demand: int) -> None:
    places = tuple({school.place.name: school.place for school in county.schools}.values())
    advisers = make_advisers(
        stream(3, "advisers"), "county", county.schools, places, date(2026, 6, 22), demand
    )
    total = sum(adviser.deployable_half_days for adviser in advisers)
    assert demand * 1.08 <= total < demand * 1.08 + 1


def test_every_quadrant_has_one_lead_and_every_school_somebody_who_may_come(
    county: County, small: County
) -> None:
    for made in (county, small):
        leads = [a.quadrant for a in made.service.advisers if a.role == "quadrant-lead"]
        assert sorted(leads) == sorted({district.quadrant for district in made.districts})
        for school in made.schools:
            assert any(may_advise(adviser, school) for adviser in made.service.advisers), school.phase


def test_there_are_part_time_posts_specialists_and_cross_phase_posts(county: County) -> None:
    advisers = county.service.advisers
    assert len({adviser.contracted_days for adviser in advisers}) > 1
    assert any(set(adviser.phases_first) == {"special", "pru"} for adviser in advisers)
    assert sum(adviser.cross_phase_from is not None for adviser in advisers) == 2
    assert any(not adviser.leads for adviser in advisers) or all(a.contracted_days > 126 for a in advisers)


def test_phases_are_the_planners_words(county: County) -> None:
    words = {"nursery", "primary", "secondary", "all-through", "16-plus", "special", "pru"}
    used = {phase for a in county.service.advisers for phase in (*a.phases_first, *a.phases_second)}
    assert used == words
    assert {adviser_phase(school) for school in county.schools} == words
