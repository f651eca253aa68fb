"""Invents what came before: closed schools, conversions, one amalgamation, and a school still to open."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from random import Random

from headway.demo.county import Closure, Place, School, Size
from headway.demo.kinds import AGES
from headway.demo.schools import make_postcode
from headway.demo.words import NameBook

_FIRST_CLOSED_URN = 950_001
_CONVERSIONS = {
    "county": 24,
    "small": 4,
}  # in the last four years, with the closed predecessor in the register
_PLAIN_CLOSURES = {"county": 6, "small": 1}
_YEARS_BACK = 4
_CLOSED_FOR_ACADEMY = ("10", "Academy Converter")
_CLOSED_BY_MERGER = ("01", "Result of Amalgamation/Merger")
_CLOSED = ("02", "Closure")


def make_history(
    random: Random, size: Size, schools: tuple[School, ...], places: tuple[Place, ...], first_day: date
) -> tuple[tuple[School, ...], tuple[Closure, ...], tuple[School, ...]]:
    """The open schools (some with a new opening date), the closures behind them, and the schools to come."""
    urns = count(_FIRST_CLOSED_URN)
    converters = [s for s in schools if s.type_code == "34" and s.phase in {"primary", "secondary", "infant"}]
    converted = {school.urn: school for school in random.sample(converters, _CONVERSIONS[size])}
    reopened: dict[int, School] = {}
    closures: list[Closure] = []
    for school in converted.values():
        opened_on = _recent_first_of_term(random, first_day)
        reopened[school.urn] = replace(school, opened_on=opened_on)
        closures.append(_conversion(random, next(urns), school, opened_on))
    merged = next(s for s in schools if s.phase == "primary" and s.type_code == "01" and s.place.town)
    opened_on = date(first_day.year - 1, 9, 1)
    reopened[merged.urn] = replace(merged, opened_on=opened_on)
    closures += _amalgamation(urns, merged, opened_on)
    villages = random.sample([place for place in places if not place.town], _PLAIN_CLOSURES[size])
    closures += [_plain_closure(random, next(urns), village, first_day) for village in villages]
    opened = tuple(reopened.get(school.urn, school) for school in schools)
    return opened, tuple(closures), (_school_to_come(random, urns, schools, first_day),)


def _recent_first_of_term(random: Random, first_day: date) -> date:
    """A first of September, January or April in the last years, never after `first_day`."""
    candidates = [
        date(year, month, 1)
        for year in range(first_day.year - _YEARS_BACK, first_day.year + 1)
        for month in (1, 4, 9)
    ]
    return random.choice([day for day in candidates if day <= first_day])


def _conversion(random: Random, urn: int, school: School, opened_on: date) -> Closure:
    """The maintained school that became this academy, closed the day before."""
    type_code = {"ce": "03", "rc": "02"}.get(school.faith, random.choice(("01", "01", "05")))
    before = replace(school, urn=urn, type_code=type_code, opened_on=None, pupils=None)
    return Closure(before, opened_on - timedelta(days=1), *_CLOSED_FOR_ACADEMY, school.urn, "Successor")


def _amalgamation(urns: Iterator[int], merged: School, opened_on: date) -> list[Closure]:
    """The infant and the junior school that became one primary school."""
    halves = []
    for phase, title in (("infant", "Infant School"), ("junior", "Junior School")):
        low, high = AGES[phase]
        half = replace(
            merged,
            urn=next(urns),
            name=f"Old Quay {title}, {merged.place.name}",
            phase=phase,
            low_age=low,
            high_age=high,
            establishment_number=str(2900 + low),
            pupils=None,
            opened_on=None,
        )
        closed_on = opened_on - timedelta(days=1)
        halves.append(Closure(half, closed_on, *_CLOSED_BY_MERGER, merged.urn, "Successor - amalgamated"))
    return halves


def _plain_closure(random: Random, urn: int, place: Place, first_day: date) -> Closure:
    """A small village school that closed at the end of a summer term and has no successor."""
    school = School(
        urn=urn,
        name=f"{place.name} Village School",
        phase="primary",
        type_code="01",
        establishment_number=str(2950 + urn % 50),
        low_age=4,
        high_age=11,
        place=place,
        easting=place.easting + 90,
        northing=place.northing + 70,
        postcode=make_postcode(random, place),
        faith="",
        pupils=None,
        capacity=42,
        fsm_percent=10.0,
        strength=0.0,
        sixth_form=False,
        gender="Mixed",
        opened_on=None,
    )
    return Closure(school, date(first_day.year - random.randint(1, 4), 8, 31), *_CLOSED, None, "")


def _school_to_come(
    random: Random, urns: Iterator[int], schools: tuple[School, ...], first_day: date
) -> School:
    """A free school that is proposed to open in September of next year."""
    like = next(s for s in schools if s.phase == "primary" and s.place.town)
    name = NameBook(random).take(f"New Meadows Free School, {like.place.name}")
    return replace(
        like,
        urn=next(urns),
        name=name,
        type_code="35",
        faith="",
        establishment_number="2999",
        pupils=None,
        opened_on=date(first_day.year + 1, 9, 1),
    )
