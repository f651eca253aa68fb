"""One of the authority's own sheets, given on a page: checked, shown what it would store, then stored or not at all."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import transaction
from django.utils import timezone

from headway.features.kept import NOTHING, Kept
from headway.features.people.models import Person
from headway.features.people.queries import holds_role
from headway.features.sharing.actions.agreements import Withheld
from headway.flows.own_sheets.faults import OwnSheetsRefused, SheetFaults
from headway.flows.own_sheets.gate import keep_faults, pass_gate
from headway.flows.own_sheets.given import GivenSheet
from headway.flows.own_sheets.rows import SheetRows
from headway.flows.own_sheets.writing import Writing, write_rows
from headway.flows.read_own_sheets import check_sheets
from headway.publicdata.faults import Fault

HEADER = 1  # the line a spreadsheet counts first


@dataclass(frozen=True, slots=True)
class Checked:
    """What is wrong in a sheet, with lines counted from 0, and what it would store were it taken now; `withheld`: lines of
    schools without a live data sharing agreement, which are left out."""

    faults: tuple[Fault, ...]
    would: Kept
    withheld: tuple[Withheld, ...] = ()


def check_own_sheet(*, sheet: GivenSheet, year: int, gives_access: bool, by: str, at: datetime) -> Checked:
    """Check every line against each other and what is known; a sheet without a fault is stored and taken back again, so
    that what it would do is what it does."""
    with _folder(sheet) as place:
        rows, known, faults = check_sheets(place)
    _check_giver(rows, by, at.date(), gives_access, faults)
    if faults.found:
        return Checked(tuple(_on_line(one.fault) for one in faults.found), NOTHING)
    gated = pass_gate(rows, timezone.localtime(at).date())
    with transaction.atomic():
        kept = write_rows(gated.rows, known, Writing(year, date(year - 1, 9, 1), by, at))
        transaction.set_rollback(True)
    return Checked((), sum(kept.values(), NOTHING), gated.withheld)


@transaction.atomic
def take_own_sheet(*, sheet: GivenSheet, year: int, gives_access: bool, by: str, at: datetime) -> Kept:
    """Store the whole sheet, or raise OwnSheetsRefused and store nothing. Lines of schools without a live data sharing
    agreement are withheld and kept as faults.

    `gives_access`: the giver may make people and give roles; a line of who may not is for somebody who has the role.
    """
    with _folder(sheet) as place:
        rows, known, faults = check_sheets(place)
    _check_giver(rows, by, at.date(), gives_access, faults)
    faults.refuse_if_any()
    gated = pass_gate(rows, timezone.localtime(at).date())
    kept = write_rows(gated.rows, known, Writing(year, date(year - 1, 9, 1), by, at))
    keep_faults(gated, by, at)
    return sum(kept.values(), NOTHING)


def _check_giver(rows: SheetRows, by: str, on: date, gives_access: bool, faults: SheetFaults) -> None:
    """Nobody gives themselves a role, and nobody gives one to others who may not."""
    giver = Person.objects.filter(public_id=by).first()
    for name in ("people", "advisers"):
        for row in getattr(rows, name):
            if giver is not None and row.email == giver.email:
                words = "This is your own address, and nobody gives themselves a role. Ask a colleague to give this line."
                faults.note(name, row.row, "email", words)
    if gives_access:
        return
    for row in rows.advisers:
        if row.email and not holds_role(row.email, row.role, on=on):
            words = "Nobody with this address holds that role. Ask an administrator to invite them or give it first."
            faults.note("advisers", row.row, "email", words)


def _on_line(fault: Fault) -> Fault:
    return Fault(None if fault.row is None else fault.row - HEADER - 1, fault.column, fault.words)


@contextmanager
def _folder(sheet: GivenSheet) -> Iterator[Path]:
    """A folder with the sheet in it alone, as the reader of own sheets takes it."""
    with TemporaryDirectory(prefix="headway-sheet-") as name:
        with (Path(name) / f"{sheet.name}.csv").open("w", encoding="utf-8", newline="") as handle:
            csv.writer(handle).writerows([sheet.columns, *sheet.lines])
        yield Path(name)


__all__ = ["Checked", "OwnSheetsRefused", "check_own_sheet", "take_own_sheet"]
