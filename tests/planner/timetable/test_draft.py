"""The draft's differences are exact, and its cost is the checker's."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.planner.timetable.instances import make_small

from headway.planner.timetable.build import build_draft
from headway.planner.timetable.check import check, cost_terms
from headway.planner.timetable.draft import draft_of, timetable_of
from headway.planner.timetable.repair import Cooling, anneal
from headway.planner.timetable.tables import build_tables


@settings(max_examples=120, deadline=None)
@given(st.integers(0, 10**6))
def test_differences_and_clashes_agree_with_the_checker(seed: int) -> None:
    problem = make_small(seed, visits=6, days=4)
    draft = build_draft(build_tables(problem))
    dice = Random(seed)
    for _ in range(20):
        v = dice.randrange(len(draft.at))
        if draft.at[v] >= 0:
            draft.lift(v)
        if not draft.tables.slots[v]:
            continue
        slot = dice.choice(draft.tables.slots[v])
        clashes, before = draft.clashes(v, slot), draft.minutes()
        change = draft.put_change(v, slot) if not clashes else 0.0
        if not clashes:
            draft.put(v, slot)
            assert draft.minutes() == pytest.approx(before + change)
        else:
            trial = timetable_of(draft, dict.fromkeys(draft.unplaced(), ""))
            name = problem.visits[v].id
            placed = {**trial.placed, name: draft.tables.half_day(slot)}
            broken = check(problem, type(trial)(placed, {n: "" for n in trial.unplaced if n != name}))
            assert broken
    timetable = timetable_of(draft, dict.fromkeys(draft.unplaced(), ""))
    assert check(problem, timetable) == ()
    assert sum(cost_terms(problem, timetable).values()) == pytest.approx(draft.minutes())
    assert draft_of(draft.tables, timetable.placed).at == draft.at


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_annealing_never_ends_dearer(seed: int) -> None:
    problem = make_small(seed, visits=6, days=4)
    draft = build_draft(build_tables(problem))
    before, placed = draft.minutes(), len(draft.unplaced())
    anneal(draft, Cooling(300), Random(seed))
    assert draft.minutes() <= before + 1e-6
    assert len(draft.unplaced()) == placed
    assert check(problem, timetable_of(draft, dict.fromkeys(draft.unplaced(), ""))) == ()
