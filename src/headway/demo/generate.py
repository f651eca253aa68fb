"""Writes the demonstration: a folder of files such as an authority would fetch and keep."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from headway.demo.calendar_files import bank_holidays_sheet, term_dates_sheet
from headway.demo.county import AUTHORITY_CODE, AUTHORITY_NAME, County, Size
from headway.demo.evidence_files import (
    codes_sheet,
    key_stage_4_sheet,
    ks2_cohorts_sheet,
    neighbours_sheet,
    results_sheet,
    series_sheet,
)
from headway.demo.figure_files import figure_sheets
from headway.demo.invent import invent_county
from headway.demo.ofsted_file import ofsted_sheet
from headway.demo.own_sheets import own_sheets
from headway.demo.register_files import groups_sheet, links_sheet, register_sheet
from headway.demo.sheets import Sheet


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: where, for whom, rows by file (path below the folder), and the county's counts."""

    folder: Path
    authority_name: str
    authority_code: str
    rows: dict[str, int]
    schools: int
    partnerships: int
    advisers: int
    capacity_half_days: int


def generate(
    folder: Path,
    *,
    seed: int,
    size: Size = "county",
    first_day: date,
    demand_half_days: int | None = None,
) -> Written:
    """Write an invented authority into `folder`, which is made if it is not there.

    `first_day` is the day the files are drawn: nothing in them was published later. `demand_half_days` sets
    what the advisers' days are measured by; without it the size's own. The same arguments write the same
    bytes. Raises ValueError for a first day too early or an unknown size, OSError where the folder cannot be
    written.
    """
    county = invent_county(seed=seed, size=size, first_day=first_day, demand_half_days=demand_half_days)
    sheets = make_sheets(county)
    for sheet in sheets:
        path = folder / sheet.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(sheet.content)
    return Written(
        folder=folder,
        authority_name=AUTHORITY_NAME,
        authority_code=AUTHORITY_CODE,
        rows={sheet.path: sheet.rows for sheet in sheets},
        schools=len(county.schools),
        partnerships=len(county.service.partnerships),
        advisers=len(county.service.advisers),
        capacity_half_days=sum(adviser.deployable_half_days for adviser in county.service.advisers),
    )


def make_sheets(county: County) -> tuple[Sheet, ...]:
    """Every file of the demonstration, published ones first."""
    return (
        register_sheet(county),
        links_sheet(county),
        groups_sheet(county),
        ofsted_sheet(county),
        results_sheet(county),
        key_stage_4_sheet(county),
        ks2_cohorts_sheet(county),
        *figure_sheets(county),
        series_sheet(county),
        neighbours_sheet(),
        codes_sheet(),
        bank_holidays_sheet(),
        term_dates_sheet(),
        *own_sheets(county),
    )
