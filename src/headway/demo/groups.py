"""Invents trusts for the academies and federations of maintained schools."""

from collections.abc import Iterator
from datetime import date
from itertools import count
from random import Random

from headway.demo.county import Group, School
from headway.demo.kinds import TYPES
from headway.demo.words import FEATURES, TRUST_WORDS

_FIRST_TRUST_UID = 90_001
_FIRST_FEDERATION_UID = 95_001
_STANDALONE_SHARE = 0.06  # academies that are a trust of their own
_TRUST_SIZES = (3, 4, 5, 6, 7, 8, 9, 11, 13, 16)  # a multi-academy trust's schools in this county
_FEDERATED_SHARE = 0.13  # of the maintained primaries
_REACH_METRES = 9_000  # how far apart two federated schools may lie


def make_trusts(random: Random, schools: tuple[School, ...]) -> tuple[Group, ...]:
    """Every academy in exactly one trust, most trusts with a centre of gravity; single-academy trusts too."""
    academies = [school for school in schools if TYPES[school.type_code].is_academy]
    random.shuffle(academies)
    alone = round(len(academies) * _STANDALONE_SHARE)
    uids = count(_FIRST_TRUST_UID)
    groups = [_single_trust(random, next(uids), school) for school in academies[:alone]]
    left = academies[alone:]
    names = _trust_names(random)
    while left:
        seed_school = left[0]
        left.sort(key=lambda school: (_squared_metres(seed_school, school), school.urn))
        size = random.choice(_TRUST_SIZES)
        size = len(left) if len(left) - size < _TRUST_SIZES[0] else size
        # Every third trust takes its schools from all over the county, as larger ones do.
        members = left[:size] if random.random() < 0.67 else [left[0], *random.sample(left[1:], size - 1)]
        groups.append(_trust(random, next(uids), next(names), members))
        taken = {school.urn for school in members}
        left = [school for school in left if school.urn not in taken]
        random.shuffle(left)
    return tuple(groups)


def _trust_names(random: Random) -> Iterator[str]:
    """Names of trusts, each once; the second round adds a word."""
    words = list(TRUST_WORDS)
    random.shuffle(words)
    for ending in ("Learning Trust", "Academies Trust", "Schools Partnership Trust"):
        for word in words:
            yield f"{word} {ending} (Larkshire)"


def _trust(random: Random, uid: int, name: str, members: list[School]) -> Group:
    opened_on = date(random.randint(2010, 2013), random.randint(1, 8), random.randint(1, 28))
    return Group(uid, name, "Multi-academy trust", opened_on, tuple(sorted(school.urn for school in members)))


def _single_trust(random: Random, uid: int, school: School) -> Group:
    name = f"{school.name} Academy Trust".upper()  # as the companies register spells many of them
    return Group(uid, name, "Single-academy trust", date(2012, random.randint(1, 8), 1), (school.urn,))


def make_federations(random: Random, schools: tuple[School, ...]) -> tuple[Group, ...]:
    """Federations of two or three maintained primaries that lie near one another, in one quadrant."""
    maintained = [
        school
        for school in schools
        if school.phase in {"infant", "junior", "primary"} and not TYPES[school.type_code].is_academy
    ]
    wanted = round(len(maintained) * _FEDERATED_SHARE)
    taken: set[int] = set()
    groups: list[Group] = []
    uids = count(_FIRST_FEDERATION_UID)
    names = iter(random.sample(FEATURES, len(FEATURES)))
    order = list(maintained)
    random.shuffle(order)
    for school in order:
        if len(taken) >= wanted:
            break
        partners = _federation_partners(school, maintained, taken)[: random.choice((1, 1, 2))]
        if school.urn in taken or not partners:
            continue
        members = tuple(sorted(member.urn for member in (school, *partners)))
        taken.update(members)
        opened_on = date(random.randint(2012, 2024), 9, 1)
        name = f"The {next(names)} Federation"
        groups.append(Group(next(uids), name, "Federation", opened_on, members))
    return tuple(groups)


def _federation_partners(school: School, maintained: list[School], taken: set[int]) -> list[School]:
    near = [
        other
        for other in maintained
        if other.urn != school.urn
        and other.urn not in taken
        and other.place.district.quadrant == school.place.district.quadrant
        and other.faith == school.faith
        and _squared_metres(school, other) <= _REACH_METRES**2
    ]
    return sorted(near, key=lambda other: (_squared_metres(school, other), other.urn))


def _squared_metres(first: School, second: School) -> int:
    return (first.easting - second.easting) ** 2 + (first.northing - second.northing) ** 2
