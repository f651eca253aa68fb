"""A list as the person arranged it: columns left out, views to go to, and the forms that change both."""

from dataclasses import replace
from urllib.parse import parse_qs, parse_qsl, urlsplit

from django.http import HttpRequest
from django.urls import reverse

from headway.features.arrangements.models import Arrangement
from headway.features.arrangements.queries import arrangements_for
from headway.kit.listing import HIDE, ListQuery, read_slugs
from headway.kit.tables import Arranging, ColumnChoice, Table, ViewLink, without_columns


def arranged(request: HttpRequest, table: Table, query: ListQuery) -> Table:
    """The table without the columns left out, by the address or else by what the person chose; one query.

    The list is known by the name of its route.
    """
    rows = arrangements_for(request.viewer, request.resolver_match.url_name)
    hidden = query.hidden if query.hidden is not None else _left_out(request, rows)
    choices = tuple(
        ColumnChoice(column.slug, column.label, column.slug not in hidden)
        for place, column in enumerate(table.columns)
        if place != table.row_header
    )
    here = replace(query, hidden=hidden).href()
    arranging = Arranging(
        columns_href=reverse("list_columns"),
        keep_href=reverse("list_view_keep"),
        back=here,
        columns=choices,
        views=tuple(_view_link(request, row, query.path, here) for row in rows if row.name),
        may_share=request.viewer.is_staff,
    )
    return replace(without_columns(table, hidden), arranging=arranging)


def _left_out(request: HttpRequest, rows: list[Arrangement]) -> tuple[str, ...]:
    own = next((row for row in rows if not row.name and row.person_id == request.viewer.person.pk), None)
    return read_slugs(parse_qs(own.address).get(HIDE, ())) if own else ()


def _view_link(request: HttpRequest, row: Arrangement, path: str, here: str) -> ViewLink:
    own = row.person_id == request.viewer.person.pk
    href = f"{path}?{row.address}" if row.address else path
    return ViewLink(
        name=row.name,
        href=href,
        current=_parts(href) == _parts(here),
        shared=row.shared,
        owner="" if own else row.person.name,
        public_id=row.public_id,
        drop_href=reverse("list_view_drop") if own else "",
        share_href=reverse("list_view_share") if own and request.viewer.is_staff else "",
    )


def _parts(address: str) -> list[tuple[str, str]]:
    """What an address asks for, whatever its order and its empty parts."""
    return sorted(parse_qsl(urlsplit(address).query))
