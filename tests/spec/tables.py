"""Worked examples as an officer would write them: a small table of text, read row by row."""

from __future__ import annotations


def rows_of(table: str) -> list[dict[str, str]]:
    """The rows of a table drawn with bars; the first line names the columns, a line of dashes is skipped."""
    lines = [line.strip().strip("|") for line in table.strip().splitlines() if set(line.strip()) - set("|- ")]
    cells = [[cell.strip() for cell in line.split("|")] for line in lines]
    header, *rows = cells
    for row in rows:
        if len(row) != len(header):
            raise ValueError(f"The row {row} has {len(row)} cells, and the table {len(header)} columns.")
    return [dict(zip(header, row, strict=True)) for row in rows]
