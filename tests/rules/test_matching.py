"""Matching: the best of all ways to make pairs, each school once, same phase, within the caliper, nobody counted as nought."""

from dataclasses import replace
from itertools import combinations, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules.policies import load_policy

from headway.rules.impact_policy import read_impact
from headway.rules.matching import (
    BESIDE,
    HAD_OTHER,
    NOT_REGISTERED,
    OTHER,
    SUPPORTED,
    Candidate,
    assign,
    distances,
    match,
)

POLICY = read_impact(load_policy("current/impact")).comparison
BASELINE, AFTER = ("2022/23", "2023/24"), "2024/25"


def school(urn, standing=BESIDE, phase="primary", pupils=200, meals=20.0, values=(60.0, 60.0, 60.0)):
    """A school with figures of three years; None where one is missing."""
    held = zip((*BASELINE, AFTER), values, strict=True)
    known = {year: value for year, value in held if value is not None}
    return Candidate(urn, f"School {urn:03}", phase, standing, pupils, meals, known)


def matched(*schools, policy=POLICY):
    return match(schools, baseline=BASELINE, after=AFTER, policy=policy)


def pairs_of(found):
    return {(one.supported.urn, one.beside.urn) for one in found.pairs}


def best_by_trying_all(costs):
    """The plain oracle: the most pairs, then the least sum, of every way there is."""
    columns = sorted({column for row in costs for column in row})
    for size in range(min(len(costs), len(columns)), 0, -1):
        sums = [
            sum(costs[row][column] for row, column in zip(rows, order, strict=True))
            for rows in combinations(range(len(costs)), size)
            for order in permutations(columns, size)
            if all(column in costs[row] for row, column in zip(rows, order, strict=True))
        ]
        if sums:
            return size, min(sums)
    return 0, 0.0


TABLES = st.lists(
    st.dictionaries(st.integers(0, 4), st.floats(0, 5, allow_nan=False), max_size=5), min_size=1, max_size=4
)


@given(TABLES)
@settings(max_examples=300, deadline=None)
def test_no_other_way_has_more_pairs_or_nearer_ones(costs):
    chosen = assign(costs)
    taken = [column for column in chosen if column is not None]
    assert len(set(taken)) == len(taken)
    total = sum(costs[row][column] for row, column in enumerate(chosen) if column is not None)
    size, least = best_by_trying_all(costs)
    assert len(taken) == size
    assert total == pytest.approx(least)


FIGURES = st.tuples(
    st.sampled_from([SUPPORTED, BESIDE, OTHER]),
    st.sampled_from(["primary", "secondary"]),
    st.one_of(st.none(), st.integers(0, 900)),
    st.one_of(st.none(), st.floats(0, 90)),
    st.tuples(*[st.one_of(st.none(), st.floats(0, 100))] * 3),
)


@given(st.lists(FIGURES, max_size=14), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_every_school_is_told_of_once_and_the_order_they_come_in_changes_nothing(rows, dice):
    schools = [school(urn, *row[:4], values=row[4]) for urn, row in enumerate(rows)]
    found = matched(*schools)
    beside = [one.beside.urn for one in found.pairs]
    assert len(set(beside)) == len(beside)
    for one in found.pairs:
        assert one.supported.phase == one.beside.phase
        assert one.distance <= POLICY.caliper
        assert (one.supported.standing, one.beside.standing) == (SUPPORTED, BESIDE)
    told = [one.candidate.urn for one in found.left_out]
    told += [one.urn for one in (*found.supported, *found.pool)]
    assert sorted(told) == list(range(len(rows)))
    assert len(found.unmatched) + len(found.pairs) == len(found.supported)
    dice.shuffle(schools)
    assert matched(*schools) == found


def test_the_first_to_come_does_not_take_the_only_school_another_could_have():
    """Nearest first would pair 1 with 11 and leave 2 without any."""
    costs = [{11: 0.1, 12: 0.4}, {11: 0.2}]
    assert assign(costs) == (12, 11)


def test_a_school_of_another_phase_or_too_far_away_is_no_pair():
    found = matched(
        school(1, SUPPORTED), school(2, phase="secondary"), school(3, values=(95.0, 95.0, 95.0), meals=60.0)
    )
    assert not found.pairs and [one.urn for one in found.unmatched] == [1]


def test_whoever_lacks_a_figure_is_named_with_the_reason_and_never_counted_as_nought():
    nothing = school(2, SUPPORTED, values=(60.0, 60.0, None))
    nobody = school(3, pupils=None)
    unknown = school(4, meals=None)
    other = school(5, OTHER)
    found = matched(school(1, SUPPORTED), nothing, nobody, unknown, other, school(6, values=(60, None, 61)))
    why = {one.candidate.urn: one.why for one in found.left_out}
    assert why == {
        2: "no published figure for 2024/25",
        3: NOT_REGISTERED,
        4: NOT_REGISTERED,
        5: HAD_OTHER,
        6: "no published figure for 2023/24",
    }


def test_a_figure_of_nought_is_a_figure():
    found = matched(school(1, SUPPORTED, meals=0.0, values=(0, 0, 0)), school(2, meals=0.0, values=(0, 0, 0)))
    assert pairs_of(found) == {(1, 2)}


def test_the_years_before_weigh_as_one_figure_however_many_they_are():
    treated, pool = [school(1, SUPPORTED, values=(50, 50, 50))], [school(2, values=(70, 70, 60))]
    one = distances(treated, pool, BASELINE[:1], POLICY)[0][0]
    two = distances(treated, pool, BASELINE, POLICY)[0][0]
    assert one == pytest.approx(two)


def test_the_caliper_of_the_policy_decides():
    schools = [
        school(1, SUPPORTED, values=(50, 50, 50)),
        school(2, values=(54, 54, 60)),
        school(3, values=(80, 80, 80)),
    ]
    assert pairs_of(matched(*schools)) == {(1, 2)}
    assert not matched(*schools, policy=replace(POLICY, caliper=0.01)).pairs
