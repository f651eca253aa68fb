"""What the pages of own sheets show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from headway.flows.own_sheets.given import GivenSheet
from headway.flows.take_own_sheet import Checked
from headway.kit.figures import Link
from headway.kit.forms import KitForm, Problem
from headway.kit.grid import Grid, GridCell, GridRow, grid_of
from headway.kit.tables import Cell, Table, plain_table
from headway.kit.words import count_words, day_words
from headway.pages.sheets.kinds import SheetKind
from headway.publicdata.cells import BadCell, parse_day

MOST_SHOWN = 25
CELL = "cell-{line}-{column}"
CRUMB = Link("Sheets of our own", "/data/sheets/")


@dataclass(frozen=True, slots=True)
class SheetsPage:
    """The sheets the viewer may give."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    table: Table


@dataclass(frozen=True, slots=True)
class SheetPage:
    """A sheet to paste or upload; once given, its faults in boxes, its first lines, and what it would store."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    what: str
    columns: tuple[str, ...]
    download_href: str
    place: str
    form: KitForm | None
    sheet_words: str = ""
    data: str = ""
    year: str = ""
    grid: Grid | None = None
    whole_faults: tuple[str, ...] = ()
    more_faults: int = 0
    preview: Table | None = None
    would: str = ""
    withheld: Table | None = None

    @property
    def problems(self) -> list[Problem]:
        """What is wrong, the sheet as a whole first, then each box and line that is shown."""
        found = [Problem(words, "") for words in self.whole_faults]
        for row in self.grid.rows if self.grid else ():
            found += [Problem(f"{row.head}: {row.fault}", "")] if row.fault else []
            found += [
                Problem(f"{row.head}: {cell.fault}", f"#{cell.name}") for cell in row.cells if cell.fault
            ]
        return found


def sheets_page(kinds: Sequence[SheetKind]) -> SheetsPage:
    """The list of sheets."""
    rows = [(Cell(kind.label, href=f"/data/sheets/{kind.name}/"), kind.what) for kind in kinds]
    return SheetsPage(CRUMB.label, (), plain_table("Sheets", ("Sheet", "What it says"), rows))


def with_check(page: SheetPage, sheet: GivenSheet, checked: Checked) -> SheetPage:
    """The page with what was found: boxes for the lines at fault, the first good lines, what would be stored."""
    by_cell, by_line, whole = _placed(sheet, checked)
    bad = sorted({line for line, _ in by_cell} | set(by_line))
    good = [line for line in range(len(sheet.lines)) if line not in set(bad)]
    return replace(
        page,
        grid=_grid(sheet, bad[:MOST_SHOWN], by_cell, by_line) if bad else None,
        whole_faults=whole,
        more_faults=max(0, len(bad) - MOST_SHOWN),
        preview=_preview(sheet, good[:MOST_SHOWN], len(good)),
        would=_would(checked),
        withheld=_withheld(checked),
    )


def _placed(sheet: GivenSheet, checked: Checked) -> tuple[dict, dict, tuple[str, ...]]:
    """Faults by cell, by line, and of the sheet as a whole."""
    by_cell: dict[tuple[int, str], str] = {}
    by_line: dict[int, str] = {}
    whole = []
    for fault in checked.faults:
        if fault.row is None or not 0 <= fault.row < len(sheet.lines):
            whole.append(fault.sentence)
        elif fault.column in sheet.columns:
            by_cell.setdefault((fault.row, fault.column), fault.words)
        else:
            by_line.setdefault(fault.row, fault.words)
    return by_cell, by_line, tuple(whole)


def _grid(
    sheet: GivenSheet,
    lines: Sequence[int],
    by_cell: Mapping[tuple[int, str], str],
    by_line: Mapping[int, str],
) -> Grid:
    rows = []
    for line in lines:
        cells = tuple(
            GridCell(
                name=CELL.format(line=line, column=column),
                value=value,
                label=f"{column}, line {line + 2}",
                fault=by_cell.get((line, column), ""),
            )
            for column, value in zip(sheet.columns, sheet.lines[line], strict=True)
        )
        rows.append(GridRow(f"Line {line + 2}", cells, by_line.get(line, "")))
    return grid_of("Lines to mend", "Line", sheet.columns, rows)


def _preview(sheet: GivenSheet, lines: Sequence[int], good: int) -> Table:
    rows = [(f"Line {line + 2}", *(_cell(value) for value in sheet.lines[line])) for line in lines]
    shown = f", the first {len(rows)} of them" if good > len(rows) else ""
    return plain_table(
        f"{count_words(good, 'line is', 'lines are')} good{shown}",
        ("Line", *sheet.columns),
        rows,
        empty_words="No line is good yet. Mend those above.",
    )


def _cell(value: str) -> Cell:
    """A cell as it stands; a day in words."""
    try:
        return Cell(day_words(parse_day(value)))
    except BadCell:
        return Cell(value or None, missing="empty")


def _withheld(checked: Checked) -> Table | None:
    """Lines of schools without a live data sharing agreement, in words."""
    if not checked.withheld:
        return None
    rows = [(f"Line {one.row}", str(one.urn), one.words) for one in checked.withheld]
    count = count_words(len(rows), "line is", "lines are")
    return plain_table(f"{count} not taken", ("Line", "URN", "Why, and what to do"), rows)


def _would(checked: Checked) -> str:
    if not checked.would:
        return "Everything in this sheet is stored already; taking it changes nothing."
    made = count_words(checked.would.made, "row", "rows")
    changed = count_words(checked.would.changed, "row", "rows")
    return f"Taking it makes {made} and changes {changed}."
