"""A list as the person arranged it: columns left out and moved, views to go to, and the forms that change both."""

from dataclasses import replace
from urllib.parse import parse_qs, parse_qsl, urlsplit

from django.http import HttpRequest
from django.urls import reverse

from headway.features.arrangements.models import Arrangement
from headway.features.arrangements.queries import arrangements_for
from headway.kit.listing import HIDE, ORDER, ListQuery, read_slugs
from headway.kit.tables import Arranging, Column, ColumnChoice, Table, ViewLink, with_columns


def arranged(request: HttpRequest, table: Table, query: ListQuery) -> Table:
    """The table with the columns the address asks for, or else those the person chose, in their order; one query.

    The list is known by the name of its route.
    """
    rows = arrangements_for(request.viewer, request.resolver_match.url_name)
    own = next((row for row in rows if not row.name and row.person_id == request.viewer.person.pk), None)
    hidden = query.hidden if query.hidden is not None else _remembered(own, HIDE)
    order = query.order if query.order is not None else _remembered(own, ORDER)
    here = replace(query, hidden=hidden, order=order).href()
    arranging = Arranging(
        columns_href=reverse("list_columns"),
        keep_href=reverse("list_view_keep"),
        back=here,
        columns=tuple(
            ColumnChoice(column.slug, column.label, column.slug not in hidden)
            for column in _movable(with_columns(table, (), order))
        ),
        usual=tuple(column.slug for column in _movable(table)),
        views=tuple(_view_link(request, row, query.path, here) for row in rows if row.name),
        may_share=request.viewer.is_staff,
    )
    return replace(with_columns(table, hidden, order), arranging=arranging)


def _movable(table: Table) -> list[Column]:
    """Every column but the one that names the rows."""
    return [column for place, column in enumerate(table.columns) if place != table.row_header]


def _remembered(own: Arrangement | None, part: str) -> tuple[str, ...]:
    return read_slugs(parse_qs(own.address).get(part, ())) if own else ()


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
