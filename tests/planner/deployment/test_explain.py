"""Why this adviser and why not that one: extra minutes agree with a full recomputation, and rules are
named."""

from dataclasses import replace

import pytest
from tests.planner.deployment.county import make_adviser, make_plan, make_problem, make_school
from tests.planner.instances import make_county

from headway.planner.deployment.check import check, cost_terms
from headway.planner.deployment.explain import Explainer, why
from headway.planner.deployment.problem import TERMS
from headway.planner.deployment.solve import solve
from headway.planner.stop import Stop


def test_the_chosen_adviser_comes_first_with_the_next_best_named() -> None:
    chosen, other = why(make_problem(), make_plan(), "s1")
    assert (chosen.adviser, chosen.is_chosen, chosen.extra_minutes) == ("near", True, 0.0)
    assert "near is the adviser, with no travel or other cost to count." in chosen.words
    assert "The next best, far, would make the plan 79 minutes a year worse." in chosen.words
    assert other.extra_terms["travel"] == 60.0 and other.extra_terms["split_school"] == 19.0
    assert "far" in other.words and "+60 for travel" in other.words


def test_the_chosen_advisers_own_minutes_are_given_by_term() -> None:
    chosen = why(make_problem(), make_plan(s4="near"), "s4")[0]
    assert "Minutes a year: 60 for travel." in chosen.words


def test_extra_minutes_are_those_of_the_changed_plan_recomputed_in_full() -> None:
    problem = make_county(4, schools=40, partnerships=4, advisers=5)
    plan = solve(problem, stop=Stop(gap=0.02), seed=1).plan
    before, explainer = cost_terms(problem, plan), Explainer(problem, plan)
    told = 0
    for school in problem.schools:
        together = [s.id for s in problem.schools if s.federation and s.federation == school.federation] or [
            school.id
        ]
        for reason in explainer.why(school.id)[1:]:
            changed = replace(plan, advisers={**plan.advisers, **dict.fromkeys(together, reason.adviser)})
            broken = {violation.rule for violation in check(problem, changed)}
            if reason.rule is not None:
                assert reason.rule in broken and reason.extra_minutes is None
                continue
            assert broken == set()
            after, told = cost_terms(problem, changed), told + 1
            assert reason.extra_terms == pytest.approx({term: after[term] - before[term] for term in TERMS})
            assert reason.extra_minutes == pytest.approx(sum(after.values()) - sum(before.values()))
    assert told > 20


@pytest.mark.parametrize(
    ("changes", "rule", "words"),
    [
        ({"conflicts": frozenset({("far", "s1")})}, "conflict", "conflict of interest"),
        ({"fixed_advisers": {"s1": "near"}}, "fixed", "s1 is fixed to near"),
        (
            {"advisers": (make_adviser("near", 0), make_adviser("far", 10, capacity_half_days=5))},
            "capacity",
            "1 half-day too many",
        ),
        (
            {"advisers": (make_adviser("near", 0), make_adviser("far", 10, phases_first=frozenset()))},
            "phase",
            "does not serve the phase",
        ),
    ],
)
def test_a_barred_adviser_is_given_with_the_rule(changes: dict[str, object], rule: str, words: str) -> None:
    plan = make_plan(s4="near") if rule == "phase" else make_plan()
    chosen, other = why(make_problem(**changes), plan, "s1")
    assert other.rule == rule and words in other.words and other.extra_terms == {}
    expected = "fixed by hand" if rule == "fixed" else "No other adviser is possible"
    assert expected in chosen.words


def test_the_limit_of_intensive_schools_is_named() -> None:
    schools = tuple(make_school(f"s{n}", 0, intensive=True) for n in (1, 2, 3, 4))
    team = (make_adviser("near", 0), make_adviser("far", 10, max_intensive=2))
    problem = make_problem(schools=schools, partnerships=(), advisers=team)
    _, other = why(problem, replace(make_plan(), leads={}), "s1")
    assert other.rule == "max intensive" and "already has 2 intensive schools of 2" in other.words


def test_an_unknown_school_is_a_sentence() -> None:
    with pytest.raises(KeyError, match="s9 is not in this plan"):
        why(make_problem(), make_plan(), "s9")
