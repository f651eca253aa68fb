"""The checker finds every planted violation, and its costs are those worked out on paper."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.planner.deployment.county import make_adviser, make_plan, make_problem, make_school

from headway.planner.deployment.check import assigned_half_days, check, cost_terms, total_unmet
from headway.planner.deployment.problem import Partnership, Plan, Problem


def with_school(problem: Problem, name: str, **changes: object) -> Problem:
    rows = tuple(replace(s, **changes) if s.id == name else s for s in problem.schools)  # type: ignore[arg-type]
    return replace(problem, schools=rows)


def with_adviser(problem: Problem, name: str, **changes: object) -> Problem:
    rows = tuple(replace(a, **changes) if a.id == name else a for a in problem.advisers)  # type: ignore[arg-type]
    return replace(problem, advisers=rows)


def test_a_plan_that_keeps_every_rule_has_no_violation() -> None:
    assert check(make_problem(), make_plan()) == ()


PLANTED: dict[str, Callable[[], tuple[Problem, Plan, str]]] = {
    "one adviser": lambda: (
        make_problem(),
        Plan({"s1": "near", "s2": "near", "s3": "far"}, {"p": "near"}),
        "s4",
    ),
    "one lead": lambda: (make_problem(), replace(make_plan(), leads={}), "p"),
    "unknown": lambda: (make_problem(), make_plan(s1="nobody"), "nobody"),
    "phase": lambda: (with_school(make_problem(), "s1", phase="special"), make_plan(), "s1"),
    "conflict": lambda: (make_problem(conflicts=frozenset({("near", "s2")})), make_plan(), "s2"),
    "fixed": lambda: (make_problem(fixed_advisers={"s4": "near"}), make_plan(), "s4"),
    "fixed lead": lambda: (make_problem(fixed_leads={"p": "far"}), make_plan(), "p"),
    "lead": lambda: (with_adviser(make_problem(), "near", leads=False), make_plan(), "p"),
    "capacity": lambda: (with_adviser(make_problem(), "near", capacity_half_days=5), make_plan(), "near"),
    "max intensive": lambda: (
        with_adviser(with_school(make_problem(), "s1", intensive=True), "near", max_intensive=0),
        make_plan(),
        "near",
    ),
    "federation": lambda: (
        with_school(with_school(make_problem(), "s1", federation="f"), "s4", federation="f"),
        make_plan(),
        "f",
    ),
    "unmet": lambda: (make_problem(), replace(make_plan(), unmet={"s1": 3}), "s1"),
}


@pytest.mark.parametrize("rule", PLANTED)
def test_each_planted_violation_is_found_and_named(rule: str) -> None:
    problem, plan, subject = PLANTED[rule]()
    found = check(problem, plan)
    assert [(violation.rule, violation.subject) for violation in found] == [(rule, subject)]
    assert found[0].words.endswith(".") and subject in found[0].words


def test_a_lead_of_no_members_phase_is_refused() -> None:
    problem = with_adviser(
        make_problem(), "far", phases_first=frozenset({"secondary"}), phases_second=frozenset()
    )
    plan = replace(make_plan(s4="near"), leads={"p": "far"})
    assert [violation.rule for violation in check(problem, plan)] == ["lead"]


def test_schools_and_partnerships_that_are_not_in_the_problem_are_found() -> None:
    plan = replace(make_plan(s9="near"), leads={"p": "near", "q": "near"})
    assert {violation.subject for violation in check(make_problem(), plan)} == {"s9", "q"}


def test_unmet_half_days_relieve_the_adviser_who_has_them() -> None:
    problem = with_adviser(make_problem(), "near", capacity_half_days=5)
    relieved = replace(make_plan(), unmet={"s2": 1})
    assert check(problem, relieved) == () and total_unmet(relieved) == 1
    assert check(problem, replace(make_plan(), unmet_leads={"p": 1})) == ()
    assert [v.rule for v in check(problem, replace(make_plan(), unmet={"s4": 1}))] == ["capacity"]
    assert [v.rule for v in check(problem, replace(make_plan(), unmet={"s4": -1}))] == ["unmet"]


def test_loads_count_schools_and_leads() -> None:
    assert assigned_half_days(make_problem(), make_plan()) == {"near": 6, "far": 4}


def test_every_term_is_the_one_worked_out_on_paper() -> None:
    problem = make_problem(
        schools=(
            make_school("s1", 0, partnership="p", quadrant="west", last_adviser="far"),
            make_school("s2", 0, partnership="p", category="4", last_adviser="far"),
            make_school("s3", 10, phase="secondary", last_adviser="gone"),
            make_school("s4", 10, quadrant="west"),
        ),
        partnerships=(Partnership("p", 2, 0.0, 0.0, visits=2, quadrant="mid", last_lead="near"),),
        advisers=(make_adviser("near", 0), make_adviser("far", 10, quadrant="mid")),
        conflicts=frozenset({("far", "s2")}),
    )
    plan = Plan({"s1": "near", "s2": "near", "s3": "near", "s4": "far"}, {"p": "far"})
    assert check(problem, plan) == ()
    assert cost_terms(problem, plan) == {
        "travel": pytest.approx(3 * 20 + 2 * 20),  # s3 from near, the partnership's place from far
        "quadrant": 7.0,  # s4 is west, far is mid; near has no quadrant and is never outside it
        "second_choice_phase": 11.0,  # s3 is secondary
        "change_of_adviser": 13.0,  # s1; far may no longer serve s2, and the one who has gone cannot be kept
        "change_of_lead": 17.0,
        "split_school": 2 * 19.0,
        "imbalance": 0.0,  # loads 6 and 4 within half of the target of 5
    }


def test_imbalance_adds_up_its_bands_above_and_below() -> None:
    everything = make_plan(s3="near", s4="near")
    problem = with_adviser(make_problem(), "near", capacity_half_days=10)
    problem = with_adviser(problem, "far", capacity_half_days=10)
    # Targets 5 and 5, loads 10 and 0: each is 5 away; bands at 2.5 (1 a half-day) and 3.75 (10 a half-day).
    assert cost_terms(problem, everything)["imbalance"] == pytest.approx(2 * (2.5 * 1 + 1.25 * 10))
