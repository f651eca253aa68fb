"""Views of own sheets: give one, mend its faults in place, take it as a whole."""

import csv
import io
from dataclasses import replace
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from headway.features.allocation.queries import year_label
from headway.features.audit.memory import chain_head
from headway.features.deployment.queries import year_to_plan
from headway.flows.own_sheets.faults import OwnSheetsRefused
from headway.flows.own_sheets.given import GivenSheet, pasted_sheet, uploaded_sheet
from headway.flows.own_sheets.present import present_lines
from headway.flows.own_sheets.rows import columns_of
from headway.flows.take_own_sheet import check_own_sheet
from headway.flows.undo_own_sheet import may_be_taken_back, take_to_undo
from headway.gateways.documents import Sheet
from headway.kit.words import count_words
from headway.pages import errors
from headway.pages.access.telling import roles_given_since, tell_holders
from headway.pages.exports import sheet_response
from headway.pages.lists.undo import offer
from headway.pages.sheets.forms import GiveSheetForm
from headway.pages.sheets.kinds import KINDS, SheetKind, kinds_for, may_give
from headway.pages.sheets.page import CELL, CRUMB, SheetPage, sheets_page, with_check
from headway.pages.years import asked_year
from headway.publicdata.faults import Unreadable

NONE_YOURS = "Your role gives no sheets of the authority's own."


def list_sheets(request: HttpRequest) -> HttpResponse:
    """The sheets one may give."""
    kinds = kinds_for(request.viewer)
    if not kinds:
        return errors.forbidden(request, NONE_YOURS)
    return render(request, "sheets/sheets.html", {"page": sheets_page(kinds)})


def give_sheet(request: HttpRequest, sheet: str) -> HttpResponse:
    """Give a sheet; see its faults beside their cells and mend them; take it."""
    kind = _kind(request, sheet)
    if not (verdict := may_give(request.viewer, kind)):
        return errors.forbidden(request, verdict.reason)
    step = request.POST.get("step", "")
    if step in ("check", "take") and "data" in request.POST:
        return _go_on(request, kind, take=step == "take")
    return _begin(request, kind)


def download_sheet(request: HttpRequest, sheet: str) -> HttpResponse:
    """The sheet as a workbook, with what is stored now: to be changed and given again."""
    kind = _kind(request, sheet)
    if not (verdict := may_give(request.viewer, kind)):
        return errors.forbidden(request, verdict.reason)
    lines = present_lines(kind.name, year=year_to_plan(request.viewer.on), on=request.viewer.on)
    return sheet_response(Sheet(kind.name, columns_of(kind.name), lines), "xlsx")


def _begin(request: HttpRequest, kind: SheetKind) -> HttpResponse:
    """The empty form; after a good one the sheet with what is wrong in it."""
    posted = request.method == "POST"
    given = (request.POST, request.FILES) if posted else ()
    form = GiveSheetForm(*given, years=_years(request), yearly=kind.yearly)
    if posted and form.is_valid():
        try:
            sheet = _read(kind, form)
        except Unreadable as refusal:
            form.add_error("paste" if form.cleaned_data["paste"].strip() else "file", str(refusal))
        else:
            return _show(request, kind, sheet, form.cleaned_data["year"])
    page = replace(_page(kind), form=form)
    return render(request, "sheets/give.html", {"page": page}, status=422 if form.errors else 200)


def _read(kind: SheetKind, form: GiveSheetForm) -> GivenSheet:
    if form.cleaned_data["paste"].strip():
        return pasted_sheet(kind.name, form.cleaned_data["paste"])
    return _uploaded(kind, form.cleaned_data["file"])


def _uploaded(kind: SheetKind, file: UploadedFile) -> GivenSheet:
    with NamedTemporaryFile(prefix="headway-sheet-") as kept:
        for chunk in file.chunks():
            kept.write(chunk)
        kept.flush()
        return uploaded_sheet(kind.name, Path(kept.name))


def _go_on(request: HttpRequest, kind: SheetKind, *, take: bool) -> HttpResponse:
    """The sheet that travels along, with what was typed into its boxes."""
    years = [year for year, _ in _years(request)]
    asked = asked_year(request.POST.get("year", ""))
    year = asked if asked in years else years[0]
    try:
        sheet = _mended(request, pasted_sheet(kind.name, request.POST["data"]))
    except Unreadable as refusal:
        messages.error(request, str(refusal))
        return redirect("own_sheet", kind.name)
    if not take:
        return _show(request, kind, sheet, year)
    try:
        return _take(request, kind, sheet, year)
    except OwnSheetsRefused:
        return _show(request, kind, sheet, year)


def _take(request: HttpRequest, kind: SheetKind, sheet: GivenSheet, year: int) -> HttpResponse:
    giver, last = _giver(request), chain_head().number
    kept, facts = take_to_undo(sheet=sheet, year=year, **giver)
    tell_holders(request, roles_given_since(last, request.viewer.id))
    made, changed = count_words(kept.made, "row", "rows"), count_words(kept.changed, "row", "rows")
    words = f"The sheet was taken: {made} made, {changed} changed."
    if facts:
        offer(request, "take_sheet", facts, kind.place, words, giver["at"])
    else:
        verdict = may_be_taken_back(kind.name)
        messages.success(request, f"{words} {verdict.reason}" if kept and not verdict else words)
    return redirect(kind.place)


def _mended(request: HttpRequest, sheet: GivenSheet) -> GivenSheet:
    lines = [
        tuple(
            request.POST.get(CELL.format(line=number, column=column), value).replace("\0", "").strip()
            for column, value in zip(sheet.columns, line, strict=True)
        )
        for number, line in enumerate(sheet.lines)
    ]
    return replace(sheet, lines=tuple(lines))


def _show(request: HttpRequest, kind: SheetKind, sheet: GivenSheet, year: int) -> HttpResponse:
    checked = check_own_sheet(sheet=sheet, year=year, **_giver(request))
    out = io.StringIO()
    csv.writer(out).writerows([sheet.columns, *sheet.lines])
    page = replace(
        with_check(_page(kind), sheet, checked),
        sheet_words=count_words(len(sheet.lines), "line", "lines"),
        data=out.getvalue(),
        year=str(year),
    )
    return render(request, "sheets/check.html", {"page": page}, status=422 if checked.faults else 200)


def _giver(request: HttpRequest) -> dict[str, Any]:
    """Who gives the sheet, now, and whether people and roles may be made by it."""
    may = bool(request.viewer.may("access", "change"))
    return {"gives_access": may, "by": request.viewer.id, "at": timezone.now()}


def _page(kind: SheetKind) -> SheetPage:
    return SheetPage(
        heading=kind.label,
        breadcrumbs=(CRUMB,),
        what=kind.what,
        columns=columns_of(kind.name),
        download_href=f"/data/sheets/{kind.name}/download/",
        place=kind.place,
        form=None,
    )


def _kind(request: HttpRequest, name: str) -> SheetKind:
    kind = KINDS.get(name)
    if kind is None or not request.viewer.knows(kind.kind):
        raise Http404
    return kind


def _years(request: HttpRequest) -> list[tuple[int, str]]:
    year = year_to_plan(request.viewer.on)
    return [(one, year_label(one)) for one in (year, year - 1)]
