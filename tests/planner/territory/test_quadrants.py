"""Quadrants: contiguous, balanced, and the same whatever the order."""

from random import Random

import pytest

from headway.planner.territory.quadrants import District, is_contiguous, link_neighbours, propose_quadrants


def make_districts(seed: int, count: int = 12) -> list[District]:
    dice = Random(seed)
    return [
        District(f"d{n:02}", dice.uniform(0, 9e4), dice.uniform(0, 7e4), dice.randint(25, 70))
        for n in range(count)
    ]


@pytest.mark.parametrize("seed", range(10))
def test_every_district_is_in_one_contiguous_quadrant_of_fair_weight(seed: int) -> None:
    districts = make_districts(seed)
    quadrant_of = propose_quadrants(districts, count=4)
    links = link_neighbours(districts)
    assert set(quadrant_of) == {district.id for district in districts}
    assert set(quadrant_of.values()) == {0, 1, 2, 3}
    weights = [0.0] * 4
    for district in districts:
        weights[quadrant_of[district.id]] += district.weight
    for number in range(4):
        assert is_contiguous({name for name, q in quadrant_of.items() if q == number}, links)
    assert max(weights) <= 1.5 * sum(weights) / 4


def test_the_order_of_the_districts_does_not_matter() -> None:
    districts = make_districts(3)
    assert propose_quadrants(districts, count=4) == propose_quadrants(districts[::-1], count=4)


def test_four_corners_become_four_quadrants_from_west_to_east() -> None:
    corners = [(1, 1), (2, 60), (70, 2), (71, 61)]
    districts = [
        District(f"{c}{n}", 1000.0 * (east + n), 1000.0 * (north + n), 10)
        for c, (east, north) in zip("abcd", corners, strict=True)
        for n in range(3)
    ]
    quadrant_of = propose_quadrants(districts, count=4)
    assert {name: quadrant_of[name + "0"] for name in "abcd"} == {"a": 0, "b": 1, "c": 2, "d": 3}
    assert all(quadrant_of[f"{c}{n}"] == quadrant_of[f"{c}0"] for c in "abcd" for n in range(3))


def test_few_districts_each_stand_alone_and_none_give_nothing() -> None:
    assert sorted(propose_quadrants(make_districts(1, count=2), count=4).values()) == [0, 1]
    assert propose_quadrants([], count=4) == {}


def test_impossible_requests_are_sentences() -> None:
    with pytest.raises(ValueError, match="0 quadrants"):
        propose_quadrants(make_districts(1), count=0)
    with pytest.raises(ValueError, match="listed twice"):
        propose_quadrants(make_districts(1)[:1] * 2, count=1)
