"""An option's posts as advisers the planner can send: their half-days and phases, where each stands, and what that changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from headway.rules.capacity import ADVISING
from headway.rules.schools import PHASES
from headway.rules.structures import Post
from headway.rules.verdict import ALLOWED, Verdict, refuse


@dataclass(frozen=True, slots=True)
class Sendable:
    """A post that serves schools. `half_days`: of a year; `phases`: those it may serve, all where the post names none."""

    title: str
    half_days: int
    phases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Served:
    """What one school gets in a year: half-days it is entitled to, those nobody has room for, minutes travelled for it."""

    half_days: int
    unmet_half_days: int
    travel_minutes: int


@dataclass(frozen=True, slots=True)
class Effect:
    """What an option changes for one school against the service as it is; None where that was not worked out."""

    urn: int
    served: Served
    before: Served | None

    @property
    def more_unmet(self) -> int | None:
        """Half-days more that nobody has room for; negative: fewer."""
        return None if self.before is None else self.served.unmet_half_days - self.before.unmet_half_days

    @property
    def more_travel(self) -> int | None:
        """Minutes a year more that are travelled for it; negative: fewer."""
        return None if self.before is None else self.served.travel_minutes - self.before.travel_minutes


def sendable_posts(
    posts: Sequence[Post], seconded: Sequence[tuple[str, Decimal]], full_half_days: int
) -> tuple[Sendable, ...]:
    """Advisers, quadrant leads and who else can intervene, in the order of the structure, then those lent to the service.

    `seconded`: title and full-time equivalent; `full_half_days`: what a full-time post gives to schools in a year. A post
    too short for half a day is left out.
    """
    chosen = [(one.title, one.fte, one.phases) for one in posts if one.intervenes or one.role in ADVISING]
    chosen += [(title, fte, ()) for title, fte in seconded]
    sized = [
        Sendable(title, _half_days(fte, full_half_days), phases or PHASES) for title, fte, phases in chosen
    ]
    return tuple(one for one in sized if one.half_days)


def may_deploy(sendable: Sequence[Sendable]) -> Verdict:
    """Whether anybody can be sent at all."""
    if sendable:
        return ALLOWED
    return refuse("No post of this option serves schools. Give its posts a role or say who can intervene.")


def place_posts(
    number: int, bases: Sequence[tuple[float, float]], middle: tuple[float, float]
) -> list[tuple[float, float]]:
    """Metres of the grid for so many posts: the bases of the present team in their order, then the middle of the schools."""
    return [*bases[:number], *[middle] * max(0, number - len(bases))]


def effects(after: Mapping[int, Served], before: Mapping[int, Served] | None) -> list[Effect]:
    """One a school, those with the most unmet half-days more first, then by URN."""
    found = [Effect(urn, served, (before or {}).get(urn)) for urn, served in after.items()]
    return sorted(found, key=lambda one: (-(one.more_unmet or 0), -one.served.unmet_half_days, one.urn))


def _half_days(fte: Decimal, full_half_days: int) -> int:
    return int((fte * full_half_days).to_integral_value(ROUND_HALF_UP))
