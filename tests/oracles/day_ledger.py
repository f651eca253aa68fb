"""A slow, plain second reading of the day ledger: a list of what happened, added up anew every time; it shares nothing."""

from __future__ import annotations

from datetime import date


class PlainLedger:
    """One account beside one crisis pool. Every answer is True (it happened) or False (it was refused)."""

    def __init__(self, pool: int) -> None:
        self.happened: list[dict] = []
        self.pool = pool

    def held(self, on: date | None = None) -> int:
        """Half-days of the account, up to a day."""
        return sum(one["amount"] for one in self.happened if on is None or one["on"] <= on)

    def in_pool(self) -> int:
        """Half-days left in the pool."""
        return self.pool - sum(one["amount"] for one in self.happened if one["kind"] == "crisis")

    def standing(self, kind: str, source: str) -> dict | None:
        """What stands of a source."""
        found = [one for one in self.happened if (one["kind"], one["source"]) == (kind, source)]
        made = [one for one in found if one["back"] is None]
        return next((one for one in made if not any(other["back"] is one for other in found)), None)

    def move(self, kind: str, source: str, half_days: int, on: date) -> bool:
        """Credit or use half-days: once a source, never below zero, no more than the pool has."""
        amount = -half_days if kind == "used" else half_days
        known = self.standing(kind, source)
        if known is not None:
            return known["amount"] == amount
        if self.held() + amount < 0 or (kind == "crisis" and self.in_pool() < half_days):
            return False
        self.happened.append({"kind": kind, "source": source, "amount": amount, "on": on, "back": None})
        return True

    def take_back(self, kind: str, source: str, on: date) -> bool:
        """The opposite of what stands, as far as its days are still there."""
        known = self.standing(kind, source)
        if known is None or self.held() - known["amount"] < 0:
            return False
        self.happened.append({**known, "amount": -known["amount"], "on": on, "back": known})
        return True
