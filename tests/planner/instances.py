"""Seeded invented authorities for the deployment planner: an Essex-like county, and tiny ones with every
rule."""

import random
from dataclasses import replace
from math import hypot

from headway.planner.deployment.problem import Adviser, Partnership, Problem, School, Weights

CORNERS = ("north-east", "mid", "south", "west")
MAINSTREAM = frozenset({"primary", "secondary", "nursery", "all-through", "16-plus"})
SPECIALIST = frozenset({"special", "pru"})
WEIGHTS = Weights(
    speed_km_per_hour=45.0,
    detour_factor=1.35,
    quadrant_mismatch_minutes=30.0,
    second_choice_phase_minutes=60.0,
    change_of_adviser_minutes={"1": 20.0, "2": 30.0, "3": 60.0, "4": 120.0},
    change_of_lead_minutes=90.0,
    split_school_minutes=45.0,
    imbalance_bands=((0.04, 30.0), (0.10, 60.0)),
)


def make_county(
    seed: int, *, schools: int = 558, partnerships: int = 41, advisers: int = 30, slack: float = 0.08
) -> Problem:
    """An Essex-like county: towns in four quadrants, partnerships by place, advisers living where schools
    lie, demand near 3.2 half-days a school, capacity `slack` above it, last year's advisers mostly near, a
    few rules."""
    dice = random.Random(seed)
    places = _place_schools(dice, schools)
    rows = [_school(dice, number, place) for number, place in enumerate(places)]
    rows, groups = _partner(rows, partnerships)
    team = _team(dice, rows, groups, advisers, slack)
    rows = [replace(school, last_adviser=_last_adviser(dice, school, team)) for school in rows]
    rows = _federate(dice, rows)
    conflicts = {(dice.choice(team).id, dice.choice(rows).id) for _ in range(min(12, schools // 8))}
    if advisers < 4:
        conflicts = set()
    return Problem(tuple(rows), tuple(groups), tuple(team), WEIGHTS, conflicts=frozenset(conflicts))


def make_tiny(seed: int) -> Problem:
    """At most 5 schools, 3 advisers and 2 partnerships, with federations, conflicts, fixings, limits and, in
    about a third of the seeds, demand above capacity. May be infeasible."""
    dice = random.Random(seed)
    team = [_tiny_adviser(dice, number) for number in range(dice.randint(1, 3))]
    names = [adviser.id for adviser in team]
    groups = [
        Partnership(
            f"p{number}",
            dice.randint(0, 2),
            dice.uniform(0, 4e4),
            dice.uniform(0, 4e4),
            visits=dice.randint(0, 3),
            quadrant=dice.choice(("mid", "west", None)),
            last_lead=dice.choice([*names, "gone", None]),
        )
        for number in range(dice.randint(0, 2))
    ]
    rows = tuple(_tiny_school(dice, number, names, groups) for number in range(dice.randint(1, 5)))
    conflicts = frozenset((dice.choice(names), dice.choice(rows).id) for _ in range(dice.choice((0, 0, 1))))
    fixed = {dice.choice(rows).id: dice.choice(names)} if dice.random() < 0.25 else {}
    leads = {groups[0].id: dice.choice(names)} if groups and dice.random() < 0.2 else {}
    return Problem(rows, tuple(groups), tuple(team), WEIGHTS, conflicts, fixed, leads)


def _tiny_adviser(dice: random.Random, number: int) -> Adviser:
    return Adviser(
        f"a{number}",
        dice.randint(3, 12),
        frozenset({"primary", "special"} if dice.random() < 0.7 else {"primary"}),
        frozenset({"secondary"} if dice.random() < 0.7 else ()),
        dice.uniform(0, 4e4),
        dice.uniform(0, 4e4),
        quadrant=dice.choice(("mid", "west", None)),
        leads=dice.random() < 0.85,
        max_intensive=dice.choice((None, None, 1)),
    )


def _tiny_school(dice: random.Random, number: int, names: list[str], groups: list[Partnership]) -> School:
    return School(
        f"s{number}",
        dice.randint(0, 6),
        dice.randint(0, 4),
        dice.choice(("primary", "primary", "secondary", "special")),
        dice.uniform(0, 4e4),
        dice.uniform(0, 4e4),
        dice.choice("1234"),
        quadrant=dice.choice(("mid", "west", None)),
        partnership=dice.choice([*(group.id for group in groups), None]),
        federation=dice.choice(("f", None, None, None)),
        intensive=dice.random() < 0.25,
        last_adviser=dice.choice([*names, "gone", None]),
    )


def _place_schools(dice: random.Random, count: int) -> list[tuple[float, float, str]]:
    towns = [(dice.uniform(5e3, 85e3), dice.uniform(5e3, 65e3), dice.uniform(1, 6)) for _ in range(24)]
    places = []
    for _ in range(count):
        if dice.random() < 0.25:
            east, north = dice.uniform(0, 9e4), dice.uniform(0, 7e4)
        else:
            east, north, _size = dice.choices(towns, [town[2] for town in towns])[0]
            east, north = east + dice.gauss(0, 2800), north + dice.gauss(0, 2800)
        corner = CORNERS[(2 if north < 35e3 else 0) + (1 if east < 45e3 else 0)]
        places.append((east, north, corner))
    return places


def _school(dice: random.Random, number: int, place: tuple[float, float, str]) -> School:
    phase = dice.choices(
        ("primary", "secondary", "special", "pru", "nursery", "all-through"), (445, 73, 24, 8, 4, 4)
    )[0]
    category = dice.choices("1234", (15, 62, 16, 7))[0]
    own = {"1": 0, "2": 0, "3": 6, "4": 20}[category] if phase in MAINSTREAM else 6
    share = 2 if phase in MAINSTREAM else 0
    extra = dice.choices((0, 2, 3, 5), (80, 8, 10, 2))[0]
    half_days = max(1, (own + share + extra) * 2 // 3)
    return School(
        f"s{number:03}",
        half_days,
        max(1, half_days),
        phase,
        place[0],
        place[1],
        category,
        quadrant=place[2],
        intensive=category == "4",
    )


def _partner(rows: list[School], count: int) -> tuple[list[School], list[Partnership]]:
    """Mainstream schools in strips by place within quadrants; about one in twenty stays out."""
    eligible = [school for number, school in enumerate(rows) if school.phase in MAINSTREAM and number % 20]
    eligible.sort(key=lambda school: (school.quadrant or "", school.easting // 15e3, school.northing))
    if not count or not eligible:
        return rows, []
    size = -(-len(eligible) // count)
    groups, names = [], {}
    for start in range(0, len(eligible), size):
        chunk = eligible[start : start + size]
        east = sum(school.easting for school in chunk) / len(chunk)
        north = sum(school.northing for school in chunk) / len(chunk)
        name = f"p{start // size:02}"
        groups.append(Partnership(name, 4, east, north, visits=4, quadrant=chunk[0].quadrant))
        names |= {school.id: name for school in chunk}
    return [replace(school, partnership=names.get(school.id)) for school in rows], groups


def _team(
    dice: random.Random, rows: list[School], groups: list[Partnership], count: int, slack: float
) -> list[Adviser]:
    demand = sum(school.half_days for school in rows) + sum(group.lead_half_days for group in groups)
    shares = [dice.choice((1.0, 1.0, 1.0, 0.8, 0.6)) for _ in range(count)]
    special = max(1, round(count * 0.12))
    team = []
    for number, share in enumerate(shares):
        home = rows[(number * len(rows)) // count]
        capacity = -int(-demand * (1 + slack) * share // sum(shares))
        first, second = (SPECIALIST, MAINSTREAM) if number < special else _phases(dice)
        if count == 1:
            first, second = MAINSTREAM | SPECIALIST, frozenset()
        team.append(
            Adviser(
                f"a{number:02}",
                capacity,
                first,
                second,
                home.easting + dice.gauss(0, 4e3),
                home.northing + dice.gauss(0, 4e3),
                quadrant=home.quadrant,
                leads=number >= special or count < 4,
                max_intensive=5 if count > 9 else None,
            )
        )
    return team


def _phases(dice: random.Random) -> tuple[frozenset[str], frozenset[str]]:
    early = frozenset({"primary", "nursery", "all-through"})
    late = frozenset({"secondary", "16-plus", "all-through"})
    return dice.choice(
        ((early, late - early), (early, late - early), (late, early - late), (early | late, frozenset()))
    )


def _last_adviser(dice: random.Random, school: School, team: list[Adviser]) -> str | None:
    """Three in four had the nearest or second nearest adviser of their phase; others anybody, gone, or
    none."""
    able = [adviser for adviser in team if adviser.may_serve_phase(school.phase)]
    able.sort(key=lambda one: hypot(one.easting - school.easting, one.northing - school.northing))
    if able and dice.random() < 0.75:
        return able[min(dice.choice((0, 0, 1, 2)), len(able) - 1)].id
    return dice.choice([*(adviser.id for adviser in team), "gone", None])


def _federate(dice: random.Random, rows: list[School]) -> list[School]:
    """One pair of neighbours in about 30 schools forms a federation."""
    federated = {}
    for number in range(len(rows) // 30):
        one = dice.choice(rows)
        others = [row for row in rows if row.id != one.id and row.partnership == one.partnership]
        others = [row for row in others if row.phase == one.phase and row.id not in federated]
        if not others or one.id in federated:
            continue
        near = min(others, key=lambda row: hypot(row.easting - one.easting, row.northing - one.northing))
        federated |= {one.id: f"f{number}", near.id: f"f{number}"}
    return [replace(school, federation=federated.get(school.id)) for school in rows]
