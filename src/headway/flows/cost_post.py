"""What one post costs, where its money comes from and how many days must be sold. No database is asked."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.conf import settings

from headway.rules.calendars import day_words
from headway.rules.funding import (
    BUYBACK,
    CORE,
    days_to_sell,
    full_cost_day_rate,
    income_target,
    may_fund,
    split,
)
from headway.rules.money import money_words, to_pence
from headway.rules.pay_policy import PayPolicy, read_pay
from headway.rules.staffing_cost import Cost, Terms, annual_cost
from headway.rules.verdict import Refused, insist


@dataclass(frozen=True, slots=True)
class CostedPost:
    """The cost of a post for a year at what holds on a day, its parts by source, and the days to sell."""

    terms: Terms
    on: date
    cost: Cost
    parts: Mapping[str, int]
    day_rate_pence: int
    days_to_sell: Decimal
    full_cost_day_rate_pence: int


def cost_post(
    *,
    terms: Terms,
    on: date,
    shares: Mapping[str, Decimal],
    day_rate: Decimal,
    policy: PayPolicy | None = None,
) -> CostedPost:
    """The cost of a post. `shares` in per cent by source; `day_rate` in pounds. Refused with what to put right."""
    policy = policy or packed_pay()
    insist(may_fund(shares))
    if day_rate <= 0:
        raise Refused("The price of a day is above nought.")
    if not 0 < terms.fte <= 1:
        raise Refused("The share of full time is above 0 and at most 1.")
    cost = annual_cost(terms, on, policy)
    parts, rate = split(cost.total, shares), to_pence(day_rate)
    return CostedPost(
        terms=terms,
        on=on,
        cost=cost,
        parts=parts,
        day_rate_pence=rate,
        days_to_sell=days_to_sell(income_target(parts), rate),
        full_cost_day_rate_pence=full_cost_day_rate(cost.total, policy.deliverable_days),
    )


def packed_pay() -> PayPolicy:
    """The policy of pay from the pack of the product, so that nothing has to be adopted first."""
    place = Path(settings.POLICIES) / "england" / "pay.toml"
    return read_pay(tomllib.loads(place.read_text(encoding="utf-8"), parse_float=Decimal))


def tell_costed(post: CostedPost) -> Iterator[str]:
    """The cost, line by line."""
    cost = post.cost
    yield f"A year at what holds on {day_words(post.on)}: {money_words(cost.total)}"
    yield f"  pay {money_words(cost.salary)}, national insurance {money_words(cost.national_insurance)}"
    yield f"  pension {money_words(cost.pension)}, apprenticeship levy {money_words(cost.levy)}"
    yield f"From core {money_words(post.parts.get(CORE, 0))}, from buyback {money_words(post.parts.get(BUYBACK, 0))}"
    yield f"Days to sell at {money_words(post.day_rate_pence)}: {post.days_to_sell}"
    yield f"A day that covers the post costs {money_words(post.full_cost_day_rate_pence)}"
