"""Who can intervene in schools of concern, by background, against the least there must be (M2-16)."""

from decimal import Decimal

import pytest
from tests.rules.policies import load_policy

from headway.rules.intervening import capacity_of, capacity_warnings
from headway.rules.policyfile import PolicyFault
from headway.rules.structures import Post, without
from headway.rules.workforce_policy import Background, read_workforce

BACKGROUNDS = {
    "primary": Background("Primary", ("primary",), Decimal(1)),
    "secondary": Background("Secondary", ("secondary",), Decimal("2.5")),
}


def adviser(key, background, fte="1", **more):
    """A post that can intervene."""
    return Post(key, "Adviser", fte=Decimal(fte), background=background, **({"intervenes": True} | more))


FIVE = [adviser(f"s{number}", "secondary") for number in range(5)] + [adviser("p", "primary")]
NOBODY: dict[str, Decimal] = {}


def test_m2_16_removing_three_secondary_posts_leaves_enough_or_warns_with_numbers():
    assert capacity_warnings(FIVE, NOBODY, BACKGROUNDS) == []
    assert capacity_warnings(without(FIVE, {"s0", "s1"}), NOBODY, BACKGROUNDS) == []
    assert capacity_warnings(without(FIVE, {"s0", "s1", "s2"}), NOBODY, BACKGROUNDS) == [
        "Secondary: 2 full-time equivalent can intervene, 0.5 fewer than the least of 2.5."
    ]


def test_exactly_the_least_is_enough():
    posts = [adviser("a", "secondary", "0.5"), adviser("b", "secondary"), adviser("c", "secondary"), FIVE[-1]]
    assert capacity_warnings(posts, NOBODY, BACKGROUNDS) == []


def test_a_head_on_secondment_counts_and_who_does_not_intervene_does_not():
    posts = [adviser("a", "secondary"), adviser("b", "secondary", intervenes=False), FIVE[-1]]
    found = capacity_of(posts, {"secondary": Decimal("1.5")}, BACKGROUNDS)
    assert [(one.slug, one.can_fte) for one in found] == [
        ("primary", Decimal(1)),
        ("secondary", Decimal("2.5")),
    ]


def test_who_has_no_background_counts_for_none_and_is_told():
    posts = [*FIVE, adviser("x", "", "0.6"), adviser("y", "music")]
    assert capacity_warnings(posts, {"": Decimal("0.4")}, BACKGROUNDS) == [
        "2 full-time equivalent can intervene without a background set, so it counts towards no minimum."
    ]


def test_the_policy_gives_a_background_for_each_phase_and_marks_its_figures():
    policy = read_workforce(load_policy("current/workforce"))
    assert policy.background_of("all-through") == "secondary"
    assert policy.background_of("pru") == "special"
    assert policy.background_of(None) == ""
    assert policy.marks["backgrounds.secondary.least_fte"].letter == "D"
    assert policy.setting_kinds["pru"] == "Pupil referral unit"


def test_a_background_of_a_phase_that_is_none_is_refused():
    table = load_policy("current/workforce")
    table["backgrounds"]["primary"]["phases"] = ["tertiary"]
    with pytest.raises(PolicyFault, match="“tertiary” is not known here"):
        read_workforce(table)
