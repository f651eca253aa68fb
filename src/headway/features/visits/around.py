"""Writes around visits: calendar addresses, reviews of agendas, notices of inspection, days away."""

import secrets
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from headway.features.appointments.queries import appointed
from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.people.models import Person, hash_token
from headway.features.saving import unless_taken
from headway.features.schools.models import School
from headway.features.schools.queries import relations_to
from headway.features.visits.models import Absence, AgendaReview, CalendarAddress, InspectionNotice
from headway.features.visits.queries import KIND
from headway.rules import notices as rule
from headway.rules.verdict import Verdict, first_refusal, insist, refuse

READINESS, CAPACITY = "readiness", "capacity"
KNOWN = "This notice is recorded already."


@transaction.atomic
def make_address(*, by: Viewer, at: datetime) -> str:
    """A new secret address of one's own calendar, the former one dead; the token is told once and not kept."""
    insist(by.may_ever(KIND))
    CalendarAddress.objects.filter(person=by.person, revoked_at=None).update(revoked_at=at)
    token = secrets.token_urlsafe(32)
    CalendarAddress.objects.create(person=by.person, token_hash=hash_token(token), made_at=at)
    _told("make_calendar_address", "person", by.id, by, at)
    return token


@transaction.atomic
def revoke_address(*, by: Viewer, at: datetime) -> None:
    """One's own address answers nobody any more."""
    insist(by.may_ever(KIND))
    CalendarAddress.objects.filter(person=by.person, revoked_at=None).update(revoked_at=at)
    _told("revoke_calendar_address", "person", by.id, by, at)


def holder_of(token: str) -> Person | None:
    """Whose calendar the token opens; None where it opens nothing (any more)."""
    rows = CalendarAddress.objects.filter(
        token_hash=hash_token(token), revoked_at=None, person__is_active=True
    )
    held = rows.select_related("person").first()
    return held.person if held else None


def may_review_agendas(viewer: Viewer) -> Verdict:
    """Whether the viewer may record that an agenda was reviewed with schools: who approves visits everywhere."""
    if viewer.reach(KIND, "approve") == "all":
        return viewer.may(KIND, "approve")
    return refuse("The chief adviser or the head of service records reviews of agendas.")


@transaction.atomic
def record_agenda_review(
    *, agenda: str, on: date, reviewed_with: str, words: str, by: Viewer, at: datetime
) -> AgendaReview:
    """An agenda was looked at with schools, and what is to change (M5-05)."""
    insist(first_refusal(may_review_agendas(by), rule.may_review_agenda(on, by.on)))
    made = AgendaReview.objects.create(
        agenda=agenda, on=on, reviewed_with=reviewed_with, words=words, by=by.person, at=at
    )
    _told("record_agenda_review", "agenda", agenda, by, at, after={"on": on.isoformat()})
    return made


def may_notice_at(viewer: Viewer, school: School) -> Verdict:
    """Whether the viewer may record a notice of inspection of the school."""
    return viewer.may(READINESS, "change", relations_to(viewer, school))


@transaction.atomic
def record_notice(
    *, school: School, told_on: date, begins_on: date, by: Viewer, at: datetime
) -> InspectionNotice:
    """A notice came: the school's link adviser has a task in the same week (M5-15)."""
    insist(first_refusal(may_notice_at(by, school), rule.may_notice(told_on, begins_on, by.on)))
    link = next(iter(appointed("school", [school.urn], on=by.on, role="adviser")), None)
    told = {"told_on": told_on, "begins_on": begins_on, "due_on": rule.task_due(begins_on)}
    owner = link.person if link else None
    made = unless_taken(
        lambda: InspectionNotice.objects.create(
            school=school, owner=owner, recorded_by=by.person, recorded_at=at, **told
        ),
        KNOWN,
    )
    after = {
        "school": school.urn,
        "begins_on": begins_on.isoformat(),
        "owner": owner.public_id if owner else None,
    }
    _told("record_inspection_notice", "inspection_notice", made.public_id, by, at, after=after)
    return made


@transaction.atomic
def attend_inspection(*, notice: InspectionNotice, note: str, by: Viewer, at: datetime) -> None:
    """Somebody of the authority was there, and what was said."""
    held = InspectionNotice.objects.select_for_update().get(pk=notice.pk)
    done = rule.may_attend(held.begins_on, held.done_on, by.on, note)
    insist(first_refusal(may_notice_at(by, held.school), done))
    held.done_on, held.note = by.on, note.strip()
    held.save(update_fields=["done_on", "note"])
    _told("attend_inspection", "inspection_notice", held.public_id, by, at, after={"on": by.on.isoformat()})


def may_record_absence(viewer: Viewer) -> Verdict:
    """Whether the viewer may record days somebody is away: who keeps advisers' capacity."""
    return viewer.may(CAPACITY, "change")


@transaction.atomic
def record_absence(*, person: Person, first_on: date, last_on: date, by: Viewer, at: datetime) -> Absence:
    """Days somebody is away, both told days among them."""
    insist(first_refusal(may_record_absence(by), rule.may_be_away(first_on, last_on)))
    made = Absence.objects.create(
        person=person, first_on=first_on, until=last_on + timedelta(days=1), recorded_by=by.person
    )
    after = {"person": person.public_id, "from": first_on.isoformat(), "until": made.until.isoformat()}
    _told("record_absence", "absence", made.public_id, by, at, after=after)
    return made


def _told(action: str, kind: str, key: str, by: Viewer, at: datetime, **told: Any) -> None:
    record(action=action, subject_kind=kind, subject_id=key, at=at, by=by.id, **told)
