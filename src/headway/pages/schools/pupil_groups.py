"""Results by pupil group: for whom their role opens them, trained first where the policy says so (M4-12)."""

from dataclasses import dataclass

from headway.features.appointments.viewer import Viewer
from headway.features.evidence.models import Observation
from headway.features.evidence.queries import results_of
from headway.features.schools.models import School
from headway.features.sharing.pupils import GROUPS, may_open_pupil_groups
from headway.kit.tables import Cell, Column, Table, plain_table
from headway.pages.schools.evidence import YEARS_SHOWN, figure_cell, source_words
from headway.rules.measures import Measure

CAPTION = "Results by pupil group"
EMPTY = "No results by pupil group of this school are in the files loaded."


@dataclass(frozen=True, slots=True)
class GroupResults:
    """The table, or why it is not open; neither for who may not know of it."""

    table: Table | None = None
    refused: str = ""


NOT_KNOWN = GroupResults()


def group_results(viewer: Viewer, school: School, measures: tuple[Measure, ...]) -> GroupResults:
    """What this viewer gets of a school's results by pupil group."""
    if not viewer.knows(GROUPS):
        return NOT_KNOWN
    verdict = may_open_pupil_groups(viewer, school)
    if not verdict:
        return GroupResults(refused=verdict.reason)
    wanted = [measure.key for measure in measures]
    rows = results_of(school).exclude(group="all").filter(measure__in=wanted)
    return GroupResults(_table(list(rows), measures))


def _table(rows: list[Observation], measures: tuple[Measure, ...]) -> Table:
    """Measure and group down, the newest years across."""
    years = sorted({row.period for row in rows})[-YEARS_SHOWN:]
    held = {(row.measure, row.group, row.period): row for row in rows}
    groups: dict[str, list[str]] = {}
    for row in rows:
        if row.group not in groups.setdefault(row.measure, []):
            groups[row.measure].append(row.group)
    lines = [
        (
            Cell(measure.short_label if not number else "", missing="the same measure"),
            group,
            *(figure_cell(held.get((measure.key, group, year)), measure, year) for year in years),
        )
        for measure in measures
        for number, group in enumerate(sorted(groups.get(measure.key, ())))
    ]
    source = "; ".join(dict.fromkeys(source_words(row.release) for row in rows))
    heads = (Column("Measure", unit=source), "Pupils", *years)
    return plain_table(CAPTION, heads, lines, empty_words=EMPTY, row_header=1)
