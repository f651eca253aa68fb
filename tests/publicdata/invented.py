"""Invented rows in the publishers' layouts, and the ways publishers write them to a file."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import xlsxwriter

from headway.publicdata.gias import SchoolRow, read_register
from headway.publicdata.layouts import columns

SCHOOL: dict[str, str] = {
    "URN": "900001",
    "LA (code)": "099",
    "LA (name)": "Merrowshire",
    "EstablishmentNumber": "2001",
    "EstablishmentName": "Larkfield Primary School",
    "TypeOfEstablishment (code)": "01",
    "TypeOfEstablishment (name)": "Community school",
    "EstablishmentTypeGroup (code)": "4",
    "EstablishmentTypeGroup (name)": "Local authority maintained schools",
    "EstablishmentStatus (code)": "1",
    "EstablishmentStatus (name)": "Open",
    "OpenDate": "01-09-1965",
    "PhaseOfEducation (code)": "2",
    "PhaseOfEducation (name)": "Primary",
    "StatutoryLowAge": "4",
    "StatutoryHighAge": "11",
    "SchoolCapacity": "210",
    "CensusDate": "15-01-2026",
    "NumberOfPupils": "198",
    "PercentageFSM": "22.7",
    "TelephoneNum": "01632960001",
    "Easting": "533498",
    "Northing": "181201",
    "DistrictAdministrative (code)": "E07999001",
    "DistrictAdministrative (name)": "Larkdale",
    "LastChangedDate": "02-06-2026",
}


def rows_under(names: Sequence[str], rows: Iterable[Mapping[str, str]], empty: str = "") -> list[list[str]]:
    """Header and rows as lists, cells by column name; `empty` stands where a row says nothing."""
    return [list(names), *([row.get(name, empty) for name in names] for row in rows)]


def csv_text(table: Iterable[Sequence[str]], line_end: str = "\r\n") -> str:
    """The table as comma-separated text, quoted where it must be."""
    out = io.StringIO()
    csv.writer(out, lineterminator=line_end).writerows(table)
    return out.getvalue()


def write_csv(path: Path, table: Iterable[Sequence[str]], encoding: str = "cp1252") -> Path:
    """The table as a published CSV file."""
    path.write_bytes(csv_text(table).encode(encoding))
    return path


def write_workbook(path: Path, table: Iterable[Sequence[str]], above: int = 0) -> Path:
    """The table as a workbook, `above` rows of notes over the header, numbers as numbers as Excel keeps them."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_numbers": True})
    book.add_worksheet("Notes").write(0, 0, "About this file")
    sheet = book.add_worksheet("Data")
    for number in range(above):
        sheet.write(number, 0, f"Note {number + 1}")
    for number, cells in enumerate(table, start=above):
        for place, cell in enumerate(cells):
            sheet.write(number, place, cell)
    book.close()
    return path


def register(path: Path, *schools: Mapping[str, str], layout: str = "gias_register") -> Path:
    """A register whose schools are SCHOOL with the given cells changed."""
    return write_csv(path, rows_under(columns(layout), [{**SCHOOL, **school} for school in schools]))


def school_rows(tmp_path: Path, *schools: Mapping[str, str]) -> tuple[SchoolRow, ...]:
    """Typed rows as the register's reader makes them."""
    return read_register(register(tmp_path / "register.csv", *schools)).rows
