"""Visits, records sent and support of a school, as far as the viewer may see them, and their events on its timeline."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from headway.features.appointments.viewer import Viewer
from headway.features.impact.models import State, Support
from headway.features.impact.queries import KIND as IMPACT
from headway.features.impact.queries import supports_visible_to
from headway.features.records.models import RecordOfVisit
from headway.features.records.queries import records_visible_to
from headway.features.schools.models import School
from headway.features.visits.models import Visit
from headway.features.visits.queries import KIND as VISITS
from headway.features.visits.queries import visits_of
from headway.kit.words import day_words
from headway.pages.schools.events import Event
from headway.rules.records_of_visit import ISSUED
from headway.rules.visits import CANCELLED, HALVES, HELD


@dataclass(frozen=True, slots=True)
class Work:
    """What was done with a school and is to come, newest first."""

    visits: tuple[Visit, ...] = ()
    records: tuple[RecordOfVisit, ...] = ()
    supports: tuple[Support, ...] = ()


def work_with(viewer: Viewer, school: School) -> Work:
    """What the viewer may see of it; at most three queries."""
    visits, records, supports = (), (), ()
    if viewer.may_ever(VISITS):
        visits = tuple(visits_of(viewer, school=school).prefetch_related(None).order_by("-on", "-pk"))
        sent = records_visible_to(viewer).filter(visit__school=school, state=ISSUED)
        records = tuple(sent.prefetch_related(None).defer("sections", "items", "filled", "content"))
    if viewer.may_ever(IMPACT):
        supports = tuple(supports_visible_to(viewer).filter(school=school))
    return Work(visits, records, supports)


def work_events(work: Work, kinds: Mapping[str, str], themes: Mapping[str, str]) -> Iterator[Event]:
    """Each visit on its day, each record on the day it was sent, each support when it began, was judged or stopped.

    `kinds`, `themes`: slug to the words of the policies in use.
    """
    for visit in work.visits:
        yield _visited(visit, kinds.get(visit.kind, visit.kind))
    for record in work.records:
        version = f", version {record.number}" if record.number > 1 else ""
        words = f"Record of the visit of {day_words(record.visit.on)} sent{version}"
        sent_on = timezone.localtime(record.issued_at).date()
        yield Event(sent_on, "record", words, href=reverse("record", args=[record.public_id]))
    for support in work.supports:
        yield from _supported(support, support.programme or themes.get(support.theme, support.theme))


def _visited(visit: Visit, kind: str) -> Event:
    href = reverse("visit", args=[visit.public_id])
    if visit.state == CANCELLED:
        return Event(visit.on, "visit", f"Visit cancelled: {kind}", visit.why_cancelled, href, off=True)
    note = "held" if visit.state == HELD else f"booked, {HALVES[visit.half].lower()}"
    if visit.waits:
        note = "waits for approval"
    return Event(visit.on, "visit", f"Visit: {kind}", note, href)


def _supported(support: Support, name: str) -> Iterator[Event]:
    href = reverse("support", args=[support.public_id])
    begins = "is planned to begin" if support.state == State.PLANNED else "began"
    note = f"to be seen by {day_words(support.due_on)}"
    yield Event(support.begun_on, "support", f"Support {begins}: {name}", note, href)
    if support.followed_on:
        yield Event(support.followed_on, "support", f"Support followed up: {name}", href=href)
    if support.stopped_on:
        yield Event(support.stopped_on, "support", f"Support stopped: {name}", href=href)
