"""Records of visits on the home page: what waits for me, comments that went up, and what our school was promised."""

from collections.abc import Iterator

from django.urls import reverse

from headway.features.appointments.viewer import Viewer
from headway.features.policies.queries import policies_in_use, read_policy
from headway.features.records.models import Preparation
from headway.features.records.queries import HEAD, comments_visible_to, newest, records_visible_to
from headway.features.visits.queries import KIND, visits_of
from headway.kit.figures import Link
from headway.kit.tables import Cell, Table, day_cell, plain_table
from headway.pages.home.sections import Section
from headway.pages.records.listing import waiting_table
from headway.rules.visits import BOOKED

POLICY, BOSS = "records_of_visit", "head-of-service"
SHOWN = 10


def records_section(viewer: Viewer) -> Iterator[Section]:
    """Nothing for who knows of no visits, or where nothing waits and there is no school of one's own."""
    stored = policies_in_use(POLICY, on=viewer.on).get(POLICY)
    if stored is None or not viewer.knows(KIND):
        return
    waiting = waiting_table(viewer, newest(records_visible_to(viewer)), read_policy(stored))
    late = _escalated(viewer) if BOSS in viewer.roles else None
    coming = _coming(viewer) if HEAD in viewer.roles else None
    tables = tuple(one for one in (waiting, coming, late) if one)
    if tables:
        yield Section(
            "Records of visits", explains=("record of visit",), tables=tables, links=tuple(_links(viewer))
        )


def _coming(viewer: Viewer) -> Table | None:
    """Visits to come for which the school's part is not written yet (M5-07)."""
    rows = visits_of(viewer, since=viewer.on).filter(state=BOOKED)
    rows = rows.exclude(pk__in=Preparation.objects.values("visit")).prefetch_related(None)
    lines = [
        (
            day_cell(one.on),
            Cell("Write your part", href=reverse("record_before", args=[one.public_id])),
            str(one.place),
        )
        for one in rows.exclude(school=None)[:SHOWN]
    ]
    return plain_table("Visits to come", ("Day", "What to do", "Place"), lines) if lines else None


def _escalated(viewer: Viewer) -> Table | None:
    """Comments of heads and chairs that nobody answered in time (M8-04)."""
    rows = comments_visible_to(viewer).filter(replied_at=None, due_on__lt=viewer.on)[:SHOWN]
    lines = [
        (
            Cell(one.school.name, href=f"/records/comments/{one.public_id}/reply/"),
            one.words,
            day_cell(one.due_on),
            Cell("With the head of service", colour="red"),
        )
        for one in rows
    ]
    heads = ("School", "What they said", "Reply was due by", "Now")
    return plain_table("Comments nobody answered in time", heads, lines) if lines else None


def _links(viewer: Viewer) -> Iterator[Link]:
    yield Link("All records of visits", "/records/")
    if not viewer.is_staff:
        for urn in sorted(viewer.tied_to("school")):
            yield Link("What we hold and promised for your school", f"/records/schools/{urn}/")
