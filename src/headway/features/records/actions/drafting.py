"""Writes of a draft: the school's part, the adviser's, what is agreed, what becomes of what was agreed before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from headway.features.appointments.viewer import Viewer
from headway.features.audit import actions as audit
from headway.features.records.actions.telling import locked, tell
from headway.features.records.content import texts_of
from headway.features.records.findable import VISIT_RECORDS
from headway.features.records.models import AgreedAction, Preparation, RecordOfVisit
from headway.features.records.queries import (
    agreed_at,
    carried_to,
    may_begin,
    may_prepare,
    may_write,
    preparation_of,
    record_of,
)
from headway.features.saving import Stale, save_seen, unless_taken
from headway.features.schools.queries import bank_holidays
from headway.features.search.actions import find_again
from headway.features.undertakings.actions import DONE, UNDER_WAY, report
from headway.features.visits.models import Visit
from headway.rules import records_of_visit as rule
from headway.rules.calendars import add_working_days
from headway.rules.pupil_names import names_in
from headway.rules.record_policy import RecordPolicy
from headway.rules.record_seals import draw_of
from headway.rules.verdict import ALLOWED, first_refusal, insist, refuse

BEGUN = "Somebody else has begun the record of this visit just now. Open it."


@dataclass(frozen=True, slots=True)
class Start:
    """What a new record knows from elsewhere: the category the school is in, what fills in standing items."""

    category: str = ""
    filled: Mapping[str, str] | None = None


@transaction.atomic
def save_preparation(
    *, visit: Visit, answers: Mapping[str, str], seen_version: int, by: Viewer, at: datetime
) -> None:
    """The school's part as it is now; `seen_version` 0: there was none. Stale where somebody saved meanwhile."""
    held = Visit.objects.select_for_update().get(pk=visit.pk)
    insist(may_prepare(by, held))
    row = preparation_of(held)
    told = {"answers": dict(answers), "saved_by": by.person, "saved_at": at}
    if row is None:
        if seen_version:
            raise Stale
        Preparation.objects.create(visit=held, **told)
    else:
        save_seen(row, seen_version, told)
    audit.record(
        action="prepare_visit", subject_kind="visit", subject_id=held.public_id, at=at, by=by.id,
        after={"answered": sum(bool(words.strip()) for words in answers.values())},
    )  # fmt: skip


@transaction.atomic
def begin_record(*, visit: Visit, start: Start, by: Viewer, at: datetime) -> RecordOfVisit:
    """The record of a visit that was held; from now on the school's part is locked."""
    held = Visit.objects.select_for_update().get(pk=visit.pk)
    insist(may_begin(by, held))
    insist(refuse(BEGUN) if record_of(held) else ALLOWED)
    filled = dict(start.filled or {})
    made = unless_taken(
        lambda: RecordOfVisit.objects.create(
            visit=held, author=by.person, begun_at=at, saved_at=at, category_before=start.category,
            filled=filled, items=dict(filled),
        ),
        BEGUN,
    )  # fmt: skip
    find_again(VISIT_RECORDS, made)
    tell("begin_record", made, by, at)
    return made


@transaction.atomic
def save_draft(
    *, record: RecordOfVisit, told: Mapping[str, Any], seen_version: int, by: Viewer, at: datetime
) -> tuple[str, ...]:
    """The draft as it is now: sections, items, progress, the view of the category; returns what reads like a pupil's
    name. Stale where somebody saved meanwhile."""
    held = locked(record)
    insist(may_write(by, held))
    save_seen(held, seen_version, {**told, "saved_at": at})
    tell("save_record", held, by, at, version=held.version)
    return names_in(texts_of(held, ()))


@transaction.atomic
def agree_action(
    *, record: RecordOfVisit, side: str, words: str, who: str, due_on: date, by: Viewer, at: datetime
) -> AgreedAction:
    """What was agreed: by which side, who, by when."""
    held = locked(record)
    insist(first_refusal(may_write(by, held), _may_be_due(held, due_on)))
    made = AgreedAction.objects.create(
        visit=held.visit, record=held, side=side, words=words, who=who, due_on=due_on
    )
    _count_one_more(held)
    tell("agree_at_visit", held, by, at, side=side, due_on=due_on.isoformat())
    return made


@transaction.atomic
def take_action_out(*, action: AgreedAction, by: Viewer, at: datetime) -> None:
    """Take out what stands in a draft alone."""
    held = locked(action.record)
    insist(may_write(by, held))
    insist(
        refuse("This was promised in a locked record. Give it up with a reason.")
        if action.undertaking_id
        else ALLOWED
    )
    action.delete()
    _count_one_more(held)
    tell("take_out_of_record", held, by, at)


@transaction.atomic
def follow_up(
    *, record: RecordOfVisit, action: AgreedAction, done: bool, evidence: str, by: Viewer, at: datetime
) -> None:
    """What became of something agreed before: done, with evidence, or it goes on."""
    held = locked(record)
    insist(may_write(by, held))
    known = {one.pk for one in carried_to(held.visit)}
    insist(
        ALLOWED if action.pk in known else refuse("This was not agreed at an earlier visit to this place.")
    )
    insist(refuse("Say by what you see that it is done.") if done and not evidence.strip() else ALLOWED)
    report(
        row=action.undertaking, on=held.visit.on, status=DONE if done else UNDER_WAY, evidence=evidence,
        next_step="", forecast_on=None, by=by.person, at=at, origin=("visit", held.visit.public_id),
    )  # fmt: skip
    tell("follow_up_at_visit", held, by, at, done=done)


@transaction.atomic
def hand_in(
    *, record: RecordOfVisit, policy: RecordPolicy, confirmed: bool, by: Viewer, at: datetime
) -> RecordOfVisit:
    """The draft is whole: it goes to be checked where it is sampled, else to the head."""
    held = locked(record)
    insist(first_refusal(may_write(by, held), rule.may_move(held.state, rule.HAND_IN)))
    named = names_in(texts_of(held, agreed_at(held.visit)))
    insist(
        rule.may_hand_in(
            sections=held.sections, items=held.items, asked=rule.items_for(held.visit.agenda, held.visit.on, policy),
            progress=held.progress,
            policy=policy,
            named=named, confirmed=confirmed,
        )
    )  # fmt: skip
    drawn = _sampled(held, policy)
    to_head = not drawn.checked
    save_seen(
        held, held.version,
        {
            "state": rule.move(rule.DRAFT, rule.HAND_IN, sampled=drawn.checked),
            "sampled": drawn.checked,
            "sample_words": drawn.words,
            "handed_in_at": at,
            "first_handed_in_at": held.first_handed_in_at or at,
            "passed_at": None,
            "with_head_at": at if to_head else None,
            "head_by": add_working_days(by.on, policy.head_days, bank_holidays()) if to_head else None,
        },
    )  # fmt: skip
    tell("hand_in_record", held, by, at, sampled=drawn.checked, confirmed=bool(named))
    return held


def _sampled(held: RecordOfVisit, policy: RecordPolicy) -> rule.Sampled:
    """The first answer stands: nobody draws again by handing in again."""
    if held.sampled is not None:
        return rule.Sampled(held.sampled, held.sample_words)
    before = RecordOfVisit.objects.filter(author=held.author, first_handed_in_at__isnull=False)
    return rule.sampling(
        policy,
        visits_before=before.exclude(visit=held.visit).values("visit").distinct().count(),
        concern=held.category_before in policy.concern_categories,
        draw=draw_of(held.public_id),
    )


def _may_be_due(held: RecordOfVisit, due_on: date) -> Any:
    early = refuse("What is agreed is due on the day of the visit or later.")
    return ALLOWED if due_on >= held.visit.on else early


def _count_one_more(held: RecordOfVisit) -> None:
    RecordOfVisit.objects.filter(pk=held.pk).update(version=F("version") + 1)
