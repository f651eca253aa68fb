"""Counts how many schools were inspected, by the outcome of their last full inspection and the half-years since.

Reads Ofsted's latest inspections under HEADWAY_PUBLISHED and writes policies/current/inspection_chances.toml. Only
counts of groups are written; no row about a school leaves the file.

    HEADWAY_PUBLISHED=../published PYTHONPATH=src python scripts/fit_inspection_chances.py
"""

import os
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from headway.publicdata.ofsted import InspectionRow, read_latest  # noqa: E402
from headway.rules.inspection_chances import fit_bands, group_key, half_years_between  # noqa: E402
from headway.rules.inspections import (  # noqa: E402
    Inspection,
    InspectionPolicy,
    build_inspection,
    read_inspections,
)

LATEST = "ofsted/mi_d2_all_schools_2026-06.csv"
SEEN_FROM, SEEN_UNTIL = date(2025, 11, 10), date(2026, 6, 10)
LEAST_SCHOOLS = 30
KEY_JUDGEMENTS = (
    "quality_of_education",
    "behaviour_and_attitudes",
    "personal_development",
    "leadership_and_management",
)
AREAS = {"overall": ("overall_effectiveness",), "sub-judgements": KEY_JUDGEMENTS}
LABELS = {"overall": "graded {} overall", "sub-judgements": "whose lowest key judgement was {}"}
HEAD = """\
# How many schools were fully inspected, by the outcome of the inspection before and the half-years since.
# Counted by scripts/fit_inspection_chances.py from the published file; counts of groups only, no school by itself.
# A band "7: 273 of 722" says: from seven half-years on, up to the next band, 273 of 722 schools were inspected.
# A regime that is not here has no history yet: what follows a report card is not known.
kind = "inspection_chances"
name = "current"
version = 1
from = 2025-09-01
review_by = 2027-07-31
author = "Data officer"
source = "Ofsted, latest inspections of state-funded schools to June 2026 (Open Government Licence v3.0)"
# A group of few schools is drawn towards all of its outcome, as if so many more had gone as those did.
weight = {value = 5, mark = "D", source = "the product's own choice; the benchmark of the forecast tells how it does"}

# The stretch in which inspections under report cards were counted; `until` is the first day after it.
[seen]
from = 2025-11-10
until = 2026-06-10

# Inspectors come from so many days after 1 September to so many before the next; the counts are carried to a whole year by it.
[year]
first_days = {value = 7, mark = "S", source = "earliest five school days after pupils return"}
last_days = {value = 42, mark = "D", source = "schools close around 20 July"}

# The lowest grade among these makes the group.
[areas]
"""


@dataclass(frozen=True, slots=True)
class Case:
    """A school at the start of a stretch: its last full inspection before it, and when it was inspected next, if ever."""

    urn: int
    last: Inspection
    key: str
    next_on: date | None

    def half_years(self, on: date) -> int:
        """Whole half-years from the last full inspection to the day."""
        return half_years_between(self.last.inspected_on, on)


def regimes_in_force() -> InspectionPolicy:
    """The regimes of the policy."""
    with (ROOT / "policies/england/inspections.toml").open("rb") as file:
        return read_inspections(tomllib.load(file))


def read_cases(folder: Path, regimes: InspectionPolicy) -> Iterator[Case]:
    """Each school with a graded inspection before report cards, and the day of its report card where it has one."""
    by_urn: dict[int, list[InspectionRow]] = defaultdict(list)
    for row in read_latest(folder / LATEST).rows:
        if row.is_graded:
            by_urn[row.urn].append(row)
    for urn, rows in sorted(by_urn.items()):
        before = [row for row in rows if row.inspected_on < SEEN_FROM]
        if not before:
            continue
        last = built(max(before, key=lambda row: row.inspected_on), regimes)
        after = [row.inspected_on for row in rows if SEEN_FROM <= row.inspected_on < SEEN_UNTIL]
        if key := group_key(last, AREAS, regimes):
            yield Case(urn, last, key, min(after, default=None))


def built(row: InspectionRow, regimes: InspectionPolicy) -> Inspection:
    """A published row as the rules read it."""
    grades = {grade.area: grade.grade or "" for grade in row.grades}
    return build_inspection(row.regime, row.inspected_on, grades, regimes, concern=row.concern or "")


def written(cases: Iterable[Case], regimes: InspectionPolicy) -> str:
    """The policy's text."""
    lines = [f"{regime} = [{', '.join(f'"{area}"' for area in areas)}]" for regime, areas in AREAS.items()]
    by_key: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        by_key[case.key].append(case)
    for regime in AREAS:
        for grade, words in regimes.regimes[regime].grades.items():
            held = by_key.get(f"{regime} {grade}", [])
            if held:
                lines += _group(regime, grade, words, held)
    return HEAD + "\n".join(lines) + "\n"


def _group(regime: str, grade: str, words: str, cases: list[Case]) -> Iterator[str]:
    counted = ((case.half_years(SEEN_FROM), case.next_on is not None) for case in cases)
    bands, until = fit_bands(counted, LEAST_SCHOOLS)
    yield f"\n[groups.{regime}-{grade}]"
    yield f'label = "{LABELS[regime].format(words)}"'
    yield f'regime = "{regime}"\ngrade = "{grade}"\nmark = "V"\nuntil_half_years = {{value = {until}, mark = "V"}}\nbands = ['
    for one in bands:
        yield f'    "{one.from_half_years}: {one.inspected} of {one.schools}",'
    yield "]"


def main() -> None:
    """Count and write."""
    published = os.environ.get("HEADWAY_PUBLISHED", "")
    if not published:
        sys.exit("Set HEADWAY_PUBLISHED to the folder of published files.")
    regimes = regimes_in_force()
    text = written(read_cases(Path(published), regimes), regimes)
    (ROOT / "policies/current/inspection_chances.toml").write_text(text, encoding="utf-8")
    until = SEEN_UNTIL - timedelta(days=1)
    print(f"Counted what came from {SEEN_FROM} to {until}.")


if __name__ == "__main__":
    main()
