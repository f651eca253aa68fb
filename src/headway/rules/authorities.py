"""Whether a newer register still tells of the authority served, or of the one that took its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

SAME, RENAMED, RECODED, TAKEN_OVER, GONE, OTHER = "same", "renamed", "recoded", "taken over", "gone", "other"


@dataclass(frozen=True, slots=True)
class Named:
    """An authority as a register writes it."""

    code: str
    name: str

    def is_called(self, name: str) -> bool:
        """Whether it has this name, however it is written."""
        return self.name.casefold() == name.casefold()


def became_of(held: Named, wanted: str, every: Mapping[Named, int], ours: Mapping[Named, int]) -> str:
    """What became of the authority held when a register is read for the one `wanted`.

    `every`: authorities of the register with the number of their schools; `ours`: how many of the open schools held as our
    own stand under each. Another authority's file is never taken, unless most of our schools stand under it and none under
    our own name or code any more.
    """
    called = [one for one in every if one.is_called(wanted)]
    still = any(one.is_called(held.name) or one.code == held.code for one in every)
    if not held.is_called(wanted):
        moved = sum(number for one, number in ours.items() if one.is_called(wanted))
        return TAKEN_OVER if not still and 2 * moved > sum(ours.values()) else OTHER
    if called:
        # Closed schools may stay under the old code: what counts is where most of them stand.
        most = max(sorted(called, key=lambda one: one.code), key=lambda one: every[one])
        return SAME if most.code == held.code else RECODED
    return RENAMED if still else GONE
