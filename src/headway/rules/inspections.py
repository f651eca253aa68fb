"""What an inspection said, in the words of its own regime. No grade is ever turned into another regime's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from headway.rules.calendars import academic_year_of, day_words
from headway.rules.policyfile import MARKS, Header, Mark, Section, open_policy
from headway.rules.schools import add_months

REGIMES = ("overall", "sub-judgements", "report-card")
CONCERN_CATEGORIES = ("special-measures", "serious-weaknesses", "requires-significant-improvement")
CONCERN_WORDS = {
    "special-measures": "special measures",
    "serious-weaknesses": "serious weaknesses",
    "requires-significant-improvement": "requires significant improvement",
}
# Codes publishers use for the recorded category of concern.
_CONCERN_CODES = {
    "SM": "special-measures",
    "SWK": "serious-weaknesses",
    "RSI": "requires-significant-improvement",
    "RSM": "special-measures",
}
_SAFEGUARDING = {"met": True, "effective": True, "not met": False, "not effective": False}


@dataclass(frozen=True, slots=True)
class Inspection:
    """One full inspection. `grades`: area slug to grade slug of this regime; an area not judged is absent.

    `safeguarding_met` is None when not stated; `concern` is the category the inspectorate recorded, if any.
    """

    regime: str
    inspected_on: date
    grades: Mapping[str, str]
    concern: str | None = None
    safeguarding_met: bool | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Regime:
    """One regime: from when, its areas and its grades from high to low, each slug with its words."""

    slug: str
    label: str
    valid_from: date | None
    valid_until: date | None
    areas: Mapping[str, str]
    grades: Mapping[str, str]
    codes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class StuckRule:
    """Grades, by regime and area, that make the latest inspection or the one before count as below good."""

    latest: Mapping[str, Mapping[str, frozenset[str]]]
    earlier: Mapping[str, Mapping[str, frozenset[str]]]


@dataclass(frozen=True, slots=True)
class InspectionPolicy:
    """Regimes, the rule for stuck schools, and the forecast of the next inspection."""

    header: Header
    regimes: Mapping[str, Regime]
    stuck: StuckRule
    earliest_months: int
    expected_months: int
    longstop_school_years: int
    monitored_grades: Mapping[str, frozenset[str]]
    marks: Mapping[str, Mark] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """Yes, no, or not known (None), with the reason in words."""

    holds: bool | None
    reason: str


@dataclass(frozen=True, slots=True)
class ConcernFinding:
    """A category of concern or none; `recorded` when the inspectorate's own decision, else derived."""

    category: str | None
    recorded: bool
    reason: str


@dataclass(frozen=True, slots=True)
class InspectionWindow:
    """When a full inspection may come. Dates are None when no full inspection is known."""

    earliest_on: date | None
    expected_on: date | None
    longstop_on: date | None
    likely_this_year: bool | None
    reasons: tuple[str, ...]


def regime_on(day: date, policy: InspectionPolicy) -> Regime:
    """The regime a full inspection of that day belongs to. KeyError when the policy leaves a gap there."""
    for regime in policy.regimes.values():
        begun = regime.valid_from is None or regime.valid_from <= day
        if begun and (regime.valid_until is None or day < regime.valid_until):
            return regime
    raise KeyError(f"No inspection regime is written for {day_words(day)}.")


def read_grade(regime: str, published: str, policy: InspectionPolicy) -> str | None:
    """The grade slug of a published code or word, within one regime only; None when it is no grade there."""
    found = policy.regimes[regime]
    text = published.strip()
    if text in found.codes:
        return found.codes[text]
    wanted = text.casefold()
    return next((slug for slug, words in found.grades.items() if words.casefold() == wanted), None)


def read_concern(published: str) -> str | None:
    """The category of concern of a published code (SM, SWK, RSI) or word; None for anything else."""
    text = published.strip()
    if text.upper() in _CONCERN_CODES:
        return _CONCERN_CODES[text.upper()]
    plain = text.casefold().removeprefix("requires ").removeprefix("in ")
    return next(
        (slug for slug, words in CONCERN_WORDS.items() if words.removeprefix("requires ") == plain), None
    )


def build_inspection(
    regime: str,
    inspected_on: date,
    published: Mapping[str, str],
    policy: InspectionPolicy,
    *,
    concern: str = "",
    safeguarding: str = "",
    source: str = "",
) -> Inspection:
    """An inspection from published words: grades by area key, a category of concern, and safeguarding.

    Areas and grades the regime does not have are left out. `safeguarding` is met, effective, not met or not
    effective; anything else is not stated.
    """
    areas = policy.regimes[regime].areas
    read = {area: read_grade(regime, words, policy) for area, words in published.items() if area in areas}
    grades = {area: grade for area, grade in read.items() if grade is not None}
    met = _SAFEGUARDING.get(safeguarding.strip().casefold())
    return Inspection(regime, inspected_on, grades, read_concern(concern), met, source)


def latest_first(inspections: Sequence[Inspection]) -> tuple[Inspection, ...]:
    """The inspections, newest first."""
    return tuple(sorted(inspections, key=lambda one: one.inspected_on, reverse=True))


def grade_words(inspection: Inspection, policy: InspectionPolicy) -> tuple[tuple[str, str], ...]:
    """Each area and its grade in the words of the regime, in its order; areas not judged are left out."""
    regime = policy.regimes[inspection.regime]
    return tuple(
        (words, regime.grades[inspection.grades[area]])
        for area, words in regime.areas.items()
        if area in inspection.grades
    )


def find_concern(inspection: Inspection, policy: InspectionPolicy) -> ConcernFinding:
    """The category of concern: the recorded one wins; a report card without one is derived.

    Derived: any area at the lowest grade, or safeguarding not met; special measures when leadership and
    governance is at the lowest grade too, else requires significant improvement (Education Act 2005 s.44).
    """
    if inspection.concern:
        return ConcernFinding(
            inspection.concern, True, f"The inspectorate recorded {CONCERN_WORDS[inspection.concern]}."
        )
    if inspection.regime != "report-card":
        return ConcernFinding(None, False, "No category of concern is recorded.")
    lowest = tuple(policy.regimes["report-card"].grades)[-1]
    urgent = [area for area, grade in inspection.grades.items() if grade == lowest]
    if not urgent and inspection.safeguarding_met is not False:
        return ConcernFinding(None, False, "No area needs urgent improvement and safeguarding is not unmet.")
    grave = "leadership_and_governance" in urgent
    category = "special-measures" if grave else "requires-significant-improvement"
    why = _area_words(urgent, policy) if urgent else "safeguarding standards are not met"
    return ConcernFinding(
        category, False, f"Derived, because {why}; the inspectorate's recorded decision will replace this."
    )


def find_stuck(inspections: Sequence[Inspection], policy: InspectionPolicy) -> Finding:
    """Whether a school is stuck: below good, or its regime's equivalent, at the latest inspection and before.

    Each inspection is read by the rule of its own regime. Not known with fewer than two inspections.
    """
    ordered = latest_first(inspections)
    if not ordered:
        return Finding(None, "No inspection is known.")
    latest_hit = _first_hit(ordered[0], policy.stuck.latest, policy)
    if latest_hit is None:
        return Finding(
            False, f"Nothing in the inspection of {day_words(ordered[0].inspected_on)} counts as stuck."
        )
    if len(ordered) == 1:
        return Finding(None, f"{latest_hit}; the inspection before it is not known.")
    earlier_hit = _first_hit(ordered[1], policy.stuck.earlier, policy)
    if earlier_hit is None:
        return Finding(False, f"{latest_hit}, but the inspection before was not below good.")
    return Finding(True, f"{latest_hit}, and before that {earlier_hit[0].lower()}{earlier_hit[1:]}.")


def forecast_inspection(
    inspections: Sequence[Inspection], policy: InspectionPolicy, on: date
) -> InspectionWindow:
    """When the next full inspection may come, and whether it is likely in the academic year of the day.

    Default of this service: earliest, expected and longstop after the last full one; likely when the
    expected day falls in or before the year, or when a monitored grade or a category of concern stands.
    """
    ordered = latest_first([one for one in inspections if one.inspected_on <= on])
    if not ordered:
        return InspectionWindow(
            None, None, None, None, ("No full inspection is known, so none can be forecast.",)
        )
    last, year = ordered[0], academic_year_of(on)
    earliest = add_months(last.inspected_on, policy.earliest_months)
    expected = add_months(last.inspected_on, policy.expected_months)
    last_year = academic_year_of(last.inspected_on).until.year
    longstop = date(last_year + policy.longstop_school_years, 8, 31)
    reasons = [f"The last full inspection was on {day_words(last.inspected_on)}."]
    likely = expected < year.until
    if year.holds(expected):
        reasons.append(f"The next is expected around {day_words(expected)}, in {year.label}.")
    elif likely:
        reasons.append(f"The next was expected around {day_words(expected)} and is not known to have come.")
    monitored = _monitored(last, policy)
    reasons.extend(monitored)
    return InspectionWindow(earliest, expected, longstop, likely or bool(monitored), tuple(reasons))


def _monitored(last: Inspection, policy: InspectionPolicy) -> list[str]:
    reasons = []
    concern = find_concern(last, policy)
    if concern.category:
        reasons.append(f"A category of concern stands: {CONCERN_WORDS[concern.category]}.")
    low = policy.monitored_grades.get(last.regime, frozenset())
    areas = [area for area, grade in last.grades.items() if grade in low]
    if areas:
        reasons.append(f"Monitoring is likely, because {_area_words(areas, policy, last)}.")
    return reasons


def _area_words(areas: Sequence[str], policy: InspectionPolicy, inspection: Inspection | None = None) -> str:
    regime = policy.regimes[inspection.regime if inspection else "report-card"]
    lowest = tuple(regime.grades)[-1]
    parts = [
        f"{regime.areas[area]} was graded {regime.grades[inspection.grades[area] if inspection else lowest]}"
        for area in areas
    ]
    return " and ".join(parts)


def _first_hit(
    inspection: Inspection, rule: Mapping[str, Mapping[str, frozenset[str]]], policy: InspectionPolicy
) -> str | None:
    regime = policy.regimes[inspection.regime]
    for area, grades in rule.get(inspection.regime, {}).items():
        grade = inspection.grades.get(area)
        if grade in grades:
            when = day_words(inspection.inspected_on)
            return f"On {when} {regime.areas[area]} was graded {regime.grades[grade]}"
    return None


def read_inspections(table: object) -> InspectionPolicy:
    """The inspection policy from its file's tables."""
    header, section = open_policy(table, kind="inspections")
    regimes = {slug: _read_regime(slug, row) for slug, row in section.sections("regimes")}
    missing = [slug for slug in REGIMES if slug not in regimes]
    if missing:
        raise section.fault("regimes", f"The regime “{missing[0]}” is missing; add it.")
    stuck = section.section("stuck")
    rule = StuckRule(
        _read_hits(stuck.section("latest"), regimes), _read_hits(stuck.section("earlier"), regimes)
    )
    stuck.close()
    forecast = section.section("forecast")
    monitored = forecast.section("monitored_grades")
    policy = InspectionPolicy(
        header=header,
        regimes=regimes,
        stuck=rule,
        earliest_months=forecast.whole("earliest_months", least=1),
        expected_months=forecast.whole("expected_months", least=1),
        longstop_school_years=forecast.whole("longstop_school_years", least=1),
        monitored_grades={
            slug: frozenset(monitored.texts(slug, among=tuple(regimes[slug].grades)))
            for slug in monitored.names()
            if slug in regimes
        },
        marks=dict(section.marks),
    )
    for inner in (monitored, forecast, section):
        inner.close()
    return policy


def _read_regime(slug: str, row: Section) -> Regime:
    areas, grades, codes = row.section("areas"), row.section("grades"), row.section("codes")
    grade_slugs, area_slugs = row.texts("grades_high_to_low"), row.texts("area_order")
    regime = Regime(
        slug=slug,
        label=row.text("label"),
        valid_from=row.optional_date("from"),
        valid_until=row.optional_date("until"),
        areas={area: areas.text(area) for area in area_slugs},
        grades={grade: grades.text(grade) for grade in grade_slugs},
        codes={code: codes.text(code, among=grade_slugs) for code in codes.names()},
    )
    row.text("mark", among=tuple(MARKS))
    for inner in (areas, grades, codes, row):
        inner.close()
    return regime


def _read_hits(section: Section, regimes: Mapping[str, Regime]) -> Mapping[str, Mapping[str, frozenset[str]]]:
    hits: dict[str, dict[str, frozenset[str]]] = {}
    for slug in section.names():
        if slug not in regimes:
            raise section.fault(slug, f"“{slug}” is not a regime; use one of: {', '.join(regimes)}.")
        row = section.section(slug)
        known = regimes[slug]
        hits[slug] = {}
        for area in row.names():
            if area not in known.areas:
                raise row.fault(
                    area, f"“{area}” is not an area of this regime; use one of: {', '.join(known.areas)}."
                )
            hits[slug][area] = frozenset(row.texts(area, among=tuple(known.grades)))
    return hits
