"""Small reference files: links between schools, statistical neighbours, bank holidays and term dates."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.db.models import Model

from headway.features.releases.models import Release
from headway.features.schools.models import BankHoliday, Link, Neighbour, TermDate
from headway.flows.publications.decided import Decided, Scope, stored_faults
from headway.flows.publications.replaced import compare, count
from headway.publicdata.calendars import SchoolYear, read_bank_holidays, read_term_dates
from headway.publicdata.faults import Reading
from headway.publicdata.gias import read_links
from headway.publicdata.lait import read_neighbours
from headway.rules.verdict import Refused


def decide_links(path: Path, scope: Scope) -> Decided:
    """Predecessors and successors of the authority's schools; a link that stands twice has its latest day."""
    reading = read_links(path, scope.urns)
    rows = [
        Link(
            school_id=r.urn,
            other_urn=r.link_urn,
            other_name=r.link_name[:200],
            kind=r.link_type,
            on=r.established_on,
        )
        for r in sorted(reading.rows, key=lambda r: r.established_on or date.min)
        if r.urn in scope.urns
    ]
    return _decide(reading, rows, Link, lambda r: (r.school_id, r.other_urn, r.kind), lambda r: r.on)


def decide_neighbours(path: Path, scope: Scope) -> Decided:
    """The statistical neighbours of the authority. Refused when the file has none."""
    reading = read_neighbours(path, frozenset({scope.code}))
    if not reading.rows:
        raise Refused(f"The file holds no statistical neighbours of {scope.authority} ({scope.code}).")
    rows = [
        Neighbour(
            authority_code=r.la_code,
            rank=r.rank,
            neighbour_code=r.neighbour_code,
            neighbour_name=r.neighbour_name,
        )
        for r in reading.rows
    ]
    return _decide(reading, rows, Neighbour, lambda r: (r.authority_code, r.rank), lambda r: r.neighbour_code)


def decide_bank_holidays(path: Path, scope: Scope) -> Decided:
    """Bank holidays of England and Wales."""
    reading = read_bank_holidays(path)
    rows = [BankHoliday(on=r.on, title=r.title) for r in reading.rows]
    return _decide(reading, rows, BankHoliday, lambda r: (r.on,), lambda r: r.title)


def decide_term_dates(path: Path, scope: Scope) -> Decided:
    """Terms, holidays and training days of the authority; none for it is no fault, since authorities publish late."""
    reading = read_term_dates(path, scope.authority)
    rows = [row for year in reading.rows for row in _term_dates(year)]
    return _decide(
        reading,
        rows,
        TermDate,
        lambda r: (r.authority_name, r.academic_year, r.kind, r.start_on),
        lambda r: f"{r.words} until {r.until}",
    )


def _term_dates(year: SchoolYear) -> list[TermDate]:
    start = int(year.academic_year[:4])

    def row(kind: str, words: str, first: Any, until: Any) -> TermDate:
        return TermDate(
            authority_name=year.la_name,
            academic_year=start,
            kind=kind,
            words=words,
            start_on=first,
            until=until,
        )

    terms = [
        row("term", f"{t.season.capitalize()} term, half {t.half}", t.open_from, t.open_until)
        for t in year.terms
    ]
    closures = [row("closure", c.name.capitalize(), c.closed_from, c.closed_until) for c in year.closures]
    training = [
        row("inset", "Training day", day, day.fromordinal(day.toordinal() + 1)) for day in year.inset_on
    ]
    return [*terms, *closures, *training]


def _decide(
    reading: Reading,
    rows: Sequence[Any],
    model: type[Model],
    key: Callable[[Any], tuple[object, ...]],
    said: Callable[[Any], object],
) -> Decided:
    before = {key(row): said(row) for row in model._default_manager.all()}
    after = {key(row): row for row in rows}
    lines = compare(before, {k: said(row) for k, row in after.items()})

    def apply(release: Release) -> None:
        model._default_manager.all().delete()
        if any(field.name == "release" for field in model._meta.fields):
            for row in after.values():
                row.release = release
        model._default_manager.bulk_create(after.values(), batch_size=1000)

    return Decided(
        len(reading.rows), len(after), count(lines, len(after)), lines, stored_faults(reading.faults), apply
    )
