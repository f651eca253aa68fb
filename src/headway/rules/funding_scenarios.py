"""Income of the service under a scenario, and the gap to what it costs (M13-06)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from headway.rules.funding import SOURCES
from headway.rules.money import round_pence
from headway.rules.verdict import ALLOWED, Verdict, refuse

YEARS = 3


@dataclass(frozen=True, slots=True)
class YearOfMoney:
    """One year: pence by source, their sum, the cost, and what is missing; `income`, `cost` and `gap` None: not known."""

    by_source: Mapping[str, int | None]
    income: int | None
    cost: int | None

    @property
    def gap(self) -> int | None:
        """Cost beyond income, in pence: what must be saved or earned; negative: to spare."""
        return None if self.income is None or self.cost is None else self.cost - self.income


def may_foresee(income: Mapping[str, Sequence[int | None]], cuts: Mapping[str, Sequence[Decimal]]) -> Verdict:
    """Whether every source is known and nothing is cut by more than there is."""
    unknown = [source for source in (*income, *cuts) if source not in SOURCES]
    if unknown:
        return refuse(f"“{unknown[0]}” is no source of money. Use: {', '.join(SOURCES)}.")
    if any(percent > 100 for row in cuts.values() for percent in row):
        return refuse("A cut is at most 100 per cent. A minus is a rise.")
    return ALLOWED


def foresee(
    income: Mapping[str, Sequence[int | None]],
    cost: Sequence[int | None],
    cuts: Mapping[str, Sequence[Decimal]],
) -> list[YearOfMoney]:
    """Each year with its cuts: per cent of what the source gives in that year without them; a year with an unknown source has
    no sum."""
    found = []
    for year, spent in enumerate(cost):
        by_source = {
            source: _cut(row[year], cuts[source][year] if source in cuts else Decimal(0))
            for source, row in income.items()
        }
        known = [pence for pence in by_source.values() if pence is not None]
        total = sum(known) if known and len(known) == len(by_source) else None
        found.append(YearOfMoney(by_source, total, spent))
    return found


def _cut(pence: int | None, percent: Decimal) -> int | None:
    return None if pence is None else round_pence(pence * (1 - Fraction(percent) / 100))
