"""Invents the open schools of the county: where, what kind, how big, how strong."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from math import fsum
from random import Random

from headway.demo.county import Place, School, Size
from headway.demo.kinds import AGES, MIX, PRIMARY_PHASES, TYPES
from headway.demo.names import AWKWARD_NAMES, school_name
from headway.demo.words import NameBook

FIRST_URN = 900_001  # the register has not come to 200,000 yet
_INWARD = "ABDEFGHJLNPQRSTUWXYZ"  # letters a real inward code may have
_FIRST_NUMBERS = {  # where establishment numbers start, as authorities number their schools
    "nursery": 1000,
    "pru": 1100,
    "primary": 2000,
    "va-primary": 3300,
    "secondary": 4000,
    "16-plus": 6900,
    "special": 7000,
}
_CAPACITIES = {"town": (210, 315, 420, 420, 630), "village": (56, 84, 105, 105, 140, 210)}
_ROLLS = {  # pupils, from and to
    "nursery": (40, 120),
    "secondary": (650, 1650),
    "middle-deemed-secondary": (350, 620),
    "all-through": (900, 1700),
    "16-plus": (700, 1800),
    "special": (70, 220),
    "pru": (25, 110),
}
_CONVERSIONS_FROM, _CONVERSIONS_UNTIL = (
    2011,
    2023,
)  # school years in which academies opened; later ones in history.py


@dataclass
class _Desk:
    """What is used up as schools are made: URNs, establishment numbers, names."""

    random: Random
    names: NameBook
    urns: Iterator[int]
    numbers: Mapping[str, Iterator[int]]

    def establishment_number(self, phase: str, type_code: str) -> str:
        """The next free number of the range this kind of school is numbered in."""
        if phase in PRIMARY_PHASES:
            key = "va-primary" if type_code == "02" else "primary"
        else:
            key = phase if phase in _FIRST_NUMBERS else "secondary"
        return str(next(self.numbers[key]))


def make_schools(random: Random, size: Size, places: tuple[Place, ...]) -> tuple[School, ...]:
    """Every open school of the authority, by URN."""
    numbers = {key: count(first) for key, first in _FIRST_NUMBERS.items()}
    desk = _Desk(random, NameBook(random), count(FIRST_URN), numbers)
    towns = tuple(place for place in places if place.town)
    schools: list[School] = []
    for phase, types in MIX[size]:
        candidates = places if phase == "primary" else towns
        weights = [place.schools_weight for place in candidates]
        for type_code, how_many in types.items():
            for place in random.choices(candidates, weights, k=how_many):
                schools.append(_make_school(desk, phase, type_code, place))
    schools = _pair_infants_with_juniors(schools)
    schools = _centre_strength(_give_awkward_names(schools))
    return tuple(_lose_one_district(schools))


def _make_school(desk: _Desk, phase: str, type_code: str, place: Place) -> School:
    random = desk.random
    faith = _choose_faith(random, phase, type_code)
    low, high = AGES[phase]
    sixth_form = phase == "all-through" or (phase == "secondary" and random.random() < 0.55)
    if sixth_form or type_code in {"40", "41"}:
        high = 18
    if phase in {"primary", "infant"} and random.random() < 0.45:
        low = 3  # has a nursery class
    capacity, pupils = _choose_roll(random, phase, place)
    need = min(1.0, max(0.0, place.need + random.gauss(0, 0.15)))
    spread = 1200 if place.town else 350
    gender = random.choice(("Girls", "Boys")) if phase == "secondary" and random.random() < 0.05 else "Mixed"
    return School(
        urn=next(desk.urns),
        name=school_name(desk.names, phase, type_code, faith, place),
        phase=phase,
        type_code=type_code,
        establishment_number=desk.establishment_number(phase, type_code),
        low_age=low,
        high_age=high,
        place=place,
        easting=place.easting + round(random.gauss(0, spread)),
        northing=place.northing + round(random.gauss(0, spread)),
        postcode=make_postcode(random, place),
        faith=faith,
        pupils=pupils,
        capacity=capacity,
        fsm_percent=round(max(0.8, 4 + 48 * need + random.gauss(0, 3)), 1),
        strength=random.gauss(0, 1) - 0.9 * (need - 0.3),
        sixth_form=sixth_form,
        gender=gender,
        opened_on=_choose_opening(random, type_code),
        selective=phase == "secondary" and gender != "Mixed",
    )


def _choose_faith(random: Random, phase: str, type_code: str) -> str:
    shares = {"02": (0.55, 0.45), "03": (1.0, 0.0), "34": (0.18, 0.07), "28": (0.12, 0.03)}
    if phase not in {"primary", "secondary"}:
        return ""
    church, catholic = shares.get(type_code, (0.0, 0.0))
    draw = random.random()
    return "ce" if draw < church else "rc" if draw < church + catholic else ""


def _choose_roll(random: Random, phase: str, place: Place) -> tuple[int, int]:
    """Capacity and pupils on roll."""
    if phase in _ROLLS:
        pupils = random.randint(*_ROLLS[phase])
        return round(pupils * random.uniform(1.0, 1.15)), pupils
    capacity = random.choice(_CAPACITIES["town" if place.town else "village"])
    if phase in {"infant", "junior"}:
        capacity = random.choice((180, 180, 240, 270, 360))
    return capacity, max(18, round(capacity * random.uniform(0.62, 1.04)))


def _choose_opening(random: Random, type_code: str) -> date | None:
    """Academies have an opening date; the register leaves most maintained schools without one."""
    if not TYPES[type_code].is_academy:
        return None
    year = random.randint(_CONVERSIONS_FROM, _CONVERSIONS_UNTIL)
    return date(year, random.choice((9, 9, 9, 4, 1, 2, 11)), 1)


def make_postcode(random: Random, place: Place) -> str:
    """A postcode in the area XL, which does not exist; its district follows the administrative one."""
    letters = random.choice(_INWARD) + random.choice(_INWARD)
    return f"XL{int(place.district.code[-2:])} {random.randint(1, 9)}{letters}"


def _pair_infants_with_juniors(schools: list[School]) -> list[School]:
    """Give each junior school the name, site and intake of an infant school, as pairs have."""
    infants = [school for school in schools if school.phase == "infant"]
    juniors = iter([school for school in schools if school.phase == "junior"])
    paired: dict[int, School] = {}
    for infant in infants:
        junior = next(juniors, None)
        if junior is None:
            break
        paired[junior.urn] = replace(
            junior,
            name=infant.name.replace("Infant School", "Junior School"),
            place=infant.place,
            easting=infant.easting + 60,
            northing=infant.northing - 40,
            postcode=infant.postcode,
            fsm_percent=infant.fsm_percent,
        )
    return [paired.get(school.urn, school) for school in schools]


def _give_awkward_names(schools: list[School]) -> list[School]:
    """Rename the first primaries of each type in AWKWARD_NAMES; the faith follows the name."""
    renamed: dict[int, School] = {}
    for type_code, pattern in AWKWARD_NAMES:
        fits = (
            s for s in schools if s.phase == "primary" and s.type_code == type_code and s.urn not in renamed
        )
        school = next(fits)
        faith = "rc" if "Catholic" in pattern else "ce" if type_code in {"02", "03"} else ""
        renamed[school.urn] = replace(school, name=pattern.format(place=school.place.name), faith=faith)
    return [renamed.get(school.urn, school) for school in schools]


def _centre_strength(schools: list[School]) -> list[School]:
    """Strengths about a mean of nothing, so that shares of grades are England's in either size."""
    mean = fsum(school.strength for school in schools) / len(schools)
    return [replace(school, strength=school.strength - mean) for school in schools]


def _lose_one_district(schools: list[School]) -> list[School]:
    """One community primary has no district in the register: a fault an officer has to settle."""
    lost = [school for school in schools if school.phase == "primary" and school.type_code == "01"][-1]
    return [replace(school, has_district=False) if school is lost else school for school in schools]
