"""Workbooks: cells as text, and the bounds that a hostile one meets."""

import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from tests.publicdata.invented import write_workbook

from headway.publicdata.faults import Unreadable
from headway.publicdata.workbooks import WorkbookLimits, read_sheets


def test_numbers_days_and_truths_become_the_text_a_publisher_writes(tmp_path: Path) -> None:
    path = tmp_path / "b.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, [2, 22.5, "02", True])
    sheet.write_datetime(0, 4, date(2026, 1, 13), book.add_format({"num_format": "dd/mm/yyyy"}))
    book.close()
    ((number, cells),) = next(read_sheets(path))
    assert (number, cells) == (1, ["2", "22.5", "02", "True", "2026-01-13"])


def test_a_cell_far_away_is_refused_before_memory_is_reserved(tmp_path: Path) -> None:
    path = tmp_path / "b.xlsx"
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet().write(1_048_575, 16_383, "x")
    book.close()
    with pytest.raises(Unreadable, match="row 1,048,576 and column 16,384"):
        next(read_sheets(path))


def test_an_archive_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "b.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 5_000_000)
    with pytest.raises(Unreadable, match="would unpack"):
        next(read_sheets(path))


def test_limits_can_be_narrowed(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "b.xlsx", [["a", "b"], ["c", "d"]])
    with pytest.raises(Unreadable, match="too much to open"):
        list(read_sheets(path, WorkbookLimits(cells=3)))


def test_an_archive_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "b.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("register.csv", b"URN\n1\n")
    with pytest.raises(Unreadable, match="zip archive, not a workbook"):
        next(read_sheets(path))


def test_a_workbook_with_a_broken_part_is_refused(tmp_path: Path) -> None:
    whole = write_workbook(tmp_path / "a.xlsx", [["a", "b"]]).read_bytes()
    path = tmp_path / "b.xlsx"
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Unreadable, match="damaged"):
        next(read_sheets(path))
