"""Worked examples of a re-plan: an inspection comes, and the fewest visits move to the nearest free days."""

from datetime import date, timedelta
from itertools import product

import pytest

from headway.rules.diary import Away, Entry
from headway.rules.replanning import (
    AT_SCHOOL,
    ATTENDS,
    Booked,
    Inspected,
    Room,
    Slot,
    fewest_moves,
    inspection_days,
    is_free,
    why_clashes,
)

# A Monday to Friday, and the week after it.
MON = date(2026, 11, 9)
DAYS = tuple(MON + timedelta(days=n) for n in (0, 1, 2, 3, 4, 7, 8, 9, 10, 11))
TUE, WED, THU, FRI, NEXT = DAYS[1], DAYS[2], DAYS[3], DAYS[4], DAYS[5]
ELM = Inspected("Elm", frozenset({TUE, WED}), attends="ada")


def visit(key="v", place="Elm", on=TUE, half="am", people=("ada",), at=None):
    return Booked(key, place, on, half, people, at)


def room(*entries, days=DAYS[3:], **more):
    return Room(days, entries, inspections=(ELM,), **more)


def busy(on, half="day", person="ada", key="x", at=None):
    return Entry(key, person, on, half, "Oak", at)


def test_an_inspection_lasts_so_many_school_days_from_its_first():
    assert inspection_days(TUE, 2, DAYS) == {TUE, WED}
    assert inspection_days(FRI, 2, DAYS) == {FRI, NEXT}
    assert inspection_days(TUE, 1, DAYS) == {TUE}


def test_the_schools_visits_and_those_of_who_attends_clash_and_others_do_not():
    assert why_clashes(visit(people=("ben",)), ELM) == AT_SCHOOL
    assert why_clashes(visit(place="Oak"), ELM) == ATTENDS
    assert why_clashes(visit(place="Oak", people=("ben",)), ELM) == ""
    assert why_clashes(visit(on=THU), ELM) == ""
    assert why_clashes(visit(place="Oak"), Inspected("Elm", frozenset({TUE}))) == ""


def test_it_goes_to_the_nearest_free_day_at_the_same_half():
    assert fewest_moves([visit()], room()) == {"v": Slot(THU, "am")}


def test_of_two_days_as_near_the_later_one():
    days = (MON, THU, FRI)
    assert fewest_moves([visit(on=WED)], room(days=days)) == {"v": Slot(THU, "am")}
    both = Inspected("Elm", frozenset({TUE}), "ada")
    found = fewest_moves([visit()], Room((MON, WED), inspections=(both,)))
    assert found == {"v": Slot(WED, "am")}


def test_the_other_half_of_a_day_is_nearer_than_the_next_day():
    assert fewest_moves([visit()], room(busy(THU, "am"))) == {"v": Slot(THU, "pm")}


def test_a_whole_day_needs_a_whole_day():
    assert fewest_moves([visit(half="day")], room(busy(THU, "am"))) == {"v": Slot(FRI, "day")}


@pytest.mark.parametrize(
    "stands",
    [
        {"entries": (busy(THU),)},
        {"away": (Away("ada", THU, FRI),)},
        {"entries": (busy(THU, "pm", at=(90_000, 0)), busy(THU, "am", key="y", at=(0, 0)))},
        {"days": DAYS[4:]},
        {"inspections": (ELM, Inspected("Oak", frozenset({THU}), "ada"))},
        {"inspections": (ELM, Inspected("Elm", frozenset({THU}), "ben"))},
    ],
)
def test_a_clash_an_absence_a_closed_day_or_an_inspection_is_in_the_way(stands):
    told = {"days": DAYS[3:], "inspections": (ELM,), "far_kilometres": 40} | stands
    assert fewest_moves([visit(at=(0, 0))], Room(**told)) == {"v": Slot(FRI, "am")}


def test_two_places_far_apart_on_one_day_are_in_the_way_and_near_ones_are_not():
    near, far = busy(THU, "pm", at=(30_000, 0)), busy(THU, "pm", at=(50_000, 0))
    asked = visit(at=(0, 0))
    assert is_free(asked, Slot(THU, "am"), room(near, far_kilometres=40))
    assert not is_free(asked, Slot(THU, "am"), room(far, far_kilometres=40))


def test_everybody_who_goes_must_be_free():
    asked = visit(people=("ada", "ben"))
    assert fewest_moves([asked], room(busy(THU, person="ben"))) == {"v": Slot(FRI, "am")}


def test_two_visits_of_one_person_do_not_get_the_same_half():
    found = fewest_moves([visit("a"), visit("b", "Oak", WED)], room())
    assert sorted(found.values(), key=lambda slot: slot.half) == [Slot(THU, "am"), Slot(THU, "pm")]


def test_visits_that_move_leave_their_own_days_free():
    """Wednesday's visit of Ben at Elm moves away, so his Tuesday is measured without it."""
    one, two = visit("a", on=TUE, people=("ben",)), visit("b", on=WED, people=("ben",))
    entries = (busy(TUE, "am", "ben", "a"), busy(WED, "am", "ben", "b"))
    assert set(fewest_moves([one, two], room(*entries))) == {"a", "b"}


def test_without_a_free_day_it_stays_and_is_absent():
    assert fewest_moves([visit()], room(days=())) == {}
    assert fewest_moves([visit()], room(away=(Away("ada", MON, date(2027, 1, 1)),))) == {}


def test_as_many_as_can_be_are_placed_though_one_goes_further():
    """Only Thursday morning suits the whole team; the first by name could take it, and then the other finds no day."""
    team = visit("b", "Oak", WED, people=("ada", "ben"))
    alone = visit("a", on=WED)
    away = (Away("ben", FRI, date(2027, 1, 1)),)
    found = fewest_moves([alone, team], room(busy(THU, "pm"), days=(THU, FRI), away=away))
    assert found == {"b": Slot(THU, "am"), "a": Slot(FRI, "am")}


def test_the_order_of_the_question_does_not_change_the_answer():
    asked = [visit("a"), visit("b", "Oak"), visit("c", "Ash", WED, "pm")]
    assert fewest_moves(asked, room()) == fewest_moves(asked[::-1], room())


def test_a_limit_of_tries_still_gives_a_plan():
    asked = [visit(str(n), "Oak", (TUE, WED)[n % 2]) for n in range(6)]
    found = fewest_moves(asked, room(), most_tries=8)
    assert found and len(set(found.values())) == len(found)


@pytest.mark.parametrize("seed", range(12))
def test_it_is_as_good_as_every_combination_tried(seed):
    """A plain oracle: all ways to place three visits on four days."""
    days = DAYS[3:7]
    entries = tuple(
        busy(days[(seed + n) % 4], "am" if (seed >> n) & 1 else "pm", key=f"x{n}") for n in range(2)
    )
    asked = [
        visit("a"),
        visit("b", "Oak", WED, "pm"),
        visit("c", "Ash", TUE, "day" if seed % 3 == 0 else "pm"),
    ]
    place = room(*entries, days=days)
    found = fewest_moves(asked, place)
    assert _score(asked, found) == min(_score(asked, way) for way in _every_way(asked, place))


def _every_way(asked, place):
    slots = [None, *(Slot(day, half) for day in place.days for half in ("am", "pm", "day"))]
    for way in product(slots, repeat=len(asked)):
        told = {one.key: slot for one, slot in zip(asked, way, strict=True) if slot}
        if _holds(asked, told, place):
            yield told


def _holds(asked, told, place):
    for one in asked:
        slot = told.get(one.key)
        if slot is None:
            continue
        others = [
            Entry(o.key, "ada", told[o.key].on, told[o.key].half, o.place) for o in asked if o.key in told
        ]
        kept = [entry for entry in place.entries if entry.key not in told]
        whole = (slot.half == "day") == (one.half == "day")
        if not whole or not is_free(one, slot, room(*kept, *others, days=place.days)):
            return False
    return True


def _score(asked, told):
    way = 0
    for one in asked:
        if slot := told.get(one.key):
            way += 2 * abs((slot.on - one.on).days) + (slot.half != one.half)
    return len(asked) - len(told), way
