"""Who reads which report, and how a report goes on; each verdict both ways."""

import tomllib
from copy import deepcopy
from decimal import Decimal
from pathlib import Path

import pytest

from headway.rules import performance_reports as rule
from headway.rules.policyfile import PolicyFault

FILE = Path(__file__).resolve().parents[2] / "policies" / "current" / "performance_reports.toml"
TABLE = tomllib.loads(FILE.read_text(encoding="utf-8"), parse_float=Decimal)


def changed(**audiences):
    """The policy with some keys of its audiences changed."""
    table = deepcopy(TABLE)
    for slug, more in audiences.items():
        table["audiences"][slug] |= more
    return table


def test_m4_06_there_are_four_audiences_and_each_role_finds_its_own():
    policy = rule.read_performance_reports(TABLE)
    assert list(policy.audiences) == ["heads", "governors", "members", "public"]
    assert [one.slug for one in policy.of_roles({"headteacher"})] == ["heads", "public"]
    assert [one.slug for one in policy.of_roles({"chair"})] == ["governors", "public"]
    assert [one.slug for one in policy.of_roles({"member"})] == ["members", "public"]
    assert [one.slug for one in policy.of_roles({"provider"})] == ["public"]
    assert policy.audiences["public"].smallest_count == 5
    assert not policy.audiences["public"].categories


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"members": {"names_schools": True}}, "Who reads the names can count the schools"),
        ({"heads": {"categories": True}}, "only under a limit above 1"),
        ({"members": {"smallest_count": 3}}, "Two limits above 1 differ"),
    ],
)
def test_m4_06_a_policy_that_would_give_hidden_numbers_back_is_refused(more, words):
    with pytest.raises(PolicyFault, match=words):
        rule.read_performance_reports(changed(**more))


def test_a_report_is_written_while_it_is_a_draft():
    assert rule.may_write(rule.DRAFT)
    assert "signed off" in rule.may_write(rule.CHECKED).reason
    assert "published" in rule.may_write(rule.PUBLISHED).reason


def test_m4_06_nobody_signs_off_what_they_wrote():
    assert rule.may_sign_off(rule.DRAFT, wrote=False)
    assert "somebody else" in rule.may_sign_off(rule.DRAFT, wrote=True).reason
    assert not rule.may_sign_off(rule.CHECKED, wrote=False)


def test_a_report_is_taken_back_until_it_is_published():
    assert rule.may_take_back(rule.CHECKED)
    assert not rule.may_take_back(rule.DRAFT)
    assert not rule.may_take_back(rule.PUBLISHED)


def test_m4_06_a_report_is_published_once_signed_off_and_never_under_a_second_limit():
    told = {"limit": 5, "signed_limit": 5, "limits_before": ()}
    assert rule.may_publish(rule.CHECKED, **told)
    assert rule.may_publish(rule.CHECKED, **told | {"limits_before": {5}})
    assert not rule.may_publish(rule.DRAFT, **told)
    assert "another limit" in rule.may_publish(rule.CHECKED, **told | {"limits_before": {3}}).reason
    assert "look at it anew" in rule.may_publish(rule.CHECKED, **told | {"signed_limit": 3}).reason
    assert rule.may_publish(rule.CHECKED, limit=1, signed_limit=1, limits_before={5})


def test_a_report_is_withdrawn_once_published():
    assert rule.may_withdraw(rule.PUBLISHED)
    assert rule.may_withdraw(rule.SUPERSEDED)
    assert not rule.may_withdraw(rule.DRAFT)
    assert not rule.may_withdraw(rule.WITHDRAWN)


def test_a_report_is_withdrawn_for_a_reason_in_words():
    assert rule.may_withdraw_for("A figure was wrong")
    assert "Say why" in rule.may_withdraw_for(" ").reason
