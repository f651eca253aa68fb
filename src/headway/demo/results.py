"""Invents three years of key stage 2 results, with what is suppressed, missing or not applicable."""

from dataclasses import dataclass
from random import Random

from headway.demo.county import School

PERIODS = ("202223", "202324", "202425")
SUBJECTS = ("Reading, writing and maths", "Reading", "Writing", "Maths", "Grammar, punctuation and spelling")
SUPPRESSED, NOT_AVAILABLE, NOT_APPLICABLE, LOW = "c", "x", "z", "low"
SMALLEST_COHORT = 6  # five pupils or fewer are suppressed
_LAST_YEAR_AGE, _FIRST_YEAR_AGE = 11, 7
# England's figures by period: at the expected standard, at the higher, and the average scaled score (none for
# combined and teacher-assessed subjects, which show "z"). Source: DfE, key stage 2 attainment.
_ENGLAND = {
    "Reading, writing and maths": ((60, 61, 63), (8, 8, 8), None),
    "Reading": ((73, 75, 76), (29, 29, 34), (105, 105, 106)),
    "Writing": ((72, 72, 73), (13, 13, 13), None),
    "Maths": ((73, 74, 75), (24, 24, 27), (104, 104, 105)),
    "Grammar, punctuation and spelling": ((73, 73, 73), (30, 32, 30), (105, 105, 105)),
}


@dataclass(frozen=True, slots=True)
class Result:
    """One row of the file: figures as the publisher writes them, codes where there is none."""

    period: str
    urn: int
    subject: str
    expected: str
    higher: str
    score: str
    progress: str
    progress_low: str
    progress_high: str


def takes_tests(school: School) -> bool:
    """Whether the school has pupils at the end of key stage 2."""
    return school.low_age < _LAST_YEAR_AGE <= school.high_age and school.phase != "pru"


def invent_results(random: Random, schools: tuple[School, ...]) -> tuple[Result, ...]:
    """Rows by period, then school, then subject; a school opened after a period's tests has no row for it.

    Two schools of each year have results that are not available: their papers were lost or annulled.
    """
    results: list[Result] = []
    takers = [school for school in schools if takes_tests(school)]
    for position, period in enumerate(PERIODS):
        tested_in = 2000 + int(period[4:])
        present = [s for s in takers if s.opened_on is None or s.opened_on.year < tested_in]
        lost = {school.urn for school in random.sample(present, 2)}
        for school in present:
            cohort = _cohort(random, school)
            state = NOT_AVAILABLE if school.urn in lost else SUPPRESSED if cohort < SMALLEST_COHORT else ""
            form = school.strength + random.gauss(0, 0.5)
            results += [_result(random, school, period, position, s, form, cohort, state) for s in SUBJECTS]
    return tuple(results)


def _cohort(random: Random, school: School) -> int:
    """Pupils in the last year of key stage 2."""
    if school.phase == "special":
        return random.randint(2, 14)
    years = school.high_age - school.low_age
    return max(1, round((school.pupils or 0) / years + random.gauss(0, 2)))


def _result(
    random: Random,
    school: School,
    period: str,
    position: int,
    subject: str,
    form: float,
    cohort: int,
    state: str,
) -> Result:
    expected_england, higher_england, score_england = _ENGLAND[subject]
    form += random.gauss(0, 0.25) - (4.0 if school.phase == "special" else 0.0)
    expected = _percent(expected_england[position] + 12 * form, cohort)
    higher = min(expected, _percent(higher_england[position] + 6 * form, cohort))
    score = (
        NOT_APPLICABLE
        if score_england is None
        else str(min(119, max(84, round(score_england[position] + 2.4 * form))))
    )
    progress = _progress(form, cohort, period, subject)
    if state:
        return Result(period, school.urn, subject, state, state, state, *([state] * 3))
    return Result(
        period, school.urn, subject, _shown(expected, cohort), _shown(higher, cohort), score, *progress
    )


def _percent(level: float, cohort: int) -> int:
    """A whole percentage that a whole number of pupils can make."""
    pupils = round(cohort * min(100.0, max(0.0, level)) / 100)
    return round(100 * pupils / cohort)


def _shown(percent: int, cohort: int) -> str:
    """The publisher's "low": a figure above nothing that rounds to it, which only large cohorts have."""
    return LOW if percent == 0 and cohort > 60 else str(percent)


def _progress(form: float, cohort: int, period: str, subject: str) -> tuple[str, str, str]:
    """Progress was last published for 2022/23, and never for combined subjects."""
    if period != PERIODS[0] or subject not in {"Reading", "Writing", "Maths"}:
        return NOT_APPLICABLE, NOT_APPLICABLE, NOT_APPLICABLE
    half_width = 6.2 / cohort**0.5 * 1.96
    score = form * 1.8
    return f"{score:.1f}", f"{score - half_width:.1f}", f"{score + half_width:.1f}"
