"""The smallest clash: together its rules leave no place, and without any one of them there is one."""

from tests.planner.timetable.instances import make_small

from headway.planner.stop import Stop
from headway.planner.timetable.clash import _Finder, smallest_clash
from headway.planner.timetable.explain import explain_visit, nearby
from headway.planner.timetable.problem import Problem, Timetable
from headway.planner.timetable.solve import solve


def finder_of(problem: Problem, timetable: Timetable, name: str) -> _Finder:
    near = nearby(problem, next(one for one in problem.visits if one.id == name))
    visits = tuple(one for one in near.visits if one.id == name or one.id in timetable.placed)
    ids = {one.id for one in visits}
    links = tuple(one for one in near.links if {one.first, one.then} <= ids)
    return _Finder(
        Problem(near.days, near.schools, near.advisers, visits, near.weights, near.terms, links), name, 0
    )


def test_it_is_a_clash_and_none_of_it_can_be_left_out() -> None:
    seen = 0
    for seed in range(40):
        problem = make_small(seed, visits=5)
        timetable = solve(problem, stop=Stop(gap=0.0, rounds=2), seed=0).plan
        for name in timetable.unplaced:
            rules = smallest_clash(problem, timetable, name)
            finder = finder_of(problem, timetable, name)
            assert rules and not finder.can_hold(rules)
            for rule in rules:
                assert finder.can_hold([one for one in rules if one != rule])
            assert all(rule.words for rule in rules)
            seen += 1
    assert seen > 20


def test_a_placed_visit_has_no_clash() -> None:
    problem = make_small(1)
    timetable = solve(problem, stop=Stop(gap=0.0, rounds=2), seed=0).plan
    name = sorted(timetable.placed)[0]
    assert smallest_clash(problem, timetable, name) == ()


def test_every_half_day_is_explained() -> None:
    problem = make_small(12, visits=5, days=4)
    timetable = solve(problem, stop=Stop(gap=0.0, rounds=2), seed=0).plan
    for name, at in timetable.placed.items():
        options = explain_visit(problem, timetable, name)
        mine = next(one for one in options if one.at == at)
        assert mine.rules == () and mine.extra_minutes == 0
        assert all(one.rules or one.extra_minutes is not None for one in options)
        assert all(one.words.endswith(".") for one in options)
    for name in timetable.unplaced:
        assert all(one.rules for one in explain_visit(problem, timetable, name))
