"""What formulas come to: their units checked, their order found, their values worked out, missing kept missing."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Context, Decimal, InvalidOperation, Overflow, localcontext
from graphlib import CycleError, TopologicalSorter

from headway.rules.indicator_formulas import (
    MINUS,
    OVER,
    PERCENT,
    PLUS,
    Call,
    Formula,
    FormulaFault,
    Name,
    Negative,
    Node,
    Number,
    Share,
)
from headway.rules.indicator_units import PLAIN, Missing, Unit, nearest, read_unit
from headway.rules.plan_policy import PlanPolicy

_HUNDRED = Decimal(100)
Value = Decimal | Missing


def check_unit(formula: Formula, units: Mapping[str, Unit], declared: Unit, policy: PlanPolicy) -> None:
    """Whether a formula comes out in the unit declared. `units` holds that of every name it may use.

    + − and sum, mean, min, max want one unit throughout (a plain number takes it); % makes a plain share;
    percent(part, whole) wants one unit and gives %. Raises FormulaFault with the sentence what to change.
    """
    found = _unit(formula.tree, units, read_unit("%", policy))
    if found != declared:
        raise FormulaFault(
            f"The formula comes out in {found.words}, but the indicator is in {declared.words}; "
            "change the formula or the unit."
        )


def evaluate(formula: Formula, values: Mapping[str, Value]) -> Value:
    """The value of a formula, exact to 28 digits; Missing with the reason when it cannot be worked out.

    One missing value makes the whole missing: it is never counted as zero and never left out of a mean.
    Division by nothing and a figure past all bounds are missing too. Raises FormulaFault for an unknown name.
    """
    for name in formula.names:
        if name not in values:
            raise FormulaFault(_unknown(name, values))
    absent = [(name, value) for name in formula.names if isinstance(value := values[name], Missing)]
    if absent:
        reasons = " ".join(f"“{name}” is missing: {value.words}" for name, value in absent)
        return Missing(f"It cannot be worked out, because {reasons}")
    known = {name: value for name in formula.names if isinstance(value := values[name], Decimal)}
    try:
        with localcontext(Context(prec=28, Emax=999, Emin=-999, traps=[Overflow, InvalidOperation])):
            return _value(formula.tree, known)
    except (Overflow, InvalidOperation):
        return Missing("It cannot be worked out, because a figure on the way is too large.")
    except _Nothing as nothing:
        return Missing(f"It cannot be worked out, because {nothing} is zero and nothing divides by zero.")


def order_of(formulas: Mapping[str, Formula]) -> tuple[str, ...]:
    """The indicators with formulas in an order in which each comes after those it uses.

    Raises FormulaFault naming the path when a formula leads back to itself.
    """
    sorter = TopologicalSorter(
        {key: [name for name in formulas[key].names if name in formulas] for key in sorted(formulas)}
    )
    try:
        return tuple(sorter.static_order())
    except CycleError as fault:
        path = " → ".join(f"“{key}”" for key in reversed(fault.args[1]))
        raise FormulaFault(
            f"The formulas lead back to themselves: {path}. Take one of these names out."
        ) from None


def evaluate_all(formulas: Mapping[str, Formula], values: Mapping[str, Value]) -> dict[str, Value]:
    """Every formula's value in one period, from the values entered and from one another.

    Raises FormulaFault for a circle, an unknown name, or an indicator that has a formula and a value entered.
    """
    twice = sorted(set(formulas) & set(values))
    if twice:
        raise FormulaFault(f"“{twice[0]}” has a formula, so no value can be entered for it.")
    known: dict[str, Value] = dict(values)
    found: dict[str, Value] = {}
    for key in order_of(formulas):
        found[key] = known[key] = evaluate(formulas[key], known)
    return found


class _Nothing(Exception):
    """A division by zero; the message names what was zero."""


def _unknown(name: str, known: Mapping[str, object]) -> str:
    offer = nearest(name, known) or " Use the name of an indicator or a measure."
    return f"“{name}” in the formula is not known here.{offer}"


def _unit(node: Node, units: Mapping[str, Unit], percent: Unit) -> Unit:
    match node:
        case Number():
            return PLAIN
        case Name(key):
            if key not in units:
                raise FormulaFault(_unknown(key, units))
            return units[key]
        case Negative(part):
            return _unit(part, units, percent)
        case Share(part):
            return _share_unit(_unit(part, units, percent), percent)
        case Call(function, parts):
            one = _same([_unit(part, units, percent) for part in parts])
            return percent if function == PERCENT else one
    if node.rest[0][0] in (PLUS, MINUS):
        return _same([_unit(part, units, percent) for part in (node.first, *(part for _, part in node.rest))])
    unit = _unit(node.first, units, percent)
    for sign, part in node.rest:
        other = _unit(part, units, percent)
        unit = unit.divided_by(other) if sign == OVER else unit.times(other)
    return unit


def _share_unit(unit: Unit, percent: Unit) -> Unit:
    if unit not in (PLAIN, percent):
        raise FormulaFault(f"% stands behind {unit.words}; it belongs behind a plain number or a value in %.")
    return PLAIN


def _same(units: list[Unit]) -> Unit:
    """The one unit of parts that are added or compared; plain numbers take the others'."""
    named = [unit for unit in units if unit != PLAIN]
    for unit in named:
        if unit != named[0]:
            raise FormulaFault(
                f"{named[0].words.capitalize()} and {unit.words} cannot be added or compared; "
                "bring them to one unit."
            )
    return named[0] if named else PLAIN


def _value(node: Node, values: Mapping[str, Decimal]) -> Decimal:
    match node:
        case Number(value):
            return value
        case Name(key):
            return values[key]
        case Negative(part):
            return -_value(part, values)
        case Share(part):
            return _value(part, values) / _HUNDRED
        case Call(function, parts):
            return _called(function, [_value(part, values) for part in parts])
    result = _value(node.first, values)
    for sign, part in node.rest:
        result = _joined(result, sign, _value(part, values), part)
    return result


def _joined(left: Decimal, sign: str, right: Decimal, part: Node) -> Decimal:
    if sign == PLUS:
        return left + right
    if sign == MINUS:
        return left - right
    if sign == OVER:
        return _divided(left, right, f"“{part.key}”" if isinstance(part, Name) else "a divisor")
    return left * right


def _divided(left: Decimal, right: Decimal, what: str) -> Decimal:
    if not right:
        raise _Nothing(what)
    return left / right


def _called(function: str, values: list[Decimal]) -> Decimal:
    if function == PERCENT:
        return _divided(values[0] * _HUNDRED, values[1], "the whole of a percent")
    if function == "min":
        return min(values)
    if function == "max":
        return max(values)
    total = sum(values, Decimal(0))
    return total / len(values) if function == "mean" else total
