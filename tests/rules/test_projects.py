"""Projects: when they may be approved, what is traced of money, what pays back."""

from decimal import Decimal

import pytest

from headway.rules import projects as rule

WHOLE = {
    "state": rule.PROPOSED,
    "cost_pence": 100,
    "given_pence": 100,
    "shut": (),
    "before": "",
    "is_author": False,
}


def test_m10_18_three_bases_share_a_hundred_and_sixty_thousand_to_the_penny():
    shares = rule.shares_of_places(16_000_000, 3)
    assert sum(shares) == 16_000_000
    assert set(shares) == {5_333_333, 5_333_334}


def test_m10_19_a_second_phase_waits_for_both_gates_and_for_the_first():
    assert rule.may_approve(**WHOLE)
    one = rule.may_approve(**WHOLE | {"shut": ("Schools were consulted",)})
    assert one.reason == "Still shut: Schools were consulted."
    both = rule.may_approve(**WHOLE | {"shut": ("Consulted", "Reviewed")})
    assert both.reason == "Still shut: Consulted; Reviewed."
    assert not rule.may_approve(**WHOLE | {"before": rule.PROPOSED})
    assert rule.may_approve(**WHOLE | {"before": rule.APPROVED})


def test_m10_22_contributions_add_up_to_the_cost_before_approval_and_never_beyond():
    assert "adds up to £0.90" in rule.may_approve(**WHOLE | {"given_pence": 90}).reason
    assert rule.may_contribute(100, 60, 40)
    assert "£0.01 more than the project costs" in rule.may_contribute(100, 60, 41).reason


def test_somebody_else_approves_and_once():
    assert not rule.may_approve(**WHOLE | {"is_author": True})
    assert not rule.may_approve(**WHOLE | {"state": rule.APPROVED})


def test_m13_04_what_is_traced_and_what_is_not():
    assert rule.Traced(16_000_000, 16_000_000).words == "All of it is traced."
    assert rule.Traced(100, 60).words == "£0.40 is not traced."
    assert rule.Traced(100, 160).words == "Projects use £0.60 more than there is."
    assert rule.may_draw(rule.Traced(100, 60), 40)
    assert not rule.may_draw(rule.Traced(100, 60), 41)


@pytest.mark.parametrize(
    ("flows", "years"),
    [
        ([-20_000_000, 8_000_000, 8_000_000, 8_000_000], Decimal("2.5")),
        ([-100, 50, 50], Decimal("2.0")),
        ([-100, 0, 200], Decimal("1.5")),
        ([-100, -20, 60, 120], Decimal("2.5")),
        ([-100, 10], None),
        ([100, 10], None),
        ([], None),
    ],
)
def test_m10_21_two_hundred_thousand_that_saves_eighty_a_year_is_paid_back_in_two_and_a_half(flows, years):
    assert rule.pays_back_after(flows) == years


def test_what_may_happen_in_which_state():
    assert rule.may_write(rule.PROPOSED)
    assert not rule.may_write(rule.APPROVED)
    assert rule.may_spend(rule.APPROVED)
    assert not rule.may_spend(rule.PROPOSED)
    assert rule.may_close(rule.APPROVED, "Fewer exclusions")
    assert not rule.may_close(rule.APPROVED, " ")
    assert not rule.may_close(rule.CLOSED, "Again")
