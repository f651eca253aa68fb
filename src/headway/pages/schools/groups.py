"""Trusts and federations with the authority's schools in them, present and past."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from headway.features.schools.models import GroupMembership
from headway.features.schools.queries import members_of_groups
from headway.kit.figures import Link, SummaryRow
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell, Column, Row, Table, day_cell, plain_table
from headway.kit.words import day_words
from headway.pages.exports import with_export
from headway.pages.lists.answer import answer_list
from headway.pages.schools.words import phase_words

HOME = "/schools/groups/"
SORTS = ("name", "kind", "schools")
FILTERS = ("q", "kind")
SOURCE = "Get Information about Schools: groups"


@dataclass(frozen=True, slots=True)
class GroupsPage:
    """The list of groups."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    table: Table


@dataclass(frozen=True, slots=True)
class GroupPage:
    """One group: its schools here, and those that were."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    facts: tuple[SummaryRow, ...]
    members: Table
    past: Table


@dataclass(frozen=True, slots=True)
class Line:
    """A group with the number of the authority's schools in it now and formerly."""

    uid: str
    name: str
    kind: str
    status: str
    schools: int
    former: int


def list_groups(request: HttpRequest) -> HttpResponse:
    """Every trust and federation that has or had one of the authority's schools."""
    query = ListQuery.read(request.GET, HOME, filters=FILTERS, sorts=SORTS)
    lines = _lines(list(members_of_groups(request.viewer)))

    def build(asked: ListQuery) -> GroupsPage:
        return GroupsPage("Trusts and federations", (Link("Schools", "/schools/"),), _table(asked, lines))

    return answer_list(request, query, build, "schools/groups.html")


def show_group(request: HttpRequest, uid: str) -> HttpResponse:
    """One trust or federation."""
    rows = list(members_of_groups(request.viewer).filter(group_uid=uid[:12]))
    if not rows:
        raise Http404
    newest = max(rows, key=lambda row: (row.left_by is None, row.pk))
    page = GroupPage(
        heading=newest.group_name,
        caption=newest.kind,
        breadcrumbs=(Link("Schools", "/schools/"), Link("Trusts and federations", HOME)),
        facts=(
            SummaryRow("Group UID", uid),
            SummaryRow("Status", newest.status or None, source=SOURCE),
            SummaryRow("Closed", day_words(newest.group_closed_on) if newest.group_closed_on else "no"),
        ),
        members=_members("Schools of the authority in it", [row for row in rows if row.left_by is None]),
        past=_members("Schools no longer listed", [row for row in rows if row.left_by]),
    )
    return render(request, "schools/group.html", {"page": page})


def _lines(rows: Sequence[GroupMembership]) -> list[Line]:
    now = Counter(row.group_uid for row in rows if row.left_by is None)
    former = Counter(row.group_uid for row in rows if row.left_by)
    by_uid = {row.group_uid: row for row in sorted(rows, key=lambda row: (row.left_by is None, row.pk))}
    return [
        Line(uid, row.group_name, row.kind, row.status, now[uid], former[uid]) for uid, row in by_uid.items()
    ]


def _table(query: ListQuery, lines: Sequence[Line]) -> Table:
    words, kind = query.text("q").casefold(), query.text("kind")
    found = [line for line in lines if words in line.name.casefold() and kind in ("", line.kind)]
    keys = {
        "name": lambda line: line.name.casefold(),
        "kind": lambda line: (line.kind, line.name.casefold()),
        "schools": lambda line: (line.schools, line.name.casefold()),
    }
    found.sort(key=keys[query.sort_key], reverse=query.descending)
    rows = [
        Row(
            (
                Cell(line.name, href=f"{HOME}{line.uid}/"),
                line.kind,
                Cell(line.status or None),
                line.schools,
                line.former,
            )
        )
        for line in found[query.bounds(len(found))]
    ]
    kinds = sorted({line.kind for line in lines})
    table = query.table(
        caption="Trusts and federations",
        columns=(
            Column("Group", "name", sortable=True),
            Column("Kind", "kind", sortable=True),
            Column("Status"),
            Column("Schools here", "schools", sortable=True, numeric=True),
            Column("Formerly", numeric=True),
        ),
        rows=rows,
        total=len(found),
        noun=("group", "groups"),
        empty_words="Trusts and federations will be listed here. A data officer gives their file under Data.",
        filters=(
            query.text_filter("q", "Name"),
            query.choice_filter("kind", "Kind", [(one, one) for one in kinds]),
        ),
        hide_caption=True,
    )
    return with_export(table, query)


def _members(caption: str, rows: Sequence[GroupMembership]) -> Table:
    lines = [
        (
            Cell(row.school.name, href=f"/schools/{row.school_id}/", note=str(row.school_id)),
            Cell(phase_words(row.school.phase)),
            day_cell(row.joined_on),
            day_cell(row.left_by, missing="still in it"),
        )
        for row in rows
    ]
    heads = ("School", "Phase", "Joined", "No longer listed on")
    return plain_table(caption, heads, lines, empty_words="None.")
