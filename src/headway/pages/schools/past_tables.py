"""How the line of a school is told: what it was before with its papers, what it became, and where to read on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from headway.kit.figures import SummaryRow
from headway.kit.tables import Cell, Column, Table, day_cell, plain_table
from headway.kit.words import day_words
from headway.pages.schools.evidence import figure_cell, periods_of, source_words
from headway.pages.schools.gather import Known
from headway.pages.schools.past import Line, Past
from headway.pages.schools.words import inspection_in_short
from headway.rules.measures import Measure, measures_for
from headway.rules.structural_changes import agreement_words
from headway.rules.succession import Step, lives_on_in

WAITS = "recorded by the authority, waits for the register"
CIRCLE = (
    "The links between schools lead round in a circle here, which cannot be. Each school is named once; ask the register's "
    "keepers to mend the links."
)
SHARED = "Other schools came out of it too, so its figures are not this school's alone."
NOT_HELD = "Nothing of it is held but the link: it is in no register that was loaded."
NOTHING_HELD = "No results, inspections, categories or partnerships of it are held."


@dataclass(frozen=True, slots=True)
class Former:
    """One school this one was before, with its own tables; never joined to the figures of this school."""

    heading: str
    words: tuple[str, ...]
    tables: tuple[Table, ...]


def line_sentences(known: Known) -> tuple[str, ...]:
    """What is wrong with the links, and an end the authority recorded that the register does not say alike."""
    found = [CIRCLE] if known.line.lineage.circular else []
    if end := known.recorded_end:
        found.append(agreement_words(end.closes_on, known.school.closed_on))
    return tuple(words for words in found if words)


def cases_table(known: Known) -> Table | None:
    """The cases of structural change the school is in, newest first; None where it is in none the viewer may see."""
    if not known.cases:
        return None
    rows = [
        (
            Cell(one.case.title, href=f"/schools/changes/{one.case.public_id}/"),
            one.get_part_display(),
            day_cell(one.case.opened_on),
            day_cell(one.case.decided_on, missing="not decided"),
            day_cell(one.case.takes_effect_on, missing="not set"),
        )
        for one in known.cases
    ]
    heads = ("Case", "This school", "Began on", "Decided on", "Holds from")
    return plain_table("Structural changes", heads, rows)


def line_rows(known: Known) -> tuple[SummaryRow, ...]:
    """What it was before and what it became, both ways, each leading to that school's page."""
    line, here = known.line, known.school.urn
    after = line.lineage.after
    several = sum(one.step.via == here for one in line.before) > 1
    rows = [_before_row(line, one, here, several=several) for one in line.before]
    rows += [_after_row(line, step, here) for step in after]
    ends = [urn for urn in lives_on_in(line.lineage) if urn not in {s.urn for s in after if s.depth == 1}]
    rows += [SummaryRow("Lives on today in", _named(line, urn), href=_href(line, urn)) for urn in ends]
    return tuple(rows)


def leads_on(known: Known) -> str:
    """For a school that is no more: where its line goes on, in a sentence; nothing where it does not."""
    nearest = [step for step in known.line.lineage.after if step.depth == 1]
    if not nearest:
        return ""
    names = " and ".join(_named(known.line, step.urn) for step in nearest)
    on = next((step.on for step in nearest if step.on), None)
    return f"It goes on as {names}{f' from {day_words(on)}' if on else ''}."


def formers(known: Known) -> tuple[Former, ...]:
    """Each school of the line before with its papers, the nearest first."""
    return tuple(_former(known, one) for one in known.line.before)


def _before_row(line: Line, one: Past, here: int, *, several: bool) -> SummaryRow:
    """A school of several that this one was made of is not what it was alone."""
    near = one.step.via == here
    who, label = ("this school", "Before") if near else (_named(line, one.step.via), "Before that")
    until = f"Until {day_words(one.until)}" if one.until else "Until a day that is not known"
    more = f"; {WAITS}" if one.step.recorded else ""
    if near and several:
        words = f"{_named(line, one.urn)}, {until[0].lower()}{until[1:]}{more}"
        return SummaryRow("Made of", words, href=_href(line, one.urn))
    return SummaryRow(label, f"{until} {who} was {_named(line, one.urn)}{more}", href=_href(line, one.urn))


def _after_row(line: Line, step: Step, here: int) -> SummaryRow:
    label = "Became" if step.via == here else "Which became"
    day = f", on {day_words(step.on)}" if step.on else ", day not known"
    which = f" (from {_named(line, step.via)})" if step.via != here else ""
    more = f"; {WAITS}" if step.recorded else ""
    return SummaryRow(label, f"{_named(line, step.urn)}{day}{which}{more}", href=_href(line, step.urn))


def _named(line: Line, urn: int) -> str:
    return f"{line.names.get(urn, 'a school not held')} (URN {urn})"


def _href(line: Line, urn: int) -> str:
    return f"/schools/{urn}/" if urn in line.own else ""


def _former(known: Known, one: Past) -> Former:
    began = one.school.opened_on if one.school else None
    start = f"from {day_words(began)} " if began else ""
    until = f"until {day_words(one.until)}" if one.until else "until a day that is not known"
    words = [f"What follows is of {one.name} (URN {one.urn}), {start}{until}."]
    if one.shared:
        words.append(SHARED)
    if one.school is None:
        return Former(f"{one.name} (URN {one.urn})", (*words, NOT_HELD), ())
    tables = tuple(
        chain(_results(known, one), _inspections(known, one), _categories(one), _partnerships(one))
    )
    return Former(f"{one.name} (URN {one.urn})", (*words, *(() if tables else (NOTHING_HELD,))), tables)


def _results(known: Known, one: Past) -> Iterator[Table]:
    phase = one.school.phase if one.school else ""
    policy = known.policies.get("measures")
    measures: Sequence[Measure] = measures_for(phase, policy) if policy else ()
    held = {(row.measure, row.period): row for row in one.results}
    rows = [
        (
            measure.short_label,
            period,
            figure_cell(held[measure.key, period], measure, period),
            source_words(held[measure.key, period].release),
        )
        for measure in measures
        for period in periods_of(measure, held)
    ]
    if rows:
        yield plain_table(f"Figures of {one.name}", ("Measure", "Year", Column("Figure"), "Source"), rows)


def _inspections(known: Known, one: Past) -> Iterator[Table]:
    policy = known.policies.get("inspections")
    rows = []
    for inspection in one.inspections:
        found, when = inspection_in_short(inspection, policy)
        said = Cell(found or None, note=when.rpartition(", ")[0], missing="no grade was published")
        rows.append((day_cell(inspection.started_on), inspection.kind or "Inspection", said))
    if rows:
        yield plain_table(f"Inspections of {one.name}", ("On", "Kind", "Found"), rows)


def _categories(one: Past) -> Iterator[Table]:
    rows = [
        (f"{row.category} {row.label}", day_cell(row.valid_from), _end_cell(row.valid_until))
        for row in one.judgements
    ]
    if rows:
        yield plain_table(f"Categories of {one.name}", ("Category", "From", "Until"), rows)


def _partnerships(one: Past) -> Iterator[Table]:
    rows = [
        (row.partnership.name, day_cell(row.valid_from), _end_cell(row.valid_until))
        for row in one.memberships
    ]
    if rows:
        yield plain_table(f"Partnerships of {one.name}", ("Partnership", "From", "Until"), rows)


def _end_cell(until: date | None) -> Cell:
    return day_cell(until, missing="no end set")
