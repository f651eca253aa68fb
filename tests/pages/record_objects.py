"""Makers of records of visits in each of their states, for the matrix; the adviser of the side writes them."""

from collections.abc import Callable
from datetime import date, timedelta

from django.utils import timezone
from tests.pages.people import AT, make_person
from tests.pages.sides import Arguments, Side
from tests.plan_world import seen
from tests.records_world import ON, RecordsWorld, at

from headway.features.photographs.queries import photographs_of
from headway.features.policies.queries import typed
from headway.features.records.actions import boards, drafting
from headway.features.records.models import BoardComment, RecordOfVisit
from headway.features.schools.models import School
from headway.features.visits.models import Visit, VisitPerson
from headway.rules.calendars import add_working_days

WORDS = "Somebody should look at this again."


def world_of(side: Side) -> RecordsWorld:
    """The people of the side's school as far as there are any, others beside them."""
    return RecordsWorld(side.school, ties=False)


def _key(record: RecordOfVisit) -> Arguments:
    return {"key": record.public_id}


def draft(side: Side) -> Arguments:
    """A whole draft of the side's adviser."""
    return _key(world_of(side).draft())


def agreed(side: Side) -> Arguments:
    """Something agreed in a draft."""
    world = world_of(side)
    record = world.draft()
    return _key(record) | {"agreed": world.agreed(record).public_id}


def carried(side: Side) -> Arguments:
    """A draft to which something is carried from the visit before."""
    world = world_of(side)
    first = world.draft()
    action = world.agreed(first)
    world.final(first)
    return _key(world.draft(world.visit(on=ON + timedelta(days=30)))) | {"agreed": action.public_id}


def checking(side: Side) -> Arguments:
    """One that waits for its check, by somebody else than the side's adviser."""
    world = world_of(side)
    world.people["adviser"] = make_person("adviser")
    return _key(world.checking())


def with_head(side: Side) -> Arguments:
    """One that waits for the head, for long."""
    return _key(world_of(side).with_head())


def final(side: Side) -> Arguments:
    """One that can be sent."""
    return _key(world_of(side).final())


def issued(side: Side) -> Arguments:
    """One that was sent."""
    return _key(world_of(side).issued())


def document(side: Side) -> Arguments:
    """The same as a document."""
    return issued(side) | {"form": "word"}


def photograph(side: Side) -> Arguments:
    """A photograph of one that was sent."""
    world = world_of(side)
    record = world.draft()
    world.photograph(record)
    return _photograph(world, world.issued(record))


def photograph_draft(side: Side) -> Arguments:
    """A photograph of a draft."""
    world = world_of(side)
    record = world.draft()
    world.photograph(record)
    return _photograph(world, record)


def _photograph(world: RecordsWorld, record: RecordOfVisit) -> Arguments:
    return _key(record) | {"photograph": photographs_of(record.visit, record.number)[0].public_id}


def unwritten(side: Side) -> Arguments:
    """A visit that was, without a record."""
    return {"key": world_of(side).visit().public_id}


def coming(side: Side) -> Arguments:
    """A visit to come."""
    return {"key": world_of(side).visit(on=timezone.localdate() + timedelta(days=30)).public_id}


def note(side: Side) -> Arguments:
    """A restricted note of the side's adviser."""
    world = world_of(side)
    visit, by = world.visit(), world.viewer("adviser")
    return {"key": boards.write_note(visit=visit, words=WORDS, by=by, at=at(ON)).public_id}


def comment(side: Side) -> Arguments:
    """What a head said, not answered yet."""
    by = seen(make_person("headteacher"))
    days = typed("records_of_visit", ON).comment_days
    made = BoardComment.objects.create(
        school=side.school, words=WORDS, by=by.person, at=AT, due_on=add_working_days(ON, days, ())
    )
    return {"key": made.public_id}


def school(side: Side) -> Arguments:
    """The school by its number."""
    return {"urn": side.school.urn}


def save_a_draft(school: School, on: date) -> None:
    """A draft that was there before is saved: the one thing done often while somebody writes."""
    by = seen(make_person("adviser"), on)
    told = {"kind": "autumn", "half": "am", "function": "challenge", "paid_from": "core", "state": "held"}
    visit = Visit.objects.create(
        school=school, on=on, booked_by=by.person, booked_at=AT, changed_at=AT, **told
    )
    VisitPerson.objects.create(visit=visit, person=by.person, role="lead")
    record = RecordOfVisit.objects.create(visit=visit, author=by.person, begun_at=AT, saved_at=AT)
    drafting.save_draft(record=record, told={"progress": "slow"}, seen_version=1, by=by, at=AT)


RECORD_MAKERS: dict[str, Callable[[Side], Arguments]] = {
    "record_draft": draft,
    "record_agreed": agreed,
    "record_carried": carried,
    "record_checking": checking,
    "record_with_head": with_head,
    "record_final": final,
    "record_issued": issued,
    "record_document": document,
    "record_photograph": photograph,
    "record_photograph_draft": photograph_draft,
    "record_unwritten": unwritten,
    "record_coming": coming,
    "safeguarding_note": note,
    "board_comment": comment,
    "record_school": school,
}
