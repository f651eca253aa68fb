"""Solve against brute force, determinism, fixed rows, limits, unmet need and infeasibility named."""

from dataclasses import replace
from itertools import count

import pytest
from tests.planner.deployment.brute_force import find_best
from tests.planner.instances import make_county, make_tiny

from headway.planner.deployment.anneal import Cooling
from headway.planner.deployment.check import check, cost_terms, total_unmet
from headway.planner.deployment.problem import TERMS, Infeasible, Problem
from headway.planner.deployment.solve import Params, solve
from headway.planner.rows import BadProblem
from headway.planner.stop import Stop

QUICK = Params(cooling=Cooling(moves=20_000, hot=60.0, cold=2.0), cooling_again=Cooling(20_000, 30.0, 1.5))
PRICED_ONLY = replace(QUICK, whole_columns=0)
EXACT = Stop(gap=0.0, rounds=4)


def small(seed: int = 1) -> Problem:
    return make_county(seed, schools=60, partnerships=5, advisers=5)


@pytest.mark.parametrize("params", [QUICK, PRICED_ONLY], ids=["whole", "priced"])
@pytest.mark.parametrize("seed", range(60))
def test_bound_and_objective_enclose_the_brute_force_optimum(seed: int, params: Params) -> None:
    problem = make_tiny(seed)
    best = find_best(problem)
    if best is None:
        with pytest.raises(Infeasible):
            solve(problem, stop=EXACT, seed=seed, params=params)
        return
    unmet, minutes = best
    result = solve(problem, stop=EXACT, seed=seed, params=params)
    assert check(problem, result.plan) == () and result.feasible
    assert result.unmet_lower_bound <= unmet == result.unmet_half_days
    assert result.lower_bound <= minutes + 1e-6
    assert result.objective == pytest.approx(minutes, abs=1e-6)


def test_tiny_problems_cover_every_rule() -> None:
    problems = [make_tiny(seed) for seed in range(60)]
    found = [find_best(problem) for problem in problems]
    assert sum(best is None for best in found) >= 5
    assert sum(best is not None and best[0] > 0 for best in found) >= 5
    assert any(p.conflicts for p in problems) and any(p.fixed_advisers and p.fixed_leads for p in problems)


def test_m6_10_unmet_need_is_the_first_tier_and_stands_apart_from_the_objective() -> None:
    problem = make_county(2, schools=40, partnerships=3, advisers=4, slack=-0.15)
    result = solve(problem, stop=Stop(gap=0.01, rounds=3), seed=1, params=QUICK)
    short = problem.demand_half_days - problem.capacity_half_days
    assert short > 0
    assert short <= result.unmet_lower_bound <= result.unmet_half_days == total_unmet(result.plan)
    assert result.objective == pytest.approx(sum(cost_terms(problem, result.plan).values()))
    assert check(problem, result.plan) == ()


def test_terms_add_up_to_the_objective_and_the_gap_is_theirs() -> None:
    problem = small()
    result = solve(problem, stop=Stop(gap=0.01), seed=3, params=QUICK)
    assert tuple(result.terms) == TERMS
    assert result.objective == sum(result.terms.values()) == sum(cost_terms(problem, result.plan).values())
    assert result.gap == pytest.approx((result.objective - result.lower_bound) / result.objective)
    assert 0 <= result.gap <= 0.01
    assert result.terms["split_school"] % problem.weights.split_school_minutes == 0


@pytest.mark.parametrize("params", [QUICK, PRICED_ONLY], ids=["whole", "priced"])
def test_the_same_seed_gives_the_same_result(params: Params) -> None:
    one, two = (solve(small(), stop=Stop(gap=0.01, rounds=2), seed=7, params=params) for _ in range(2))
    assert one == two
    assert one.reproducible


def test_a_county_by_prices_is_proved_close() -> None:
    problem = make_county(3, schools=120, partnerships=9, advisers=8)
    result = solve(problem, stop=Stop(gap=0.01), seed=1, params=PRICED_ONLY)
    assert result.gap <= 0.01
    assert "pricing" in result.proof
    assert check(problem, result.plan) == ()


def test_a_county_of_558_schools_is_proved_within_one_per_cent() -> None:
    problem = make_county(1)
    result = solve(problem, stop=Stop(gap=0.01, rounds=8), seed=1)
    assert len(problem.schools) == 558 and len(problem.advisers) == 30
    assert result.gap <= 0.01 and result.reproducible
    assert (result.unmet_half_days, check(problem, result.plan)) == (0, ())


def test_a_federation_across_two_partnerships_stays_together_with_a_valid_bound() -> None:
    problem = make_county(3, schools=30, partnerships=3, advisers=3)
    first, second = (next(s for s in problem.schools if s.partnership == name) for name in ("p00", "p02"))
    names = {first.id, second.id}
    rows = tuple(replace(s, federation="across" if s.id in names else None) for s in problem.schools)
    problem = replace(problem, schools=rows)
    whole = solve(problem, stop=Stop(gap=0.0), seed=1, params=QUICK)
    priced = solve(problem, stop=Stop(gap=0.0, rounds=6), seed=1, params=PRICED_ONLY)
    assert check(problem, whole.plan) == check(problem, priced.plan) == ()
    assert priced.lower_bound <= whole.objective + 1e-6 and whole.lower_bound <= priced.objective + 1e-6


def test_fixed_rows_are_honoured_and_never_make_the_plan_cheaper() -> None:
    problem = small()
    free = solve(problem, stop=Stop(gap=0.0), seed=1, params=QUICK)
    school = next(s for s in problem.schools if s.phase == "primary" and not s.federation and not s.intensive)
    other = next(
        adviser.id
        for adviser in problem.advisers
        if adviser.may_serve_phase("primary")
        and free.plan.advisers[school.id] != adviser.id
        and (adviser.id, school.id) not in problem.conflicts
    )
    lead = next(a.id for a in problem.advisers if a.leads and a.id != free.plan.leads["p00"])
    fixed = replace(problem, fixed_advisers={school.id: other}, fixed_leads={"p00": lead})
    result = solve(fixed, stop=Stop(gap=0.0), seed=1, params=QUICK)
    assert (result.plan.advisers[school.id], result.plan.leads["p00"]) == (other, lead)
    assert result.objective >= free.lower_bound - 1e-6


@pytest.mark.parametrize(
    ("schools", "partnerships", "advisers"), [(1, 0, 1), (1, 1, 1), (10, 1, 2), (30, 0, 3)]
)
def test_it_works_down_to_one_school_and_without_partnerships(
    schools: int, partnerships: int, advisers: int
) -> None:
    problem = make_county(1, schools=schools, partnerships=partnerships, advisers=advisers)
    result = solve(problem, stop=Stop(gap=0.005), seed=1, params=QUICK)
    assert result.gap <= 0.005
    assert check(problem, result.plan) == ()
    assert len(result.plan.advisers) == schools


def test_the_safety_net_marks_the_result_as_not_reproducible() -> None:
    ticks = count(0.0, 10.0)
    stop = Stop(gap=0.0, rounds=2, wall_seconds=15.0, clock=lambda: next(ticks))
    result = solve(
        make_county(3, schools=240, partnerships=18, advisers=16), stop=stop, seed=1, params=PRICED_ONLY
    )
    assert not result.reproducible
    assert result.seconds > 0


def test_progress_counts_up_and_ends_done() -> None:
    seen: list[tuple[int, int, str]] = []
    solve(small(), stop=Stop(gap=0.01), seed=1, params=QUICK, progress=lambda *row: seen.append(row))
    assert [done for done, _, _ in seen] == sorted(done for done, _, _ in seen)
    assert seen[-1][0] == seen[-1][1] and all(words for _, _, words in seen)


def test_no_school_is_a_sentence() -> None:
    with pytest.raises(BadProblem, match="no school to plan"):
        solve(replace(small(), schools=(), conflicts=frozenset()), stop=EXACT, seed=1)
