"""Writes of training, of pupils of concern, and the record of each opening of pupils' data."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.people.models import Person
from headway.features.saving import save_seen, unless_taken
from headway.features.schools.models import School
from headway.features.sharing.models import AttendanceConcern, DataTraining
from headway.features.sharing.pupils import OPENED, TRAINING, may_note
from headway.rules import pupil_data as rule
from headway.rules.schools import add_months
from headway.rules.verdict import Verdict, first_refusal, insist

TAKEN = "This training is recorded already. Correct the day, or leave it as it is."


@transaction.atomic
def record_training(
    *, person: Person, taken_on: date, policy: rule.PupilDataPolicy, by: Viewer, at: datetime
) -> DataTraining:
    """The person took the course of the policy on that day."""
    insist(first_refusal(by.may(TRAINING, "change"), rule.may_record_training(taken_on, by.on)))
    training = policy.training
    until = add_months(taken_on, training.valid_months)
    days = {"taken_on": taken_on, "valid_until": until}
    made = unless_taken(
        lambda: DataTraining.objects.create(
            person=person, course=training.course, **days, recorded_by=by.person, recorded_at=at
        ),
        TAKEN,
    )
    after = {"person": person.public_id, "on": taken_on.isoformat(), "until": until.isoformat()}
    _told("record_training", "data_training", made.public_id, by, at, after)
    return made


def record_opening(*, school: School, depth: str, purpose: str, by: Viewer, at: datetime) -> None:
    """Data of pupils of a school were opened: how deep, and what for. No name of a pupil stands in it."""
    _told(OPENED, "pupil_data", str(school.urn), by, at, {"depth": depth, "purpose": purpose})


@transaction.atomic
def note_pupil(*, school: School, told: Mapping[str, Any], by: Viewer, at: datetime) -> AttendanceConcern:
    """A pupil whose attendance is a concern: pupil, year group, sessions, since when."""
    insist(first_refusal(may_note(by, school), _may_be(told, by.on)))
    made = AttendanceConcern.objects.create(school=school, **told, noted_by=by.person, noted_at=at)
    _told("note_pupil", "attendance_concern", made.public_id, by, at, {"school": school.urn})
    return made


@transaction.atomic
def change_pupil(
    *, concern: AttendanceConcern, told: Mapping[str, Any], seen_version: int, by: Viewer, at: datetime
) -> None:
    """The same as it is now; `ended_on` ends the concern. Stale where somebody saved it meanwhile."""
    held = AttendanceConcern.objects.select_for_update().select_related("school").get(pk=concern.pk)
    insist(first_refusal(may_note(by, held.school), _may_be(told, by.on)))
    if (ended_on := told.get("ended_on")) is not None:
        insist(rule.may_close_pupil(told["since"], held.ended_on, ended_on, by.on))
    save_seen(held, seen_version, told)
    after = {"school": held.school_id, "ended": ended_on is not None, "version": held.version}
    _told("change_pupil", "attendance_concern", held.public_id, by, at, after)


def _may_be(told: Mapping[str, Any], on: date) -> Verdict:
    return rule.may_note_pupil(told["possible"], told["missed"], told["since"], on)


def _told(action: str, kind: str, key: str, by: Viewer, at: datetime, after: dict[str, Any]) -> None:
    record(action=action, subject_kind=kind, subject_id=key, at=at, by=by.id, after=after)
