"""What a partnership comes to, and what a member learns of another that does not share."""

import random
import tomllib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from headway.rules import partnership_profiles as rule
from headway.rules.partnership_profiles import MEAN, SUM, Member, is_open, masked, together
from headway.rules.policyfile import PolicyFault

FILE = Path(__file__).resolve().parents[2] / "policies" / "current" / "partnership_profiles.toml"
TABLE = tomllib.loads(FILE.read_text(encoding="utf-8"), parse_float=Decimal)
ELM = Member("Elm", 100, Decimal(60))
OAK = Member("Oak", 300, Decimal(80))
ASH = Member("Ash", 200, None, "suppressed")


def test_m4_09_totals_are_the_sums_of_members_and_missing_ones_are_named():
    found = together((ELM, OAK, ASH), SUM)
    assert (found.value, found.counted, found.missing) == (Decimal(140), 2, ("Ash",))


def test_m4_09_rates_are_weighed_by_pupils_and_a_missing_one_is_no_zero():
    assert together((ELM, OAK, ASH), MEAN).value == Decimal(75)
    assert together((ELM, replace(OAK, pupils=None)), MEAN).missing == ("Oak",)
    assert together((ASH,), MEAN).value is None


def test_m4_09_a_figure_that_needs_consent_is_open_to_the_school_itself_and_to_who_may_see_it():
    closed = {"needs_consent": True, "own": False, "is_member": True, "consents": False}
    assert not is_open(**closed)
    assert is_open(**closed | {"consents": True})
    assert is_open(**closed | {"own": True})
    assert is_open(**closed | {"needs_consent": False})
    assert not is_open(**closed | {"consents": True, "is_member": False})


def shown(members, how):
    """All that a viewer is given: what they see of each member, and of all together."""
    return masked(members), together(members, how)


@pytest.mark.parametrize("how", [SUM, MEAN])
def test_m4_09_whatever_a_masked_school_s_figure_is_nothing_shown_to_others_changes(how):
    dice, hid = random.Random(9), 0
    for _ in range(500):
        members = [
            Member(
                f"School {number}",
                dice.choice((None, 90, 210)),
                dice.choice((None, Decimal(dice.randint(0, 100)))),
                "suppressed",
                is_open=dice.random() < 0.7,
            )
            for number in range(dice.randint(1, 6))
        ]
        others = [
            one
            if one.is_open
            else replace(one, value=dice.choice((None, Decimal(dice.randint(0, 100)))), why_missing="")
            for one in members
        ]
        hid += members != others
        assert shown(members, how) == shown(others, how)
    assert hid > 200


def test_control_a_total_beside_one_masked_school_gives_it_back():
    hidden = replace(OAK, is_open=False)
    whole = together((ELM, replace(hidden, is_open=True)), SUM).value
    seen = sum(one.value for one in masked((ELM, hidden)) if one.value is not None)
    assert whole - seen == OAK.value
    assert together((ELM, hidden), SUM).value is None


def test_the_policy_asks_consent_for_what_it_shows():
    policy = rule.read_partnership_profiles(TABLE)
    assert [one.key for one in policy.measures if one.needs_consent] == ["reserve"]
    with pytest.raises(PolicyFault, match="stands here 0 times"):
        rule.read_partnership_profiles(TABLE | {"needs_consent": ["balance"]})


def test_m4_09_a_member_consents_once_from_its_membership_on_and_not_ahead():
    told = {
        "given_on": date(2026, 9, 2),
        "member_from": date(2026, 9, 1),
        "on": date(2026, 9, 3),
        "consents": False,
    }
    assert rule.may_consent(**told)
    assert "already" in rule.may_consent(**told | {"consents": True}).reason
    assert "once it is given" in rule.may_consent(**told | {"given_on": date(2026, 9, 4)}).reason
    assert "1 September 2026" in rule.may_consent(**told | {"given_on": date(2026, 8, 1)}).reason
    assert "Only a member" in rule.may_consent(**told | {"member_from": None}).reason


def test_m4_09_a_consent_that_stands_is_withdrawn():
    assert rule.may_withdraw_consent(consents=True)
    assert not rule.may_withdraw_consent(consents=False)
