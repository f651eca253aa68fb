"""The rule of an approval is read strictly."""

import pytest

from headway.features.approvals.rule import Rule, RuleFault, read_rule


def test_what_is_not_written_has_the_careful_default():
    assert read_rule({"roles": ["head-of-service"]}) == Rule(("head-of-service",), True, 1, 1.0)


def test_a_rule_stored_and_read_again_is_the_same():
    rule = Rule(("adviser", "quadrant-lead"), False, 2, 0.1)
    assert read_rule(rule.as_json()) == rule


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({}, "needs roles"),
        ({"roles": []}, "needs roles"),
        ({"roles": "adviser"}, "needs roles"),
        ({"roles": ["a"], "quorum": 0}, "quorum .* from 1, not 0"),
        ({"roles": ["a"], "quorum": True}, "quorum"),
        ({"roles": ["a"], "sample_rate": 1.5}, "sample_rate .* not 1.5"),
        ({"roles": ["a"], "not_oneself": "yes"}, "true or false, not 'yes'"),
        ({"roles": ["a"], "role": "b"}, "does not take “role”"),
    ],
)
def test_a_broken_rule_is_refused_in_words(table, words):
    with pytest.raises(RuleFault, match=words):
        read_rule(table)
