"""The difference of the changes, its interval and its warnings; planted effects are found, and none is found where none is."""

from dataclasses import replace
from itertools import product
from random import Random
from statistics import fmean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules.policies import load_policy
from tests.rules.test_matching import AFTER, BASELINE, school

from headway.rules.impact_policy import read_impact
from headway.rules.matched_effect import Interval, compare, interval_of
from headway.rules.matching import BESIDE, SUPPORTED, match, match_by_context

POLICY = read_impact(load_policy("current/impact")).comparison
FIGURES = st.lists(st.floats(-50, 50).map(lambda one: round(one, 3)), min_size=10, max_size=25)


def compared(schools, seed=1):
    span = {"baseline": BASELINE, "after": AFTER, "policy": POLICY}
    return compare(match(schools, **span), match_by_context(schools, **span), **span, dice=Random(seed))


def twins(number, effect=0.0, spread=0.0, seed=5):
    """Pairs of schools that are the same before; afterwards the supported one has so much more."""
    dice, schools = Random(seed), []
    for place in range(number):
        level = 30 + 60 * place / max(number, 2)
        before = (level, level + 1.0)
        for urn, standing, more in ((place, SUPPORTED, effect), (500 + place, BESIDE, 0.0)):
            after = level + 3.0 + more + dice.gauss(0, spread) if spread else level + 3.0 + more
            schools.append(school(urn, standing, values=(*before, after)))
    return schools


def test_a_planted_difference_comes_out_to_the_point():
    found = compared(twins(12, effect=4.0))
    assert found.changed == pytest.approx(6.0) and found.beside_changed == pytest.approx(2.0)
    assert found.difference == pytest.approx(4.0)
    assert found.interval and found.interval.tells
    assert found.interval.low == pytest.approx(4.0) and found.interval.high == pytest.approx(4.0)


def test_a_change_of_all_schools_is_no_effect():
    found = compared(twins(12))
    assert found.changed == pytest.approx(2.0) and found.difference == pytest.approx(0.0)
    assert found.interval and not found.interval.tells


def test_with_few_pairs_there_is_a_description_a_warning_and_no_interval():
    found = compared(twins(POLICY.least_pairs - 1, effect=4.0))
    assert found.difference == pytest.approx(4.0) and found.interval is None
    assert "too small" in found.warnings[0]
    assert not compared(twins(POLICY.least_pairs, effect=4.0)).warnings


def test_without_any_pair_nothing_is_told():
    found = compared([school(1, SUPPORTED)])
    assert (found.changed, found.beside_changed, found.difference, found.interval) == (None,) * 4
    assert found.balance[0].supported == 200 and found.balance[0].paired is None
    assert any("near enough" in one for one in found.warnings)


def test_uneven_pairs_are_warned_of():
    schools = [school(urn, SUPPORTED, values=(50 + urn, 50, 50), meals=30.0) for urn in range(12)]
    schools += [school(100 + urn, values=(50 + urn, 50, 50), meals=20.0) for urn in range(12)]
    schools += [school(200 + urn, values=(90.0, 90.0, 90), meals=float(urn * 7)) for urn in range(12)]
    found = compared(schools)
    assert len(found.matched.pairs) == 12
    assert any("uneven in: Free school meals" in one for one in found.warnings)


@given(FIGURES, st.floats(-20, 20))
@settings(max_examples=60, deadline=None)
def test_the_interval_moves_with_the_figures_and_holds_within_them(figures, shift):
    one = interval_of(figures, POLICY, Random(3))
    other = interval_of([figure + shift for figure in figures], POLICY, Random(3))
    assert one is not None and other is not None
    assert min(figures) - 1e-9 <= one.low <= one.high <= max(figures) + 1e-9
    assert other.low == pytest.approx(one.low + shift, abs=1e-6)
    assert other.high == pytest.approx(one.high + shift, abs=1e-6)


def test_the_same_figures_and_seed_give_the_same_interval():
    figures = [Random(9).gauss(2, 5) for _ in range(1)] + [float(one % 7) for one in range(20)]
    assert interval_of(figures, POLICY, Random(1)) == interval_of(figures, POLICY, Random(1))


def test_the_interval_is_what_swapping_within_pairs_does_not_speak_against():
    """The oracle: for each effect try every way to swap the schools of the pairs, and keep those effects that are not among
    the most extreme fortieth on either side. Twelve pairs have 4,096 ways."""
    figures = [3.0, -1.5, 4.2, 0.7, 6.1, 2.2, -0.4, 5.0, 1.1, 3.3, 7.9, -2.6]
    found = interval_of(figures, POLICY, Random(1))
    assert found is not None

    def share_below(effect):
        rest = [one - effect for one in figures]
        seen = fmean(rest)
        ways = [
            fmean(sign * one for sign, one in zip(signs, rest, strict=True))
            for signs in product((1, -1), repeat=12)
        ]
        return sum(one <= seen + 1e-12 for one in ways) / len(ways)

    assert share_below(found.low) == pytest.approx(0.975, abs=0.012)
    assert share_below(found.high) == pytest.approx(0.025, abs=0.012)


def test_over_many_draws_about_one_in_twenty_says_something_where_there_is_nothing():
    tells = sum(compared(twins(14, spread=4.0, seed=seed)).interval.tells for seed in range(120))
    assert tells <= 14


def test_over_many_draws_a_large_effect_is_nearly_always_found():
    tells = sum(compared(twins(14, effect=8.0, spread=3.0, seed=seed)).interval.tells for seed in range(30))
    assert tells >= 28


def test_something_is_said_only_where_both_ways_to_match_say_it_on_the_same_side():
    found = compared(twins(12, effect=4.0))
    assert found.tells
    across, below = Interval(-1.0, 3.0, 95), Interval(-3.0, -1.0, 95)
    assert not replace(found, context_interval=across).tells
    assert not replace(found, context_interval=below).tells
    assert not replace(found, interval=across).tells
    assert not replace(found, interval=None).tells
    assert replace(found, interval=below, context_interval=below).tells
    assert not compared(twins(12)).tells


def test_matching_by_context_leaves_the_results_before_out():
    """Context alone pairs schools whose results are far apart; the other way does not."""
    schools = [school(urn, SUPPORTED, values=(40.0, 40.0, 44.0)) for urn in range(12)]
    schools += [school(100 + urn, values=(80.0, 80.0, 81.0)) for urn in range(12)]
    found = compared(schools)
    assert not found.matched.pairs and found.by_context == pytest.approx(3.0)
    assert not found.tells
