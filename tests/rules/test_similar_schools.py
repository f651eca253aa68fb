"""Similar schools: nearest first in both figures, itself never among them, nothing judged from a missing figure."""

import random
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from headway.rules.policyfile import PolicyFault
from headway.rules.similar_schools import Context, nearest, read_similar_schools

FILE = Path("policies/england/similar_schools.toml")
OF = Context(1, 200, 20.0)


def table():
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


POLICY = read_similar_schools(table())


def urns(others, policy=POLICY):
    return [one.context.urn for one in nearest(OF, others, policy)]


def test_the_nearest_come_first_and_the_school_is_not_like_itself():
    others = [Context(2, 210, 21.0), Context(3, 900, 60.0), OF, Context(4, 200, 20.0)]
    assert urns(others) == [4, 2, 3]
    assert nearest(OF, others, POLICY)[0].distance == 0


def test_pupils_are_compared_by_ratio():
    others = [Context(2, 100, 20.0), Context(3, 400, 20.0), Context(4, 310, 20.0)]
    found = {one.context.urn: one.distance for one in nearest(OF, others, POLICY)}
    assert found[2] == pytest.approx(found[3])
    assert found[4] < found[3]


def test_weights_decide_what_counts():
    by_size = Context(2, 200, 30.0)
    by_meals = Context(3, 300, 20.0)
    rest = [Context(9, 150, 10.0)]
    assert urns([by_size, by_meals, *rest], replace(POLICY, pupils_weight=0))[0] == 3
    assert urns([by_size, by_meals, *rest], replace(POLICY, fsm_weight=0))[0] == 2


def test_no_more_than_the_policy_says_and_ties_by_urn():
    others = [Context(number, 200, 20.0) for number in range(30, 1, -1)]
    assert urns(others) == list(range(2, 12))


def test_nothing_where_nobody_is_left_or_a_school_has_no_pupils():
    assert urns([OF]) == []
    assert urns([Context(2, 0, 20.0)]) == []
    assert nearest(Context(1, 0, 20.0), [Context(2, 5, 1.0)], POLICY) == ()


def test_an_unweighted_search_of_every_school_finds_the_same():
    dice = random.Random(7)
    others = [Context(n, dice.randint(20, 1500), round(dice.uniform(0, 70), 1)) for n in range(2, 400)]
    found = nearest(OF, others, POLICY)
    far = {one.context.urn: one.distance for one in nearest(OF, others, replace(POLICY, count=400))}
    assert [one.context.urn for one in found] == sorted(far, key=lambda urn: (far[urn], urn))[:10]


def test_a_policy_without_weights_is_refused():
    written = table() | {"pupils_weight": 0, "free_school_meals_weight": 0}
    with pytest.raises(PolicyFault, match="at least one figure a weight above 0"):
        read_similar_schools(written)
