"""Writes of notes: add, correct by a further one, withdraw, name readers; read a restricted one; answer a question.

Each that changes what counts works out the repeat rule anew for the school, under a lock on its row.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localtime

from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.intelligence.findable import NOTES
from headway.features.intelligence.models import Note, Question
from headway.features.intelligence.queries import (
    may_add,
    may_amend,
    may_answer,
    may_name_readers,
    may_read,
)
from headway.features.people.models import Person
from headway.features.policies.models import Policy
from headway.features.policies.queries import read_policy
from headway.features.saving import Stale
from headway.features.schools.models import School
from headway.features.search.actions import find_again
from headway.rules import intelligence as rules
from headway.rules.intelligence import LAPSED, OPEN, SET_ASIDE, TAKEN_UP
from headway.rules.verdict import Verdict, insist

SUBJECT = "intelligence"
# Lists of categories tell of questions, so what is kept of them hears of these; of notes they tell nothing.
QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody noted: of which day, from whom, how heavy, in words."""

    on: date
    source: str
    weight: str
    words: str


@transaction.atomic
def add_note(*, school: School, kind: str, told: Told, policy: Policy, by: Viewer, at: datetime) -> Note:
    """Note something about a school, by the policy in use. Repeated notes may raise a question, never a category."""
    insist(may_add(by, school))
    read = read_policy(policy)
    insist(_may_note(kind, told, read, by))
    made = _write(school, kind, told, policy, by, at, restricted=read.kinds[kind].restricted)
    _record("add_note", made.public_id, by, at, _facts(made))
    _ask_again(school, policy, at)
    return made


@transaction.atomic
def correct_note(*, note: Note, told: Told, policy: Policy, by: Viewer, at: datetime) -> Note:
    """Write a further note in the place of one that was wrong; both stay. It is of the same kind, and read by the same."""
    held = _locked(note)
    insist(may_amend(by, held))
    insist(rules.may_correct(withdrawn=held.withdrawn_at is not None, corrected=_is_corrected(held)))
    insist(_may_note(held.kind, told, read_policy(policy), by))
    made = _write(
        held.school, held.kind, told, policy, by, at, restricted=held.restricted, corrects=held
    )  # fmt: skip
    readers = {*held.named.all(), held.written_by} if made.restricted else set()
    made.named.set(readers)
    _record("correct_note", made.public_id, by, at, _facts(made) | {"corrects": held.public_id})
    _ask_again(held.school, policy, at)
    return made


@transaction.atomic
def withdraw_note(*, note: Note, reason: str, by: Viewer, at: datetime) -> Note:
    """Withdraw a note with a reason. It stays to be read, and counts no more."""
    held = _locked(note)
    insist(may_amend(by, held))
    insist(rules.may_withdraw(reason, withdrawn=held.withdrawn_at is not None))
    held.withdrawn_by, held.withdrawn_at, held.withdrawn_reason = by.person, at, reason.strip()
    held.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_reason"])
    _record("withdraw_note", held.public_id, by, at, {"school": held.school_id})
    _ask_again(held.school, held.policy, at)
    return held


@transaction.atomic
def name_readers(*, note: Note, people: Collection[Person], by: Viewer, at: datetime) -> Note:
    """Say who may read a restricted note besides its author and the roles that open such notes."""
    held = _locked(note)
    insist(may_name_readers(by, held))
    before = sorted(held.named.values_list("public_id", flat=True))
    held.named.set(people)
    after = sorted(held.named.values_list("public_id", flat=True))
    _record("name_readers", held.public_id, by, at, {"named": after}, before={"named": before})
    return held


@transaction.atomic
def read_note(*, note: Note, by: Viewer, at: datetime) -> Note:
    """Open a note to be read. Each reading of a restricted one, its author's too, goes into the audit."""
    insist(may_read(by, note))
    if note.restricted:
        _record("read_restricted_note", note.public_id, by, at, {"school": note.school_id})
    return note


@transaction.atomic
def answer_question(
    *, question: Question, answer: str, reason: str, seen_version: int | None, by: Viewer, at: datetime
) -> Question:
    """Take a question up, so that a moderation meeting talks about the school, or set it aside with a reason.

    Neither is a category. Stale where somebody answered since `seen_version`.
    """
    held = Question.objects.select_for_update(of=("self",)).select_related("school").get(pk=question.pk)
    insist(may_answer(by, held.school))
    if seen_version is not None and held.version != seen_version:
        raise Stale
    insist(rules.may_settle(answer, reason, state=held.state))
    held.state, held.reason = answer, reason.strip()
    held.answered_by, held.answered_at = by.person, at
    held.version += 1
    held.save(update_fields=["state", "reason", "answered_by", "answered_at", "version"])
    _record("answer_question", held.public_id, by, at, {"school": held.school_id, "state": answer})
    return held


def _may_note(kind: str, told: Told, policy: rules.IntelligencePolicy, by: Viewer) -> Verdict:
    return rules.may_note(
        told.on, by.on, kind=kind, source=told.source, weight=told.weight, words=told.words, policy=policy
    )


def _write(
    school: School,
    kind: str,
    told: Told,
    policy: Policy,
    by: Viewer,
    at: datetime,
    *,
    restricted: bool,
    corrects: Note | None = None,
) -> Note:
    made = Note.objects.create(
        school=school,
        on=told.on,
        kind=kind,
        source=told.source,
        weight=told.weight,
        words=told.words.strip(),
        restricted=restricted,
        policy=policy,
        corrects=corrects,
        written_by=by.person,
        written_at=at,
    )
    find_again(NOTES, made)
    return made


def _ask_again(school: School, policy: Policy, at: datetime) -> None:
    """Raise a question where the notes that count are enough and none waits; let one lapse that rests on too few."""
    School.objects.select_for_update().get(pk=school.pk)
    read = read_policy(policy)
    answered = Question.objects.filter(school=school, state__in=(TAKEN_UP, SET_ASIDE))
    used = set(answered.values_list("notes", flat=True))
    rows = Note.objects.filter(school=school, restricted=False, withdrawn_at=None, corrected_by=None)
    entries = [
        rules.Entry(row.pk, row.on, row.kind, row.weight, row.restricted, stands=row.pk not in used)
        for row in rows
    ]
    found = rules.count_repeats(entries, read, localtime(at).date())
    waiting = Question.objects.filter(school=school, state=OPEN).first()
    if found.asks:
        asked = waiting or Question(school=school, raised_at=at, policy=policy)
        asked.entries, asked.months = found.entries, read.repeat_months
        asked.save()
        asked.notes.set(found.ids)
        if waiting is None:
            _record(
                "raise_question", asked.public_id, None, at, {"school": school.pk, "entries": found.entries}
            )
    elif waiting:
        waiting.state, waiting.answered_at = LAPSED, at
        waiting.version += 1
        waiting.save(update_fields=["state", "answered_at", "version"])
        _record("let_question_lapse", waiting.public_id, None, at, {"school": school.pk})


def _locked(note: Note) -> Note:
    rows = Note.objects.select_for_update(of=("self",)).select_related("school", "policy", "written_by")
    return rows.get(pk=note.pk)


def _is_corrected(note: Note) -> bool:
    return Note.objects.filter(corrects=note).exists()


def _facts(note: Note) -> dict[str, object]:
    """What the audit may hold of a note: none of its words; of a restricted one not even its kind."""
    told: dict[str, object] = {"school": note.school_id, "on": note.on.isoformat()}
    return told | ({"restricted": True} if note.restricted else {"kind": note.kind, "weight": note.weight})


def _record(
    action: str,
    subject_id: str,
    by: Viewer | None,
    at: datetime,
    after: dict[str, object],
    before: dict[str, object] | None = None,
) -> None:
    record(
        action=action,
        subject_kind=QUESTION if "question" in action else SUBJECT,
        subject_id=subject_id,
        at=at,
        by=by.id if by else "",
        before=before,
        after=after,
    )
