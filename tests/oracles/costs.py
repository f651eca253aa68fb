"""A second, plain calculation of what posts cost: day by day, with decimals, from the tables of the policy file alone."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

PENNY = Decimal("0.01")


def in_force(rows: list[dict], day: date) -> dict | None:
    """The newest row that began by the day and has not ended."""
    begun = [row for row in rows if row["from"] <= day]
    if not begun or ("until" in begun[-1] and day >= begun[-1]["until"]):
        return None
    return begun[-1]


def plain(value: object) -> Decimal:
    """A figure with or without its mark."""
    return Decimal(str(value["value"] if isinstance(value, dict) else value))


def rounded(amount: Decimal) -> Decimal:
    return amount.quantize(PENNY, ROUND_HALF_UP)


def year_of(table: dict, spine: str, point: int, pension: str, fte: Decimal, allowance: Decimal, day: date):
    """Pounds of a year: pay, national insurance, pension, levy; None where a rate or the point is not known."""
    award = in_force(table["spines"][spine]["awards"], day)
    rates = [
        in_force(one["rates"], day)
        for one in (table["national_insurance"], table["pensions"][pension], table["levy"])
    ]
    points = dict(text.split(": ") for text in award["points"]) if award else {}
    if None in rates or str(point) not in points:
        return None
    insurance, scheme, levy = rates
    pay = rounded(plain(points[str(point)]) * fte) + allowance
    free = plain(insurance.get("threshold", 0))
    over = pay - free if pay > free else Decimal(0)
    hundred = Decimal(100)
    return (
        pay,
        rounded(over * plain(insurance["percent"]) / hundred),
        rounded(pay * plain(scheme["percent"]) / hundred),
        rounded(pay * plain(levy["percent"]) / hundred),
    )


def between(table: dict, terms: tuple, first_on: date, until: date) -> Fraction | None:
    """Pounds from the first day up to, not on, the last, not rounded: each day its share of its month, a twelfth of a year."""
    total, day = Fraction(0), first_on
    while day < until:
        year = year_of(table, *terms, day)
        if year is None:
            return None
        first_of_month = day.replace(day=1)
        length = ((first_of_month + timedelta(days=32)).replace(day=1) - first_of_month).days
        total += Fraction(sum(year)) / 12 / length
        day += timedelta(days=1)
    return total


def shared(pence: int, shares: list[Decimal]) -> list[int]:
    """Whole pence by per cent: each rounded down, then a penny more for the largest rests, the first of equals first."""
    exact = [Decimal(pence) * share / 100 for share in shares]
    parts = [int(one) for one in exact]
    order = sorted(range(len(shares)), key=lambda at: (-(exact[at] - parts[at]), at))
    for at in order[: pence - sum(parts)]:
        parts[at] += 1
    return parts
