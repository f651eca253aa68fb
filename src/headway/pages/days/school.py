"""What the page of one school's days shows."""

from dataclasses import dataclass

from headway.features.allocation.models import Entitlement
from headway.features.allocation.queries import (
    KIND,
    UNIT,
    balance_of_school,
    lines_visible_to,
    school_key,
    year_label,
    years_entitled,
)
from headway.features.appointments.viewer import Viewer
from headway.features.ledgers.queries import find_account
from headway.features.ledgers.queries import lines_of as ledger_lines
from headway.features.schools.models import School
from headway.features.schools.queries import schools_visible_to
from headway.kit.figures import Figure, Link
from headway.kit.tables import Cell, Column, Row, Table
from headway.kit.words import day_words, days_words, moment_words
from headway.pages.days.words import as_words, inputs_words, rule_words


@dataclass(frozen=True, slots=True)
class SchoolDaysPage:
    """One school's days of a year: what it has, by which rules, and every entry of its ledger."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    figures: tuple[Figure, ...]
    lines: Table
    ledger: Table | None
    years: tuple[Link, ...]
    school_href: str
    ledger_href: str


def school_page(viewer: Viewer, school: School, year: int) -> SchoolDaysPage:
    """The page; a fixed number of queries. A lead head sees of a fellow school what is no matter of its category."""
    whole = schools_visible_to(viewer, KIND).filter(pk=school.pk).exists()
    rows = list(lines_visible_to(viewer, year).filter(school=school))
    address = f"/days/schools/{school.urn}/"
    return SchoolDaysPage(
        heading=school.name,
        caption=f"Days of {year_label(year)}",
        breadcrumbs=(Link("Days", f"/days/?year={year}"),),
        figures=_figures(school, year)
        if whole
        else (Figure("By partnership and provision", days_words(sum(row.half_days for row in rows))),),
        lines=_lines(rows),
        ledger=_ledger(school, year) if whole else None,
        ledger_href=f"/days/ledger/schools/{school.urn}/?year={year}" if whole else "",
        years=tuple(
            Link(year_label(one), f"{address}?year={one}") for one in years_entitled() if one != year
        ),
        school_href=f"/schools/{school.urn}/",
    )


def _figures(school: School, year: int) -> tuple[Figure, ...]:
    balance = balance_of_school(school, year)
    return (
        Figure("Entitled", days_words(balance.entitled_half_days)),
        Figure("Used or booked", days_words(balance.used_half_days)),
        Figure("Left", days_words(balance.left_half_days)),
    )


def _lines(rows: list[Entitlement]) -> Table:
    lines = [
        Row(
            (
                rule_words(row.rule),
                days_words(row.half_days),
                as_words(row.pool),
                day_words(row.effective_on),
                Cell(row.words, note=inputs_words(row.inputs)),
            )
        )
        for row in rows
    ]
    return Table(
        caption="Entitled by rule",
        columns=(Column("Rule"), Column("Days", numeric=True), Column("Pool"), Column("From"), Column("Why")),
        rows=tuple(lines),
        empty_words="The days of this school will be listed here with their rules, once the year's days are given.",
    )


def _ledger(school: School, year: int) -> Table:
    account = find_account(unit=UNIT, period=year_label(year), key=school_key(school.urn))
    rows, balance = [], 0
    for line in ledger_lines(account) if account else ():
        balance += line.amount
        posting = line.posting
        cells = (day_words(posting.on), posting.source, days_words(line.amount), days_words(balance))
        rows.append(Row((*cells, moment_words(posting.recorded_at))))
    return Table(
        caption="Ledger",
        columns=(
            Column("Day"),
            Column("What for"),
            Column("Days", numeric=True),
            Column("Then held", numeric=True),
            Column("Recorded"),
        ),
        rows=tuple(rows),
        empty_words="Every credit and every day spent will be listed here.",
    )
