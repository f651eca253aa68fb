"""The life of a support, and its policy."""

from datetime import date, timedelta

import pytest
from tests.rules.policies import load_policy

from headway.rules import impact as rule
from headway.rules.impact_policy import read_impact
from headway.rules.policyfile import PolicyFault

TODAY = date(2026, 11, 30)
DAY = timedelta(days=1)
TABLE = load_policy("current/impact")


def test_it_is_entered_running_where_it_has_begun():
    assert rule.state_at_first(TODAY, TODAY) == "running"
    assert rule.state_at_first(TODAY + DAY, TODAY) == "planned"


def test_what_is_promised_is_due_after_it_begins():
    assert rule.may_promise(TODAY, TODAY + DAY)
    assert "later day" in rule.may_promise(TODAY, TODAY).reason


def test_what_was_promised_changes_only_before_anybody_says_what_was_seen():
    assert rule.may_change("planned") and rule.may_change("running")
    assert "stays as it was then" in rule.may_change("awaiting").reason
    assert "stays as it was then" in rule.may_change("judged").reason
    assert "stopped" in rule.may_change("stopped").reason


def test_it_begins_on_its_day():
    assert rule.may_begin("planned", TODAY, TODAY)
    assert "later day" in rule.may_begin("planned", TODAY + DAY, TODAY).reason
    assert "Only a planned" in rule.may_begin("running", TODAY, TODAY).reason


def test_what_was_seen_is_recorded_until_it_is_judged():
    assert rule.may_follow_up("running") and rule.may_follow_up("awaiting")
    assert "not begun" in rule.may_follow_up("planned").reason
    assert "judged or stopped" in rule.may_follow_up("judged").reason
    assert not rule.may_follow_up("stopped")


def test_nobody_judges_their_own_and_nobody_before_the_follow_up():
    assert rule.may_judge("awaiting", False) and rule.may_judge("judged", False)
    assert "somebody else" in rule.may_judge("awaiting", True).reason
    assert "seen first" in rule.may_judge("running", False).reason
    assert not rule.may_judge("stopped", False)


def test_it_is_stopped_with_a_reason_and_not_once_judged():
    assert all(rule.may_stop(state, "No post") for state in rule.OPEN)
    assert "Say why" in rule.may_stop("running", "  ").reason
    assert "already" in rule.may_stop("judged", "No post").reason


def test_a_follow_up_is_overdue_after_its_day():
    assert rule.is_overdue("running", TODAY - DAY, TODAY)
    assert not rule.is_overdue("running", TODAY, TODAY)
    assert not rule.is_overdue("judged", TODAY - DAY, TODAY)


def test_the_policy_is_read_and_knows_what_helped():
    policy = read_impact(TABLE)
    assert policy.helped == {"difference", "some"}
    assert list(policy.judgement_words)[0] == "difference"
    assert policy.comparison.caliper == 0.5 and policy.soon_days == 14


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"themes": {}}, "at least one theme"),
        ({"judgements": [{"key": "a", "words": "A", "helped": True}] * 2}, "used twice"),
        ({"comparison": dict(TABLE["comparison"]) | {"more": 1}}, "not known here"),
    ],
)
def test_a_faulty_policy_is_refused(change, said):
    with pytest.raises(PolicyFault, match=said):
        read_impact(dict(TABLE) | change)
