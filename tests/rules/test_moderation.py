"""What a moderation meeting talks about, and what it may record."""

import pytest

from headway.rules.moderation import DECIDING, OUTCOMES, may_record, why_to_moderate


@pytest.mark.parametrize(
    ("waiting", "in_force", "proposed", "why"),
    [
        ("Adviser 01 judged category 3.", "2", "2", "Adviser 01 judged category 3."),
        ("", "2", "3", "Category 2 is in force; the rules propose 3."),
        ("", "2", "2", ""),
        ("", "", "3", ""),
        ("", "2", "", ""),
    ],
)
def test_what_waits_comes_first_then_what_differs_and_nothing_else(waiting, in_force, proposed, why):
    assert why_to_moderate(waiting=waiting, in_force=in_force, proposed=proposed) == why


def record(outcome="agreed", words="", *, recorded="", waits=True, closed=False):
    return may_record(outcome, words, recorded=recorded, waits=waits, closed=closed)


def test_a_yes_needs_no_words_a_no_and_a_putting_off_do():
    assert record("agreed") and record("noted")
    for outcome in ("refused", "put-off"):
        assert not record(outcome, " ") and record(outcome, "Because")


@pytest.mark.parametrize("outcome", sorted(DECIDING))
def test_a_decision_is_recorded_once_and_only_where_one_waits(outcome):
    assert "recorded already" in record("noted", recorded=outcome).reason
    assert "No judgement waits" in record(outcome, "Because", waits=False).reason


def test_what_was_put_off_or_noted_may_be_recorded_anew():
    for before in set(OUTCOMES) - DECIDING:
        assert record("agreed", recorded=before)


def test_nothing_is_recorded_in_a_closed_meeting_and_nothing_unknown_anywhere():
    assert "closed" in record(closed=True).reason
    assert record("maybe").reason == "Select what was agreed."
