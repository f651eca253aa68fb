"""Invents three years of key stage 4 results, with what is suppressed and the years without Progress 8."""

from dataclasses import dataclass
from random import Random

from headway.demo.county import School
from headway.demo.results import PERIODS, SUPPRESSED

_LAST_YEAR_AGE = 16
# England's figures by period: Attainment 8 and grade 5 or above in English and mathematics. Source: DfE, key stage 4.
_ATTAINMENT_8 = (46.4, 46.1, 46.1)
_BASICS_95 = (45.5, 46.2, 45.9)
_BASICS_94 = (65.4, 65.4, 65.0)
_WITH_PROGRESS = ("202223", "202324")  # those pupils sat tests at the end of key stage 2
_STRENGTH = 6.0
_MOST, _SMALLEST = 90.0, 0.5


@dataclass(frozen=True, slots=True)
class Key4Result:
    """One row of the file: figures as the publisher writes them, codes where there is none."""

    period: str
    urn: int
    attainment: str
    basics_95: str
    basics_94: str
    progress: str


def takes_key_stage_4(school: School) -> bool:
    """Whether the school has pupils at the end of key stage 4."""
    return school.low_age < _LAST_YEAR_AGE <= school.high_age


def invent_key_stage_4(random: Random, schools: tuple[School, ...]) -> tuple[Key4Result, ...]:
    """Rows by period, then school; small special schools and alternative provision are suppressed now and then."""
    takers = [school for school in schools if takes_key_stage_4(school)]
    return tuple(
        _result(random, school, period, place)
        for place, period in enumerate(PERIODS)
        for school in takers
        if school.opened_on is None or school.opened_on.year < 2000 + int(period[4:])
    )


def _result(random: Random, school: School, period: str, place: int) -> Key4Result:
    small = school.phase in ("special", "pru")
    if small and random.random() < _SMALLEST:
        return Key4Result(
            period, school.urn, SUPPRESSED, SUPPRESSED, SUPPRESSED, _progress(period, SUPPRESSED)
        )
    form = school.strength + random.gauss(0, 0.4)
    factor = 0.25 if small else 1.0
    attainment = _bounded(factor * (_ATTAINMENT_8[place] + _STRENGTH * form + random.gauss(0, 1)))
    return Key4Result(
        period,
        school.urn,
        f"{attainment:.1f}",
        f"{_bounded(factor * (_BASICS_95[place] + 2 * _STRENGTH * form)):.1f}",
        f"{_bounded(factor * (_BASICS_94[place] + 2 * _STRENGTH * form)):.1f}",
        _progress(period, f"{max(-2.0, min(2.0, (attainment - _ATTAINMENT_8[place]) / 12)):.2f}"),
    )


def _bounded(value: float) -> float:
    return max(0.0, min(_MOST, value))


def _progress(period: str, words: str) -> str:
    return words if period in _WITH_PROGRESS else ""
