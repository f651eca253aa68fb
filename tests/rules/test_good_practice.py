"""Good practice: an example's way to the directory, and what comes of asking for contact (M4-05)."""

from datetime import date

import pytest
from tests.rules.policies import load_policy

from headway.rules import good_practice as rule
from headway.rules.policyfile import PolicyFault

TABLE = load_policy("current/good_practice")
TODAY, LATER = date(2026, 11, 30), date(2026, 12, 1)


def test_words_change_in_a_draft_only():
    assert rule.may_write(rule.DRAFT)
    for state in (rule.PROPOSED, rule.APPROVED, rule.WITHDRAWN):
        assert not rule.may_write(state)


def test_m4_05_the_school_that_is_named_agrees_before_its_example_is_proposed():
    assert not rule.may_propose(rule.DRAFT, None)
    assert rule.may_propose(rule.DRAFT, TODAY)
    assert not rule.may_propose(rule.PROPOSED, TODAY)
    assert rule.may_consent(rule.DRAFT, None, TODAY, TODAY)
    assert not rule.may_consent(rule.DRAFT, TODAY, TODAY, TODAY)
    assert not rule.may_consent(rule.PROPOSED, None, TODAY, TODAY)
    assert not rule.may_consent(rule.DRAFT, None, LATER, TODAY)


def test_another_person_decides_and_withdrawing_has_a_reason():
    assert rule.may_decide(rule.PROPOSED, written_by_oneself=False)
    assert not rule.may_decide(rule.PROPOSED, written_by_oneself=True)
    assert not rule.may_decide(rule.DRAFT, written_by_oneself=False)
    assert rule.may_withdraw(rule.APPROVED, "The lead has left")
    assert not rule.may_withdraw(rule.APPROVED, " ")
    assert not rule.may_withdraw(rule.DRAFT, "x")


def test_contact_is_asked_for_once_brought_about_visited_and_closed():
    assert rule.may_ask(rule.APPROVED, waits=False)
    assert not rule.may_ask(rule.APPROVED, waits=True)
    assert not rule.may_ask(rule.PROPOSED, waits=False)
    assert rule.may_broker(rule.ASKED) and not rule.may_broker(rule.BROKERED)
    assert rule.may_visit(rule.BROKERED, TODAY, TODAY, TODAY)
    assert not rule.may_visit(rule.ASKED, None, TODAY, TODAY)
    assert not rule.may_visit(rule.BROKERED, TODAY, LATER, TODAY)
    assert not rule.may_visit(rule.BROKERED, TODAY, date(2026, 11, 1), TODAY)
    assert rule.may_close(rule.ASKED, "Nothing") and not rule.may_close(rule.ASKED, "")
    assert not rule.may_close(rule.CLOSED, "Nothing")


def test_a_directory_has_themes():
    assert "early-reading" in rule.read_good_practice(TABLE).themes
    with pytest.raises(PolicyFault):
        rule.read_good_practice(dict(TABLE) | {"themes": {}})
