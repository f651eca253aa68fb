from __future__ import annotations

from datetime import date

from tests.rules.policies import load_policy

from headway.rules.category_policy import read_categories
from headway.rules.judgements import Judged, direction_words, may_approve, may_judge, time_in_category

POLICY = read_categories(load_policy("current/categories"))


def test_m7_02_a_judgement_that_departs_needs_its_reason() -> None:
    refused = may_judge("2", "3", "  ", POLICY)
    assert not refused
    assert refused.reason == (
        "The rules propose 2, Secure, and you judge 3, Needs support; give the reason for the difference."
    )
    assert may_judge("2", "3", "A new head and two leavers in the core team.", POLICY)
    assert may_judge("2", "2", "", POLICY)


def test_m7_02_where_nothing_is_proposed_every_judgement_needs_a_reason() -> None:
    assert "not enough is known" in may_judge(None, "2", "", POLICY).reason
    assert may_judge(None, "2", "Known well from last year.", POLICY)


def test_a_category_outside_the_scheme_is_refused() -> None:
    assert "4S (Statutory or Ofsted category)" in may_judge("2", "5", "Reason", POLICY).reason


def test_m7_02_nobody_approves_their_own_judgement() -> None:
    assert not may_approve("person-1", "person-1")
    assert may_approve("person-1", "person-2")


def test_directions_in_words() -> None:
    assert direction_words("3", "2", POLICY) == "improving"
    assert direction_words("4", "4S", POLICY) == "declining"
    assert direction_words("2", "2", POLICY) == "steady"
    assert direction_words(None, "2", POLICY) == "first judgement"
    assert direction_words("1a", "2", POLICY) == "first judgement"  # from another scheme


def test_time_in_category_runs_from_the_first_unbroken_judgement() -> None:
    history = [
        Judged("2", date(2024, 9, 1)),
        Judged("3", date(2025, 1, 15)),
        Judged("3", date(2025, 9, 1)),
    ]
    found = time_in_category(history, date(2026, 3, 14))
    assert found is not None
    assert (found.category, found.since_on, found.days) == ("3", date(2025, 1, 15), 423)
    assert found.words == "In category 3 since 15 January 2025 (1 year and 1 month)"
    early = time_in_category(history, date(2025, 1, 14))
    assert early is not None
    assert early.category == "2"
    assert time_in_category(history, date(2024, 8, 31)) is None
    today = time_in_category(history[:1], date(2024, 9, 1))
    assert today is not None
    assert today.words.endswith("(from today)")
