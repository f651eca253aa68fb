"""The authority's published results beside England's, for those who want them in a line each."""

from datetime import date

from headway.features.evidence.models import Observation
from headway.features.evidence.queries import ENGLAND, area_and_england
from headway.features.schools.queries import own_authority
from headway.kit.tables import Cell, Column, Table, plain_table
from headway.pages.schools.evidence import sources_words, value_words
from headway.pages.schools.policies import policies_in_use
from headway.rules.measures import RESULTS, Measure

EMPTY = "No published results of the authority are loaded yet. A data officer gives them under Data."


def results_table(on: date) -> Table:
    """Each result's newest period in which both the authority and England have a figure, with its source."""
    authority, policy = own_authority(), policies_in_use("measures", on=on).get("measures")
    told = policy.measures if policy else ()
    measures = [measure for measure in told if measure.area_series and measure.topic == RESULTS]
    rows = list(area_and_england(authority.code, [one.key for one in measures])) if authority else []
    lines = [line for line in (_line(measure, rows) for measure in measures) if line]
    name = authority.name if authority else "The authority"
    heads = ("Measure", Column(name, numeric=True), Column(ENGLAND, numeric=True), "Period", "Source")
    return plain_table("Results of the authority", heads, lines, empty_words=EMPTY)


def _line(measure: Measure, rows: list[Observation]) -> tuple[Cell | str, ...] | None:
    ours, theirs = {}, {}
    for row in rows:
        if row.measure == measure.key and row.value is not None:
            (theirs if row.area_name == ENGLAND else ours)[row.period] = row
    both = sorted(set(ours) & set(theirs))
    if not both:
        return None
    mine, england = ours[both[-1]], theirs[both[-1]]
    return (
        measure.label,
        value_words(mine.value, measure),
        value_words(england.value, measure),
        both[-1],
        sources_words([mine, england]),
    )
