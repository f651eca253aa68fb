"""The checker names each broken rule, and nothing where none is broken."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from headway.planner.timetable.check import check, cost_terms
from headway.planner.timetable.problem import (
    Adviser,
    HalfDay,
    Link,
    Problem,
    School,
    Timetable,
    Visit,
    Weights,
)

MON, TUE, WED, THU, FRI = (date(2026, 9, 7) + timedelta(days=at) for at in range(5))
EVERY = frozenset(HalfDay(day, part) for day in (MON, TUE, WED, THU, FRI) for part in (False, True))
WEEK = {"earliest": MON, "until": FRI + timedelta(days=1)}
WEIGHTS = Weights(60.0, 1.0, 20.0, 1.0, 10.0, ((2, 7.0),), 5.0)
PROBLEM = Problem(
    days=(MON, TUE, WED, THU, FRI),
    schools=(
        School("oak", 10_000, 0, closed=frozenset({TUE}), no_go=frozenset({WED}), spacing_days=2),
        School("elm", 20_000, 0),
        School("far", 40_000, 0),
    ),
    advisers=(Adviser("one", 0, 0, EVERY - {HalfDay(FRI, True)}), Adviser("two", 0, 0, EVERY)),
    visits=(
        Visit("a", ("oak",), ("one",), **WEEK),
        Visit("b", ("oak",), ("two",), **WEEK),
        Visit("c", ("elm",), ("one",), **WEEK, wanted_on=MON, preferred_until=THU),
        Visit("d", ("far",), ("one",), **WEEK),
        Visit("e", ("elm",), ("one", "two"), **WEEK, half_days=2),
    ),
    weights=WEIGHTS,
    terms={"early": (MON, WED)},
    links=(Link("a", "c", 0, 3),),
)
GOOD = {
    "a": HalfDay(MON), "b": HalfDay(THU), "c": HalfDay(MON, True), "d": HalfDay(TUE), "e": HalfDay(WED),
}  # fmt: skip


def broken(problem: Problem, **places: HalfDay) -> set[str]:
    return {one.rule for one in check(problem, Timetable({**GOOD, **places}))}


def with_visit(**fields: object) -> Problem:
    return replace(PROBLEM, visits=(replace(PROBLEM.visits[0], **fields), *PROBLEM.visits[1:]))


def test_nothing_is_broken() -> None:
    assert check(PROBLEM, Timetable(GOOD)) == ()


@pytest.mark.parametrize(
    ("rule", "places"),
    [
        ("closed", {"a": HalfDay(TUE), "c": HalfDay(TUE, True), "d": HalfDay(MON)}),
        ("no-go", {"b": HalfDay(WED), "e": HalfDay(THU)}),
        ("available", {"e": HalfDay(FRI)}),
        ("two places", {"c": HalfDay(MON)}),
        ("too far", {"d": HalfDay(MON, True), "c": HalfDay(TUE)}),
        ("spacing", {"b": HalfDay(MON)}),
        ("link", {"a": HalfDay(THU), "b": HalfDay(MON)}),
        ("link", {"c": HalfDay(FRI)}),
        ("school day", {"d": HalfDay(FRI + timedelta(days=1))}),
        ("window", {"d": HalfDay(FRI + timedelta(days=1))}),
        ("whole day", {"e": HalfDay(WED, True)}),
    ],
)
def test_a_broken_rule_is_named(rule: str, places: dict[str, HalfDay]) -> None:
    assert rule in broken(PROBLEM, **places)


def test_a_promise_and_a_term_are_kept() -> None:
    assert broken(with_visit(fixed_at=HalfDay(MON))) == set()
    assert broken(with_visit(fixed_at=HalfDay(FRI))) == {"fixed"}
    assert broken(with_visit(term="early")) == set()
    assert broken(with_visit(term="early"), a=HalfDay(THU), b=HalfDay(MON), c=HalfDay(THU, True)) == {"term"}


def test_a_visit_may_neither_vanish_nor_stand_twice() -> None:
    without = {name: at for name, at in GOOD.items() if name != "d"}
    assert [one.rule for one in check(PROBLEM, Timetable(without))] == ["dropped"]
    assert check(PROBLEM, Timetable(without, {"d": "the far school is closed"})) == ()
    assert [one.rule for one in check(PROBLEM, Timetable(GOOD, {"d": ""}))] == ["twice"]
    assert [one.rule for one in check(PROBLEM, Timetable({**GOOD, "x": HalfDay(MON)}))] == ["unknown"]


def test_words_name_who_and_when() -> None:
    [found] = check(PROBLEM, Timetable({**GOOD, "b": HalfDay(MON)}))
    assert found.words == "a and b at oak are 0 days apart; 2 is the least."


def test_the_cost_by_hand() -> None:
    terms = cost_terms(replace(PROBLEM, previous={"a": HalfDay(FRI), "b": HalfDay(THU)}), Timetable(GOOD))
    # one: Monday 10 + 10 + 20, Tuesday 80, Wednesday 40; two: Wednesday 40, Thursday 20. Kilometres are minutes.
    assert terms["travel"] == pytest.approx(40 + 80 + 40 + 40 + 20)
    assert terms["wanted_day"] == 0
    assert terms["busy_weeks"] == pytest.approx(7 * (5 - 2) + 7 * (3 - 2))
    assert terms["moves"] == 5
    late = cost_terms(PROBLEM, Timetable({**GOOD, "c": HalfDay(FRI)}))
    assert (late["wanted_day"], late["preferred_window"]) == (4, 10)
