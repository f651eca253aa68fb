"""Partnerships by place: sizes between limits, within quadrants, special schools and PRUs in none."""

from collections import Counter
from random import Random

import pytest

from headway.planner.territory.partnerships import GroupSchool, count_groups, propose_partnerships


def make_schools(
    seed: int, count: int = 120, quadrants: tuple[str | None, ...] = ("mid", "west")
) -> list[GroupSchool]:
    dice = Random(seed)
    phases = ("primary",) * 8 + ("nursery", "middle-deemed-primary", "secondary", "secondary", "all-through")
    phases += ("special", "pru")
    return [
        GroupSchool(
            f"s{n:03}",
            dice.choice(phases),
            dice.uniform(0, 5e4),
            dice.uniform(0, 5e4),
            dice.choice(quadrants),
        )
        for n in range(count)
    ]


@pytest.mark.parametrize("apart", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_every_mainstream_school_is_in_one_group_of_its_quadrant(seed: int, apart: bool) -> None:
    schools = make_schools(seed)
    phase_of = {school.id: school.phase for school in schools}
    groups = propose_partnerships(schools, smallest=5, largest=9, seed=1, secondaries_apart=apart)
    members = Counter(name for group in groups for name in group.school_ids)
    assert set(members.values()) == {1}
    assert set(members) == {school.id for school in schools if school.phase not in ("special", "pru")}
    for group in groups:
        assert {school.quadrant for school in schools if school.id in group.school_ids} == {group.quadrant}
        assert group.is_outside_limits == (not 5 <= len(group.school_ids) <= 9)
        late = {phase_of[name] in ("secondary", "all-through") for name in group.school_ids}
        assert not apart or len(late) == 1
    assert apart or not any(group.is_outside_limits for group in groups)


def test_groups_are_far_tighter_than_chance() -> None:
    schools = make_schools(1, quadrants=("mid",))
    place = {school.id: (school.easting, school.northing) for school in schools}
    groups = propose_partnerships(schools, smallest=5, largest=9, seed=1)
    away = [
        (place[name][0] - group.easting) ** 2 + (place[name][1] - group.northing) ** 2
        for group in groups
        for name in group.school_ids
    ]
    chance = 2 * (5e4**2) / 12  # mean square from the middle of the whole square
    assert sum(away) / len(away) < chance / 6


def test_the_order_of_the_schools_does_not_matter_and_the_seed_repeats() -> None:
    schools = make_schools(2)
    one = propose_partnerships(schools, smallest=5, largest=9, seed=4)
    assert one == propose_partnerships(schools[::-1], smallest=5, largest=9, seed=4)


def test_a_quadrant_with_too_few_schools_gets_one_flagged_group() -> None:
    schools = [GroupSchool(f"s{n}", "primary", n * 1e3, 0.0, "mid") for n in range(3)]
    (group,) = propose_partnerships(schools, smallest=5, largest=9, seed=1)
    assert group.is_outside_limits and group.school_ids == ("s0", "s1", "s2")
    assert (group.easting, group.northing) == (1000.0, 0.0)
    assert propose_partnerships([], smallest=5, largest=9, seed=1) == ()


def test_secondaries_alone_still_form_groups() -> None:
    schools = [GroupSchool(f"s{n}", "secondary", n * 1e3, 0.0) for n in range(12)]
    groups = propose_partnerships(schools, smallest=5, largest=7, seed=1)
    assert len(groups) == 2 and not any(group.is_outside_limits for group in groups)


@pytest.mark.parametrize(
    ("schools", "limits", "groups"),
    [(12, (5, 7), 2), (14, (10, 12), 1), (3, (5, 9), 1), (140, (10, 18), 10), (5, (5, 5), 1)],
)
def test_the_number_of_groups_keeps_the_limits_where_it_can(
    schools: int, limits: tuple[int, int], groups: int
) -> None:
    assert count_groups(schools, *limits) == groups


@pytest.mark.parametrize("limits", [(0, 5), (6, 5)])
def test_limits_that_cannot_be_are_a_sentence(limits: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="cannot be"):
        propose_partnerships([], smallest=limits[0], largest=limits[1], seed=1)
