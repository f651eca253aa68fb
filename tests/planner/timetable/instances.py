"""Seeded invented years for the timetable: an authority of about 300 schools, and small ones with every rule."""

import random
from datetime import date, timedelta
from math import hypot

from headway.planner.timetable.problem import Adviser, HalfDay, Link, Problem, School, Visit, Weights

TERMS = {
    "autumn": (date(2026, 9, 2), date(2026, 12, 19)),
    "spring": (date(2027, 1, 4), date(2027, 3, 26)),
    "summer": (date(2027, 4, 12), date(2027, 7, 22)),
}
HALF_TERMS = ((date(2026, 10, 26), 5), (date(2027, 2, 15), 5), (date(2027, 5, 31), 5), (date(2027, 5, 3), 1))
TESTS_WEEK = frozenset(date(2027, 5, 10) + timedelta(days=at) for at in range(4))
WEIGHTS = Weights(
    speed_km_per_hour=45.0,
    detour_factor=1.35,
    most_minutes_between=45.0,
    wanted_day_minutes=0.5,
    outside_preferred_minutes=30.0,
    week_bands=((5, 20.0), (7, 40.0)),
    move_minutes=15.0,
)
PARTS = (  # purpose, term, weeks of the window, whether every school has it
    ("autumn agenda", "autumn", (0, 7), True),
    ("target setting", "autumn", (5, 15), True),
    ("concern", "autumn", (3, 12), False),
    ("spring visit", "spring", (0, 6), True),
    ("concern", "spring", (4, 12), False),
    ("evaluation", "summer", (0, 9), True),
    ("concern", "summer", (2, 12), False),
    ("summer visit", "summer", (6, 15), True),
)


def school_days() -> tuple[date, ...]:
    """The weekdays of three terms, half-terms and a bank holiday taken out."""
    away = {first + timedelta(days=at) for first, days in HALF_TERMS for at in range(days)}
    days = []
    for first, until in TERMS.values():
        span = [first + timedelta(days=at) for at in range((until - first).days)]
        days += [day for day in span if day.weekday() < 5 and day not in away]
    return tuple(days)


def make_year(seed: int, *, schools: int = 300, advisers: int = 20, visits: int = 2400) -> Problem:
    """A year's visits: eight a school on average, most by the school's own adviser, whole days of
    partnerships with two advisers, follow-ups, part-time patterns, leave, training days and tests week."""
    dice = random.Random(seed)
    days = school_days()
    width = 70_000.0
    homes = [(dice.uniform(0, width), dice.uniform(0, width)) for _ in range(advisers)]
    team = tuple(_adviser(dice, at, home, days) for at, home in enumerate(homes))
    places, owner = _places(dice, homes, schools)
    rows = tuple(_school(dice, at, place, days) for at, place in enumerate(places))
    found = _visits(dice, rows, owner, homes, visits)
    links = _follow_ups(dice, found)
    return Problem(days, rows, team, tuple(found), WEIGHTS, TERMS, tuple(links))


def _adviser(dice: random.Random, at: int, home: tuple[float, float], days: tuple[date, ...]) -> Adviser:
    off = set(dice.sample(range(5), dice.choice((0, 0, 1, 1, 2))))
    leave = set()
    for _ in range(2):
        first = dice.randrange(len(days) - 5)
        leave.update(days[first : first + 5])
    meetings = dice.randrange(5)
    free = [
        HalfDay(day, part)
        for day in days
        if day.weekday() not in off and day not in leave
        for part in (False, True)
        if not (part and day.weekday() == meetings)
    ]
    return Adviser(f"adviser {at + 1}", *home, frozenset(free))


def _places(
    dice: random.Random, homes: list[tuple[float, float]], schools: int
) -> tuple[list[tuple[float, float]], list[int]]:
    """Places of schools near the advisers' homes, and whose each is; about as many for each."""
    places, owner = [], []
    for at in range(schools):
        a = at % len(homes)
        places.append((homes[a][0] + dice.gauss(0, 9_000), homes[a][1] + dice.gauss(0, 9_000)))
        owner.append(a)
    return places, owner


def _school(dice: random.Random, at: int, place: tuple[float, float], days: tuple[date, ...]) -> School:
    closed = frozenset(dice.sample(days, 5))
    no_go = frozenset(dice.sample(days, 3)) | (TESTS_WEEK if dice.random() < 0.8 else frozenset())
    return School(f"school {at + 1}", *place, closed, no_go, spacing_days=7)


def _visits(
    dice: random.Random,
    rows: tuple[School, ...],
    owner: list[int],
    homes: list[tuple[float, float]],
    visits: int,
) -> list[Visit]:
    found: list[Visit] = []
    need = visits / len(rows)
    for h, school in enumerate(rows):
        parts = [part for part in PARTS if part[3]]
        extra = [part for part in PARTS if not part[3]]
        parts += extra[: max(0, round(need - len(parts) + dice.uniform(-1, 1)))]
        for number, (purpose, term, weeks, _) in enumerate(parts):
            who = [owner[h]]
            whole = False
            if h % 8 == 0 and purpose == "spring visit":
                here = homes[owner[h]]
                near = sorted(
                    range(len(homes)),
                    key=lambda a, here=here: hypot(homes[a][0] - here[0], homes[a][1] - here[1]),
                )
                who.append(near[min(1 + h // 8 % 4, len(near) - 1)])
                whole = True
            found.append(
                _visit(
                    dice, f"{school.id} {number + 1}", school, sorted(set(who)), (purpose, term, weeks), whole
                )
            )
    return found


def _visit(
    dice: random.Random,
    name: str,
    school: School,
    who: list[int],
    part: tuple[str, str, tuple[int, int]],
    whole: bool,
) -> Visit:
    purpose, term, (first, last) = part
    start = TERMS[term][0] + timedelta(weeks=first)
    until = min(TERMS[term][1], TERMS[term][0] + timedelta(weeks=last))
    wanted = start + timedelta(days=dice.randrange((until - start).days))
    return Visit(
        name,
        (school.id,),
        tuple(f"adviser {a + 1}" for a in who),
        start,
        until,
        half_days=2 if whole else 1,
        term=term,
        purpose=purpose,
        wanted_on=wanted,
        preferred_from=start,
        preferred_until=until - timedelta(days=7) if dice.random() < 0.3 else None,
    )


def _follow_ups(dice: random.Random, visits: list[Visit]) -> list[Link]:
    """A second visit of the autumn, where there is one, follows the first after three weeks or more."""
    links = []
    for one, other in zip(visits, visits[1:], strict=False):
        pair = (one.purpose, other.purpose)
        if one.host == other.host and pair == ("autumn agenda", "target setting") and dice.random() < 0.2:
            links.append(Link(one.id, other.id, 14, 90))
    return links


def make_small(seed: int, *, visits: int = 4, days: int = 3) -> Problem:
    """A few visits on a few days with every rule met with; may leave visits that nobody can place."""
    dice = random.Random(seed)
    span = tuple(date(2026, 9, 7) + timedelta(days=at) for at in range(days))
    team = tuple(
        Adviser(
            f"adviser {a + 1}",
            dice.uniform(0, 2e4),
            dice.uniform(0, 2e4),
            frozenset(HalfDay(day, part) for day in span for part in (False, True) if dice.random() < 0.8),
        )
        for a in range(dice.randint(1, 2))
    )
    rows = tuple(
        School(
            f"school {h + 1}",
            dice.uniform(0, 2e4),
            dice.uniform(0, 2e4),
            frozenset({dice.choice(span)} if dice.random() < 0.3 else ()),
            frozenset({dice.choice(span)} if dice.random() < 0.2 else ()),
            dice.choice((0, 0, 1, 2)),
        )
        for h in range(dice.randint(1, 3))
    )
    found = []
    for v in range(visits):
        first = dice.choice((0, 0, 0, 1))
        wanted = dice.choice((None, *span))
        fixed = HalfDay(dice.choice(span), dice.random() < 0.5) if dice.random() < 0.1 else None
        found.append(
            Visit(
                f"visit {v + 1}",
                tuple(one.id for one in dice.sample(rows, min(len(rows), dice.choice((1, 1, 1, 2))))),
                tuple(one.id for one in dice.sample(team, min(len(team), dice.choice((1, 1, 2))))),
                span[first],
                span[-1] + timedelta(days=1),
                half_days=2 if fixed is None and dice.random() < 0.2 else 1,
                wanted_on=wanted,
                preferred_until=dice.choice((None, None, span[-1])),
                fixed_at=fixed,
            )
        )
    links = (
        (Link("visit 1", "visit 2", dice.choice((0, 1)), dice.choice((None, 1, 2))),)
        if dice.random() < 0.4
        else ()
    )
    previous = {one.id: HalfDay(dice.choice(span)) for one in found if dice.random() < 0.3}
    weights = Weights(45.0, 1.35, dice.choice((15.0, 60.0)), 4.0, 10.0, ((1, 5.0), (3, 10.0)), 8.0)
    return Problem(span, rows, team, tuple(found), weights, {}, links, previous)
