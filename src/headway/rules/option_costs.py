"""What the posts of an option cost by year, what of it must be earned, and which posts cannot be costed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from headway.rules.appraisal_packs import OptionPack, PostLine
from headway.rules.financial_years import financial_years_from
from headway.rules.funding import income_target, split
from headway.rules.money import round_pence
from headway.rules.pay_policy import PayPolicy
from headway.rules.staffing_cost import Terms, advice_on_scale, annual_cost

YEARS = 5


@dataclass(frozen=True, slots=True)
class CostedLine:
    """A line of posts with the pence of a year for all of them, at the highest point; None: its pay is not known.

    `target_pence`: what must be earned; None where shares are not known. `advice`: what is said of its scale.
    """

    line: PostLine
    cost_pence: int | None
    target_pence: int | None
    advice: str


@dataclass(frozen=True, slots=True)
class CostedOption:
    """An option with its lines, and its pence by financial year; empty where not one post can be costed."""

    option: OptionPack
    lines: tuple[CostedLine, ...]
    by_year: tuple[tuple[str, int], ...]
    uncosted: tuple[str, ...]

    @property
    def posts(self) -> Decimal:
        """How many posts there are."""
        return sum((one.line.number for one in self.lines), Decimal(0))


def cost_option(option: OptionPack, on: date, policy: PayPolicy, uplift_percent: Decimal) -> CostedOption:
    """The posts of the option costed at what holds on the day; each later year more by the uplift. Refused where a spine
    or a rate is not known then."""
    lines = tuple(_cost_line(line, on, policy) for line in option.posts)
    known = [one.cost_pence for one in lines if one.cost_pence is not None]
    factor = 1 + Fraction(uplift_percent) / 100
    years = financial_years_from(on, YEARS) if known else ()
    return CostedOption(
        option=option,
        lines=lines,
        by_year=tuple(
            (year.label, round_pence(sum(known) * factor**number)) for number, year in enumerate(years)
        ),
        uncosted=tuple(one.line.title for one in lines if one.cost_pence is None),
    )


def per_place(pence: int, places: int) -> int:
    """An amount for each of so many places, to the nearest penny (M10-18)."""
    return round_pence(Fraction(pence, places))


def income_of(lines: Sequence[CostedLine]) -> int:
    """What must be earned by all lines whose shares are known, in pence."""
    return sum(one.target_pence for one in lines if one.target_pence is not None)


def _cost_line(line: PostLine, on: date, policy: PayPolicy) -> CostedLine:
    if line.scale is None:
        return CostedLine(line, None, None, "")
    spine, first, last, assessed = line.scale
    advice = advice_on_scale(first, last, assessed, policy)
    terms = Terms(spine=spine, point=last + assessed, pension=line.pension)
    each = annual_cost(terms, on, policy).total
    cost = round_pence(each * Fraction(line.number))
    target = income_target(split(cost, line.shares)) if line.shares else None
    return CostedLine(line, cost, target, advice.words if advice else "")
