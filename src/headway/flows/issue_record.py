"""Issue a locked record: to the head, and to the chair where there is one, as a letter that is kept (M5-06, M8-03)."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from headway.features.appointments.models import Subject
from headway.features.appointments.queries import appointed
from headway.features.appointments.viewer import Viewer
from headway.features.letters.actions import prepare, release
from headway.features.letters.drafts import Draft, Recipient
from headway.features.records.actions import settling
from headway.features.records.content import BLANK, Content, content_of
from headway.features.records.models import RecordOfVisit
from headway.features.schools.models import School
from headway.features.schools.queries import own_authority
from headway.rules.calendars import day_words
from headway.rules.record_policy import RecordPolicy

TEMPLATE = "record-of-visit"
HEAD, CHAIR = ("headteacher", "The headteacher"), ("chair", "The chair of governors")


@transaction.atomic
def issue_record(*, record: RecordOfVisit, policy: RecordPolicy, by: Viewer, at: datetime) -> None:
    """Send it out and release its letter; Refused before it is locked, or where its check is missing."""
    school, on = record.visit.school, timezone.localdate(at)
    recipients = _recipients(school, on) if school else []
    chair = any(one.role == CHAIR[0] for one in recipients)
    settling.issue_record(record=record, to_chair=chair, by=by, at=at)
    record.refresh_from_db()
    if school:
        letter = prepare(draft=_draft(record, school, policy, recipients, at), by=by.person, at=at)
        release(letters=[letter], by=by.person, at=at)


def _recipients(school: School, on: object) -> list[Recipient]:
    """Everybody appointed head or chair; a head who is not on record is written to by post."""
    found = []
    for role, words in (HEAD, CHAIR):
        people = appointed(Subject.SCHOOL, [school.urn], on=on, role=role)
        found += [Recipient(role, words, one.person.email) for one in people]
    return found if any(one.role == HEAD[0] for one in found) else [Recipient(*HEAD), *found]


def _draft(
    record: RecordOfVisit, school: School, policy: RecordPolicy, recipients: list[Recipient], at: datetime
) -> Draft:
    authority, told = own_authority(), content_of(record, policy)
    visited_on = day_words(record.visit.on)
    return Draft(
        template=TEMPLATE,
        context={
            "authority": authority.name if authority else "",
            "service": settings.SERVICE_NAME,
            "letter_on": day_words(timezone.localdate(at)),
            "to": HEAD[1],
            "copy_to": "the chair of governors" if record.to_chair else "",
            "salutation": "Dear headteacher,",
            "school": school.name,
            "visited_on": visited_on,
            "number": str(record.number),
            "answered": told.get("head", ""),
            "parts": _parts(told),
            "actions": [{"words": words, "who": who, "by": by} for _, words, who, by in told["agreed"]],
            "seal": record.seal,
            "how_to_ask": "comment on the page of your school, or speak to your adviser.",
            "sender": "The head of service",
        },
        recipients=recipients,
        key=f"{TEMPLATE}:{record.public_id}",
        kind="visits",
        school=school,
        origin_kind="record-of-visit",
        origin_id=record.public_id,
        origin_words=f"Visit of {visited_on}",
    )


def _parts(told: Content) -> list[dict[str, str]]:
    pairs = [*told["items"], *told["sections"], ["Progress since the last visit", told["progress"]]]
    return [{"heading": label, "words": words or BLANK} for label, words in pairs]
