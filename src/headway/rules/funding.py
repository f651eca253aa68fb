"""Where a post's money comes from: shares that make a whole, what must be earned, and what a day may cost a school."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from headway.rules.money import money_words, round_pence, share_out
from headway.rules.verdict import ALLOWED, Verdict, refuse

CORE, BUYBACK, GRANT, DE_DELEGATION, TRADED, RECHARGE = (
    "core",
    "buyback",
    "grant",
    "de-delegation",
    "traded",
    "recharge",
)
SOURCES = {
    CORE: "Core",
    BUYBACK: "Buyback",
    GRANT: "Grant",
    DE_DELEGATION: "De-delegation",
    TRADED: "Traded",
    RECHARGE: "Recharge",
}
EARNED = (BUYBACK, TRADED)
WHOLE = Decimal(100)
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class YearOfService:
    """What a kind of service cost and earned in a year, in pence."""

    service: str
    year: str
    cost_pence: int
    income_pence: int


@dataclass(frozen=True, slots=True)
class ChargingFinding:
    """Whether one kind of service earned no more than it cost, taking one year with another."""

    service: str
    cost_pence: int
    income_pence: int
    words: str

    @property
    def keeps(self) -> bool:
        """Whether it does."""
        return self.income_pence <= self.cost_pence


def may_fund(shares: Mapping[str, Decimal]) -> Verdict:
    """Whether the shares, in per cent by source, make a whole (M2-04)."""
    unknown = [source for source in shares if source not in SOURCES]
    if unknown:
        return refuse(f"“{unknown[0]}” is no source of money. Use: {', '.join(SOURCES)}.")
    if any(share < 0 for share in shares.values()):
        return refuse("A share is not below nought.")
    total = sum(shares.values(), Decimal(0))
    if total != WHOLE:
        listed = " and ".join(f"{share.normalize():f}" for share in shares.values())
        return refuse(
            f"The shares {listed} add up to {total.normalize():f}, not to 100. Correct one of them."
        )
    return ALLOWED


def split(pence: int, shares: Mapping[str, Decimal]) -> dict[str, int]:
    """A cost by source; the parts add up to it. Shares as `may_fund` allows."""
    parts = share_out(pence, list(shares.values()))
    return dict(zip(shares, parts, strict=True))


def income_target(parts: Mapping[str, int]) -> int:
    """What schools must be charged, in pence (M2-04, M2-05)."""
    return sum(parts.get(source, 0) for source in EARNED)


def days_to_sell(pence: int, day_rate_pence: int) -> Decimal:
    """How many days at this rate bring in the amount, to a tenth of a day."""
    return (Decimal(pence) / Decimal(day_rate_pence)).quantize(_TENTH, ROUND_HALF_UP)


def de_delegated(per_pupil_pence: Mapping[str, int], pupils: Mapping[str, int]) -> dict[str, int]:
    """What maintained schools give back, by phase: an amount a pupil times pupils; a phase without a vote gives nothing."""
    return {phase: amount * pupils.get(phase, 0) for phase, amount in per_pupil_pence.items()}


def full_cost_day_rate(cost_pence: int, days: int) -> int:
    """What a day must cost a school to cover the post, in pence; `days`: of a year that reach schools."""
    return round_pence(Fraction(cost_pence, days))


def charging_findings(years: Sequence[YearOfService]) -> list[ChargingFinding]:
    """For each kind of service whether income stayed within cost, taking one year with another (Local Government Act 2003,
    section 93)."""
    found = []
    for service in dict.fromkeys(one.service for one in years):
        rows = [one for one in years if one.service == service]
        cost, income = sum(one.cost_pence for one in rows), sum(one.income_pence for one in rows)
        over = income - cost
        span = "one year" if len(rows) == 1 else f"{len(rows)} years"
        words = (
            f"Income is {money_words(over)} above cost over {span}: lower the price or give it back."
            if over > 0
            else f"Income is {money_words(-over)} below cost over {span}."
        )
        found.append(ChargingFinding(service, cost, income, words))
    return found
