"""A list as a file: the same filters and order, every row, in the columns of the page."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse

from headway.gateways.documents import Sheet, csv_text, safe_name, spreadsheet
from headway.kit.charts import Chart, rows_of
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell, Plain, Table

EXPORT, PRINT = "export", "print"
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
ALL_ROWS = 1_000_000


def asked_export(request: HttpRequest) -> str:
    """ "csv" or "xlsx" where the address asks for a file, else nothing."""
    asked = request.GET.get(EXPORT, "")
    return asked if asked in CONTENT_TYPES else ""


def asked_print(request: HttpRequest) -> bool:
    """Whether the address asks for the whole list, to print it."""
    return PRINT in request.GET


def whole(query: ListQuery) -> ListQuery:
    """The same list without pages."""
    return replace(query, page=1, page_size=ALL_ROWS)


def with_export(table: Table, query: ListQuery) -> Table:
    """The table with its links to a spreadsheet, to a CSV file and to the whole list, of the same filters and order."""
    address = query.href()
    start = f"{address}{'&' if '?' in address else '?'}"
    return replace(
        table,
        export_href=f"{start}{EXPORT}=xlsx",
        csv_href=f"{start}{EXPORT}=csv",
        print_href=f"{start}{PRINT}=yes" if table.pages else "",
    )


def export_response(table: Table, kind: str) -> HttpResponse:
    """The rows of a table as a file to download, named after its caption.

    Dates and numbers are real ones where a cell knows them; the second lines of a column's cells have a column beside it.
    """
    notes = {place for row in table.rows for place, cell in enumerate(row.cells) if _note(cell)}
    heads: list[str] = []
    for place, column in enumerate(table.columns):
        heads += [column.label, f"{column.label}: more"] if place in notes else [column.label]
    rows = [_values(row.cells, notes) for row in table.rows]
    return sheet_response(Sheet(table.caption, heads, rows), kind)


def chart_response(chart: Chart, name: str) -> HttpResponse:
    """The figures of a chart as a CSV file."""
    return sheet_response(Sheet(name, *rows_of(chart)), "csv")


def sheet_response(sheet: Sheet, kind: str) -> HttpResponse:
    """A sheet to download, named after its title; `kind` is "csv" or "xlsx"."""
    is_csv = kind == "csv"
    content = csv_text(sheet.columns, sheet.rows).encode("utf-8-sig") if is_csv else spreadsheet([sheet])
    headers = {"Content-Disposition": f'attachment; filename="{safe_name(f"{sheet.title}.{kind}")}"'}
    return HttpResponse(content, content_type=CONTENT_TYPES[kind], headers=headers)


def _values(cells: tuple[Cell | str | int | None, ...], notes: set[int]) -> list[Plain]:
    """What the cells hold; a missing value is an empty cell."""
    values: list[Plain] = []
    for place, cell in enumerate(cells):
        plain = cell.plain if isinstance(cell, Cell) else None
        values.append(plain if plain is not None else cell.words if isinstance(cell, Cell) else cell)
        if place in notes:
            values.append(_note(cell) or None)
    return values


def _note(cell: Cell | str | int | None) -> str:
    return cell.note if isinstance(cell, Cell) else ""
