"""What a school is told of a visit next, given what it was told last: an invitation, a change, or that it is off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from headway.rules.visits import BOOKED, CANCELLED

REQUEST, CANCEL = "REQUEST", "CANCEL"
METHODS = {REQUEST: "Invitation", CANCEL: "Cancellation"}


@dataclass(frozen=True, slots=True)
class Told:
    """What one mail says of a visit; `sequence` counts the mails of the visit before it."""

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


def is_settled(changed_at: datetime, at: datetime, undo_seconds: int) -> bool:
    """Whether the seconds in which a change can be taken back are over."""
    return changed_at + timedelta(seconds=undo_seconds) < at
