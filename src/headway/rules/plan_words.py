"""Counts, figures and lists as plans write them in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal


def count_words(number: int, word: str) -> str:
    """A count with its word: "1 day", "0 days", "1,200 days"."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def number_words(value: Decimal) -> str:
    """A figure for a sentence: at most three decimals, no needless zeros, thousands parted by commas."""
    rounded = value.quantize(Decimal("0.001"), ROUND_HALF_UP) if abs(value) < Decimal("1e20") else value
    words = f"{rounded:,f}"
    if "." in words:
        words = words.rstrip("0").rstrip(".")
    return "0" if words == "-0" else words.replace("-", "−")


def list_words(items: Sequence[str]) -> str:
    """Texts as a list in a sentence: "a", "a and b", "a, b and c"; empty for none."""
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)
