"""Looking back: which past day an address asks for, and what the register said then, told from what changed since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

EARLIEST = date(1900, 1, 1)
NO_DAY = "The address names no day that there is. Choose one below. The page shows today."
TO_COME = "That day lies in the future, and nobody knows it yet. Choose a day that was. The page shows today."
TOO_EARLY = "Nothing is held of the time before 1900. Choose a later day. The page shows today."


@dataclass(frozen=True, slots=True)
class AsAt:
    """The past day that is asked for, None for today; `fault`: why another one cannot be shown, in a sentence."""

    day: date | None = None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Differing:
    """One fact of a school that a newer register changed, as it was before."""

    urn: int
    field: str
    before: str


@dataclass(frozen=True, slots=True)
class InGroup:
    """A school in a trust or federation over [joined_on, left_on), as far as the days are known."""

    name: str
    is_federation: bool
    joined_on: date | None
    left_on: date | None


def read_as_at(given: str, today: date) -> AsAt:
    """The day an address asks for, written like 2025-03-01. Nothing, and today itself, is today."""
    words = given.strip()
    if not words:
        return AsAt()
    try:
        day = date.fromisoformat(words)
    except ValueError:
        return AsAt(fault=NO_DAY)
    if day > today:
        return AsAt(fault=TO_COME)
    if day < EARLIEST:
        return AsAt(fault=TOO_EARLY)
    return AsAt(None if day == today else day)


def facts_then(changes: Iterable[Differing]) -> Mapping[int, Mapping[str, str]]:
    """URN to the facts that differ from today's, by the register's names. The changes are those made after the day, the
    newest first, so that what stood before the oldest of them is what held on the day."""
    found: dict[int, dict[str, str]] = {}
    for one in changes:
        found.setdefault(one.urn, {})[one.field] = one.before
    return found


def was_in(joined_on: date | None, left_on: date | None, day: date) -> bool:
    """Whether a membership held on the day; a day that is not known bounds nothing."""
    return (joined_on is None or joined_on <= day) and (left_on is None or day < left_on)


def group_then(rows: Iterable[InGroup], day: date, now: str) -> str:
    """The trust or federation on that day; `now` where no membership of the kind is held at all, so that nothing is dated."""
    held = list(rows)
    if not held:
        return now
    then = [one.name for one in held if was_in(one.joined_on, one.left_on, day)]
    return then[0] if then else ""
