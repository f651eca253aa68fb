"""The repeat rule, and what may be done with a note and a question."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.rules.policies import load_policy

from headway.rules.intelligence import (
    OPEN,
    SET_ASIDE,
    TAKEN_UP,
    Entry,
    count_repeats,
    may_correct,
    may_note,
    may_settle,
    may_withdraw,
    question_words,
    read_intelligence,
)
from headway.rules.policyfile import PolicyFault

POLICY = read_intelligence(load_policy("current/intelligence"))
ON = date(2026, 9, 1)


def entry(number=1, **more):
    fields = {"on": ON, "kind": "governance", "weight": "notable", "restricted": False, "stands": True} | more
    return Entry(number, **fields)


def entries(*each):
    return count_repeats([replace(one, id=number) for number, one in enumerate(each, 1)], POLICY, ON)


def test_three_entries_ask_and_two_do_not():
    assert entries(entry(), entry(), entry()).asks
    assert entries(entry(), entry()).asks is False


@pytest.mark.parametrize(
    "third",
    [
        entry(restricted=True, kind="safeguarding"),
        entry(kind="safeguarding"),
        entry(kind="strength"),
        entry(kind="a kind of long ago"),
        entry(weight="slight"),
        entry(weight="a weight of long ago"),
        entry(stands=False),
        entry(on=date(2025, 9, 1)),
        entry(on=ON + timedelta(days=1)),
    ],
)
def test_what_does_not_count(third):
    """A restricted note changes nothing: the answer is the one that would stand without it."""
    assert entries(entry(), entry(), third) == entries(entry(), entry())


def test_the_months_are_the_policys_and_a_serious_note_counts_as_three():
    assert entries(entry(on=date(2025, 9, 2)), entry(), entry()).asks
    found = entries(entry(weight="serious"))
    assert found.asks and found.entries == 3 and found.ids == (1,)


def test_a_restricted_kind_that_counts_is_a_fault_of_the_policy():
    table = load_policy("current/intelligence")
    table["kinds"][-1]["counts"] = True
    with pytest.raises(PolicyFault, match="never counted"):
        read_intelligence(table)


@pytest.mark.parametrize("name", ["kinds", "sources", "weights"])
def test_a_key_used_twice_is_a_fault(name):
    table = load_policy("current/intelligence")
    table[name].append(dict(table[name][0]))
    with pytest.raises(PolicyFault, match="used twice"):
        read_intelligence(table)


def test_a_note_says_something_of_the_last_year_in_the_words_of_the_policy():
    told = {
        "kind": "governance",
        "source": "team",
        "weight": "notable",
        "words": "A vacancy",
        "policy": POLICY,
    }
    assert may_note(ON, ON, **told)
    assert not may_note(ON + timedelta(days=1), ON, **told)
    assert not may_note(ON - timedelta(days=400), ON, **told)
    for name in ("kind", "source", "weight"):
        assert not may_note(ON, ON, **(told | {name: "unknown"}))
    assert not may_note(ON, ON, **(told | {"words": "  "}))


def test_a_note_is_corrected_once_and_not_when_withdrawn():
    assert may_correct(withdrawn=False, corrected=False)
    assert not may_correct(withdrawn=True, corrected=False)
    assert not may_correct(withdrawn=False, corrected=True)


def test_a_note_is_withdrawn_once_with_a_reason():
    assert may_withdraw("A mistake", withdrawn=False)
    assert not may_withdraw("A mistake", withdrawn=True) and not may_withdraw(" ", withdrawn=False)


def test_a_question_is_answered_once_and_set_aside_with_a_reason():
    assert may_settle(TAKEN_UP, "", state=OPEN) and may_settle(SET_ASIDE, "Known", state=OPEN)
    assert not may_settle(SET_ASIDE, " ", state=OPEN)
    assert not may_settle("category 4", "Known", state=OPEN)
    assert not may_settle(TAKEN_UP, "", state=TAKEN_UP)


def test_the_words_say_that_nothing_changes_by_itself():
    assert "count as 3 entries in 12 months" in question_words(3, 12)
    assert "1 entry" in question_words(1, 12) and "change nothing" in question_words(1, 12)
