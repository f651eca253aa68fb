"""Who follows whom: chains, splits, merges, and links that lead round in a circle."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from headway.rules.succession import Tie, lineage, lives_on_in, tie_of

DAY = date(2023, 9, 1)


def tie(older, newer, on=DAY, **more):
    return Tie(older, newer, on, **more)


def urns(steps):
    return [step.urn for step in steps]


def test_a_link_is_read_from_either_side_and_others_say_nothing():
    assert tie_of(1, 2, "Successor - amalgamated", DAY) == Tie(1, 2, DAY, "Successor - amalgamated")
    assert tie_of(2, 1, "Predecessor", DAY) == Tie(1, 2, DAY, "Predecessor")
    assert tie_of(1, 2, "Expansion") is None
    assert tie_of(1, 2, "Sixth Form Centre School") is None
    assert tie_of(1, 1, "Successor") is None


def test_a_chain_is_followed_to_its_end_both_ways():
    ties = [tie(1, 2), tie(2, 3)]
    assert urns(lineage(ties, 3).before) == [2, 1]
    assert urns(lineage(ties, 1).after) == [2, 3]
    assert lives_on_in(lineage(ties, 1)) == (3,)
    assert [(step.via, step.depth) for step in lineage(ties, 3).before] == [(3, 1), (2, 2)]
    assert not lineage(ties, 9)


def test_two_become_one_and_one_becomes_two():
    merged = [tie(1, 3), tie(2, 3)]
    assert urns(lineage(merged, 3).before) == [1, 2] and lineage(merged, 3).split == frozenset()
    apart = [tie(1, 2), tie(1, 3)]
    assert lives_on_in(lineage(apart, 1)) == (2, 3)
    assert lineage(apart, 2).split == {1}


def test_a_tie_told_twice_stands_once_the_registers_word_before_ours():
    told = [tie(1, 2, None, recorded=True), tie(1, 2, None, kind="Successor"), tie(1, 2, kind="Predecessor")]
    (step,) = lineage(told, 2).before
    assert (step.on, step.kind, step.recorded) == (DAY, "Predecessor", False)


def test_a_circle_is_told_and_has_no_end():
    ties = [tie(1, 2), tie(2, 1)]
    line = lineage(ties, 1)
    assert (urns(line.before), urns(line.after), line.circular) == ([2], [2], True)
    assert lives_on_in(lineage([tie(1, 1)], 1)) == ()
    assert not lineage([tie(1, 2)], 1).circular


some_ties = st.lists(st.builds(Tie, st.integers(1, 8), st.integers(1, 8), st.none() | st.just(DAY)))


@given(some_ties, st.integers(1, 8))
def test_any_links_end_and_tell_each_school_once(ties, urn):
    line = lineage(ties, urn)
    for steps in (line.before, line.after):
        assert len(set(urns(steps))) == len(steps) and urn not in urns(steps)
    assert set(lives_on_in(line)) <= set(urns(line.after))
    assert line == lineage(ties[::-1], urn)


@given(some_ties, st.integers(1, 8), st.integers(1, 8))
def test_before_and_after_are_two_sides_of_one_thing(ties, one, other):
    forwards = other in urns(lineage(ties, one).after)
    backwards = one in urns(lineage(ties, other).before)
    assert forwards == backwards
