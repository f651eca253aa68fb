"""Options held against each other: scores, what would change the answer, gates, money over years (M14-01, M14-02, M10-21)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headway.rules.appraisals import (
    CONSULTING,
    DRAFT,
    Criterion,
    Gate,
    Option,
    Score,
    faults_of,
    may_consult,
    may_implement,
    may_settle,
    may_write,
    present_value,
    rank,
    turns,
)

IMPACT, COST = Criterion("impact", "Impact", Decimal(60)), Criterion("cost", "Cost", Decimal(40))
CRITERIA = (IMPACT, COST)


def option(key, impact, cost, **more):
    """An option scored on both."""
    scores = {"impact": Score(Decimal(impact), "Seen"), "cost": Score(Decimal(cost), "Seen")}
    return Option(key, f"Option {key}", scores=scores, **more)


QUO = option("0", 1, 5, status_quo=True)
ONE = option("1", 4, 2, preferred=True)
TWO = option("2", 2, 4)


def test_options_are_ranked_by_weighted_points():
    assert [(one.option.key, one.percent) for one in rank(CRITERIA, [QUO, ONE, TWO])] == [
        ("1", Decimal("64.0")),
        ("2", Decimal("56.0")),
        ("0", Decimal("52.0")),
    ]
    unscored = Option("3", "Option 3")
    assert [one.percent for one in rank(CRITERIA, [unscored, ONE])] == [Decimal("64.0"), None]


def test_it_says_at_which_weight_another_option_would_win():
    """Impact at w: 4w + 2(100 − w) against 2w + 4(100 − w): even at 50."""
    found = turns(CRITERIA, [QUO, ONE, TWO])
    assert (found[0].criterion, found[0].weight, found[0].winner) == ("impact", Decimal("50.0"), "2")
    assert turns(CRITERIA, [ONE]) == []


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=2, max_size=5))
def test_at_the_weight_it_names_the_two_are_even(points):
    options = [option(str(number), *pair) for number, pair in enumerate(points)]
    best = rank(CRITERIA, options)[0].option
    for turn in turns(CRITERIA, options):
        other = next(one for one in options if one.key == turn.winner)
        weights = {turn.criterion: turn.weight}
        rest = "cost" if turn.criterion == "impact" else "impact"
        weights[rest] = 100 - turn.weight
        sums = [sum(weights[slug] * one.scores[slug].points for slug in weights) for one in (best, other)]
        assert abs(sums[0] - sums[1]) <= Decimal("0.6")


@pytest.mark.parametrize(
    ("criteria", "options", "says"),
    [
        (CRITERIA, [QUO, ONE, option("2", 1, 1, preferred=True)], "Option 1 and Option 2 are both preferred"),
        ((IMPACT,), [Option("0", "As it is", status_quo=True)], "The weights add up to 60, not to 100"),
        (CRITERIA, [ONE], "One option is the status quo"),
        (CRITERIA, [QUO, option("1", 6, 1)], "points go from 0 to 5, not 6"),
        (CRITERIA, [QUO, Option("1", "One", after="9")], "follows an option that is not there"),
        (CRITERIA, [QUO, Option("1", "One", after="1")], "follows itself"),
        (CRITERIA, [QUO, Option("1", "One", scores={"x": Score(Decimal(1), "y")})], "which is no criterion"),
        (
            CRITERIA,
            [QUO, Option("1", "One", scores={"cost": Score(Decimal(1), " ")})],
            "by what they are seen",
        ),
    ],
)
def test_what_stands_in_the_way_is_said(criteria, options, says):
    assert any(says in words for words in faults_of(criteria, options))


def test_m14_01_just_one_option_is_preferred():
    assert may_consult([QUO, ONE, TWO])
    assert "No option is preferred yet" in may_consult([QUO, TWO]).reason
    both = may_consult([ONE, option("2", 1, 1, preferred=True)])
    assert "Option 1 and Option 2 are both preferred. Choose one." in both.reason


def test_m14_02_m13_05_an_option_waits_for_its_gates():
    gates = (
        Gate("The Best Value Review is complete"),
        Gate("A head is appointed", opened_by="Letter of 3 May"),
    )
    waiting = Option("5", "Area alignment", after="4", gates=gates)
    assert may_implement(waiting).reason == "Area alignment waits for: The Best Value Review is complete."
    assert may_implement(Option("4", "Bases"))


def test_money_of_later_years_counts_less():
    assert present_value([1000_00, 1035_00], Decimal("3.5")) == 2000_00
    assert present_value([], Decimal("3.5"), 500_00) == 500_00
    plain = sum(Decimal(100_00) / Decimal("1.035") ** year for year in range(5))
    assert present_value([100_00] * 5, Decimal("3.5")) == int(plain.quantize(Decimal(1)))


def test_a_draft_alone_is_written_and_goes_out_when_nothing_is_wrong():
    assert may_write(DRAFT)
    assert not may_write(CONSULTING)
    assert may_settle(DRAFT, CRITERIA, [QUO, ONE])
    assert not may_settle(CONSULTING, CRITERIA, [QUO, ONE])
    assert "One option is the status quo" in may_settle(DRAFT, CRITERIA, [ONE]).reason
