"""The tables of one partnership: its roll of a day, every membership there ever was, its lead heads."""

from collections.abc import Sequence
from datetime import date

from headway.features.appointments.models import Appointment
from headway.features.partnerships.models import Membership, Partnership
from headway.kit.tables import Cell, Column, Row, Table
from headway.kit.words import count_words, day_words
from headway.pages.schools.words import phase_words

HOME = "/partnerships/"


def recognised_cell(recognised: bool) -> Cell:
    """Whether it counts, in colour."""
    return Cell("Recognised", colour="green") if recognised else Cell("Not recognised", colour="grey")


def holds(row: Appointment | Membership, on: date) -> bool:
    """Whether it is in force on the day."""
    return row.valid_from <= on and (row.valid_until is None or on < row.valid_until)


def _school_cell(row: Membership, behind: str) -> Cell:
    return Cell(row.school.name, href=f"/schools/{row.school_id}/{behind}", note=f"URN {row.school_id}")


def roll_table(
    partnership: Partnership, roll: Sequence[Membership], on: date, may_end: bool, behind: str
) -> Table:
    """The members of the day; `behind` carries a past day to their pages."""
    columns = [Column("School"), Column("Phase"), Column("Member from"), Column("Member until")]
    rows = []
    for row in roll:
        until = day_words(row.valid_until) if row.valid_until else "no end set"
        end = Cell("End membership", href=f"{HOME}{partnership.public_id}/end/{row.school_id}/")
        cells = (_school_cell(row, behind), phase_words(row.school.phase), day_words(row.valid_from), until)
        rows.append(Row((*cells, end if row.valid_until is None else "") if may_end else cells))
    return Table(
        caption=f"Members on {day_words(on)}",
        columns=(*columns, Column("Change")) if may_end else tuple(columns),
        rows=tuple(rows),
        count_words=count_words(len(rows), "member"),
        empty_words="The schools of the partnership will be listed here. Add the first one.",
    )


def history_table(rows: Sequence[Membership], on: date, behind: str) -> Table:
    """Every membership with its dates."""
    lines = [
        Row(
            (
                _school_cell(row, behind),
                day_words(row.valid_from),
                day_words(row.valid_until) if row.valid_until else "no end set",
                recognised_cell(row.recognised),
                _standing(row, on, "then" if behind else "now"),
            )
        )
        for row in rows
    ]
    return Table(
        caption="All memberships: past, present and to come",
        columns=(
            Column("School"),
            Column("From"),
            Column("Until"),
            Column("Partnership then"),
            Column("Then" if behind else "Now"),
        ),
        rows=tuple(lines),
        empty_words="Each membership will stay listed here with its dates.",
    )


def _standing(row: Membership, on: date, when: str) -> str:
    if holds(row, on):
        return f"member {when}"
    return "to come" if row.valid_from > on else "former member"


def lead_table(leads: Sequence[Appointment]) -> Table:
    """Who leads and led."""
    rows = [
        Row(
            (
                one.person.name,
                day_words(one.valid_from),
                day_words(one.valid_until) if one.valid_until else "no end set",
            )
        )
        for one in leads
    ]
    return Table(
        caption="Lead heads",
        columns=(Column("Lead head"), Column("From"), Column("Until")),
        rows=tuple(rows),
        empty_words="No lead head was ever named.",
    )
