"""Writes of what boards say and of restricted notes."""

from datetime import datetime

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.audit import actions as audit
from headway.features.records.models import BoardComment, RecordOfVisit, SafeguardingNote
from headway.features.records.queries import may_comment, may_note, may_reply
from headway.features.schools.models import School
from headway.features.schools.queries import bank_holidays
from headway.features.visits.models import Visit
from headway.rules.calendars import add_working_days
from headway.rules.record_policy import RecordPolicy
from headway.rules.verdict import ALLOWED, insist, refuse


@transaction.atomic
def comment_for_board(
    *,
    school: School,
    record: RecordOfVisit | None,
    words: str,
    policy: RecordPolicy,
    by: Viewer,
    at: datetime,
) -> BoardComment:
    """What a head or chair says; a reply is due in working days (M8-04)."""
    insist(may_comment(by, school))
    made = BoardComment.objects.create(
        school=school,
        record=record,
        words=words,
        by=by.person,
        at=at,
        due_on=add_working_days(by.on, policy.comment_days, bank_holidays()),
    )
    _tell("comment_for_board", "board-comment", made.public_id, by, at, due_on=made.due_on.isoformat())
    return made


@transaction.atomic
def reply_to_board(*, comment: BoardComment, words: str, by: Viewer, at: datetime) -> None:
    """The service's answer, once."""
    held = BoardComment.objects.select_for_update(of=("self",)).select_related("school").get(pk=comment.pk)
    insist(may_reply(by, held))
    insist(ALLOWED if words.strip() else refuse("Write the reply."))
    held.reply, held.replied_by, held.replied_at = words, by.person, at
    held.save(update_fields=["reply", "replied_by", "replied_at"])
    _tell("reply_to_board", "board-comment", held.public_id, by, at, on=by.on.isoformat())


@transaction.atomic
def write_note(*, visit: Visit, words: str, by: Viewer, at: datetime) -> SafeguardingNote:
    """A restricted note on a visit, apart from its record."""
    insist(may_note(by, visit))
    made = SafeguardingNote.objects.create(visit=visit, words=words, written_by=by.person, written_at=at)
    _tell("write_safeguarding_note", "safeguarding-note", made.public_id, by, at)
    return made


def open_note(*, note: SafeguardingNote, by: Viewer, at: datetime) -> str:
    """The words of a note the viewer may open; that they were opened is in the audit."""
    _tell("open_safeguarding_note", "safeguarding-note", note.public_id, by, at)
    return note.words


def _tell(action: str, kind: str, key: str, by: Viewer, at: datetime, **told: object) -> None:
    audit.record(action=action, subject_kind=kind, subject_id=key, at=at, by=by.id, after=told or None)
