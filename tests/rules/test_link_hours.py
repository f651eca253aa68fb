"""Hours of link officers: in inverse proportion to success, with a minimum for every board (M8-02)."""

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.policies import load_policy

from headway.rules.governance_policy import HoursPolicy, read_governance
from headway.rules.link_hours import Governed, board_hours, total_of

POLICY = read_governance(load_policy("current/governance"))
LEVELS = POLICY.health


def hours_of(*categories: str | None, health: str | None = "low"):
    schools = [Governed(f"School {number}", category) for number, category in enumerate(categories, 1)]
    return board_hours(schools, health, LEVELS, POLICY.hours)


def test_m8_02_of_two_boards_equal_but_for_category_the_weaker_gets_more():
    found = [hours_of(category).hours for category in POLICY.hours.categories]
    assert found == [2, 4, 8, 16, 24]


def test_of_two_boards_equal_but_for_their_risk_the_greater_gets_more():
    assert [hours_of("3", health=level).hours for level in LEVELS] == [8, 10, 12]


def test_a_board_of_several_schools_is_taken_by_its_weakest():
    found = hours_of("1", "4", "2")
    assert (found.hours, found.school) == (16, "School 2")
    assert found.category_reason == "School 2, the weakest of its 3 schools, is in category 4: 16 hours."


def test_what_is_missing_is_never_nothing_and_told():
    found = hours_of(None, health=None)
    assert (found.category_hours, found.health_hours) == (4, 2)
    assert found.category_reason == "School 1 has no agreed category, which counts as 2: 4 hours."
    assert found.health_reason == "The board's risk is not stated yet, which counts as medium: 2 hours more."
    unknown = hours_of("9z")
    assert unknown.hours == 4 and "category 9z, which has no hours of its own" in unknown.category_reason


def test_the_total_says_what_is_over_or_left():
    boards = [hours_of("4S"), hours_of("1")]
    over, left = total_of(boards, 20), total_of(boards, 30)
    assert (over.hours, over.over, over.left) == (26, 6, 0)
    assert (left.over, left.left) == (0, 4)


def test_a_board_without_a_school_has_no_hours():
    with pytest.raises(ValueError):
        board_hours([], None, LEVELS, POLICY.hours)


@st.composite
def policies(draw) -> HoursPolicy:
    """Any table that grows from step to step and keeps the minimum, as the reader lets through."""
    least = draw(st.integers(0, 20))
    grown = list(accumulate(draw(st.lists(st.integers(1, 30), min_size=1, max_size=8)), initial=least))
    risks = list(accumulate(draw(st.lists(st.integers(1, 9), min_size=1, max_size=4)), initial=0))
    categories = {f"c{number}": hours for number, hours in enumerate(grown)}
    health = {f"h{number}": hours for number, hours in enumerate(risks)}
    return HoursPolicy(
        least=least,
        team=0,
        without_category=draw(st.sampled_from(sorted(categories))),
        without_health=draw(st.sampled_from(sorted(health))),
        categories=categories,
        health=health,
    )


@given(data=st.data(), policy=policies())
def test_m8_02_hours_decrease_strictly_with_success_and_keep_the_minimum(data, policy):
    keys, levels = list(policy.categories), list(policy.health)
    known = st.sampled_from([*keys, None])
    others = [
        Governed(f"Other {number}", one) for number, one in enumerate(data.draw(st.lists(known, max_size=4)))
    ]
    better, worse = sorted(data.draw(st.lists(st.sampled_from(range(len(keys))), min_size=2, max_size=2)))
    low, high = sorted(data.draw(st.lists(st.sampled_from(range(len(levels))), min_size=2, max_size=2)))

    def hours(category: str | None, level: str | None, beside: list[Governed]) -> int:
        return board_hours(
            [Governed("School", category), *beside], level, dict.fromkeys(levels, ""), policy
        ).hours

    alone = hours(keys[better], levels[low], []), hours(keys[worse], levels[low], [])
    assert alone[0] < alone[1] if better < worse else alone[0] == alone[1]
    risk = hours(keys[better], levels[low], []), hours(keys[better], levels[high], [])
    assert risk[0] < risk[1] if low < high else risk[0] == risk[1]
    assert hours(keys[better], levels[low], others) <= hours(keys[worse], levels[low], others)
    for category in (keys[better], None):
        for level in (levels[low], None):
            assert hours(category, level, others) >= policy.least
