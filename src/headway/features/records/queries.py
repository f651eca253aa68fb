"""Reads of records, viewer first. A school sees what was sent to it; an officer what their visits hold."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from headway.features.appointments.viewer import Viewer
from headway.features.audit.models import Event
from headway.features.records.models import (
    AgreedAction,
    BoardComment,
    Preparation,
    RecordOfVisit,
    SafeguardingNote,
)
from headway.features.schools.models import School
from headway.features.schools.queries import school_for, schools_visible_to
from headway.features.visits.models import Visit, VisitPerson
from headway.features.visits.queries import KIND, PART, relations_to_place, relations_to_visit, visits_of
from headway.rules import records_of_visit as rule
from headway.rules.permissions import opens_restricted
from headway.rules.verdict import ALLOWED, Verdict, first_refusal, refuse
from headway.rules.visits import BOOKED, HELD

NOTES = "safeguarding-notes"
HEAD = "headteacher"
LOCK_RECORD = "lock_record"  # the action of the event that saw a record locked


def records_visible_to(viewer: Viewer) -> QuerySet[RecordOfVisit]:
    """The records the viewer may read, of the latest visit first. Schools: those issued to them, and for a head those
    that wait for an answer."""
    rows = RecordOfVisit.objects.filter(visit__in=visits_of(viewer).order_by().values("pk"))
    if not viewer.is_staff:
        shown = (rule.WITH_HEAD, *rule.LOCKED) if HEAD in viewer.roles else (rule.ISSUED,)
        rows = rows.filter(state__in=shown)
    going = VisitPerson.objects.select_related("person").order_by("role", "pk")
    rows = rows.select_related("visit__school", "visit__partnership", "author")
    return rows.prefetch_related(Prefetch("visit__people", going)).order_by("-visit__on", "-visit", "-number")


def record_for(viewer: Viewer, public_id: str) -> RecordOfVisit | None:
    """One record the viewer may read."""
    return records_visible_to(viewer).filter(public_id=public_id).first()


def newest(rows: QuerySet[RecordOfVisit]) -> QuerySet[RecordOfVisit]:
    """Of each visit the last version among these rows alone: one that was sent stays while the next is written."""
    later = rows.order_by().filter(visit=OuterRef("visit"), number__gt=OuterRef("number"))
    return rows.exclude(Exists(later.values("pk")))


def record_of(visit: Visit) -> RecordOfVisit | None:
    """The last version of a visit's record, whoever asks."""
    return RecordOfVisit.objects.filter(visit=visit).order_by("-number").first()


def preparation_of(visit: Visit) -> Preparation | None:
    """What the school wrote before the visit."""
    return Preparation.objects.filter(visit=visit).select_related("saved_by").first()


def agreed_at(visit: Visit) -> list[AgreedAction]:
    """What was agreed at a visit, the next due first."""
    rows = AgreedAction.objects.filter(visit=visit).select_related("undertaking")
    return list(rows)


def agreed_with(schools: QuerySet[School] | Iterable[School]) -> QuerySet[AgreedAction]:
    """What was agreed with these schools in locked records, the next due first."""
    rows = AgreedAction.objects.filter(visit__school__in=schools, undertaking__isnull=False)
    return rows.select_related("undertaking", "visit__school", "record")


def open_actions(rows: QuerySet[AgreedAction]) -> QuerySet[AgreedAction]:
    """Those neither done nor given up."""
    return rows.filter(undertaking__completed_on=None, undertaking__dropped_on=None)


def carried_to(visit: Visit) -> list[AgreedAction]:
    """What stood open from earlier visits to the place, or was closed at this one, the oldest first."""
    place = {"visit__school": visit.school} if visit.school_id else {"visit__partnership": visit.partnership}
    rows = AgreedAction.objects.filter(**place, undertaking__isnull=False).exclude(visit=visit)
    told_here = Q(undertaking__reports__origin_kind="visit", undertaking__reports__origin_id=visit.public_id)
    still = Q(undertaking__completed_on=None, undertaking__dropped_on=None)
    rows = rows.filter(still | told_here, visit__on__lte=visit.on).distinct()
    return list(rows.select_related("undertaking", "visit").prefetch_related("undertaking__reports"))


def overdue_for(viewer: Viewer, on: date) -> QuerySet[AgreedAction]:
    """What was agreed with schools the viewer sees the visits of, and is late, the longest first."""
    rows = open_actions(agreed_with(schools_visible_to(viewer, KIND)))
    return rows.filter(undertaking__due_on__lt=on).order_by("undertaking__due_on", "pk")


def notes_visible_to(viewer: Viewer) -> QuerySet[SafeguardingNote]:
    """The restricted notes the viewer may open: one's own, and all for the roles that open them."""
    rows = SafeguardingNote.objects.select_related("visit__school", "written_by")
    if opens_restricted(viewer.access, roles=viewer.roles, kind=NOTES):
        return rows
    return rows.filter(written_by=viewer.person) if viewer.knows(NOTES) else rows.none()


def comments_visible_to(viewer: Viewer) -> QuerySet[BoardComment]:
    """Comments on schools whose visits the viewer sees, the first due first."""
    rows = BoardComment.objects.filter(school__in=schools_visible_to(viewer, KIND))
    return rows.select_related("school", "by", "replied_by", "record")


def writes(viewer: Viewer, record: RecordOfVisit) -> Verdict:
    """Whether the viewer is who writes this record."""
    if record.author_id != viewer.person.pk:
        return refuse(f"{record.author} writes this record. Ask them to change it.")
    return writes_of(viewer, record.visit)


def writes_of(viewer: Viewer, visit: Visit) -> Verdict:
    """Whether the viewer writes records of this visit at all: who goes, not who keeps the dates."""
    if not viewer.is_staff:
        return refuse("An adviser writes the record of a visit.")
    return viewer.may(KIND, "change", relations_to_visit(viewer, visit, "change") - PART)


def approves(viewer: Viewer, record: RecordOfVisit) -> Verdict:
    """Whether the viewer checks records of this visit, by role."""
    return viewer.may(KIND, "approve", relations_to_visit(viewer, record.visit, "approve"))


def settles(viewer: Viewer, record: RecordOfVisit) -> Verdict:
    """Whether the viewer sends the record out: its author, or who checks records."""
    return writes(viewer, record) or approves(viewer, record)


def answers_for(viewer: Viewer, visit: Visit) -> Verdict:
    """Whether the viewer answers for the place: its head."""
    if HEAD not in viewer.roles or not relations_to_place(viewer, visit.place, "change"):
        return refuse("The head of the school does this.")
    return viewer.may(KIND, "change", relations_to_place(viewer, visit.place, "change") | PART)


def may_write(viewer: Viewer, record: RecordOfVisit) -> Verdict:
    """Whether the viewer may write in the record: its author, while it is a draft."""
    return first_refusal(writes(viewer, record), rule.may_write(record.state))


def may_begin(viewer: Viewer, visit: Visit) -> Verdict:
    """Whether the viewer may write the record of a visit that was held."""
    return first_refusal(writes_of(viewer, visit), rule.may_begin(visit.state == HELD, visit.on, viewer.on))


def may_start(viewer: Viewer, visit: Visit) -> Verdict:
    """Whether the viewer may begin the record now, and so say that the visit was held."""
    held = visit.state == HELD or (visit.state == BOOKED and visit.on <= viewer.on and not visit.waits)
    return first_refusal(writes_of(viewer, visit), rule.may_begin(held, visit.on, viewer.on))


def may_amend(viewer: Viewer, record: RecordOfVisit) -> Verdict:
    """Whether the viewer may write the record anew."""
    last = record_of(record.visit)
    newest_one = last is not None and last.pk == record.pk
    return first_refusal(writes_of(viewer, record.visit), rule.may_amend(record.state, newest_one))


def may_check(viewer: Viewer, record: RecordOfVisit) -> Verdict:
    """Whether the viewer may check the record: by role, while it waits, never their own (M5-06)."""
    own = rule.may_check(record.author.public_id, viewer.id)
    return first_refusal(approves(viewer, record), own, rule.may_move(record.state, rule.PASS))


def may_issue(viewer: Viewer, record: RecordOfVisit) -> Verdict:
    """Whether the viewer may send the record out."""
    passed = record.passed_at is not None
    return first_refusal(settles(viewer, record), rule.may_issue(record.state, bool(record.sampled), passed))


def may_deem(viewer: Viewer, record: RecordOfVisit) -> Verdict:
    """Whether the viewer may take the head's silence as agreement."""
    return first_refusal(settles(viewer, record), rule.may_deem(record.state, record.head_by, viewer.on))


def may_answer(viewer: Viewer, record: RecordOfVisit) -> Verdict:
    """Whether the viewer answers for the school: its head, while the record waits for that."""
    return first_refusal(answers_for(viewer, record.visit), rule.may_move(record.state, rule.ACCURATE))


def may_prepare(viewer: Viewer, visit: Visit) -> Verdict:
    """Whether the viewer may write the school's part: its head, until the visit starts (M5-07)."""
    started = visit.state != BOOKED or record_of(visit) is not None
    return first_refusal(answers_for(viewer, visit), rule.may_prepare(visit.on, viewer.on, started))


def may_comment(viewer: Viewer, school: School) -> Verdict:
    """Whether the viewer may comment for the school: its head or its chair."""
    if viewer.is_staff:
        return refuse("A head or a chair comments for their school. Record a contact instead.")
    return viewer.may(KIND, "change", relations_to_place(viewer, school, "change") | PART)


def replies_to(viewer: Viewer, comment: BoardComment) -> Verdict:
    """Whether the viewer answers comments on this school: an officer of its visits."""
    if not viewer.is_staff:
        return refuse("An officer of the service answers this.")
    ties = relations_to_place(viewer, comment.school, "change")
    return viewer.may(KIND, "change", ties) or viewer.may(KIND, "approve", ties)


def may_reply(viewer: Viewer, comment: BoardComment) -> Verdict:
    """Whether the viewer may answer a board's comment, once."""
    answered = refuse("This was answered already.") if comment.replied_at else ALLOWED
    return first_refusal(replies_to(viewer, comment), answered)


def answers_boards(viewer: Viewer) -> bool:
    """Whether the viewer answers comments on schools of their reach at all."""
    return viewer.is_staff and (viewer.reach(KIND, "change"), viewer.reach(KIND, "approve")) != (
        "none",
        "none",
    )


def school_of(viewer: Viewer, urn: int) -> School | None:
    """A school whose visits the viewer may see."""
    return school_for(viewer, urn, KIND)


def may_note(viewer: Viewer, visit: Visit) -> Verdict:
    """Whether the viewer may write a restricted note: who writes the record, and safeguarding officers."""
    own = bool(writes_of(viewer, visit))
    ties = frozenset({"self"}) if own else frozenset()
    return viewer.may(NOTES, "change", ties)


def witnessed_seals() -> dict[str, str]:
    """Record id to the seal the audit saw it locked with, the last one."""
    rows = Event.objects.filter(action=LOCK_RECORD).order_by("number").values_list("subject_id", "after")
    return {key: (after or {}).get("seal", "") for key, after in rows}
