"""A list as a file: a spreadsheet or comma-separated text, by `?export=`."""

from django.http import HttpResponse

from headway.gateways.documents.csvtext import csv_text
from headway.gateways.documents.sheets import Sheet, spreadsheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def export_href(list_href: str, form: str) -> str:
    """The address of the same list as a file; `form` is xlsx or csv."""
    return f"{list_href}{'&' if '?' in list_href else '?'}export={form}"


def as_file(sheet: Sheet, form: str, name: str) -> HttpResponse:
    """The sheet to download: csv when asked for, else a spreadsheet."""
    if form == "csv":
        body, kind = csv_text(sheet.columns, sheet.rows).encode("utf-8-sig"), "text/csv; charset=utf-8"
    else:
        form, body, kind = "xlsx", spreadsheet([sheet]), XLSX
    return HttpResponse(
        body, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    )
