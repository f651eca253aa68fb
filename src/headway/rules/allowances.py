"""Allowances for staff of kinds of setting: who is in scope, and what it costs a year (M2-13)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from headway.rules.money import PENCE, round_pence
from headway.rules.verdict import ALLOWED, Verdict, refuse

GROUPS = {"teaching": "Teaching", "support": "Support"}


@dataclass(frozen=True, slots=True)
class Terms:
    """For whom, and how much: an amount a year at full time, or per cent of pay."""

    kinds: frozenset[str]
    groups: frozenset[str]
    amount_pence: int | None = None
    percent: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Staff:
    """A post in a setting. `pay_pence`: a year at full time; None: not known."""

    key: str
    kind: str
    group: str
    fte: Decimal
    pay_pence: int | None = None


@dataclass(frozen=True, slots=True)
class Payment:
    """What one post is paid a year; None: its pay is not known, so neither is this."""

    key: str
    pence: int | None


def may_offer(terms: Terms) -> Verdict:
    """Whether a scheme can say this: whom it is for, and an amount or a percentage above nought, not both."""
    if not terms.kinds or not terms.groups:
        return refuse("Choose at least one kind of setting and one group of staff.")
    if terms.amount_pence is not None and terms.percent is not None:
        return refuse("Enter an amount or a percentage of pay, not both.")
    if not terms.amount_pence and not terms.percent:
        return refuse("Enter an amount a year or a percentage of pay, above nought.")
    return ALLOWED


def payments_of(terms: Terms, staff: Sequence[Staff]) -> list[Payment]:
    """What each post in scope is paid a year, in the order given; posts out of scope are left out."""
    inside = [one for one in staff if one.kind in terms.kinds and one.group in terms.groups]
    return [Payment(one.key, _pence(terms, one)) for one in inside]


def cost_of(payments: Sequence[Payment]) -> int | None:
    """Pence a year of those that are known; None where there are payments and none is known."""
    known = [one.pence for one in payments if one.pence is not None]
    return sum(known) if known or not payments else None


def _pence(terms: Terms, one: Staff) -> int | None:
    """Part time in proportion, half a penny away from nought."""
    if terms.amount_pence is not None:
        return round_pence(terms.amount_pence * Fraction(one.fte))
    if one.pay_pence is None:
        return None
    return round_pence(one.pay_pence * Fraction(one.fte) * Fraction(terms.percent or 0) / PENCE)
