"""The appraisals of 2002 as the source has them, costed where it gives pay (M2-01, 03, 05, M10-18, 19, 20, M14-02)."""

from datetime import date
from decimal import Decimal

from tests.rules.policies import load_policy

from headway.rules.appraisal_packs import read_appraisals
from headway.rules.money import to_pounds
from headway.rules.option_costs import cost_option, per_place
from headway.rules.pay_policy import read_pay

IMPROVEMENT, BEHAVIOUR = read_appraisals(load_policy("luton-2002/documents/appraisals")).appraisals
PAY = read_pay(load_policy("england/pay"))
ON = date(2025, 9, 1)


def preferred(appraisal):
    """The one option it prefers."""
    (found,) = [one for one in appraisal.options if one.preferred]
    return found


def test_m2_01_option_1_has_six_core_posts_before_its_additions():
    assert preferred(IMPROVEMENT).key == "1"
    assert sum(one.number for one in preferred(IMPROVEMENT).posts if one.core) == 6


def test_m2_03_m2_05_advisers_are_costed_at_the_highest_point_and_warned_of():
    costed = cost_option(preferred(IMPROVEMENT), ON, PAY, Decimal(0))
    lines = {one.line.title: one for one in costed.lines}
    advisers = lines["School improvement adviser"]
    assert to_pounds(advisers.cost_pence) == 4 * Decimal("107137.01")
    assert to_pounds(advisers.target_pence) == Decimal("42854.80")
    assert advisers.advice.startswith("20 to 24 is 5 points.")
    assert lines["Assessment advisory teacher, additional"].line.shares["buyback"] == 90
    assert lines["Chief adviser"].cost_pence is None
    assert len(costed.uncosted) == 7


def test_costs_run_over_five_financial_years_with_the_uplift():
    costed = cost_option(preferred(IMPROVEMENT), ON, PAY, Decimal(10))
    years = dict(costed.by_year)
    assert list(years) == ["2025/26", "2026/27", "2027/28", "2028/29", "2029/30"]
    assert (years["2025/26"], years["2026/27"]) == (642_822_06, 707_104_27)


def test_an_option_the_source_does_not_describe_has_no_cost_and_not_nought():
    costed = cost_option(IMPROVEMENT.options[0], ON, PAY, Decimal(0))
    assert not costed.option.in_source
    assert costed.by_year == ()


def test_m10_18_three_bases_share_160_thousand():
    bases, curriculum = preferred(BEHAVIOUR).amounts
    assert (bases.pence, bases.places) == (160_000_00, 3)
    assert to_pounds(per_place(bases.pence, bases.places)) == Decimal("53333.33")
    assert curriculum.pence == 70_000_00


def test_m10_19_the_second_phase_waits_for_both_gates():
    _, second, _ = preferred(BEHAVIOUR).phases
    assert second.year == "2003/04"
    assert [gate.opened_by for gate in second.gates] == ["", ""]


def test_m14_02_option_five_follows_option_four_and_two_gates():
    last = BEHAVIOUR.options[-1]
    assert (last.key, last.after) == ("5", "4")
    assert [gate.words for gate in last.gates] == [
        "The Best Value Review of children's services is complete",
        "A head of behaviour support is appointed",
    ]
