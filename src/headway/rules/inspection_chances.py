"""How likely a full inspection is in an academic year: counted from what was published, told with its counts.

Schools are grouped by the regime and outcome of their last full inspection and by the half-years since. In each group
it is counted how many were inspected in a stretch of time that has been published. No grade of one regime is read as
one of another: a regime without a history of its own is not known.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import pow

from headway.rules.calendars import AcademicYear, academic_year_of, day_words
from headway.rules.inspections import Inspection, InspectionPolicy, latest_first
from headway.rules.policyfile import MARKS, Header, Mark, Section, open_policy

MONTHS_IN_A_HALF_YEAR = 6
_HALVES = 2
_BAND = re.compile(r"(\d{1,3}): (\d{1,6}) of (\d{1,6})")


@dataclass(frozen=True, slots=True)
class Band:
    """Schools from so many half-years after their last full inspection on, and how many of them were inspected."""

    from_half_years: int
    schools: int
    inspected: int


@dataclass(frozen=True, slots=True)
class Group:
    """One outcome under one regime. Beyond `until_half_years` nothing was seen."""

    slug: str
    label: str
    regime: str
    grade: str
    bands: tuple[Band, ...]
    until_half_years: int

    @property
    def rate(self) -> float:
        """The share inspected of all schools of the group."""
        return sum(band.inspected for band in self.bands) / sum(band.schools for band in self.bands)


@dataclass(frozen=True, slots=True)
class ChancePolicy:
    """The counts, from when to when they were seen, and how they are read.

    Inspectors come from `first_days` after a year begins to `last_days` before it ends. A band weighs as its own
    schools and as `weight` more at the rate of its group. `areas`: by regime, those whose lowest grade makes the group.
    """

    header: Header
    seen_from: date
    seen_until: date
    first_days: int
    last_days: int
    weight: int
    areas: Mapping[str, tuple[str, ...]]
    groups: tuple[Group, ...]
    marks: Mapping[str, Mark] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Chance:
    """The probability from 0 to 1, None where it is not known; why, in words; in how few words it may be missing;
    from how many schools it was counted."""

    probability: float | None
    words: tuple[str, ...]
    missing: str = "not known"
    schools: int = 0

    @property
    def in_100(self) -> str:
        """The probability as “N in 100”; nothing where it is not known."""
        return "" if self.probability is None else in_100(self.probability)


def in_100(probability: float) -> str:
    """A probability in whole words, never as sure as 0 or 100."""
    found = round(probability * 100)
    if found < 1:
        return "fewer than 1 in 100"
    return "more than 99 in 100" if found > 99 else f"{found} in 100"


def half_years_between(earlier: date, later: date) -> int:
    """Whole half-years from one day to another."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month - (later.day < earlier.day)
    return max(months, 0) // MONTHS_IN_A_HALF_YEAR


def group_key(inspection: Inspection, areas: Mapping[str, Sequence[str]], policy: InspectionPolicy) -> str:
    """Regime and lowest grade among the areas that make its groups, like “overall good”; nothing where none is graded."""
    held = [inspection.grades[area] for area in areas.get(inspection.regime, ()) if area in inspection.grades]
    if not held:
        return ""
    order = tuple(policy.regimes[inspection.regime].grades)
    return f"{inspection.regime} {max(held, key=order.index)}"


def fit_bands(cases: Iterable[tuple[int, bool]], least: int) -> tuple[tuple[Band, ...], int]:
    """Bands of at least so many schools from cases (half-years since the last, whether inspected), and their end.

    Neighbouring half-years are joined from the youngest on. What is left over before a gap joins the band before it, so
    that an age nobody had is read as the ages just below it.
    """
    schools, inspected = Counter[int](), Counter[int]()
    for age, came in cases:
        schools[age] += 1
        inspected[age] += came
    found: list[Band] = []
    for age in sorted(schools):
        before = found[-1] if found else None
        alone = age - 1 not in schools and (before is None or before.schools >= least)
        if before is None or alone or (before.schools >= least and _rest(schools, age) >= least):
            found.append(Band(age, schools[age], inspected[age]))
        else:
            whole = (before.schools + schools[age], before.inspected + inspected[age])
            found[-1] = Band(before.from_half_years, *whole)
    return tuple(found), max(schools, default=-1) + 1


def _rest(schools: Mapping[int, int], age: int) -> int:
    """How many schools follow from an age on without a gap."""
    count = 0
    while age in schools:
        count, age = count + schools[age], age + 1
    return count


def smoothed(band: Band, rate: float, weight: int) -> float:
    """The share inspected of a band, drawn towards the rate of its group; the fewer schools, the more."""
    return (band.inspected + weight * rate) / (band.schools + weight)


def band_of(group: Group, half_years: int) -> Band | None:
    """The band of an age; None where the history of the group does not reach."""
    if half_years >= group.until_half_years:
        return None
    return next((band for band in reversed(group.bands) if band.from_half_years <= half_years), None)


def inspecting_share(first_on: date, until: date, policy: ChancePolicy) -> float:
    """Which share of an academic year's inspecting days lies from one day up to another of the same year."""
    year = academic_year_of(first_on)
    opens = year.first_on + timedelta(days=policy.first_days)
    closes = year.until - timedelta(days=policy.last_days)
    held = (min(until, closes) - max(first_on, opens)).days
    return max(held, 0) / (closes - opens).days


def chance_in_year(
    inspections: Sequence[Inspection],
    policy: ChancePolicy,
    regimes: InspectionPolicy,
    year: AcademicYear,
    on: date,
) -> Chance:
    """How likely the next full inspection falls within the academic year, as it looks on the day.

    Of a year that has begun only what is left counts. Of a later one: not inspected before it, then in it.
    """
    known = latest_first([one for one in inspections if one.inspected_on <= on])
    if not known:
        return Chance(None, ("No full inspection is known, so no chance can be told.",))
    last = known[0]
    if year.first_on <= last.inspected_on:
        came = f"inspected on {day_words(last.inspected_on)}"
        return Chance(None, (f"The school was {came}, in this academic year.",), came)
    group = _group_of(last, policy, regimes)
    if group is None:
        return _unknown(
            f"Nothing is known yet of what follows an inspection under “{_label(last, regimes)}”."
        )
    still, step = 1.0, academic_year_of(on)
    while True:
        begins = max(step.first_on, on)
        opens = step.first_on + timedelta(days=policy.first_days)
        band = band_of(group, half_years_between(last.inspected_on, opens))
        if band is None:
            return _unknown(f"No school {group.label} has been followed for so long after its inspection.")
        come = _over(band, group, inspecting_share(begins, step.until, policy), policy)
        if step == year:
            words = _why(band, group, policy, year, on, (still, come))
            return Chance(still * come, words, schools=band.schools)
        still, step = still * (1 - come), academic_year_of(step.until)


def _over(band: Band, group: Group, share: float, policy: ChancePolicy) -> float:
    """The chance over a share of a year's inspecting days, when it is even over them."""
    seen = inspecting_share(policy.seen_from, policy.seen_until, policy)
    return 1 - pow(1 - smoothed(band, group.rate, policy.weight), share / seen)


def _unknown(words: str) -> Chance:
    return Chance(None, (words,))


def _label(inspection: Inspection, regimes: InspectionPolicy) -> str:
    return regimes.regimes[inspection.regime].label


def _group_of(inspection: Inspection, policy: ChancePolicy, regimes: InspectionPolicy) -> Group | None:
    key = group_key(inspection, policy.areas, regimes)
    return next((group for group in policy.groups if f"{group.regime} {group.grade}" == key), None)


def _why(
    band: Band,
    group: Group,
    policy: ChancePolicy,
    year: AcademicYear,
    on: date,
    chances: tuple[float, float],
) -> tuple[str, ...]:
    still, come = chances
    seen = (
        f"Of schools {group.label} and last fully inspected {_ages(band, group)} before, "
        f"{in_100(band.inspected / band.schools)} were inspected from {day_words(policy.seen_from)} to "
        f"{day_words(policy.seen_until - timedelta(days=1))} ({band.schools:,} schools)."
    )
    if year.holds(on):
        return seen, f"Over what is left of {year.label} that makes {in_100(still * come)}."
    if still < 1 - 0.005:
        before = f"{in_100(1 - still)} may be inspected before {year.label} begins"
        return seen, f"As {before}, it makes {in_100(still * come)} for {year.label}."
    return seen, f"Over the whole of {year.label} that makes {in_100(still * come)}."


def _ages(band: Band, group: Group) -> str:
    later = [one.from_half_years for one in group.bands if one.from_half_years > band.from_half_years]
    end = min(later, default=group.until_half_years)
    return f"{_years(band.from_half_years)} to {_years(end)} years"


def _years(half_years: int) -> str:
    whole, half = divmod(half_years, _HALVES)
    return f"{whole or ''}½" if half else f"{whole}"


def read_inspection_chances(table: object) -> ChancePolicy:
    """The counts from their file's tables. Raises PolicyFault saying what and where."""
    header, section = open_policy(table, kind="inspection_chances")
    seen, year, read_by = section.section("seen"), section.section("year"), section.section("areas")
    policy = ChancePolicy(
        header=header,
        seen_from=seen.day("from"),
        seen_until=seen.day("until"),
        first_days=year.whole("first_days", most=60),
        last_days=year.whole("last_days", most=120),
        weight=section.whole("weight"),
        areas={regime: read_by.texts(regime) for regime in read_by.names()},
        groups=tuple(_read_group(slug, row) for slug, row in sorted(section.sections("groups"), key=_slug)),
        marks=dict(section.marks),
    )
    if inspecting_share(policy.seen_from, policy.seen_until, policy) == 0:
        raise seen.fault("until", "No inspecting days lie in what was seen; correct the days.")
    for inner in (seen, year, read_by, section):
        inner.close()
    return policy


def _slug(named: tuple[str, Section]) -> str:
    return named[0]


def _read_group(slug: str, row: Section) -> Group:
    bands = tuple(_read_band(text, row) for text in row.texts("bands"))
    starts = [band.from_half_years for band in bands]
    if not starts or starts != sorted(set(starts)):
        raise row.fault("bands", "Bands go from the youngest to the oldest, none twice; put them in order.")
    group = Group(
        slug=slug,
        label=row.text("label"),
        regime=row.text("regime"),
        grade=row.text("grade"),
        bands=bands,
        until_half_years=row.whole("until_half_years", least=starts[-1] + 1),
    )
    row.text("mark", among=tuple(MARKS))
    row.close()
    return group


def _read_band(text: str, row: Section) -> Band:
    """A band from its text, like “7: 273 of 722”."""
    found = _BAND.fullmatch(text)
    if found is None:
        raise row.fault("bands", f"“{text}” is no band; write one like “7: 273 of 722”.")
    from_half_years, inspected, schools = (int(part) for part in found.groups())
    if not schools or inspected > schools:
        raise row.fault("bands", f"“{text}” has more schools inspected than there were, or none at all.")
    return Band(from_half_years, schools, inspected)
