"""A first proposal of partnerships by place: neighbouring mainstream schools, within quadrants, sizes between
limits."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import numpy as np

from headway.planner.territory.clusters import share_spots

METRES_A_KM = 1000

EARLY_PHASES = frozenset({"primary", "nursery", "middle-deemed-primary"})
LATE_PHASES = frozenset({"secondary", "middle-deemed-secondary", "all-through", "16-plus"})


@dataclass(frozen=True, slots=True)
class GroupSchool:
    """A school to be grouped. phase: early and late phases are grouped, any other (special, pru) is left out.
    easting, northing: metres."""

    id: str
    phase: str
    easting: float
    northing: float
    quadrant: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A proposed partnership without a name. school_ids in order of id. easting, northing: the members' mean,
    metres. is_outside_limits: its size is not between the limits, because its quadrant's number of schools
    does not allow it."""

    quadrant: str | None
    school_ids: tuple[str, ...]
    easting: float
    northing: float
    is_outside_limits: bool


def propose_partnerships(
    schools: Sequence[GroupSchool], *, smallest: int, largest: int, seed: int, secondaries_apart: bool = False
) -> tuple[Group, ...]:
    """Groups of neighbouring schools, quadrant by quadrant, sizes between `smallest` and `largest` schools.

    Early-phase schools form the groups; late-phase ones join the group that keeps both place and size, or
    form groups of their own with `secondaries_apart`. Special schools and PRUs are in none. A number of
    schools that no number of groups within the limits adds up to (such as fewer than `smallest`) gives
    flagged groups. The order of the schools does not matter. Raises ValueError with a sentence for limits
    that cannot be.
    """
    if not 1 <= smallest <= largest:
        raise ValueError(
            f"Partnership sizes from {smallest} to {largest} cannot be; "
            "give 1 or more, the smaller limit first."
        )
    grouped = [school for school in schools if school.phase in EARLY_PHASES | LATE_PHASES]
    grouped.sort(key=lambda school: school.id)
    parts = [EARLY_PHASES, LATE_PHASES] if secondaries_apart else [EARLY_PHASES | LATE_PHASES]
    groups: list[Group] = []
    for quadrant in sorted(
        {school.quadrant for school in grouped}, key=lambda name: (name is not None, name or "")
    ):
        for phases in parts:
            rows = [school for school in grouped if school.quadrant == quadrant and school.phase in phases]
            if rows:
                groups += _group_quadrant(rows, quadrant, smallest, largest, Random(seed))
    return tuple(groups)


def _group_quadrant(
    rows: list[GroupSchool], quadrant: str | None, smallest: int, largest: int, dice: Random
) -> list[Group]:
    """Place the groups by the early-phase schools, then share all schools of the quadrant out among them."""
    count = count_groups(len(rows), smallest, largest)
    places = np.array([(row.easting, row.northing) for row in rows]) / METRES_A_KM
    fits = count * smallest <= len(rows) <= count * largest
    low, high = (smallest, largest) if fits else (len(rows) // count, -(-len(rows) // count))
    early = [number for number, row in enumerate(rows) if row.phase in EARLY_PHASES]
    anchors = early if len(early) >= count else list(range(len(rows)))
    member_of = share_spots(places, count, smallest=low, largest=high, anchors=anchors, dice=dice)
    groups = []
    for number in range(count):
        members = [row for row, group in zip(rows, member_of, strict=True) if group == number]
        east = sum(row.easting for row in members) / len(members)
        north = sum(row.northing for row in members) / len(members)
        ids = tuple(row.id for row in members)
        groups.append(Group(quadrant, ids, east, north, not smallest <= len(ids) <= largest))
    return sorted(groups, key=lambda group: (group.easting, group.northing, group.school_ids))


def count_groups(schools: int, smallest: int, largest: int) -> int:
    """Number of groups that brings sizes nearest the middle of the limits, within them where that is
    possible."""
    wanted = max(1, round(schools / ((smallest + largest) / 2)))
    fits = [n for n in range(1, schools + 1) if n * smallest <= schools <= n * largest]
    if fits:
        return min(fits, key=lambda n: (abs(n - wanted), n))
    return max(1, schools // smallest)
