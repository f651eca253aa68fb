"""Writes after the draft: the check, the head's answer, the lock with its seal, sending out, a new version."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.photographs.actions import carry_photographs
from headway.features.records.actions.telling import locked, tell
from headway.features.records.content import told_now
from headway.features.records.findable import VISIT_RECORDS
from headway.features.records.models import AgreedAction, Check, HeadAnswer, RecordOfVisit
from headway.features.records.queries import (
    LOCK_RECORD,
    agreed_at,
    may_amend,
    may_answer,
    may_check,
    may_deem,
    may_issue,
)
from headway.features.saving import save_seen
from headway.features.schools.queries import bank_holidays
from headway.features.search.actions import find_again
from headway.features.undertakings.actions import agree, lock_dates
from headway.features.undertakings.models import Undertaking
from headway.kit.words import day_words
from headway.rules import records_of_visit as rule
from headway.rules.calendars import add_working_days
from headway.rules.record_policy import RecordPolicy
from headway.rules.record_seals import seal_of
from headway.rules.verdict import first_refusal, insist


@transaction.atomic
def check_record(
    *,
    record: RecordOfVisit,
    marks: Mapping[str, int],
    words: str,
    policy: RecordPolicy,
    by: Viewer,
    at: datetime,
) -> Check:
    """What a checker found. With enough marks it goes to the head, else back to its author (M5-06)."""
    held = locked(record)
    insist(first_refusal(may_check(by, held), rule.may_pass(marks, words, policy)))
    passed = rule.passes(marks, policy)
    made = Check.objects.create(
        record=held, marks=dict(marks), passed=passed, words=words.strip(), by=by.person, at=at
    )
    told = {"state": rule.move(held.state, rule.PASS if passed else rule.RETURN)}
    if passed:
        head_by = add_working_days(by.on, policy.head_days, bank_holidays())
        told |= {"passed_at": at, "with_head_at": at, "head_by": head_by}
    save_seen(held, held.version, told)
    tell("check_record", held, by, at, passed=passed, marks=sum(marks.values()))
    return made


@transaction.atomic
def answer_record(
    *, record: RecordOfVisit, accurate: bool, comment: str, policy: RecordPolicy, by: Viewer, at: datetime
) -> None:
    """The head says it is accurate, which locks it, or what is not right, which sends it back to its author."""
    held = locked(record)
    insist(first_refusal(may_answer(by, held), rule.may_answer(accurate, comment)))
    HeadAnswer.objects.create(record=held, accurate=accurate, comment=comment.strip(), by=by.person, at=at)
    if accurate:
        said = f"The head found this record accurate on {day_words(by.on)}."
        _lock(held, f"{said} {comment.strip()}".strip(), policy, by, at)
        return
    save_seen(
        held,
        held.version,
        {"state": rule.move(held.state, rule.WRONG), "with_head_at": None, "head_by": None},
    )
    tell("answer_record", held, by, at, accurate=False)


@transaction.atomic
def deem_accurate(*, record: RecordOfVisit, policy: RecordPolicy, by: Viewer, at: datetime) -> None:
    """The head did not answer in time: the record is taken to be accurate, and says so."""
    held = locked(record)
    insist(may_deem(by, held))
    held.deemed = True
    held.save(update_fields=["deemed"])
    _lock(held, rule.deemed_words(held.head_by), policy, by, at)


@transaction.atomic
def deem_silent(*, on: date, policy: RecordPolicy, at: datetime) -> int:
    """Every record whose head did not answer by the day is taken to be accurate, by nobody's hand; how many these were."""
    late = RecordOfVisit.objects.filter(state=rule.WITH_HEAD, head_by__lt=on).order_by("pk")
    for row in late:
        held = locked(row)
        if rule.may_deem(held.state, held.head_by, on):
            held.deemed = True
            held.save(update_fields=["deemed"])
            _lock(held, rule.deemed_words(held.head_by), policy, None, at)
    return len(late)


@transaction.atomic
def issue_record(*, record: RecordOfVisit, to_chair: bool, by: Viewer, at: datetime) -> None:
    """It goes to head and chair; `to_chair`: whether a chair is on record to get it."""
    held = locked(record)
    insist(may_issue(by, held))
    told = {
        "state": rule.move(held.state, rule.ISSUE),
        "issued_at": at,
        "issued_by": by.person,
        "to_chair": to_chair,
    }
    save_seen(held, held.version, told)
    tell("issue_record", held, by, at, to_chair=to_chair)


@transaction.atomic
def amend_record(*, record: RecordOfVisit, by: Viewer, at: datetime) -> RecordOfVisit:
    """A new version of a locked record, which stays as it was sent; it is checked and answered anew."""
    held = locked(record)
    insist(may_amend(by, held))
    made = RecordOfVisit.objects.create(
        visit=held.visit,
        number=held.number + 1,
        author=by.person,
        begun_at=at,
        saved_at=at,
        sections=held.sections,
        items=held.items,
        filled=held.filled,
        progress=held.progress,
        category_before=held.category_before,
        category_view=held.category_view,
        category_words=held.category_words,
    )
    carry_photographs(visit=held.visit, number=held.number, into=made.number, by=by.person, at=at)
    find_again(VISIT_RECORDS, made)
    tell("amend_record", made, by, at, number=made.number, of=held.public_id)
    return made


def _lock(held: RecordOfVisit, head: str, policy: RecordPolicy, by: Viewer | None, at: datetime) -> None:
    """Freeze what it says with its seal; what was agreed becomes promises."""
    content = told_now(held, policy) | {"head": head}
    told = {"state": rule.FINAL, "locked_at": at, "content": content, "seal": seal_of(content)}
    save_seen(held, held.version, told)
    promised = [_promise(one, held, at) for one in agreed_at(held.visit) if one.undertaking_id is None]
    lock_dates(rows=promised, by=held.author, at=at)
    tell(LOCK_RECORD, held, by, at, seal=held.seal, deemed=held.deemed)


def _promise(one: AgreedAction, held: RecordOfVisit, at: datetime) -> Undertaking:
    visit = held.visit
    made = agree(
        made=Undertaking(
            kind="undertakings",
            school=visit.school,
            origin_kind="visit",
            origin_id=visit.public_id,
            origin_words=f"Visit of {day_words(visit.on)}",
            words=one.words,
            owner=held.author if one.side == rule.AUTHORITY else None,
            owner_words=one.who,
            due_on=one.due_on,
        ),
        by=held.author,
        at=at,
    )
    one.undertaking = made
    one.save(update_fields=["undertaking"])
    return made
