"""One file of a plan to its tables, whatever its form."""

from headway.gateways.plan_files.packages import (
    LIMITS,
    Form,
    PlanFileLimits,
    check_lines,
    check_rows,
    recognise,
)
from headway.gateways.plan_files.word import read_word
from headway.gateways.plan_files.workbook import read_workbook
from headway.publicdata.faults import Unreadable
from headway.rules.plan_layout import read_text
from headway.rules.plan_reading_policy import PlanReadingPolicy
from headway.rules.plan_table import Table

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_NO_TABLE = (
    "This text holds no plan: in no row of it do the heads name periods, such as “March 2004 – May 2004”. A text plan has a "
    "tab before each cell, or its cells parted by commas."
)


def read_plan_tables(
    content: bytes, policy: PlanReadingPolicy, limits: PlanFileLimits = LIMITS
) -> tuple[Table, ...]:
    """The tables of a Word document, a workbook or a text. Raises Unreadable with a sentence for any other file."""
    form = recognise(content, limits)
    tables: tuple[Table, ...]
    if form is Form.TEXT:
        tables = (read_text(_decoded(content), policy),)
        check_rows(len(tables[0].rows), limits)
        if not tables[0].rows:
            raise Unreadable(_NO_TABLE)
    else:
        tables = read_word(content) if form is Form.WORD else read_workbook(content)
    check_lines(sum(_count_lines(table) for table in tables), limits)
    return tables


def _count_lines(table: Table) -> int:
    return len(table.before) + len(table.after) + sum(len(cell.lines) for row in table.rows for cell in row)


def _decoded(content: bytes) -> str:
    """The text by its mark, else as UTF-8, else as Windows wrote it."""
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "")
    try:
        text = content.decode(encoding or "utf-8")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\0" in text:
        raise Unreadable(
            "This is no text, Word document or spreadsheet. Give the plan in one of these forms."
        )
    return text
