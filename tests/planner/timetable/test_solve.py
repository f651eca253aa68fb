"""Solved timetables keep every rule, name every visit, and are as good as an oracle allows."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.planner.timetable.brute_force import best
from tests.planner.timetable.instances import make_small, make_year

from headway.planner.stop import Stop
from headway.planner.timetable.bound import Pricing
from headway.planner.timetable.build import build_draft
from headway.planner.timetable.check import check
from headway.planner.timetable.least import least_unplaced
from headway.planner.timetable.patterns import build_patterns
from headway.planner.timetable.solve import Params, solve
from headway.planner.timetable.tables import build_tables

TO_THE_END = Stop(gap=0.0, rounds=4)
ONLY_LARGE = Params(whole_columns=0)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_run_to_the_end_it_is_as_good_as_the_oracle(seed: int) -> None:
    problem = make_small(seed)
    result = solve(problem, stop=TO_THE_END, seed=1)
    unplaced, minutes = best(problem)
    assert result.feasible and check(problem, result.plan) == ()
    assert (result.unmet_half_days, result.unmet_lower_bound) == (unplaced, unplaced)
    assert result.objective == pytest.approx(minutes, abs=1e-4)
    assert result.gap == pytest.approx(0, abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_the_bounds_of_large_problems_never_pass_the_oracle(seed: int) -> None:
    problem = make_small(seed)
    result = solve(problem, stop=TO_THE_END, seed=1, params=ONLY_LARGE)
    unplaced, minutes = best(problem)
    assert result.feasible
    assert result.unmet_lower_bound <= unplaced <= result.unmet_half_days
    if result.unmet_half_days == unplaced:
        assert result.lower_bound <= minutes + 1e-6 <= result.objective + 2e-6


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.floats(0, 60))
def test_any_prices_give_a_valid_bound(seed: int, price: float) -> None:
    problem = make_small(seed)
    tables, (unplaced, minutes) = build_tables(problem), best(problem)
    impossible = sum(tables.size[v] for v, slots in enumerate(tables.slots) if not slots)
    pricing = Pricing(tables, build_patterns(tables), unplaced - impossible)
    start = pricing.prices_of(build_draft(tables))
    for prices in (start, type(start)(start.part * 0 + price, price)):
        assert pricing.evaluate(prices)[0] <= minutes + 1e-6
        assert pricing.improve(prices, minutes, 20).minutes <= minutes + 1e-6
    assert least_unplaced(tables) <= unplaced


def test_an_authority_of_forty_schools() -> None:
    problem = make_year(3, schools=40, advisers=4, visits=320)
    stop = Stop(gap=0.02, rounds=3, clock=time.monotonic)
    result = solve(problem, stop=stop, seed=2)
    assert result.feasible
    assert result.gap <= 0.02
    assert result.unmet_half_days == 0
    assert set(result.plan.placed) == {visit.id for visit in problem.visits}
    assert result.reproducible
    assert solve(problem, stop=stop, seed=2).plan == result.plan


def test_what_finds_no_place_is_named_with_its_rule() -> None:
    named = 0
    for seed in range(30):
        problem = make_small(seed, visits=6)
        result = solve(problem, stop=TO_THE_END, seed=0)
        assert set(result.plan.placed) | set(result.plan.unplaced) == {one.id for one in problem.visits}
        for name, words in result.plan.unplaced.items():
            assert words.startswith(name) and words.endswith(".")
            named += 1
    assert named > 10


def test_a_clock_that_runs_out_is_told() -> None:
    ticks = iter(range(10**6))
    result = solve(
        make_year(3, schools=16, advisers=2, visits=128),
        stop=Stop(gap=0.0, rounds=5, wall_seconds=3.0, clock=lambda: float(next(ticks))),
        seed=0,
    )
    assert result.feasible
    assert not result.reproducible
