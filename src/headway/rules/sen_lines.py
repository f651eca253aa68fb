"""Pasted lines of spending on special needs, read to pence with a sentence for each line that cannot be (M10-24)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from headway.rules.money import to_pence

PARTS = ("notional_pence", "top_up_pence", "plans_pence", "spent_pence")
MOST_POUNDS = Decimal(200_000_000)


@dataclass(frozen=True, slots=True)
class SenLine:
    """One school's figures: its URN and pence by part, None for what is not known."""

    number: int
    urn: int
    pence: dict[str, int | None]


def read_lines(text: str) -> tuple[list[SenLine], list[str]]:
    """The lines, and a sentence for each that is faulty. A line of heads at the top is passed over; empty ones too."""
    found: list[SenLine] = []
    faults: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        cells = [one.strip() for one in line.replace(";", "\t").split("\t")]
        if not any(cells) or (number == 1 and cells[0].casefold() == "urn"):
            continue
        try:
            found.append(_line(number, cells, {one.urn for one in found}))
        except ValueError as fault:
            faults.append(f"Line {number}: {fault}")
    return found, faults


def _line(number: int, cells: list[str], met: set[int]) -> SenLine:
    if not (cells[0].isascii() and cells[0].isdigit() and len(cells[0]) == 6):
        raise ValueError(f"“{cells[0][:20]}” is no URN; it has six digits.")
    urn = int(cells[0])
    if urn in met:
        raise ValueError(f"The URN {urn} stands twice; keep one line.")
    if len(cells) > len(PARTS) + 1:
        raise ValueError(f"It has {len(cells)} columns; five are read.")
    values = [_pence(one) for one in cells[1:]] + [None] * (len(PARTS) + 1 - len(cells))
    return SenLine(number, urn, dict(zip(PARTS, values, strict=True)))


def _pence(cell: str) -> int | None:
    words = cell.replace("£", "").replace(",", "").strip()
    if not words:
        return None
    try:
        pounds = Decimal(words)
    except InvalidOperation:
        raise ValueError(f"“{cell[:20]}” is no amount in pounds.") from None
    if not pounds.is_finite() or not 0 <= pounds <= MOST_POUNDS:
        raise ValueError(f"“{cell[:20]}” is below nought or too large.")
    return to_pence(pounds)
