"""Invents the advisers' posts: days a little above the demand, bases, and what each may lead."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from random import Random

from headway.demo.county import Adviser, Place, School, Size

DEMAND_HALF_DAYS = {
    "county": 1800,
    "small": 260,
}  # about what the day rules give; a caller may pass their own
CAPACITY_OVER_DEMAND = 1.08
ADVISER, QUADRANT_LEAD = "adviser", "quadrant-lead"
_WEEKDAYS_CONTRACTED = 252  # a full-time year without weekends and bank holidays
_LEAVE_DAYS, _TRAINING_DAYS = 32, 8  # of a full-time post
_PART_TIME = (0.8, 0.6, 0.6, 0.5)
_PART_TIME_SHARE = 0.3
_PRIMARY = ("nursery", "primary")
_SECONDARY = ("secondary", "all-through", "16-plus")
_APART = ("special", "pru")


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of post: how many, and how its days weigh against a plain adviser's."""

    role: str
    first: tuple[str, ...]
    second: tuple[str, ...]
    weight: float
    cross_phase: bool = False


_LEAD = _Kind(QUADRANT_LEAD, _PRIMARY, _SECONDARY, 0.7)
_PRIMARY_ADVISER = _Kind(ADVISER, _PRIMARY, (), 1.0)
_PRIMARY_AND_ALL_THROUGH = _Kind(ADVISER, _PRIMARY, ("all-through",), 1.0)
_SECONDARY_ADVISER = _Kind(ADVISER, _SECONDARY, (), 1.0)
_SECONDARY_OR_PRIMARY = _Kind(ADVISER, _SECONDARY, _PRIMARY, 1.0)
_SPECIALIST = _Kind(ADVISER, _APART, _PRIMARY, 1.0)
_CROSS_PHASE = _Kind(ADVISER, _PRIMARY, (*_SECONDARY, *_APART), 1.0, cross_phase=True)
_POSTS: dict[Size, tuple[tuple[_Kind, int], ...]] = {
    "county": (
        (_LEAD, 4),
        (_PRIMARY_ADVISER, 12),
        (_PRIMARY_AND_ALL_THROUGH, 5),
        (_SECONDARY_ADVISER, 2),
        (_SECONDARY_OR_PRIMARY, 2),
        (_SPECIALIST, 3),
        (_CROSS_PHASE, 2),
    ),
    "small": (
        (_LEAD, 2),
        (_PRIMARY_AND_ALL_THROUGH, 1),
        (_SECONDARY_OR_PRIMARY, 1),
        (_SPECIALIST, 1),
        (_CROSS_PHASE, 1),
    ),
}


def make_advisers(
    random: Random,
    size: Size,
    schools: tuple[School, ...],
    places: tuple[Place, ...],
    first_day: date,
    demand_half_days: int,
) -> tuple[Adviser, ...]:
    """Posts whose deployable half-days sum to the demand and 8 % more, rounded up."""
    kinds = [kind for kind, number in _POSTS[size] for _ in range(number)]
    shares = [_choose_share(random, kind) for kind in kinds]
    total = -(-round(demand_half_days * CAPACITY_OVER_DEMAND * 100) // 100)
    deployable = _split(total, [kind.weight * share for kind, share in zip(kinds, shares, strict=True)])
    quadrants = _choose_quadrants(kinds, schools)
    return tuple(
        _make_adviser(random, number, *row, places, first_day)
        for number, row in enumerate(zip(kinds, shares, deployable, quadrants, strict=True), 1)
    )


def _choose_share(random: Random, kind: _Kind) -> float:
    """Full time as a share of 1; leads are full time."""
    part_time = kind.role == ADVISER and random.random() < _PART_TIME_SHARE
    return random.choice(_PART_TIME) if part_time else 1.0


def _split(total: int, weights: list[float]) -> list[int]:
    """Whole numbers in proportion to weights that sum to `total`."""
    exact = [total * weight / sum(weights) for weight in weights]
    whole = [int(value) for value in exact]
    order = sorted(range(len(weights)), key=lambda number: (whole[number] - exact[number], number))
    for number in order[: total - sum(whole)]:
        whole[number] += 1
    return whole


def _choose_quadrants(kinds: list[_Kind], schools: tuple[School, ...]) -> list[str]:
    """One lead a quadrant; the other posts go where most schools are for those already there."""
    sizes = Counter(school.place.district.quadrant for school in schools)
    posts: Counter[str] = Counter()
    leads = iter(sorted(sizes))
    chosen = []
    for kind in kinds:
        if kind.role == QUADRANT_LEAD:
            quadrant = next(leads)
        else:
            quadrant = max(sorted(sizes), key=lambda name: sizes[name] / (posts[name] + 1))
        posts[quadrant] += 1
        chosen.append(quadrant)
    return chosen


def _make_adviser(
    random: Random,
    number: int,
    kind: _Kind,
    share: float,
    deployable: int,
    quadrant: str,
    places: tuple[Place, ...],
    first_day: date,
) -> Adviser:
    base = random.choice([place for place in places if place.district.quadrant == quadrant])
    contracted, leave, training = (
        round(2 * share * days) / 2 for days in (_WEEKDAYS_CONTRACTED, _LEAVE_DAYS, _TRAINING_DAYS)
    )
    title = "Quadrant lead" if kind.role == QUADRANT_LEAD else "School improvement adviser"
    return Adviser(
        post=f"{title} {number:02d}",
        role=kind.role,
        contracted_days=contracted,
        leave_days=leave,
        training_days=training,
        internal_days=contracted - leave - training - deployable / 2,
        easting=base.easting + random.randint(-800, 800),
        northing=base.northing + random.randint(-800, 800),
        quadrant=quadrant,
        phases_first=kind.first,
        phases_second=kind.second,
        cross_phase_from=date(first_day.year, 1, 1) if kind.cross_phase else None,
        leads=share > 0.5,
        max_intensive=4 if share == 1.0 else 3 if share > 0.5 else 2,
    )
