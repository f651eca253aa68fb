"""When a visit happens, as worked examples an officer can check: one week of September 2026, one adviser, two schools.

The adviser lives at Oak; Elm lies 20 minutes away, Far 50 minutes. Two visits on a day lie at most 30 minutes apart.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.spec.tables import rows_of

from headway.planner.stop import Stop
from headway.planner.timetable.change import Change, ofsted_call, sickness, snow
from headway.planner.timetable.check import check
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
from headway.planner.timetable.replan import replan
from headway.planner.timetable.solve import solve

NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri")
DAYS = dict(zip(NAMES, (date(2026, 9, 7) + timedelta(days=at) for at in range(5)), strict=True))
WEIGHTS = Weights(60.0, 1.0, 30.0, wanted_day_minutes=5.0)
STOP = Stop(gap=0.0, rounds=3)


def half_day(words: str) -> HalfDay:
    day, part = words.split()
    return HalfDay(DAYS[day], part == "pm")


def words_of(at: HalfDay) -> str:
    return f"{next(name for name, day in DAYS.items() if day == at.on)} {'pm' if at.afternoon else 'am'}"


def halves(words: str) -> frozenset[HalfDay]:
    return frozenset(half_day(one.strip()) for one in words.split(",") if one.strip())


def days(words: str) -> frozenset[date]:
    return frozenset(DAYS[one.strip()] for one in words.split(",") if one.strip())


def week(
    visits: tuple[Visit, ...], free: str, oak: School | None = None, links: tuple[Link, ...] = ()
) -> Problem:
    schools = (oak or School("Oak", 0, 0), School("Elm", 20_000, 0), School("Far", 50_000, 0))
    return Problem(
        tuple(DAYS.values()), schools, (Adviser("adviser", 0, 0, halves(free)),), visits, WEIGHTS, {}, links
    )


def visit(name: str, school: str, wanted: str = "", **more: object) -> Visit:
    first, until = DAYS["Mon"], DAYS["Fri"] + timedelta(days=1)
    return Visit(name, (school,), ("adviser",), first, until, wanted_on=DAYS.get(wanted), **more)


PLACES = """
| visits                 | adviser is free        | Oak is closed | Oak is to be spared | days between | stand on | none |
|------------------------|------------------------|---------------|---------------------|--------------|----------|------|
| Oak on Wed             | Mon am, Wed am         |               |                     | 0            | Wed      | 0    |
| Oak on Wed             | Mon am, Wed am         | Wed           |                     | 0            | Mon      | 0    |
| Oak on Wed             | Mon am, Wed am         |               | Wed                 | 0            | Mon      | 0    |
| Oak on Wed             | Wed am                 | Wed           |                     | 0            |          | 1    |
| Oak on Wed             |                        |               |                     | 0            |          | 1    |
| Oak on Mon, Oak on Mon | Mon am, Tue am, Thu am |               |                     | 3            | Mon, Thu | 0    |
| Oak on Mon, Oak on Mon | Mon am, Tue am         |               |                     | 3            | Mon      | 1    |
| Oak on Mon, Elm on Mon | Mon am, Mon pm, Tue am |               |                     | 0            | Mon, Mon | 0    |
| Oak on Mon, Far on Mon | Mon am, Mon pm, Tue am |               |                     | 0            | Mon, Tue | 0    |
"""


@pytest.mark.parametrize("row", rows_of(PLACES), ids=lambda row: " ".join(row.values()))
def test_where_visits_stand(row: dict[str, str]) -> None:
    asked = [one.strip().split(" on ") for one in row["visits"].split(",")]
    visits = tuple(visit(name, *one) for name, one in zip(("first", "second"), asked, strict=False))
    oak = School(
        "Oak", 0, 0, days(row["Oak is closed"]), days(row["Oak is to be spared"]), int(row["days between"])
    )
    problem = week(visits, row["adviser is free"], oak)
    result = solve(problem, stop=STOP, seed=0)
    assert check(problem, result.plan) == ()
    assert ", ".join(words_of(at).split()[0] for at in sorted(result.plan.placed.values())) == row["stand on"]
    assert len(result.plan.unplaced) == int(row["none"])


def test_a_follow_up_keeps_its_distance() -> None:
    visits = (visit("first", "Oak", "Mon"), visit("second", "Elm", "Mon"))
    free = "Mon am, Tue am, Wed am, Fri am"
    result = solve(week(visits, free, links=(Link("first", "second", 2, 3),)), stop=STOP, seed=0)
    assert {name: words_of(at) for name, at in result.plan.placed.items()} == {
        "first": "Mon am",
        "second": "Wed am",
    }


REPLANS = """
| what happens                 | first | second | first then | second then | moved |
|------------------------------|-------|--------|------------|-------------|-------|
| an Ofsted call on Mon am     | Mon am | Tue am | Wed am    | Tue am      | 1     |
| an Ofsted call on Thu am     | Mon am | Tue am | Mon am    | Tue am      | 0     |
| the adviser is ill on Mon    | Mon am | Tue am | Wed am    | Tue am      | 1     |
| the adviser is ill on Mon, Tue | Mon am | Tue am | Wed am  | Thu am      | 2     |
| snow on Tue                  | Mon am | Tue am | Mon am    | Wed am      | 1     |
| first asks not to be on Mon  | Mon am | Tue am | Wed am    | Tue am      | 1     |
| first asks not to be on Mon, Wed, Thu, Fri | Mon am | Tue am | Tue am | Mon am | 2  |
"""


def change_of(words: str) -> Change:
    at = words.rpartition(" on ")[2]
    if words.startswith("an Ofsted call"):
        on = half_day(at)
        call = Visit("call", ("Elm",), ("adviser",), on.on, on.on + timedelta(days=1), fixed_at=on)
        return ofsted_call(DAYS["Mon"], call)
    if words.startswith("the adviser is ill"):
        return sickness(DAYS["Mon"], "adviser", days(at))
    if words.startswith("snow"):
        return snow(DAYS["Mon"], ("Oak", "Elm"), days(at))
    return Change(DAYS["Mon"], refused={"first": days(at)})


@pytest.mark.parametrize("row", rows_of(REPLANS), ids=lambda row: row["what happens"])
def test_the_fewest_move(row: dict[str, str]) -> None:
    visits = (
        visit("first", "Oak", row["first"].split()[0]),
        visit("second", "Oak", row["second"].split()[0]),
    )
    problem = week(visits, "Mon am, Tue am, Wed am, Thu am, Fri am")
    before = Timetable({"first": half_day(row["first"]), "second": half_day(row["second"])})
    answer = replan(problem, before, change_of(row["what happens"]), stop=STOP)
    assert check(answer.problem, answer.timetable) == ()
    assert words_of(answer.timetable.placed["first"]) == row["first then"]
    assert words_of(answer.timetable.placed["second"]) == row["second then"]
    assert (answer.moved, answer.proved) == (int(row["moved"]), True)
    moved = {one.visit for one in answer.moves if one.before is not None}
    assert len(moved) == answer.moved
    assert set(answer.tell) >= ({"adviser", "Oak"} if moved else set())
