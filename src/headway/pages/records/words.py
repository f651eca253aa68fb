"""Links, tags and small tables that several pages of records share."""

from collections.abc import Callable, Iterable

from django.http import Http404, HttpRequest
from django.urls import reverse

from headway.features.appointments.viewer import Viewer
from headway.features.policies.queries import typed
from headway.features.records.models import AgreedAction, RecordOfVisit
from headway.features.records.queries import (
    may_prepare,
    may_start,
    newest,
    record_for,
    record_of,
    records_visible_to,
)
from headway.features.visits.models import Visit
from headway.features.visits.queries import visit_for
from headway.kit.figures import Link
from headway.kit.tables import Cell, Table, day_cell, plain_table
from headway.kit.words import day_words
from headway.rules import records_of_visit as rule
from headway.rules.record_policy import RecordPolicy
from headway.rules.verdict import Verdict

HOME = "/records/"
CRUMB = Link("Records of visits", HOME)
COLOURS = {
    rule.DRAFT: "grey",
    rule.CHECKING: "yellow",
    rule.WITH_HEAD: "yellow",
    rule.FINAL: "blue",
    rule.ISSUED: "green",
}


def policy_of(request: HttpRequest) -> RecordPolicy:
    """The policy of records on the viewer's day."""
    return typed("records_of_visit", request.viewer.on)


def labels_of_categories(request: HttpRequest) -> dict[str, str]:
    """Categories with their words, the best first."""
    policy = typed("categories", request.viewer.on)
    return {slug: f"{slug}, {policy.labels[slug]}" for slug in policy.order}


def found_record(
    request: HttpRequest, key: str, right: Callable[[Viewer, RecordOfVisit], Verdict] | None = None
) -> RecordOfVisit:
    """The record; 404 where the viewer does not read it, or has not the right a page is for, whatever its state."""
    row = record_for(request.viewer, key)
    if row is None or (right and not right(request.viewer, row)):
        raise Http404
    return row


def found_visit(request: HttpRequest, key: str, right: Callable[[Viewer, Visit], Verdict]) -> Visit:
    """The visit; 404 where the viewer does not see it, or has not the right a page is for."""
    row = visit_for(request.viewer, key)
    if row is None or not right(request.viewer, row):
        raise Http404
    return row


def href_of(record: RecordOfVisit, name: str = "record") -> str:
    """The address of a page of a record."""
    return reverse(name, args=[record.public_id])


def link_of_visit(viewer: Viewer, visit: Visit) -> Link | None:
    """From a visit to its record, or to what the viewer writes next: the record, or the school's part."""
    record = newest(records_visible_to(viewer)).filter(visit=visit).first()
    if record is not None:
        return Link("The record of this visit", href_of(record))
    if record_of(visit) is not None:
        return None
    if may_start(viewer, visit):
        return Link("Begin the record", reverse("record_begin", args=[visit.public_id]))
    if may_prepare(viewer, visit):
        return Link("Write your part before the visit", reverse("record_before", args=[visit.public_id]))
    return None


def title_of(record: RecordOfVisit) -> str:
    """The place and the day."""
    return f"{record.visit.place}, {day_words(record.visit.on)}"


def crumbs_of(record: RecordOfVisit) -> tuple[Link, ...]:
    """The way to one record."""
    return (CRUMB, Link(title_of(record), href_of(record)))


def state_cell(record: RecordOfVisit, note: str = "") -> Cell:
    """The state as a tag."""
    return Cell(rule.STATES[record.state], colour=COLOURS[record.state], note=note)


def actions_table(
    request: HttpRequest, caption: str, rows: Iterable[AgreedAction], empty: str, *, one_school: bool = False
) -> Table:
    """What was agreed, by whom, by when, and how it stands; links only to records the viewer may read."""
    today = request.viewer.on
    lines = [
        (
            Cell(one.words, note="" if one_school else f"{one.visit.school or ''}"),
            rule.SIDES[one.side],
            one.who,
            day_cell(one.undertaking.due_on if one.undertaking else one.due_on),
            _stands(one, today),
        )
        for one in rows
    ]
    heads = ("What was agreed", "Side", "Post", "By", "How it stands")
    return plain_table(caption, heads, lines, empty_words=empty)


def _stands(one: AgreedAction, today: object) -> Cell:
    promise = one.undertaking
    if promise is None:
        return Cell("In a draft", colour="grey")
    if promise.completed_on:
        return Cell("Done", colour="green", note=f"On {day_words(promise.completed_on)}")
    if promise.dropped_on:
        return Cell("Given up", colour="grey", note=promise.drop_reason)
    late = promise.due_on is not None and promise.due_on < today
    return Cell("Late", colour="red") if late else Cell("Open", colour="yellow")
