"""What each option of an appraisal costs over five years: from its structure where it names one, else as entered."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from headway.features.decisions.models import Option
from headway.features.workforce.facts import as_rules
from headway.features.workforce.queries import posts_of, recharge_of, secondments_of
from headway.rules.appraisals import present_value
from headway.rules.money import round_pence
from headway.rules.pay_policy import PayPolicy
from headway.rules.structures import cost_of, fte_of

YEARS = 5


@dataclass(frozen=True, slots=True)
class OptionFigures:
    """Pence by year, empty where nothing is known; their present value with what is once; posts of its structure.

    `uncosted`: how many posts have no known pay. `earned_pence`: what must be earned in the first year.
    """

    costs: tuple[int, ...]
    present_pence: int | None
    fte: str
    uncosted: int
    earned_pence: int | None


def figures_of(options: Sequence[Option], policy: PayPolicy) -> dict[str, OptionFigures]:
    """Public id to figures of each option."""
    return {one.public_id: _figures(one, policy) for one in options}


def _figures(option: Option, policy: PayPolicy) -> OptionFigures:
    costs, fte, uncosted, earned = tuple(option.costs), "", 0, None
    if option.structure:
        posts = as_rules(posts_of(option.structure), option.structure.priced_on, policy)
        first = cost_of(posts) + recharge_of(secondments_of(option.structure))
        factor = 1 + Fraction(policy.uplift_percent) / 100
        costs = tuple(round_pence(first * factor**year) for year in range(YEARS)) if first else ()
        fte = f"{fte_of(posts).normalize():f}"
        uncosted = sum(one.cost_pence is None for one in posts)
        earned = sum(one.income_pence for one in posts)
    known = bool(costs)
    value = present_value(costs, policy.discount_percent, option.one_off_pence) if known else None
    return OptionFigures(costs, value, fte, uncosted, earned)
