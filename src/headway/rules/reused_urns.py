"""A number of the register that is given to another school: never taken for the school it named before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Identity:
    """What tells one school from another beside its URN: name, establishment number, the day it opened."""

    name: str
    number: str
    opened_on: date | None


def is_another_school(held: Identity, published: Identity) -> bool:
    """Whether name, number and opening day all differ. Where one of them is not known on a side, it is not."""
    told = (held.name, held.number, held.opened_on, published.name, published.number, published.opened_on)
    if not all(told):
        return False
    return (
        held.name.casefold() != published.name.casefold()
        and held.number != published.number
        and held.opened_on != published.opened_on
    )
