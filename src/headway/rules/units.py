"""Units of the authority, and which unit each reports to from when (M8-01)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from headway.rules.verdict import ALLOWED, Verdict, refuse

NOT_THERE = "The unit it is to report to is not there yet on that day. Choose a later day."


@dataclass(frozen=True, slots=True)
class Reports:
    """A unit reports to another over [valid_from, valid_until); `under` empty: to nobody."""

    unit: str
    under: str
    valid_from: date
    valid_until: date | None

    def covers(self, on: date) -> bool:
        """Whether it holds on the day."""
        return self.valid_from <= on and (self.valid_until is None or on < self.valid_until)


def places_on(rows: Iterable[Reports], on: date) -> dict[str, str]:
    """Each unit there is on the day, to the one it reports to."""
    return {row.unit: row.under for row in rows if row.covers(on)}


def outline(places: Mapping[str, str], names: Mapping[str, str]) -> list[tuple[str, int]]:
    """Units with their depth, each after the one it reports to, those of one unit by name."""
    return list(_below("", 0, places, names))


def _below(
    under: str, depth: int, places: Mapping[str, str], names: Mapping[str, str]
) -> Iterator[tuple[str, int]]:
    here = [unit for unit, above in places.items() if above == under]
    for unit in sorted(here, key=lambda one: (names[one].casefold(), one)):
        yield unit, depth
        yield from _below(unit, depth + 1, places, names)


def may_begin(rows: Sequence[Reports], under: str, valid_from: date) -> Verdict:
    """A new unit reports to one that is there by then."""
    if under and under not in places_on(rows, valid_from):
        return refuse(NOT_THERE)
    return ALLOWED


def may_move(rows: Sequence[Reports], unit: str, under: str, valid_from: date) -> Verdict:
    """A unit moves after it last did, to another unit that is there by then and never reports to it."""
    last = next(row for row in rows if row.unit == unit and row.valid_until is None)
    if valid_from <= last.valid_from:
        return refuse("The unit moved on that day or later already. Choose a later day.")
    if under == last.under:
        return refuse("The unit reports there already. Choose another unit.")
    after = [row for row in rows if row is not last] + [
        Reports(unit, last.under, last.valid_from, valid_from),
        Reports(unit, under, valid_from, None),
    ]
    if under and under not in places_on(after, valid_from):
        return refuse(NOT_THERE)
    days = {valid_from, *(row.valid_from for row in after if row.valid_from > valid_from)}
    if any(_loops(places_on(after, day), unit) for day in days):
        return refuse("The unit it moves to reports to it. Choose another unit.")
    return ALLOWED


def _loops(places: Mapping[str, str], unit: str) -> bool:
    seen, above = {unit}, places.get(unit, "")
    while above:
        if above in seen:
            return True
        seen.add(above)
        above = places.get(above, "")
    return False
