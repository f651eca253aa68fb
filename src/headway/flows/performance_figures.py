"""The figures of a report on performance, as they are on a day: plain values, whole, whoever will read of them."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from headway.features.categories.queries import category_of
from headway.features.evidence.models import Inspection, Observation
from headway.features.evidence.queries import (
    ENGLAND,
    area_and_england,
    inspections_of_schools,
    results_of_schools,
)
from headway.features.policies.queries import policies_in_use, read_policy
from headway.features.releases.models import Release
from headway.features.schools.models import School
from headway.features.schools.queries import open_schools, own_authority
from headway.kit.words import day_words
from headway.publicdata import ks2, lait
from headway.rules.category_policy import CategoryPolicy
from headway.rules.inspections import InspectionPolicy, Regime, read_grade
from headway.rules.measures import RESULTS, Measure, MeasurePolicy, value_words
from headway.rules.performance_editions import ALL

ATTENDANCE = "attendance"
YEARS_SHOWN = 3
NO_DISTRICT, NOT_JUDGED, EARLIER = "No district known", "Not judged", "In an earlier scheme"
NOT_INSPECTED, NOT_GRADED = "No inspection in the files", "not graded"
NOT_LOADED = "no figure"
WHY_MISSING = {**lait.WHY_MISSING, **ks2.WHY_MISSING}
PHASES = {"pru": "Alternative provision", "16-plus": "16 to 19", "": "Phase not known"}
Grid = dict[str, Any]


def figures_of(year: int, on: date) -> dict[str, Any]:
    """Schools by phase and category in each district, inspections by regime, results and attendance beside England's up to
    the academic year that begins in `year`, and the results of each school. A constant number of queries."""
    schools = list(
        open_schools().select_related("district", "release").order_by("district__name", "name", "pk")
    )
    stored = policies_in_use("categories", "inspections", "measures", on=on)
    policies = {kind: read_policy(one) for kind, one in stored.items()}
    inspections = _latest_inspections(schools)
    return {
        "schools": len(schools),
        "phases": _by_district(schools, "Schools by phase", _phases(schools), _phase),
        "categories": _categories(schools, policies.get("categories"), on),
        **_inspected(schools, inspections, policies.get("inspections")),
        **_measured(policies.get("measures"), schools, year),
        "sources": _sources(schools, inspections.values(), on),
    }


def period_of(year: int) -> str:
    """The academic year as publishers write it: 2024 is “2024/25”."""
    return f"{year}/{(year + 1) % 100:02}"


def _district(school: School) -> str:
    return school.district.name if school.district else NO_DISTRICT


def _phase(school: School) -> str:
    return PHASES.get(school.phase, school.phase.capitalize())


def _phases(schools: Sequence[School]) -> list[str]:
    return [phase for phase, _ in Counter(map(_phase, schools)).most_common()]


def _by_district(
    schools: Sequence[School], caption: str, columns: Sequence[str], column_of: Callable[[School], str]
) -> Grid:
    found = Counter((_district(one), column_of(one)) for one in schools)
    districts = dict.fromkeys(_district(one) for one in schools)
    lines = [[name, [found[name, column] for column in columns]] for name in districts]
    return {"caption": caption, "columns": list(columns), "lines": lines}


def _categories(schools: Sequence[School], policy: CategoryPolicy | None, on: date) -> Grid | None:
    if policy is None:
        return None
    judged = category_of((one.pk for one in schools), on)
    labels = {slug: f"{slug} {label}" for slug, label in policy.labels.items()}
    held = {
        one.pk: labels.get(judged[one.pk].category, EARLIER) if one.pk in judged else NOT_JUDGED
        for one in schools
    }
    earlier = [EARLIER] if EARLIER in held.values() else []
    columns = [*labels.values(), *earlier, NOT_JUDGED]
    return _by_district(schools, "Schools by category", columns, lambda school: held[school.pk])


def _latest_inspections(schools: Sequence[School]) -> dict[int, Inspection]:
    found: dict[int, Inspection] = {}
    for one in inspections_of_schools([school.pk for school in schools]).select_related("release"):
        found.setdefault(one.school_id, one)
    return found


def _inspected(
    schools: Sequence[School], latest: Mapping[int, Inspection], policy: InspectionPolicy | None
) -> dict[str, Any]:
    """Each school by the regime of its latest inspection, and a table a regime in the words of that regime alone."""
    regimes = policy.regimes if policy else {}
    label_of = {slug: one.label for slug, one in regimes.items()}
    held = [
        label_of.get(latest[one.pk].regime, NOT_INSPECTED) if one.pk in latest else NOT_INSPECTED
        for one in schools
    ]
    columns = [*label_of.values(), NOT_INSPECTED]
    counted = [held.count(column) for column in columns]
    return {
        "regimes": {"caption": "Latest inspection, by regime", "columns": columns, "lines": [[ALL, counted]]},
        "inspections": [
            _graded(regime, [one for one in latest.values() if one.regime == slug], policy)
            for slug, regime in regimes.items()
            if policy and label_of[slug] in held
        ],
    }


def _graded(regime: Regime, inspections: Sequence[Inspection], policy: InspectionPolicy) -> Grid:
    grades = [*regime.grades.values(), NOT_GRADED]
    lines = []
    for slug, words in regime.areas.items():
        found = [_grade(regime, one, slug, policy) for one in inspections]
        counts = [found.count(grade) for grade in grades]
        if counts[-1] < len(inspections):
            lines.append([words.capitalize(), counts])
    return {"caption": regime.label, "columns": grades, "lines": lines}


def _grade(regime: Regime, inspection: Inspection, area: str, policy: InspectionPolicy) -> str:
    entry = inspection.grades.get(area)
    slug = read_grade(regime.slug, entry["grade"], policy) if entry else None
    return regime.grades[slug] if slug else NOT_GRADED


def _measured(policy: MeasurePolicy | None, schools: Sequence[School], year: int) -> dict[str, Any]:
    """Measure by year beside England's, results apart from attendance; and the first result of each phase by school."""
    authority = own_authority()
    measures = policy.measures if policy else ()
    shown = [one for one in measures if one.area_series and one.topic in (RESULTS, ATTENDANCE)]
    rows = list(area_and_england(authority.code, [one.key for one in shown])) if authority else []
    tables: dict[str, Any] = {RESULTS: [], ATTENDANCE: []}
    for measure in shown:
        tables[measure.topic] += _beside_england(measure, [r for r in rows if r.measure == measure.key], year)
    return tables | {"named": _named(schools, [one for one in measures if one.topic == RESULTS], year)}


def _beside_england(measure: Measure, rows: Sequence[Observation], year: int) -> list[list[str]]:
    ours = {row.period: row for row in rows if row.area_name != ENGLAND}
    theirs = {row.period: row for row in rows if row.area_name == ENGLAND}
    periods = sorted({one for one in (*ours, *theirs) if one <= period_of(year)})[-YEARS_SHOWN:]
    return [
        [
            measure.label,
            period,
            _words(ours.get(period), measure, period),
            _words(theirs.get(period), measure, period),
            _source([ours.get(period), theirs.get(period)]),
        ]
        for period in periods
    ]


def _named(schools: Sequence[School], measures: Sequence[Measure], year: int) -> Grid:
    """Each school with the first result of its phase, in the newest year to that one of which any school has a figure."""
    first: dict[str, Measure] = {}
    for school in schools:
        found = next((one for one in measures if school.phase in one.phases), None)
        if found is not None:
            first[found.key] = found
    rows = [
        row
        for row in results_of_schools([one.pk for one in schools], list(first)).select_related("release")
        if row.period <= period_of(year)
    ]
    newest = {key: max((row.period for row in rows if row.measure == key), default="") for key in first}
    held = {(row.school_id, row.measure): row for row in rows if row.period == newest[row.measure]}
    columns = [f"{one.short_label}, {newest[one.key] or 'no year'}" for one in first.values()]
    return {
        "caption": "Results of each school",
        "columns": ["Phase", *columns],
        "lines": [[one.name, [_phase(one), *_of_school(one, first, held, newest)]] for one in schools],
        "source": _source(rows),
    }


def _of_school(
    school: School,
    first: Mapping[str, Measure],
    held: Mapping[tuple[int, str], Observation],
    newest: Mapping[str, str],
) -> list[str]:
    return [
        _words(held.get((school.pk, key)), measure, newest[key]) if school.phase in measure.phases else "–"
        for key, measure in first.items()
    ]


def _words(row: Observation | None, measure: Measure, period: str) -> str:
    """A figure, or why there is none."""
    told = measure.not_published.get(period, "")
    if row is None:
        return told or NOT_LOADED
    if row.value is None:
        return told or WHY_MISSING.get(row.why_missing, row.why_missing)
    return value_words(row.value, measure)


def _source(rows: Iterable[Observation | None]) -> str:
    return _releases(row.release for row in rows if row)


def _releases(releases: Iterable[Release | None]) -> str:
    named = (f"{one.title}, {day_words(one.published_on)}" for one in releases if one)
    return "; ".join(dict.fromkeys(named))


def _sources(schools: Sequence[School], inspections: Iterable[Inspection], on: date) -> dict[str, str]:
    return {
        "schools": _releases(one.release for one in schools),
        "inspections": _releases(one.release for one in inspections),
        "categories": f"Judgements in force on {day_words(on)}",
    }
