"""Spending on special needs beside what a school has for it (M10-24)."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from headway.rules.service_money_policy import ServiceMoneyPolicy

UNDER, WITHIN, OVER, UNKNOWN = "under", "within", "over", "unknown"
BANDS = {UNDER: "Under", WITHIN: "Within", OVER: "Over", UNKNOWN: "Not known"}
_TENTH = Decimal("0.1")


def percent_spent(notional_pence: int | None, spent_pence: int | None) -> Decimal | None:
    """Spending in per cent of the notional amount, to a tenth; None where either is not known, or nothing was named."""
    if not notional_pence or spent_pence is None:
        return None
    return (Decimal(spent_pence) * 100 / Decimal(notional_pence)).quantize(_TENTH, ROUND_HALF_UP)


def band_of(notional_pence: int | None, spent_pence: int | None, policy: ServiceMoneyPolicy) -> str:
    """The band: under or over the per cents of the policy, which themselves are within; reckoned before rounding."""
    if not notional_pence or spent_pence is None:
        return UNKNOWN
    percent = Decimal(spent_pence) * 100 / Decimal(notional_pence)
    if percent < policy.sen_low_percent:
        return UNDER
    return OVER if percent > policy.sen_high_percent else WITHIN
