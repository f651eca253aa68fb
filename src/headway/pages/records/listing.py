"""The list of records: what waits for me, visits held without a record, every record within reach; and overdue actions."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from headway.features.appointments.viewer import Viewer
from headway.features.records.models import RecordOfVisit
from headway.features.records.queries import (
    HEAD,
    NOTES,
    newest,
    overdue_for,
    records_visible_to,
)
from headway.features.schools.queries import bank_holidays
from headway.features.visits.models import Visit
from headway.features.visits.queries import KIND, lead_of, visits_of
from headway.kit.figures import Link
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell, Column, Row, Table, day_cell, plain_table
from headway.kit.words import day_words
from headway.pages.exports import with_export
from headway.pages.lists.answer import answer_list
from headway.pages.records.words import CRUMB, HOME, actions_table, href_of, policy_of, state_cell
from headway.rules import records_of_visit as rule
from headway.rules.calendars import add_working_days
from headway.rules.record_policy import RecordPolicy
from headway.rules.visits import CANCELLED

SORTS = {"on": "visit__on", "place": ("visit__school__name", "visit__partnership__name"), "state": "state"}
ONE_DAY = timedelta(days=1)
MOST = 100
WRITE, CHECK, ANSWER = "Write it and hand it in", "Check it", "Say whether it is accurate"
PAGES = {WRITE: "record_write", CHECK: "record_check", ANSWER: "record_answer"}


@dataclass(frozen=True, slots=True)
class RecordsPage:
    """Records within reach."""

    heading: str
    links: tuple[Link, ...]
    waiting: Table | None
    unwritten: Table | None
    table: Table


@dataclass(frozen=True, slots=True)
class OverduePage:
    """What is late."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    table: Table


def list_records(request: HttpRequest) -> HttpResponse:
    """What waits for the viewer first, then every record they may read."""
    query = ListQuery.read(request.GET, HOME, filters=("state", "q"), sorts=tuple(SORTS), default_sort="-on")
    viewer, policy = request.viewer, policy_of(request)
    rows = newest(records_visible_to(viewer)).prefetch_related(None)
    shown = rows
    if wanted := query.values("state"):
        shown = shown.filter(state__in=wanted)
    if typed := query.text("q"):
        shown = shown.filter(visit__school__name__icontains=typed)
    total = shown.count()

    def build(asked: ListQuery) -> RecordsPage:
        ordered = shown.order_by(*asked.order_by(SORTS))[asked.bounds(total)]
        return RecordsPage(
            heading="Records of visits",
            links=_links(request),
            waiting=waiting_table(viewer, rows, policy),
            unwritten=_unwritten(request, policy),
            table=_table(asked, list(ordered), total, policy),
        )

    return answer_list(request, query, build, "records/records.html")


def list_overdue(request: HttpRequest) -> HttpResponse:
    """What was agreed at visits and is late: to whoever sees the visits of the school."""
    rows = overdue_for(request.viewer, request.viewer.on)
    table = actions_table(request, "Late", rows, "Nothing agreed at a visit is late.")
    page = OverduePage("Agreed at visits and late", (CRUMB,), table)
    return render(request, "records/overdue.html", {"page": page})


def _links(request: HttpRequest) -> tuple[Link, ...]:
    viewer = request.viewer
    links = [Link("Agreed at visits and late", reverse("agreed_overdue"))]
    if viewer.is_staff:
        links += [
            Link("Records on time", reverse("records_on_time")),
            Link("What boards received", reverse("boards_received")),
        ]
    links.append(Link("Comments of heads and chairs", reverse("board_comments")))
    if viewer.knows(NOTES):
        links.append(Link("Safeguarding notes", reverse("safeguarding_notes")))
    return tuple(links)


def waiting_table(viewer: Viewer, rows: QuerySet[RecordOfVisit], policy: RecordPolicy) -> Table | None:
    """Drafts of one's own, records one may check or must answer, and what can be sent out: the oldest first."""
    lines = []
    for one in rows.exclude(state=rule.ISSUED).order_by("visit__on", "pk"):
        if step := _step(viewer, one):
            by = _due(one, policy)
            late = by < viewer.on
            due = Cell("Late", colour="red", note=day_words(by)) if late else day_cell(by)
            href = href_of(one, PAGES.get(step, "record"))
            lines.append((Cell(str(one.visit.place), href=href), step, due, day_cell(one.visit.on)))
    if not lines:
        return None
    return plain_table("Waiting for you", ("Place", "What to do", "By", "Visit on"), lines)


def _step(viewer: Viewer, one: RecordOfVisit) -> str:
    """What the viewer does next with the record; empty: nothing."""
    own = one.author_id == viewer.person.pk
    checks = viewer.reach(KIND, "approve") != "none"
    silent = viewer.is_staff and one.head_by is not None and viewer.on > one.head_by
    steps = {
        rule.DRAFT: WRITE if own else "",
        rule.CHECKING: CHECK if checks and not own else "",
        rule.WITH_HEAD: "The head has not answered" if silent and (own or checks) else "",
        rule.FINAL: "Send it to head and chair" if own or checks else "",
    }
    if one.state == rule.WITH_HEAD and HEAD in viewer.roles:
        return ANSWER
    return steps.get(one.state, "")


def _due(one: RecordOfVisit, policy: RecordPolicy) -> date:
    aims = rule.targets(one.visit.on, _day(one.handed_in_at), None, policy, bank_holidays())
    by = {rule.DRAFT: aims.draft_by, rule.CHECKING: aims.check_by, rule.WITH_HEAD: one.head_by}
    return by.get(one.state) or aims.final_by


def _unwritten(request: HttpRequest, policy: RecordPolicy) -> Table | None:
    """Visits that were, and have no record yet: those the viewer leads, and for checkers all within reach."""
    viewer = request.viewer
    if not viewer.is_staff or viewer.reach(KIND, "change") == viewer.reach(KIND, "approve") == "none":
        return None
    written = RecordOfVisit.objects.values("visit")
    rows = visits_of(viewer, until=viewer.on + ONE_DAY).exclude(state=CANCELLED).exclude(pk__in=written)
    lines = [_unwritten_line(request, visit, policy) for visit in rows.order_by("on", "pk")[:MOST]]
    if not lines:
        return None
    return plain_table("Visits without a record", ("Place", "Visit on", "Led by", "Draft by"), lines)


def _unwritten_line(request: HttpRequest, visit: Visit, policy: RecordPolicy) -> tuple[Cell | str, ...]:
    lead = lead_of(visit)
    by = add_working_days(visit.on, policy.draft_days, bank_holidays())
    goes = any(one.person_id == request.viewer.person.pk for one in visit.people.all())
    # Who goes begins the record; others look at the visit.
    href = reverse("record_begin" if goes else "visit", args=[visit.public_id])
    return (
        Cell(str(visit.place), href=href),
        day_cell(visit.on),
        Cell(lead.person.name if lead else None, missing="nobody"),
        Cell("Late", colour="red", note=day_words(by)) if by < request.viewer.on else day_cell(by),
    )


def _table(query: ListQuery, rows: list[RecordOfVisit], total: int, policy: RecordPolicy) -> Table:
    columns = (
        Column("Place", "place", sortable=True),
        Column("Visit on", "on", sortable=True),
        Column("How it stands", "state", sortable=True),
        Column("Version", numeric=True),
        Column("Author"),
        Column("Issued on"),
    )
    lines = [
        Row(
            (
                Cell(str(one.visit.place), href=href_of(one)),
                day_cell(one.visit.on),
                state_cell(one),
                one.number,
                one.author.name,
                day_cell(_day(one.issued_at), missing="not yet"),
            )
        )
        for one in rows
    ]
    table = query.table(
        caption="Records",
        columns=columns,
        rows=lines,
        total=total,
        noun=("record", "records"),
        empty_words="Records of visits will be listed here. One is begun once its visit was held.",
        filters=(
            query.text_filter("q", "School"),
            query.choice_filter("state", "How it stands", rule.STATES.items()),
        ),
    )
    return with_export(table, query)


def _day(moment: datetime | None) -> date | None:
    return timezone.localtime(moment).date() if moment else None
