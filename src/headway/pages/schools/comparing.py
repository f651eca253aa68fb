"""A school's figures beside its authority, its statistical neighbours, similar schools and England."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from headway.features.audit.memory import ASIDE, remembered
from headway.features.evidence.models import Observation
from headway.features.evidence.queries import area_results, results_of_schools
from headway.features.schools.models import School
from headway.features.schools.queries import neighbours_of
from headway.features.schools.similar import named, similar_to
from headway.kit.tables import Cell, Column, Table, plain_table
from headway.pages.schools.evidence import (
    NOT_LOADED,
    Others,
    figure_cell,
    results_table,
    sources_words,
    topic_tables,
    value_words,
)
from headway.pages.schools.gather import Known
from headway.rules.measures import Measure
from headway.rules.similar_schools import Alike

NONE_ALIKE = (
    "No similar schools are known: the register does not say its pupils and free school meals, or no other’s."
)
NO_METHOD = "How similar schools are found is not decided yet: a policy “similar schools” is to be adopted."
Figures = Mapping[tuple[str, str], list[Decimal]]


@dataclass(frozen=True, slots=True)
class Compared:
    """What a school is compared with: figures by measure and year, the similar schools, and the method in words."""

    neighbours: Figures
    neighbour_count: int
    alike: Figures
    alike_count: int
    similar: Table
    method: str


def compared(known: Known) -> Compared:
    """Everything the profile compares with; all of it is public, so it is the same for whoever asks."""
    return remembered((compared, known.school.pk, known.on), lambda: _compared(known), apart_from=ASIDE)


def _compared(known: Known) -> Compared:
    measures = [one.key for one in known.measures]
    codes = [one.neighbour_code for one in neighbours_of(known.school.authority_id)]
    policy = known.policies.get("similar_schools")
    alike = similar_to(known.school, policy) if policy else ()
    urns = [one.context.urn for one in alike]
    results = list(results_of_schools(urns, measures)) if urns else []
    return Compared(
        neighbours=_figures(area_results(codes, measures).filter(group="all") if codes else ()),
        neighbour_count=len(codes),
        alike=_figures(results),
        alike_count=len(alike),
        similar=_similar_table(known, alike, results),
        method=policy.words if policy else NO_METHOD,
    )


def compared_tables(known: Known, beside: Compared) -> tuple[Table, ...]:
    """Results year by year, then a table a topic. Means are of published figures, each school or authority counting once."""
    means: Others = {
        "Statistical neighbours": partial(_mean, beside.neighbours, beside.neighbour_count),
        "Similar schools": partial(_mean, beside.alike, beside.alike_count),
    }
    return results_table(known, "Results beside others", means), *topic_tables(known, means)


def _figures(rows: Iterable[Observation]) -> Figures:
    found: dict[tuple[str, str], list[Decimal]] = {}
    for row in rows:
        if row.value is not None:
            found.setdefault((row.measure, row.period), []).append(row.value)
    return found


def _mean(figures: Figures, of: int, measure: Measure, period: str) -> Cell:
    values = figures.get((measure.key, period), [])
    if not values:
        return Cell(None, missing=NOT_LOADED)
    return Cell(value_words(sum(values) / len(values), measure), note=f"{len(values)} of {of}")


def _similar_table(known: Known, alike: tuple[Alike, ...], results: list[Observation]) -> Table:
    """Each similar school with its figures, and with the first measure in the newest year any of them has it."""
    measure = known.measures[0] if known.measures else None
    rows = [row for row in results if measure and row.measure == measure.key]
    newest = max((row.period for row in rows if row.value is not None), default="")
    held = {row.school_id: row for row in rows if row.period == newest}
    schools = named(one.context.urn for one in alike)
    heads = ["School", "Authority", Column("Pupils", numeric=True), Column("Free school meals", numeric=True)]
    if measure and newest:
        heads.append(Column(measure.short_label, unit=f"{newest}; {sources_words(held.values())}"))
    return plain_table(
        "Similar schools",
        tuple(heads),
        [
            (
                schools[one.context.urn].name,
                schools[one.context.urn].authority.name,
                *_context_cells(schools[one.context.urn]),
                *([figure_cell(held.get(one.context.urn), measure, newest)] if measure and newest else []),
            )
            for one in alike
        ],
        empty_words=NONE_ALIKE,
    )


def _context_cells(school: School) -> tuple[str, str]:
    return f"{school.pupils:,}", f"{school.fsm_percent.normalize():f}%"
