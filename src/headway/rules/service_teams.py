"""Services with teams: which schools may subscribe, and URNs as they are pasted (M2-18)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from headway.rules.calendars import day_words
from headway.rules.verdict import ALLOWED, Verdict, refuse

URN = re.compile(r"[0-9]{6}")
BETWEEN = re.compile(r"[\s,;]+")
MOST_PASTED, MOST_TOLD = 1000, 10


@dataclass(frozen=True, slots=True)
class Pasted:
    """The URNs read, in their order, and a sentence for each thing that is none or stands twice."""

    urns: tuple[int, ...]
    faults: tuple[str, ...]


def read_urns(text: str) -> Pasted:
    """URNs with spaces, commas or new lines between, as they come from a spreadsheet."""
    words = [word for word in BETWEEN.split(text) if word]
    if len(words) > MOST_PASTED:
        return Pasted(
            (), (f"These are {len(words):,} lines or words; paste {MOST_PASTED:,} URNs at the most.",)
        )
    urns: dict[int, None] = {}
    faults = []
    for word in words:
        if not URN.fullmatch(word):
            faults.append(f"“{word[:40]}” is not a URN. A URN has six figures.")
        elif int(word) in urns:
            faults.append(f"{word} stands there twice. Take one out.")
        else:
            urns[int(word)] = None
    return Pasted(tuple(urns), tuple(faults))


def shortened(faults: Iterable[str]) -> tuple[str, ...]:
    """The first faults, and how many more there are."""
    known = tuple(faults)
    if len(known) <= MOST_TOLD:
        return known
    return (*known[:MOST_TOLD], f"And {len(known) - MOST_TOLD:,} more like these.")


def may_subscribe(*, is_open: bool, held_from: date | None, held_until: date | None) -> Verdict:
    """Whether a school can subscribe: while it is open and does not take the service on one of the days already."""
    if not is_open:
        return refuse("The school is closed.")
    if held_from is None:
        return ALLOWED
    until = f" until {day_words(held_until)}" if held_until else ""
    return refuse(f"It takes the service from {day_words(held_from)}{until} already.")


def may_end(valid_from: date, valid_until: date | None) -> Verdict:
    """Whether a subscription can end on this day."""
    if valid_until and valid_until <= valid_from:
        return refuse("It ends before it begins. Correct the day, or take the subscription out.")
    return ALLOWED
