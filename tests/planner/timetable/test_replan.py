"""A change is answered with the fewest moves; what cannot be placed is named, never dropped."""

from datetime import timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.planner.timetable.brute_force import fewest_moves
from tests.planner.timetable.instances import make_small, make_year

from headway.planner.stop import Stop
from headway.planner.timetable.change import Change, Rung, apply_change, leaver, ofsted_call, sickness, snow
from headway.planner.timetable.check import check
from headway.planner.timetable.problem import HalfDay, Problem, Timetable, Visit
from headway.planner.timetable.replan import Replan, apart, replan
from headway.planner.timetable.solve import solve

STOP = Stop(gap=0.05, rounds=2)
WINDOW_ONLY = (Rung("days", 400, "on any day of its window"),)


def change_of(problem: Problem, timetable: Timetable, dice: Random) -> Change:
    """A small change that something must answer."""
    first, placed = problem.days[0], sorted(timetable.placed)
    kind = dice.randrange(4)
    if kind == 0 and placed:
        name = dice.choice(placed)
        return Change(first, refused={name: frozenset({timetable.placed[name].on})})
    if kind == 1:
        return sickness(first, dice.choice(problem.advisers).id, frozenset({dice.choice(problem.days)}))
    if kind == 2:
        return snow(first, (dice.choice(problem.schools).id,), frozenset({dice.choice(problem.days)}))
    at = HalfDay(dice.choice(problem.days), dice.random() < 0.5)
    school, adviser = dice.choice(problem.schools).id, dice.choice(problem.advisers).id
    call = Visit("call", (school,), (adviser,), at.on, at.on + timedelta(days=1), fixed_at=at)
    return ofsted_call(first, call)


def is_told(answer: Replan, before: Timetable) -> bool:
    """Every visit that changed is a move, and its adviser and school are to be told."""
    changed = {name for name, at in before.placed.items() if answer.timetable.placed.get(name) != at}
    named = {move.visit for move in answer.moves}
    return changed <= named and all(set(move.tell) <= set(answer.tell) and move.tell for move in answer.moves)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**6))
def test_as_few_moves_as_the_oracle_finds(seed: int) -> None:
    problem = make_small(seed, visits=4, days=4)
    before = solve(problem, stop=STOP, seed=0).plan
    if before.unplaced:
        return
    change = change_of(problem, before, Random(seed))
    answer = replan(problem, before, change, stop=STOP, ladder=WINDOW_ONLY)
    refused = next(iter(change.refused.items()), None)
    oracle = fewest_moves(apply_change(problem, change), before, refused)
    assert check(answer.problem, answer.timetable) == ()
    assert is_told(answer, before)
    if not answer.timetable.unplaced:
        assert oracle is not None
        assert answer.fewest <= oracle <= answer.moved
        assert not answer.proved or answer.moved == oracle
    elif len(problem.visits) + len(change.added) <= 3:
        assert oracle is None


def test_an_ofsted_call_takes_its_half_day_and_the_visit_there_moves() -> None:
    problem = make_year(3, schools=24, advisers=2, visits=192)
    before = solve(problem, stop=STOP, seed=0).plan
    visit = next(one for one in problem.visits if one.purpose == "evaluation" and len(one.advisers) == 1)
    at = before.placed[visit.id]
    other = next(
        one.id for one in problem.schools if one.id != visit.host and at.on not in one.closed | one.no_go
    )
    call = Visit("call", (other,), visit.advisers, at.on, at.on + timedelta(days=1), fixed_at=at)
    answer = replan(problem, before, ofsted_call(problem.days[0], call), stop=STOP)
    assert check(answer.problem, answer.timetable) == ()
    assert answer.timetable.placed["call"] == at
    assert visit.id in {move.visit for move in answer.moves}
    assert answer.proved and answer.moved == answer.fewest
    assert {visit.host, visit.advisers[0], other} <= set(answer.tell)


def test_a_leaver_is_covered_and_nothing_is_dropped() -> None:
    problem = make_year(3, schools=24, advisers=3, visits=150)
    before = solve(problem, stop=STOP, seed=0).plan
    gone, *others = [one.id for one in problem.advisers]
    change = leaver(problem.days[100], problem, gone, problem.days[99], tuple(others))
    answer = replan(problem, before, change, stop=STOP)
    assert check(answer.problem, answer.timetable) == ()
    assert set(answer.timetable.placed) | set(answer.timetable.unplaced) == {one.id for one in problem.visits}
    mine = [
        one.id
        for one in problem.visits
        if gone in one.advisers and before.placed[one.id].on > problem.days[99]
    ]
    covered = [one for one in mine if one in answer.timetable.placed]
    assert len(covered) > len(mine) / 2
    team = {one.id: one.advisers for one in answer.problem.visits}
    assert all(gone not in team[one] for one in covered)
    assert {move.step for move in answer.moves if move.visit in covered} <= {"with another adviser"}
    earlier = [one.id for one in problem.visits if before.placed[one.id].on <= problem.days[99]]
    assert all(answer.timetable.placed[one] == before.placed[one] for one in earlier)


def test_a_visit_without_any_place_is_named_with_its_rule() -> None:
    problem = make_year(3, schools=16, advisers=2, visits=128)
    before = solve(problem, stop=STOP, seed=0).plan
    name = problem.visits[0].id
    change = Change(problem.days[0], refused={name: frozenset(problem.days)})
    answer = replan(problem, before, change, stop=STOP)
    assert set(answer.timetable.unplaced) == {name}
    assert answer.timetable.unplaced[name].startswith(name)
    [move] = [one for one in answer.moves if one.visit == name]
    assert (move.after, move.step) == (None, "no place was found")


def test_a_visit_no_longer_needed_is_told_and_nothing_moves() -> None:
    problem = make_small(8, visits=3, days=4)
    before = solve(problem, stop=STOP, seed=0).plan
    name = sorted(before.placed)[0]
    answer = replan(problem, before, Change(problem.days[0], removed=frozenset({name})), stop=STOP)
    assert name not in answer.timetable.placed
    assert [(move.visit, move.step) for move in answer.moves] == [(name, "no longer needed")]
    assert (answer.moved, answer.proved) == (0, True)


def test_groups_share_nothing() -> None:
    problem = make_year(3, schools=24, advisers=3, visits=150)
    by_id = {one.id: one for one in problem.visits}
    groups = apart(problem, [one.id for one in problem.visits])
    assert sorted(name for group in groups for name in group) == sorted(by_id)
    for at, group in enumerate(groups):
        mine = {key for name in group for key in (*by_id[name].advisers, by_id[name].host)}
        for other in groups[at + 1 :]:
            assert mine.isdisjoint(key for name in other for key in (*by_id[name].advisers, by_id[name].host))
