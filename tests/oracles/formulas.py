"""A slow, plain second reading of formulas: random ones as trees of tuples, written as text and worked out in fractions."""

from __future__ import annotations

from fractions import Fraction
from random import Random

NAMES = ("late", "all_plans", "roll", "attendance")
SIGNS = ("+", "-", "*", "/", "−", "×", "÷")
CALLS = ("sum", "mean", "min", "max", "percent")


class NoAnswer(Exception):
    """A division by nothing, or a missing value."""


def grow(dice: Random, depth: int) -> tuple:
    """A random formula: (kind, parts…)."""
    kind = (
        dice.choice(("number", "name"))
        if not depth
        else dice.choice(("pair", "pair", "call", "sign", "share", "name"))
    )
    if kind == "number":
        return ("number", str(dice.randint(0, 20)) + dice.choice(("", ".5", ".25")))
    if kind == "name":
        return ("name", dice.choice(NAMES))
    if kind == "pair":
        return ("pair", dice.choice(SIGNS), grow(dice, depth - 1), grow(dice, depth - 1))
    if kind == "call":
        name = dice.choice(CALLS)
        return (
            "call",
            name,
            *(grow(dice, depth - 1) for _ in range(2 if name == "percent" else dice.randint(1, 3))),
        )
    return (kind, grow(dice, depth - 1))


def written(tree: tuple) -> str:
    """The text of a formula, every pair in brackets."""
    kind, *parts = tree
    if kind in ("number", "name"):
        return parts[0]
    if kind == "pair":
        return f"({written(parts[1])} {parts[0]} {written(parts[2])})"
    if kind == "call":
        return f"{parts[0]}({', '.join(written(part) for part in parts[1:])})"
    return f"(-{written(parts[0])})" if kind == "sign" else f"({written(parts[0])})%"


def worth(tree: tuple, values: dict[str, Fraction | None]) -> Fraction:
    """The exact value. Raises NoAnswer."""
    kind, *parts = tree
    if kind == "number":
        return Fraction(parts[0])
    if kind == "name":
        if values[parts[0]] is None:
            raise NoAnswer
        return values[parts[0]]
    if kind == "sign":
        return -worth(parts[0], values)
    if kind == "share":
        return worth(parts[0], values) / 100
    found = [worth(part, values) for part in parts[1:]]
    return _paired(parts[0], *found) if kind == "pair" else _called(parts[0], found)


def _paired(sign: str, left: Fraction, right: Fraction) -> Fraction:
    if sign == "+":
        return left + right
    if sign in "-−":
        return left - right
    if sign in "*×":
        return left * right
    if not right:
        raise NoAnswer
    return left / right


def _called(name: str, found: list[Fraction]) -> Fraction:
    if name == "percent":
        return _paired("/", found[0] * 100, found[1])
    return {"sum": sum, "min": min, "max": max, "mean": lambda them: sum(them) / len(them)}[name](found)
