"""What somebody is told of a visit next, given what they were told last: an invitation, a change, or that it is off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from headway.rules.visits import BOOKED, CANCELLED

REQUEST, CANCEL = "REQUEST", "CANCEL"
METHODS = {REQUEST: "Invitation", CANCEL: "Cancellation"}


@dataclass(frozen=True, slots=True)
class Told:
    """What one mail says of a visit; `sequence` counts the mails of the visit to the same address before it."""

    method: str
    sequence: int
    on: date
    half: str


@dataclass(frozen=True, slots=True)
class Stands:
    """How a visit stands. `announced`: the policy lets schools know of its kind; `waits`: nobody has approved it yet."""

    state: str
    on: date
    half: str
    waits: bool = False
    announced: bool = True


def next_told(visit: Stands, last: Told | None, today: date) -> Told | None:
    """What the school is told now; None where it knows how the visit stands, or is not to know.

    What was changed and changed back in between is no news. A visit of a day gone by is no invitation.
    """
    number = last.sequence + 1 if last else 0
    invited = last is not None and last.method == REQUEST
    if visit.state == CANCELLED:
        return Told(CANCEL, number, last.on, last.half) if last and invited and last.on >= today else None
    if visit.state != BOOKED or visit.waits or not visit.announced or visit.on < today:
        return None
    if last and invited and (last.on, last.half) == (visit.on, visit.half):
        return None
    return Told(REQUEST, number, visit.on, visit.half)


def news_of(visit: Stands, wanted: Iterable[str], told: Mapping[str, Told], today: date) -> dict[str, Told]:
    """What each address is told now. `wanted`: the heads' of the schools it goes to, `told`: what each was told last.

    Who is asked no longer, their school having left the partnership or a new head having come, is told it is off.
    """
    now = {one.lower(): one for one in wanted}
    off = replace(visit, state=CANCELLED)
    found = {address: next_told(visit, told.get(key), today) for key, address in now.items()}
    found |= {key: next_told(off, last, today) for key, last in told.items() if key not in now}
    return {address: one for address, one in found.items() if one is not None}


def is_settled(changed_at: datetime, at: datetime, undo_seconds: int) -> bool:
    """Whether the seconds in which a change can be taken back are over."""
    return changed_at + timedelta(seconds=undo_seconds) < at
