"""Money in whole pence: rounding, sharing out without losing a penny, and how it is written."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

PENCE = 100


def to_pence(pounds: Decimal | int) -> int:
    """Pounds as whole pence, half a penny away from nought."""
    return int((Decimal(pounds) * PENCE).quantize(Decimal(1), ROUND_HALF_UP))


def to_pounds(pence: int) -> Decimal:
    """Pence as pounds with two places."""
    return Decimal(pence).scaleb(-2)


def round_pence(amount: Fraction) -> int:
    """A fraction of pence as whole pence, half a penny away from nought."""
    whole = (abs(amount.numerator) * 2 + amount.denominator) // (2 * amount.denominator)
    return whole if amount >= 0 else -whole


def percent_of(pence: int, percent: Decimal) -> int:
    """So many per cent of an amount, to the penny."""
    return round_pence(pence * Fraction(percent) / PENCE)


def share_out(pence: int, weights: Sequence[Decimal | int]) -> tuple[int, ...]:
    """An amount in parts by weight; the parts add up to it. The pennies left over go to the largest remainders, the first
    of equals first. ValueError where no weight is above nought or one is below it."""
    parts = [Fraction(one) for one in weights]
    if not parts or min(parts) < 0 or sum(parts) == 0:
        raise ValueError("Weights are not below nought, and one of them is above.")
    sign, total = (1 if pence >= 0 else -1), sum(parts)
    exact = [abs(pence) * one / total for one in parts]
    floors = [one.numerator // one.denominator for one in exact]
    by_rest = sorted(range(len(exact)), key=lambda at: floors[at] - exact[at])
    for at in by_rest[: abs(pence) - sum(floors)]:
        floors[at] += 1
    return tuple(sign * one for one in floors)


def money_words(pence: int) -> str:
    """An amount as it is written: £72,250 or £10,087.50, with a minus before the sign of the currency."""
    sign, amount = ("-" if pence < 0 else ""), abs(pence)
    rest = f".{amount % PENCE:02}" if amount % PENCE else ""
    return f"{sign}£{amount // PENCE:,}{rest}"
