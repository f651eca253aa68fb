"""A list as a file: the same filters and order, every row, in the columns of the page."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse

from headway.gateways.documents import Sheet, csv_text, safe_name, spreadsheet
from headway.kit.charts import Chart, rows_of
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell, Table

EXPORT = "export"
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
ALL_ROWS = 1_000_000


def asked_export(request: HttpRequest) -> str:
    """ "csv" or "xlsx" where the address asks for a file, else nothing."""
    asked = request.GET.get(EXPORT, "")
    return asked if asked in CONTENT_TYPES else ""


def whole(query: ListQuery) -> ListQuery:
    """The same list without pages."""
    return replace(query, page=1, page_size=ALL_ROWS)


def with_export(table: Table, query: ListQuery) -> Table:
    """The table with its link to the spreadsheet of the same filters and order."""
    address = query.href()
    return replace(table, export_href=f"{address}{'&' if '?' in address else '?'}{EXPORT}=xlsx")


def export_response(table: Table, kind: str) -> HttpResponse:
    """The rows of a table as a file to download, named after its caption."""
    sheet = Sheet(
        table.caption, [column.label for column in table.columns], [_words(r.cells) for r in table.rows]
    )
    content = (
        spreadsheet([sheet]) if kind == "xlsx" else csv_text(sheet.columns, sheet.rows).encode("utf-8-sig")
    )
    response = HttpResponse(content, content_type=CONTENT_TYPES[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="{safe_name(f"{table.caption}.{kind}")}"'
    return response


def chart_response(chart: Chart, name: str) -> HttpResponse:
    """The figures of a chart as a CSV file."""
    headers = {"Content-Disposition": f'attachment; filename="{safe_name(f"{name}.csv")}"'}
    content = csv_text(*rows_of(chart)).encode("utf-8-sig")
    return HttpResponse(content, content_type=CONTENT_TYPES["csv"], headers=headers)


def _words(cells: tuple[Cell | str | int | None, ...]) -> list[str | int | None]:
    """What the cells say; a missing value is an empty cell."""
    return [cell.words if isinstance(cell, Cell) else cell for cell in cells]
