from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.oracles import formulas as oracle
from tests.rules.policies import load_policy

from headway.rules.formula_results import check_unit, evaluate, evaluate_all, order_of
from headway.rules.indicator_formulas import FormulaFault, read_formula
from headway.rules.indicator_units import PLAIN, Missing, UnknownUnit, figure_words, read_unit
from headway.rules.plan_policy import read_plans

POLICY = read_plans(load_policy("current/plans"))
ABSENT = Missing("It was not entered.")


def worked(text: str, **values: object) -> object:
    known = {
        name: value if isinstance(value, Missing) else Decimal(str(value)) for name, value in values.items()
    }
    return evaluate(read_formula(text, POLICY), known)


def unit(words: str):
    return read_unit(words, POLICY)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("2 + 3 × 4", "14"),
        ("(2 + 3) × 4", "20"),
        ("10 − 2 − 3", "5"),
        ("16 ÷ 4 ÷ 2", "2"),
        ("-2 * -3", "6"),
        ("a − -b", "7"),
        ("percent(b, a)", "75"),
        ("b% × 200", "6"),
        ("b per cent × 200", "6"),
        ("sum(a, b, 1)", "8"),
        ("mean(a, b)", "3.5"),
        ("min(a, b) + max(a, b)", "7"),
        ("[a] / 2", "2"),
        ("100 - percent(b, a)", "25"),
    ],
)
def test_m3_05_formulas_come_to_what_school_says(text: str, answer: str) -> None:
    assert worked(text, a=4, b=3) == Decimal(answer)


def test_formulas_equal_the_oracle_over_random_trees() -> None:
    dice, missing, answered = Random(20261127), 0, 0
    for _ in range(3000):
        tree = oracle.grow(dice, dice.randint(0, 4))
        values = {
            name: Fraction(dice.randint(-8, 8), 4) if dice.random() > 0.05 else None for name in oracle.NAMES
        }
        formula = read_formula(oracle.written(tree), POLICY) if len(oracle.written(tree)) <= 500 else None
        if formula is None or formula_depth(oracle.written(tree)) > POLICY.deepest_brackets:
            continue
        known = {
            name: ABSENT if value is None else Decimal(value.numerator) / value.denominator
            for name, value in values.items()
        }
        found = evaluate(formula, known)
        try:
            exact = oracle.worth(tree, values)
        except oracle.NoAnswer:
            missing += 1
            # Where a divisor is nothing in fractions, rounding may leave a speck; a missing value leaves no doubt.
            lacks = any(isinstance(known[name], Missing) for name in formula.names)
            assert isinstance(found, Missing) or not lacks
            continue
        assert isinstance(found, Decimal), (oracle.written(tree), found)
        assert abs(Fraction(found) - exact) <= abs(exact) * Fraction(1, 10**12) + Fraction(1, 10**12)
        answered += 1
    assert answered > 1500
    assert missing > 200


def formula_depth(text: str) -> int:
    depth = deepest = 0
    for character in text:
        depth += (character == "(") - (character == ")")
        deepest = max(deepest, depth)
    return deepest


@given(st.text(alphabet="ab12.+-*/×÷−()[],% \t\nsumpercent_'\"=;", max_size=60))
def test_any_text_is_a_formula_or_a_sentence(text: str) -> None:
    try:
        formula = read_formula(text, POLICY)
    except FormulaFault as fault:
        assert str(fault).endswith(".")
    else:
        evaluate(formula, dict.fromkeys(formula.names, Decimal(2)))


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os')",
        "a.b",
        "a ** 2",
        "2 3",
        "(2",
        "2)",
        "",
        "sum()",
        "percent(2)",
        "1e5",
        "9" * 16,
        "(" * 21 + "1" + ")" * 21,
        "1" + "+1" * 400,
        "1" + "%" * 21,
    ],
)
def test_what_is_no_formula_is_refused_in_words(text: str) -> None:
    with pytest.raises(FormulaFault, match=r"\.$"):
        read_formula(text, POLICY)


def test_a_missing_value_is_never_zero_and_never_left_out_of_a_mean() -> None:
    found = worked("mean(a, b)", a=4, b=ABSENT)
    assert isinstance(found, Missing)
    assert found.words == "It cannot be worked out, because “b” is missing: It was not entered."
    assert worked("mean(a, b)", a=4, b=0) == 2


def test_division_by_nothing_is_missing_with_the_reason() -> None:
    assert worked("a / b", a=1, b=0) == Missing(
        "It cannot be worked out, because “b” is zero and nothing divides by zero."
    )
    assert isinstance(worked("percent(a, b - b)", a=1, b=3), Missing)
    assert isinstance(worked(" * ".join(["a"] * 120), a=10**14), Missing)


def test_an_unknown_name_is_told_with_the_nearest() -> None:
    with pytest.raises(
        FormulaFault, match="“atendance” in the formula is not known here. Did you mean “attendance”?"
    ):
        worked("atendance + 1", attendance=3)


def test_a_circle_is_refused_with_its_path() -> None:
    formulas = {
        key: read_formula(text, POLICY) for key, text in {"a": "b + 1", "b": "c", "c": "a * 2"}.items()
    }
    with pytest.raises(
        FormulaFault, match="“a” → “b” → “c” → “a”|“b” → “c” → “a” → “b”|“c” → “a” → “b” → “c”"
    ):
        order_of(formulas)
    with pytest.raises(FormulaFault, match="“a” → “a”"):
        order_of({"a": read_formula("a + 1", POLICY)})


def test_indicators_are_worked_out_after_those_they_use() -> None:
    texts = {"rate": "percent(late, total)", "total": "late + on_time", "double": "rate * 2"}
    formulas = {key: read_formula(text, POLICY) for key, text in texts.items()}
    found = evaluate_all(formulas, {"late": Decimal(1), "on_time": Decimal(3)})
    assert found == {"total": 4, "rate": 25, "double": 50}
    with pytest.raises(FormulaFault, match="“total” has a formula"):
        evaluate_all(formulas, {"late": Decimal(1), "on_time": Decimal(3), "total": Decimal(9)})


@given(st.integers(1, 12), st.randoms(use_true_random=False))
def test_the_order_never_puts_one_before_what_it_uses(size: int, dice: Random) -> None:
    keys = [f"n{at}" for at in range(size)]
    dice.shuffle(keys)
    formulas = {
        key: read_formula(" + ".join(["1", *dice.sample(keys[:at], min(at, 3))]), POLICY)
        for at, key in enumerate(keys)
    }
    order = order_of(formulas)
    assert sorted(order) == sorted(keys)
    for key, formula in formulas.items():
        assert all(order.index(name) < order.index(key) for name in formula.names)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("pupils / schools", "pupils per school"),
        ("percent(pupils, pupils)", "%"),
        ("rate% × pupils", "pupils"),
        ("100 − rate", "%"),
        ("(pupils / schools) × schools", "pupils"),
        ("pupils ÷ pupils", ""),
    ],
)
def test_units_come_out_as_declared(text: str, words: str) -> None:
    units = {"pupils": unit("pupils"), "schools": unit("schools"), "rate": unit("%")}
    check_unit(read_formula(text, POLICY), units, unit(words), POLICY)
    with pytest.raises(FormulaFault, match="but the indicator is in days"):
        check_unit(read_formula(text, POLICY), units, unit("days"), POLICY)


def test_units_that_do_not_go_together_are_refused() -> None:
    units = {"pupils": unit("pupils"), "schools": unit("schools")}
    for text in ("pupils + schools", "mean(pupils, schools)", "percent(pupils, schools)"):
        with pytest.raises(FormulaFault, match="Pupils and schools cannot be added or compared"):
            check_unit(read_formula(text, POLICY), units, PLAIN, POLICY)
    with pytest.raises(FormulaFault, match="% stands behind pupils"):
        check_unit(read_formula("pupils% × 2", POLICY), units, PLAIN, POLICY)
    with pytest.raises(UnknownUnit, match="“pupil days” is not a unit known here"):
        unit("pupil days")


def test_figures_are_written_in_their_unit() -> None:
    assert figure_words(Decimal("61.0"), unit("%")) == "61%"
    assert figure_words(Decimal(1), unit("pupils")) == "1 pupil"
    assert figure_words(Decimal(1), unit("pupils per school")) == "1 pupil per school"
    assert figure_words(Decimal("-1200.5"), unit("pounds")) == "−1,200.5 pounds"
    assert figure_words(Decimal("0.3333333"), PLAIN) == "0.333"
