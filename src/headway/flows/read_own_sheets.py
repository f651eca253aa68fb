"""Reading the authority's own sheets: all or nothing, and a second time without a change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from headway.features.kept import Kept
from headway.flows.own_sheets.checks import check_rows
from headway.flows.own_sheets.faults import OwnSheetsRefused, SheetFaults
from headway.flows.own_sheets.gate import Gated, keep_faults, pass_gate
from headway.flows.own_sheets.known import Known, gather_known
from headway.flows.own_sheets.rows import SHEETS, SheetRows, read_rows
from headway.flows.own_sheets.targets import check_targets
from headway.flows.own_sheets.times import check_headships, check_partnerships, check_terms
from headway.flows.own_sheets.writing import Writing, write_rows

FOLDER = "service"


@dataclass(frozen=True, slots=True)
class OwnSheetsRead:
    """What was read: rows by sheet, what each made and changed, and what an officer should know, in sentences."""

    rows: Mapping[str, int]
    kept: Mapping[str, Kept]
    notes: tuple[str, ...]

    @property
    def words(self) -> str:
        """One sentence for a list of what was loaded."""
        made = sum(kept.made for kept in self.kept.values())
        changed = sum(kept.changed for kept in self.kept.values())
        what = f"{made:,} stored, {changed:,} changed" if made or changed else "nothing to change"
        return f"{sum(self.rows.values()):,} rows of {len(self.rows)} own sheets read: {what}."


def has_own_sheets(folder: Path) -> bool:
    """Whether the folder, or its folder “service”, holds any of the authority's own sheets."""
    return any((_place(folder) / f"{name}.csv").is_file() for name in SHEETS)


def read_own_sheets(*, folder: Path, year: int, by: str, at: datetime) -> OwnSheetsRead:
    """Read every sheet in the folder or its folder “service”, check all rows, and store what they say.

    `year` is the academic year (the year it starts in) that the advisers' days are for; what has no day of its own, such
    as last year's advisers, holds from 1 September of the year before. The register must be loaded and the policies be
    in use. Raises OwnSheetsRefused with every fault by sheet, row and column; then nothing is changed. A sheet not
    given leaves what it would say as it is, and so does a row that is no longer in its sheet. A row of a school's own data
    is withheld and told while the school has no live data sharing agreement.
    """
    place = _place(folder)
    if not has_own_sheets(folder):
        raise OwnSheetsRefused(
            (f"There are none in {folder}. They are called {', '.join(SHEETS)}, each ending in .csv.",)
        )
    rows, known, faults = check_sheets(place)
    faults.refuse_if_any()
    gated = pass_gate(rows, timezone.localtime(at).date())
    with transaction.atomic():
        kept = write_rows(gated.rows, known, Writing(year, date(year - 1, 9, 1), by, at))
        keep_faults(gated, by, at)
    counts = {name: len(getattr(rows, name)) for name in SHEETS if (place / f"{name}.csv").is_file()}
    return OwnSheetsRead(counts, kept, (*_notes(rows, known), *_withheld(gated)))


def check_sheets(place: Path) -> tuple[SheetRows, Known, SheetFaults]:
    """The rows of every sheet in a folder, what they were held against, and every fault; nothing is written."""
    faults = SheetFaults()
    rows = read_rows(place, faults)
    known = gather_known(rows)
    check_rows(rows, known, faults)
    check_partnerships(rows.partnerships, known, faults)
    check_headships(rows.headships, faults)
    check_terms(rows.terms, faults)
    check_targets(rows.targets, faults)
    return rows, known, faults


def _place(folder: Path) -> Path:
    return folder / FOLDER if (folder / FOLDER).is_dir() else folder


def _notes(rows: SheetRows, known: Known) -> tuple[str, ...]:
    """Leads who are no post that signs in: the headship may be vacant, so it is no fault."""
    leads = {row.name: row.lead for row in rows.partnerships}
    return tuple(
        f"{name} has no lead head: {lead or 'none is named'}{' is no post of people.csv' if lead else ''}."
        for name, lead in sorted(leads.items())
        if lead not in known.emails
    )


def _withheld(gated: Gated) -> tuple[str, ...]:
    """Rows that were not taken, a sentence each."""
    return tuple(f"{one.sheet}.csv, row {one.row} is not taken: {one.words}" for one in gated.withheld)
