"""Which body does what for a school; intervention stays the authority's whatever the school belongs to (M7-05, M7-06)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.rules import school_functions as rule
from headway.rules.school_functions import Body, HeldFunction

SINCE, JOINED = date(2012, 9, 1), date(2014, 9, 1)
TRUST = Body("Hill Trust", "trust", JOINED)
CHALLENGE = HeldFunction("Challenge of every school", "universal", "Hill Trust", SINCE, "An overview")
INTERVENE = HeldFunction("Warning notices", "statutory", "The authority", SINCE)


def test_m7_05_a_universal_function_of_a_trust_member_prompts_that_the_trust_holds_it():
    does = rule.who_does(CHALLENGE, [TRUST])
    assert (does.body, does.since, does.elsewhere) == ("Hill Trust", JOINED, True)
    assert rule.prompt_of(does) == (
        "Challenge of every school: function held by Hill Trust since 1 September 2014. The authority keeps: An overview. "
        "Agree with Hill Trust before you plan it."
    )


def test_m7_05_of_a_school_outside_the_trust_the_authority_does_it_and_nothing_is_prompted():
    does = rule.who_does(CHALLENGE, [Body("Vale Trust", "trust")])
    assert (does.body, does.elsewhere) == ("The authority", False) and "none of them" in does.why
    assert rule.prompt_of(does) == ""


def test_a_holder_named_by_its_kind_is_the_schools_own_body_of_that_kind():
    held = HeldFunction("Peer review", "universal", "School partnerships", SINCE)
    assert rule.who_does(held, [Body("Vale", "partnership")]).body == "Vale"
    assert not rule.who_does(held, [TRUST]).elsewhere


def test_the_authority_is_known_by_its_name_too():
    assert rule.is_authority("the Local Authority") and rule.is_authority("Eastmarch", "Eastmarch")
    assert not rule.is_authority("Eastmarch") and not rule.is_authority("Hill Trust", "Eastmarch")


def test_m7_06_intervention_is_not_handed_over():
    assert rule.may_hold("statutory", "The authority") and rule.may_hold("universal", "Hill Trust")
    assert "cannot hand it over" in rule.may_hold("statutory", "Hill Trust").reason


kinds = st.sampled_from(["trust", "federation", "partnership"])
bodies = st.lists(st.builds(Body, st.text(max_size=12), kinds, st.none() | st.just(JOINED)), max_size=6)


@given(bodies, st.text(max_size=12))
def test_m7_06_no_membership_ever_takes_intervention_from_the_authority(held, holder):
    for name in (holder, *(one.name for one in held), "trusts", "partnerships"):
        does = rule.who_does(HeldFunction("Warning notices", "statutory", name, SINCE), held)
        assert does.body == rule.AUTHORITY and not does.elsewhere and rule.prompt_of(does) == ""


@given(bodies)
def test_m7_05_each_function_has_one_answer(held):
    found = rule.all_who_do([CHALLENGE, INTERVENE], held)
    assert [one.function for one in found] == [CHALLENGE, INTERVENE]


@pytest.mark.parametrize("holder", ["Trusts", "academy trusts", "HILL TRUST"])
def test_names_are_read_however_they_are_written(holder):
    assert rule.who_does(HeldFunction("Challenge", "universal", holder, SINCE), [TRUST]).body == "Hill Trust"
