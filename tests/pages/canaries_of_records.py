"""Confidential texts of records of visits: drafts, issued ones, what boards say, and restricted notes."""

from collections.abc import Callable

from django.urls import reverse
from tests.pages.people import AT, make_person
from tests.pages.sides import Side
from tests.plan_world import seen
from tests.records_world import RecordsWorld

from headway.features.letters.models import Letter
from headway.features.people.models import Person
from headway.features.records.actions.boards import write_note
from headway.features.records.models import BoardComment, RecordOfVisit
from headway.features.visits.actions import hold_visit
from headway.features.visits.models import Visit, VisitPerson
from headway.rules.visits import LEAD

SENT, BARE = "new_head", "readiness"  # kinds of visit that nothing else in this world has
_visits = frozenset({"head-of-service", "business-support"})
_own = frozenset({"quadrant-lead", "adviser"})
_schools = frozenset({"headteacher", "chair"})
# By hand from the access table: kind of text to the roles that read it of any school, and those of their own.
CLEARED: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "visit note": (frozenset({"head-of-service", "safeguarding"}), frozenset()),
    "record draft": (_visits, _own),
    "record issued": (_visits, _own | _schools),
    "board comment": (_visits, _own | _schools),
}


def word(kind: str, side: str) -> str:
    """What stands for this kind on this side, and nowhere else."""
    return f"{kind}~{side}"


def lay_ground(side: Side) -> None:
    """A visit whose record was sent out, and one that was held and has none: schools may know of both."""
    if not _visits_of(side):
        world = _records_of(side)
        world.issued(world.draft(world.visit(kind=SENT)))
        hold_visit(visit=world.visit(kind=BARE), by=world.viewer("adviser"), at=AT)


def pages_of_ground(side: Side) -> list[str]:
    """The pages of the visits and of the record that was sent out."""
    visits = _visits_of(side)
    record = RecordOfVisit.objects.get(visit=visits[SENT])
    return [*(reverse("visit", args=[one.public_id]) for one in visits.values()), *_of_record(side, record)]


def _visits_of(side: Side) -> dict[str, Visit]:
    return {one.kind: one for one in Visit.objects.filter(school=side.school, kind__in=(SENT, BARE))}


def _visit_note(side: Side, by: Person) -> list[str]:
    """Of an author who is nobody of the walk."""
    lay_ground(side)
    world, visit = _records_of(side), _visits_of(side)[SENT]
    world.people["adviser"] = VisitPerson.objects.get(visit=visit, role=LEAD).person
    note = write_note(visit=visit, words=word("visit note", side.name), by=world.viewer("adviser"), at=AT)
    return [
        reverse("safeguarding_notes"), reverse("safeguarding_note", args=[note.public_id]), *pages_of_ground(side),
    ]  # fmt: skip


def _record_draft(side: Side, by: Person) -> list[str]:
    lay_ground(side)
    world, visit = _records_of(side), _visits_of(side)[BARE]
    world.people["adviser"] = VisitPerson.objects.get(visit=visit, role=LEAD).person
    return _of_record(side, world.draft(visit, category_words=word("record draft", side.name)))


def _record_issued(side: Side, by: Person) -> list[str]:
    world = _records_of(side)
    record = world.issued(world.draft(category_words=word("record issued", side.name)))
    return _of_record(side, record)


def _board_comment(side: Side, by: Person) -> list[str]:
    head = seen(make_person("headteacher"))
    BoardComment.objects.create(
        school=side.school, words=word("board comment", side.name), by=head.person, at=AT, due_on=AT.date()
    )
    return [
        reverse("board_comments"), f"{reverse('board_comments')}?export=csv",
        reverse("school_promises", args=[side.school.urn]),
    ]  # fmt: skip


def _records_of(side: Side) -> RecordsWorld:
    world = RecordsWorld(side.school, ties=False)
    world.people["adviser"] = make_person("adviser")
    return world


def _of_record(side: Side, record: RecordOfVisit) -> list[str]:
    files = [reverse("record_document", args=[record.public_id, form]) for form in ("word", "pdf")]
    lists = [reverse("records"), f"{reverse('records')}?export=csv", reverse("boards_received")]
    letters = Letter.objects.filter(origin_id=record.public_id).values_list("public_id", flat=True)
    told = [address for key in letters for address in (f"/letters/{key}/", f"/letters/{key}/word/")]
    return [
        *(reverse(name, args=[record.public_id]) for name in PAGES), *files, *lists, *told,
        reverse("school_promises", args=[side.school.urn]),
    ]  # fmt: skip


PAGES = ("record", "record_write", "record_check", "record_answer", "record_hand_in")
ADDERS: dict[str, Callable[[Side, Person], list[str]]] = {
    "visit note": _visit_note,
    "record draft": _record_draft,
    "record issued": _record_issued,
    "board comment": _board_comment,
}
