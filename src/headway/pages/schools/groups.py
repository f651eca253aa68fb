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
from headway.kit.looking_back import AS_AT, LookingBack, carried, looking_back
from headway.kit.tables import Cell, Column, Row, Table, day_cell, plain_table
from headway.kit.words import day_words
from headway.pages.as_at import asked_as_at
from headway.pages.exports import with_export
from headway.pages.lists.answer import answer_list
from headway.pages.schools.listing import kept_parts, of_day
from headway.pages.schools.words import phase_words
from headway.rules.as_at import AsAt, was_in

HOME = "/schools/groups/"
SORTS = ("name", "kind", "schools")
FILTERS = ("q", "kind", AS_AT)
SOURCE = "Get Information about Schools: groups"
NOT_DATED = "Names, kinds and phases are today's: nothing tells when they changed."
LEFT = "A school left by the day of the first file that no longer lists it."


@dataclass(frozen=True, slots=True)
class GroupsPage:
    """The list of groups."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    table: Table
    back: LookingBack


@dataclass(frozen=True, slots=True)
class GroupPage:
    """One group: its schools here, and those that were."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    facts: tuple[SummaryRow, ...]
    members: Table
    past: Table
    back: LookingBack


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
    then = asked_as_at(request)
    query = of_day(ListQuery.read(request.GET, HOME, filters=FILTERS, sorts=SORTS), then)
    lines = _lines(list(members_of_groups(request.viewer)), then)
    back = looking_back(then, HOME, request.viewer.on, notes=(NOT_DATED, LEFT), kept=kept_parts(query))

    def build(asked: ListQuery) -> GroupsPage:
        crumbs = (Link("Schools", f"/schools/{carried(then)}"),)
        return GroupsPage("Trusts and federations", crumbs, _table(asked, lines, then), back)

    return answer_list(request, query, build, "schools/groups.html")


def show_group(request: HttpRequest, uid: str) -> HttpResponse:
    """One trust or federation."""
    rows = list(members_of_groups(request.viewer).filter(group_uid=uid[:12]))
    if not rows:
        raise Http404
    then = asked_as_at(request)
    newest = max(rows, key=lambda row: (row.left_by is None, row.pk))
    page = GroupPage(
        heading=newest.group_name,
        caption=newest.kind,
        breadcrumbs=(
            Link("Schools", f"/schools/{carried(then)}"),
            Link("Trusts and federations", f"{HOME}{carried(then)}"),
        ),
        facts=(
            SummaryRow("Group UID", uid),
            *([] if then.day else [SummaryRow("Status", newest.status or None, source=SOURCE)]),
            SummaryRow("Closed", _closed(newest, then)),
        ),
        members=_members("Schools of the authority in it", [row for row in rows if _is_in(row, then)], then),
        past=_members("Schools no longer listed", [row for row in rows if _was_in_before(row, then)], then),
        back=looking_back(then, request.path, request.viewer.on, notes=(NOT_DATED, LEFT)),
    )
    return render(request, "schools/group.html", {"page": page})


def _is_in(row: GroupMembership, then: AsAt) -> bool:
    """Whether the school is in the group, or was on the day."""
    return was_in(row.joined_on, row.left_by, then.day) if then.day else row.left_by is None


def _was_in_before(row: GroupMembership, then: AsAt) -> bool:
    """Whether it had left by now, or by the day."""
    return bool(row.left_by and (then.day is None or row.left_by <= then.day))


def _closed(row: GroupMembership, then: AsAt) -> str:
    closed = row.group_closed_on
    is_told = closed and (then.day is None or closed <= then.day)
    return day_words(closed) if is_told else "no"


def _lines(rows: Sequence[GroupMembership], then: AsAt) -> list[Line]:
    """Every group that has or had a school by then."""
    now = Counter(row.group_uid for row in rows if _is_in(row, then))
    former = Counter(row.group_uid for row in rows if _was_in_before(row, then))
    by_uid = {row.group_uid: row for row in sorted(rows, key=lambda row: (row.left_by is None, row.pk))}
    return [
        Line(uid, row.group_name, row.kind, row.status, now[uid], former[uid])
        for uid, row in by_uid.items()
        if now[uid] or former[uid]
    ]


def _table(query: ListQuery, lines: Sequence[Line], then: AsAt) -> Table:
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
                Cell(line.name, href=f"{HOME}{line.uid}/{carried(then)}"),
                line.kind,
                Cell(
                    None if then.day else line.status or None,
                    missing="not dated" if then.day else "not known",
                ),
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


def _members(caption: str, rows: Sequence[GroupMembership], then: AsAt) -> Table:
    lines = [
        (
            Cell(row.school.name, href=f"/schools/{row.school_id}/{carried(then)}", note=str(row.school_id)),
            Cell(phase_words(row.school.phase)),
            day_cell(row.joined_on),
            day_cell(row.left_by if _was_in_before(row, then) else None, missing="still in it"),
        )
        for row in rows
    ]
    heads = ("School", "Phase", "Joined", "No longer listed on")
    return plain_table(caption, heads, lines, empty_words="None.")
