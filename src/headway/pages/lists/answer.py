"""Answering with a list: its page as the person arranged it, the whole of it to print, or a file."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from headway.kit.listing import ListQuery
from headway.pages.exports import asked_export, asked_print, export_response, whole
from headway.pages.lists.arranging import arranged


def answer_list(
    request: HttpRequest, query: ListQuery, build: Callable[[ListQuery], Any], template: str
) -> HttpResponse:
    """The list as asked for. `build` makes the page, a frozen record with a `table`, for a query.

    A file and a print have every row, and like the page only the columns the person shows.
    """
    kind = asked_export(request)
    page = build(whole(query) if kind or asked_print(request) else query)
    table = arranged(request, page.table, query)
    if kind:
        return export_response(table, kind)
    return render(request, template, {"page": replace(page, table=table)})
