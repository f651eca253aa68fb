"""Invents who is disadvantaged at the end of key stage 2, and what they and the others reach; small groups are suppressed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from headway.demo.county import AUTHORITY_CODE, County, stream
from headway.demo.results import PERIODS, SMALLEST_COHORT, SUPPRESSED, Result
from headway.demo.sheets import Row, Sheet, plain_csv
from headway.publicdata.layouts import columns

TOPIC = "Disadvantage status"
DISADVANTAGED, OTHERS = "Disadvantaged", "Not known to be disadvantaged"
_ALL_THREE = "Reading, writing and maths"
_GAP, _SPREAD = (
    21,
    9,
)  # points between the two groups; England's gap is about 22. Source: DfE, key stage 2 attainment.


@dataclass(frozen=True, slots=True)
class Groups:
    """One school in the newest year: its pupils at the end of the stage, the disadvantaged among them, what each reached."""

    urn: int
    pupils: int
    disadvantaged: int
    reached: str
    others_reached: str


def invent_groups(county: County, results: Sequence[Result]) -> tuple[Groups, ...]:
    """For each school with a figure of all three subjects in the newest year."""
    random = stream(county.seed, "pupil groups")
    newest = [one for one in results if (one.period, one.subject) == (PERIODS[-1], _ALL_THREE)]
    return tuple(_groups(random, county, one) for one in newest if one.expected.isdigit())


def _groups(random: Random, county: County, result: Result) -> Groups:
    school = county.by_urn[result.urn]
    years = max(1, school.high_age - school.low_age)
    pupils = max(SMALLEST_COHORT, round((school.pupils or 0) / years))
    number = round(pupils * min(0.7, max(0.03, random.gauss(0.26, 0.14))))
    part, gap, reached = number / pupils, random.gauss(_GAP, _SPREAD), int(result.expected)
    hidden = number < SMALLEST_COHORT or pupils - number < SMALLEST_COHORT
    low, high = _percent(reached - gap * (1 - part)), _percent(reached + gap * part)
    return Groups(result.urn, pupils, number, SUPPRESSED if hidden else low, SUPPRESSED if hidden else high)


def _percent(value: float) -> str:
    return str(round(min(100, max(0, value))))


def group_cells(groups: Groups) -> Iterator[dict[str, object]]:
    """What differs of each group's row from the row of all pupils."""
    for breakdown, reached in ((DISADVANTAGED, groups.reached), (OTHERS, groups.others_reached)):
        yield {
            "breakdown_topic": TOPIC,
            "breakdown": breakdown,
            "expected_standard_pupil_percent": reached,
            "higher_standard_pupil_percent": SUPPRESSED,
        }


def cohorts_sheet(county: County, groups: Sequence[Groups]) -> Sheet:
    """How many pupils were at the end of key stage 2, and how many of them disadvantaged, school by school."""
    content, number = plain_csv(
        columns("ks2_cohorts"),
        (_cohort_row(county, one) for one in groups),
        encoding="utf-8",
        line_end="\r\n",
    )
    return Sheet("cohorts/ks2_school_information_data.csv", content, number)


def _cohort_row(county: County, groups: Groups) -> Row:
    school = county.by_urn[groups.urn]
    hidden = groups.reached == SUPPRESSED
    return {
        "time_period": PERIODS[-1],
        "time_identifier": "Academic year",
        "geographic_level": "School",
        "country_code": "E92000001",
        "country_name": "England",
        "version": "Final",
        "school_urn": school.urn,
        "school_laestab": AUTHORITY_CODE + school.establishment_number,
        "school_name": school.name,
        "totpups": school.pupils,
        "telig": groups.pupils,
        "ptfsm6cla1a": SUPPRESSED if hidden else f"{100 * groups.disadvantaged / groups.pupils:.1f}",
        "ptealgrp2": "z",
        "psenelk": "z",
        "psenele": "z",
    }
