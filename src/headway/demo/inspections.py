"""Invents each school's inspections in the regime of their day; no grade is ever carried from one to another.

Shares follow England: about a tenth with a report card, a sixth judged without an overall grade, the rest
with one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from statistics import NormalDist

from headway.demo.county import School

CARD_GRADES = (
    "Exceptional",
    "Strong standard",
    "Expected standard",
    "Needs attention",
    "Urgent improvement",
)
CARD_AREAS = (
    "Inclusion",
    "Curriculum and teaching",
    "Achievement",
    "Attendance and behaviour",
    "Personal development and wellbeing",
    "Leadership and governance",
)
EARLY_YEARS, POST_16 = "Early years (where applicable)", "Post-16 provision (where applicable)"
# Cumulative shares, best grade first: near the first published results (4 % exceptional, 35 % strong), with
# the lower grades somewhat more frequent, as in the months after.
_CARD_STEPS = (0.035, 0.34, 0.88, 0.988)
_OVERALL_STEPS = (0.11, 0.93, 0.989)  # outstanding, good, requires improvement; the rest inadequate
_CARDS_FROM = date(2025, 12, 2)
_NO_OVERALL_FROM, _NO_OVERALL_UNTIL = date(2024, 9, 10), date(2025, 7, 8)
_OVERALL_FROM, _OVERALL_UNTIL = date(2017, 1, 10), date(2024, 7, 9)
_PUBLISHED_AFTER_DAYS = 42
_SHOWN_CONCERNS = {7: "RSI", 13: "SM"}  # by position among the open schools
_CARD_SHARE, _NO_OVERALL_SHARE, _NEVER_SHARE = 0.10, 0.16, 0.015
# What a grade comes from; the squares sum to 1, so that marks are even and steps read as shares.
_FROM_STRENGTH, _FROM_VISIT, _FROM_AREA = 0.6, 0.6, 0.529
_EVEN = NormalDist()


@dataclass(frozen=True, slots=True)
class ReportCard:
    """An inspection under the framework since November 2025."""

    number: int
    started_on: date
    published_on: date
    grades: Mapping[str, str]
    safeguarding_met: bool
    category: str  # "", "RSI" (requires significant improvement) or "SM" (requires special measures)


@dataclass(frozen=True, slots=True)
class Graded:
    """A graded inspection under the framework before; `overall` is None from September 2024."""

    number: int
    kind: str
    started_on: date
    published_on: date
    overall: int | None
    quality: int
    behaviour: int
    development: int
    leadership: int
    early_years: int | None
    sixth_form: int | None
    safeguarding_effective: bool
    category: str  # "", "SWK" (serious weaknesses) or "SM" (special measures)


@dataclass(frozen=True, slots=True)
class Ungraded:
    """An ungraded inspection after a graded one."""

    number: int
    started_on: date
    published_on: date
    outcome: str


@dataclass(frozen=True, slots=True)
class Record:
    """What the latest-inspections file says of one school."""

    card: ReportCard | None
    graded: Graded | None
    ungraded: Ungraded | None


def invent_records(random: Random, schools: tuple[School, ...], first_day: date) -> Mapping[int, Record]:
    """One record a school by URN; nothing in it was published after `first_day`.

    Two schools always have a report card with a category of concern, so that each occurs whatever the seed.
    """
    records: dict[int, Record] = {}
    for number, school in enumerate(schools):
        draw = random.random()
        concern = _SHOWN_CONCERNS.get(number, "")
        if draw < _NEVER_SHARE and not concern:
            records[school.urn] = Record(None, None, None)
            continue
        has_card = bool(concern) or draw < _NEVER_SHARE + _CARD_SHARE
        without_overall = not has_card and draw < _NEVER_SHARE + _CARD_SHARE + _NO_OVERALL_SHARE
        graded = _invent_graded(random, school, number, without_overall)
        card = _invent_card(random, school, number, first_day) if has_card else None
        ungraded = _invent_ungraded(random, graded, number) if not card and not without_overall else None
        records[school.urn] = Record(_in_category(card, concern), graded, ungraded)
    return records


def _mark(random: Random, school: School, visit: float) -> float:
    """A share between 0 and 1, small for a strong school; `visit` is the chance its areas have in common."""
    score = _FROM_STRENGTH * school.strength + _FROM_VISIT * visit + _FROM_AREA * random.gauss(0, 1)
    return 1 - _EVEN.cdf(score)


def _grade(mark: float, steps: tuple[float, ...]) -> int:
    """0 for the best grade, one more for each step passed."""
    return sum(mark >= step for step in steps)


def _tuesday(random: Random, since: date, until: date) -> date:
    """A Tuesday in school time between two days: never in August, at Christmas or at Easter's height."""
    while True:
        day = since + timedelta(days=random.randrange((until - since).days + 1))
        day -= timedelta(days=(day.weekday() - 1) % 7)
        in_term = day.month != 8 and (day.month, day.day) not in {(12, 24), (12, 25), (12, 31)}
        if in_term and day >= since:
            return day


def _invent_card(random: Random, school: School, number: int, first_day: date) -> ReportCard:
    latest = first_day - timedelta(days=_PUBLISHED_AFTER_DAYS)
    started_on = _tuesday(random, _CARDS_FROM, max(_CARDS_FROM + timedelta(days=7), latest))
    areas = list(CARD_AREAS)
    if school.low_age <= 4:
        areas.append(EARLY_YEARS)
    if school.sixth_form:
        areas.append(POST_16)
    visit = random.gauss(0, 1)
    grades = {area: CARD_GRADES[_grade(_mark(random, school, visit), _CARD_STEPS)] for area in areas}
    return ReportCard(
        number=10_400_001 + number,
        started_on=started_on,
        published_on=started_on + timedelta(days=_PUBLISHED_AFTER_DAYS),
        grades=grades,
        safeguarding_met=True,
        category=_category_of(grades),
    )


def _category_of(grades: Mapping[str, str]) -> str:
    """Urgent improvement anywhere makes a category; in leadership too it is special measures."""
    if CARD_GRADES[4] not in grades.values():
        return ""
    return "SM" if grades["Leadership and governance"] == CARD_GRADES[4] else "RSI"


def _in_category(card: ReportCard | None, category: str) -> ReportCard | None:
    """The same report card, but with the areas that put a school into the category of concern asked for."""
    if card is None or not category:
        return card
    special = category == "SM"
    leadership = CARD_GRADES[4] if special else CARD_GRADES[3]
    grades = {**card.grades, "Achievement": CARD_GRADES[4], "Leadership and governance": leadership}
    return replace(card, grades=grades, safeguarding_met=not special, category=category)


def _invent_graded(random: Random, school: School, number: int, without_overall: bool) -> Graded:
    dates = (_NO_OVERALL_FROM, _NO_OVERALL_UNTIL) if without_overall else (_OVERALL_FROM, _OVERALL_UNTIL)
    started_on = _tuesday(random, *dates)
    overall = 1 + _grade(_mark(random, school, random.gauss(0, 1)), _OVERALL_STEPS)
    near = [min(4, max(1, overall + random.choice((-1, 0, 0, 0)))) for _ in range(4)]
    near[0] = overall  # the quality of education rarely differs from the overall judgement
    category = "" if overall < 4 else "SM" if near[3] == 4 else "SWK"
    return Graded(
        number=10_100_001 + number,
        kind="S5 Inspection" if overall != 3 else "Requires Improvement S5 Reinspection Visit 1",
        started_on=started_on,
        published_on=started_on + timedelta(days=_PUBLISHED_AFTER_DAYS),
        overall=None if without_overall else overall,
        quality=near[0],
        behaviour=near[1],
        development=near[2],
        leadership=near[3],
        early_years=near[1] if school.low_age <= 4 else None,
        sixth_form=near[2] if school.sixth_form else None,
        safeguarding_effective=overall < 4 or random.random() < 0.6,
        category=category,
    )


def _invent_ungraded(random: Random, graded: Graded, number: int) -> Ungraded | None:
    """Some years after a good or outstanding judgement, for about half of those old enough."""
    started_on = graded.started_on + timedelta(days=7 * random.randint(170, 230))
    if graded.overall not in {1, 2} or started_on >= _NO_OVERALL_UNTIL or random.random() < 0.5:
        return None
    word = "Outstanding" if graded.overall == 1 else "Good"
    outcome = random.choice(
        (word, word, word, f"{word} (Concerns) - S5 Next", f"{word} (Improving) - S5 Next")
    )
    if graded.overall == 1:
        outcome = outcome.replace("Improving", "Concerns")
    published_on = started_on + timedelta(days=_PUBLISHED_AFTER_DAYS)
    return Ungraded(10_300_001 + number, started_on, published_on, f"School remains {outcome}")
