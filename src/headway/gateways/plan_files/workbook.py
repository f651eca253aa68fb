"""The sheets of a workbook as tables, merged cells as the workbook keeps them."""

import io

from python_calamine import CalamineSheet, CalamineWorkbook

from headway.gateways.plan_files.packages import LIMITS, check_rows
from headway.publicdata.faults import Unreadable
from headway.publicdata.workbooks import cell_text, foreign_failures
from headway.rules.plan_layout import lines_of
from headway.rules.plan_table import Cell, Covered, Table

_DAMAGED = "This spreadsheet is damaged and cannot be opened. Save the plan again and give that file."
Merged = dict[tuple[int, int], Covered]


def read_workbook(content: bytes) -> tuple[Table, ...]:
    """Every sheet that holds anything, in the order of the workbook. Raises Unreadable."""
    with foreign_failures(_DAMAGED):
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        tables = tuple(_table(workbook.get_sheet_by_name(name)) for name in workbook.sheet_names)
    filled = tuple(table for table in tables if any(cell.lines for row in table.rows for cell in row))
    if not filled:
        raise Unreadable("This spreadsheet is empty. Give the one that holds the plan.")
    return filled


def _table(sheet: CalamineSheet) -> Table:
    check_rows(sheet.total_height)
    merged = _merged(sheet)
    rows = sheet.to_python(skip_empty_area=False)
    return Table(
        tuple(
            tuple(
                Cell(row, column, lines_of(cell_text(cell)), merged.get((row, column), Covered.NO))
                for column, cell in enumerate(cells, 1)
            )
            for row, cells in enumerate(rows, 1)
        ),
        name=sheet.name,
    )


def _merged(sheet: CalamineSheet) -> Merged:
    """The cells that a merged one covers; those of its first row belong to the left, all others to the one above."""
    covered: Merged = {}
    cells = 0
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        bottom, right = min(bottom, sheet.total_height), min(right, sheet.total_width)
        cells += max(0, bottom - top + 1) * max(0, right - left + 1)
        if cells > LIMITS.cells:
            raise Unreadable(
                "The merged cells of this spreadsheet lie over each other. Save the plan anew and give that file."
            )
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                covered[row + 1, column + 1] = Covered.ABOVE if row > top else Covered.LEFT
        covered.pop((top + 1, left + 1), None)
    return covered
