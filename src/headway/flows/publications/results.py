"""Results of the authority's schools, and series of the authority, its neighbours, its region and England."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path

from headway.features.evidence.actions import observation_key, replace_observations
from headway.features.evidence.models import Observation
from headway.features.releases.actions import FaultWords
from headway.features.releases.models import Release
from headway.flows.publications.decided import Decided, HoldsNone, Scope, stored_faults
from headway.flows.publications.disagree import disagreements, without_held_years
from headway.flows.publications.replaced import compare, count
from headway.kit.words import count_words
from headway.publicdata.faults import MOST_FAULTS, Reading
from headway.publicdata.figures import read_figures
from headway.publicdata.ks2 import ALL_PUPILS, ResultRow, read_school_results
from headway.publicdata.ks4 import read_key_stage_4
from headway.publicdata.lait import AreaResultRow, read_series
from headway.publicdata.maps import MAPPED, file_map
from headway.rules.verdict import Refused

PLACES = Decimal("0.0001")
BLANK = "blank"
ACADEMIC = "Academic Year"
# Order of the publisher's own versions; any other, and none, come last.
VERSIONS = {"final": 0, "revised": 1, "provisional": 2}
# Where two files give one figure, the first of these that has a value is shown; what the others say stays beside it.
WEIGHT = ("ks2_schools", "ks4_schools", *MAPPED)
YEARS_UNKNOWN = (
    "Nothing says yet what the years of {series} are; they are taken for academic years. Read the tool's data "
    "dictionary, then this file again."
)
STANDS_TWICE = (
    "{measure} of {area} in {period} stands more than once with other figures, in rows {rows}. None is taken, because "
    "nothing says which is right. Ask the publisher."
)


def decide_school_results(path: Path, scope: Scope) -> Decided:
    """Key stage 2 results of the authority's schools. Refused when the file has none of them."""
    return _of_schools("ks2_schools", read_school_results(path, scope.urns), scope)


def decide_key_stage_4(path: Path, scope: Scope) -> Decided:
    """Key stage 4 results of the authority's schools. Refused when the file has none of them."""
    return _of_schools("ks4_schools", read_key_stage_4(path, scope.urns), scope)


def decide_figures(kind: str) -> Callable[[Path, Scope], Decided]:
    """What decides for a kind of file that a map describes. Refused when the file has none of the authority's schools."""

    def decide(path: Path, scope: Scope) -> Decided:
        return _of_schools(kind, read_figures(path, file_map(kind), scope.urns), scope)

    return decide


def _of_schools(kind: str, reading: Reading[ResultRow], scope: Scope) -> Decided:
    rows = _latest_versions(_published(reading.rows))
    if not rows:
        raise HoldsNone(
            f"The file holds no result of a school of {scope.authority}. Load the register first, or give the file "
            "that covers the authority."
        )
    if scope.history:
        rows = without_held_years(kind, rows)
    faults = (*stored_faults(reading.faults), *disagreements(kind, rows, WEIGHT))
    return _decide(kind, len(reading.rows), rows, faults[:MOST_FAULTS], history=True)


def decide_series(path: Path, scope: Scope) -> Decided:
    """Series of the measures the policy names, for the authority and those it is held against."""
    codes = frozenset({scope.code, *scope.neighbours})
    reading = read_series(path, measures=frozenset(scope.series), la_codes=codes)
    if not reading.rows:
        raise Refused(
            f"The file holds none of the series wanted for {scope.authority}: {', '.join(sorted(scope.series))}."
        )
    rows, twice = _one_a_period([_of_area(row, scope) for row in reading.rows])
    faults = (*stored_faults(reading.faults), *_years_faults(scope), *twice)
    return _decide("lait", len(reading.rows), rows, faults)


def _published(rows: Iterable[ResultRow]) -> list[ResultRow]:
    """Without the figures that are blank for every school of the authority in a year: there the publisher has none,
    and a line a school saying so would say nothing. A blank beside others' figures stays, with its reason."""
    held = list(rows)
    given = {(row.measure, row.period, row.group) for row in held if row.why_missing != BLANK}
    return [row for row in held if (row.measure, row.period, row.group) in given]


def _latest_versions(rows: Iterable[ResultRow]) -> list[Observation]:
    """One figure a school, measure, year and group: final before revised before provisional."""
    best: dict[tuple[object, ...], ResultRow] = {}
    for row in sorted(
        rows, key=lambda row: VERSIONS.get(row.version.casefold(), len(VERSIONS)), reverse=True
    ):
        best[row.urn, row.measure, row.period, row.group] = row
    return [_of_school(row) for row in best.values()]


def _one_a_period(rows: Iterable[Observation]) -> tuple[list[Observation], list[FaultWords]]:
    """One figure an area, measure and period; where two spellings of one year differ in their figure, neither."""
    by_key: dict[tuple[object, ...], list[Observation]] = {}
    for row in rows:
        by_key.setdefault(observation_key(row), []).append(row)
    faults = [_stands_twice(same) for same in by_key.values() if len({_said(row) for row in same}) > 1]
    taken = [min(same, key=lambda r: r.row) for same in by_key.values() if len({_said(r) for r in same}) == 1]
    return taken, faults


def _stands_twice(same: list[Observation]) -> FaultWords:
    first, rows = same[0], ", ".join(str(number) for number in sorted(row.row for row in same))
    words = STANDS_TWICE.format(measure=first.measure, area=first.area_name, period=first.period, rows=rows)
    return FaultWords(min(row.row for row in same), "Years", words, True)


def _years_faults(scope: Scope) -> list[FaultWords]:
    """Without the tool's dictionary nothing says what a series' years are; the fault says what they are taken for."""
    unknown = sorted(scope.series.keys() - scope.year_types.keys())
    if not unknown:
        return []
    return [
        FaultWords(
            None,
            "Years",
            YEARS_UNKNOWN.format(series=count_words(len(unknown), "wanted series", "wanted series")),
            False,
        )
    ]


def _of_school(row: ResultRow) -> Observation:
    return Observation(
        row=row.source_row,
        school_id=row.urn,
        measure=row.measure,
        period=row.period,
        group="all" if row.group == ALL_PUPILS else row.group,
        value=_rounded(row.value),
        why_missing=row.why_missing or "",
    )


def _of_area(row: AreaResultRow, scope: Scope) -> Observation:
    academic = scope.year_types.get(row.measure, ACADEMIC).casefold() == ACADEMIC.casefold()
    return Observation(
        row=row.source_row,
        area_code=row.area_code,
        area_name=row.area_name,
        measure=scope.series[row.measure],
        period=(row.academic_year if academic else None) or row.period,
        group="all",
        value=_rounded(row.value),
        why_missing=row.why_missing or "",
    )


def _rounded(value: Decimal | None) -> Decimal | None:
    """As the database holds it: four places, and no zero with a minus."""
    return None if value is None else value.quantize(PLACES) + 0


def _said(row: Observation) -> str:
    return str(row.value) if row.value is not None else row.why_missing


def _decide(
    kind: str,
    rows_read: int,
    rows: list[Observation],
    faults: tuple[FaultWords, ...],
    *,
    history: bool = False,
) -> Decided:
    """`history`: years that the file no longer tells of stay as they were told."""
    known = Observation.every.filter(release__kind=kind)
    if history:
        known = known.filter(period__in={row.period for row in rows})
    before = {observation_key(row): _said(row) for row in known}
    after = {observation_key(row): _said(row) for row in rows}
    lines = compare(before, after)

    def apply(release: Release) -> None:
        replace_observations(release=release, rows=rows, weight=WEIGHT, keep_history=history)

    return Decided(
        rows_read=rows_read,
        rows_taken=len(rows),
        counts=count(lines, len(after)),
        changes=lines,
        faults=faults,
        apply=apply,
    )
