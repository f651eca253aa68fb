"""Writes of structural changes: open a case, its schools, stages and log; decide, close and correct it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.saving import save_seen, unless_taken
from headway.features.schools.models import School
from headway.features.search.actions import find_again
from headway.features.structural_changes.findable import CASES
from headway.features.structural_changes.models import (
    Case,
    CaseSchool,
    LogLine,
    Part,
    RecordedEnd,
    RecordedLink,
    Stage,
)
from headway.features.structural_changes.queries import KIND, facts_of
from headway.rules import structural_changes as rule
from headway.rules.structural_changes_policy import ChangeKind, StructuralPolicy
from headway.rules.verdict import Verdict, first_refusal, insist, refuse

TWICE = "This school is in the case already."
CLOSED_BEFORE = "A school of this case is recorded as closed by another case already. Open that one first."


def may_open(by: Viewer) -> Verdict:
    """Whether the person may open cases."""
    return by.may(KIND, "change")


def may_write(by: Viewer, case: Case) -> Verdict:
    """Whether the person may write of this case: until it is closed."""
    return first_refusal(may_open(by), rule.may_change_case(case.closed_on))


def may_close(by: Viewer, case: Case, kind: ChangeKind) -> Verdict:
    """Whether the person may close it; its schools must be loaded."""
    return first_refusal(by.may(KIND, "approve"), rule.may_close_case(facts_of(case), kind))


def may_correct(by: Viewer, case: Case) -> Verdict:
    """Whether the person may open a case that puts this one right."""
    corrected = case.closed_on is not None and case.corrections.exists()
    return first_refusal(may_open(by), rule.may_correct_case(case.closed_on, corrected))


@transaction.atomic
def open_case(
    *,
    told: Mapping[str, Any],
    policy: StructuralPolicy,
    by: Viewer,
    at: datetime,
    corrects: Case | None = None,
) -> Case:
    """A new case with the stages of its kind. `told`: kind, title, lead, opened_on, body; `corrects`: the case it puts
    right, whose schools it takes over."""
    insist(may_open(by))
    if corrects is not None:
        Case.objects.select_for_update().get(pk=corrects.pk)
        insist(may_correct(by, corrects))
    made = Case.objects.create(**told, corrects=corrects, made_by=by.person, made_at=at)
    plans = policy.changes[made.kind].stages
    Stage.objects.bulk_create(
        Stage(
            case=made,
            slug=one.slug,
            label=one.label,
            target_on=rule.target_of(made.opened_on, one.weeks),
        )
        for one in plans
    )
    if corrects is not None:
        CaseSchool.objects.bulk_create(
            CaseSchool(case=made, school_id=one.school_id, part=one.part) for one in corrects.schools.all()
        )
    find_again(CASES, made)
    after = {"kind": made.kind, "corrects": corrects.public_id if corrects else None}
    _told("open_structural_case", made, by, at, after=after)
    return made


@transaction.atomic
def change_case(*, case: Case, told: Mapping[str, Any], seen_version: int, by: Viewer, at: datetime) -> None:
    """Another title, lead or deciding body; Stale where somebody saved meanwhile."""
    held = Case.objects.select_for_update().get(pk=case.pk)
    insist(may_write(by, held))
    save_seen(held, seen_version, told)
    find_again(CASES, held)
    _told("change_structural_case", held, by, at, after={"fields": sorted(told)})


@transaction.atomic
def add_school(*, case: Case, school: School, part: str, by: Viewer, at: datetime) -> None:
    """A school that closes, or goes on, in the case."""
    held = Case.objects.select_for_update().get(pk=case.pk)
    insist(may_write(by, held))
    unless_taken(lambda: CaseSchool.objects.create(case=held, school=school, part=part), TWICE)
    find_again(CASES, held)
    _told("add_school_to_case", held, by, at, after={"school": school.urn, "part": part})


@transaction.atomic
def take_school_out(*, case: Case, urn: int, by: Viewer, at: datetime) -> None:
    """The school is not in the case after all."""
    held = Case.objects.select_for_update().get(pk=case.pk)
    insist(may_write(by, held))
    gone, _ = held.schools.filter(school=urn).delete()
    if not gone:
        insist(refuse("This school is no longer in the case."))
    find_again(CASES, held)
    _told("take_school_out_of_case", held, by, at, before={"school": urn})


@transaction.atomic
def keep_stage(
    *, case: Case, slug: str, target_on: date, done_on: date | None, by: Viewer, at: datetime
) -> None:
    """When a stage is to be done, and when it was."""
    held = Case.objects.select_for_update().get(pk=case.pk)
    stage = held.stages.get(slug=slug)
    insist(first_refusal(may_write(by, held), rule.may_mark_done(done_on, held.opened_on, by.on)))
    before = {"stage": slug, "target": _day(stage.target_on), "done": _day(stage.done_on)}
    stage.target_on, stage.done_on = target_on, done_on
    stage.save(update_fields=["target_on", "done_on"])
    after = {"stage": slug, "target": _day(target_on), "done": _day(done_on)}
    _told("keep_stage_of_case", held, by, at, before=before, after=after)


@transaction.atomic
def log_line(*, case: Case, on: date, words: str, by: Viewer, at: datetime) -> LogLine:
    """What happened; a closed case can still be told of."""
    insist(first_refusal(may_open(by), rule.may_log_on(on, by.on)))
    made = LogLine.objects.create(case=case, on=on, words=words, by=by.person, at=at)
    _told("log_in_structural_case", case, by, at, after={"on": _day(on)})
    return made


@transaction.atomic
def decide_case(
    *,
    case: Case,
    goes_ahead: bool,
    decision: str,
    decided_on: date,
    seen_version: int,
    by: Viewer,
    at: datetime,
) -> None:
    """The decision, by whom it was to be taken; a later one stands in place of the first until the case is closed."""
    held = Case.objects.select_for_update().get(pk=case.pk)
    insist(first_refusal(may_write(by, held), rule.may_decide_case(facts_of(held), decided_on, by.on)))
    told = {"goes_ahead": goes_ahead, "decision": decision, "decided_on": decided_on}
    save_seen(held, seen_version, told)
    _told("decide_structural_case", held, by, at, after={"goes_ahead": goes_ahead, "on": _day(decided_on)})


@transaction.atomic
def close_case(
    *, case: Case, kind: ChangeKind, takes_effect_on: date | None, by: Viewer, at: datetime
) -> list[School]:
    """Close it. Where it goes ahead, every school that closes is recorded as closing on that day, and each that goes on as
    following it; what the case corrects is undone first. The schools that close."""
    held = Case.objects.select_for_update().get(pk=case.pk)
    insist(may_close(by, held, kind))
    if held.goes_ahead and takes_effect_on is None:
        insist(refuse("Enter the first day on which the change holds."))
    if held.corrects_id:
        _undo(held)
    held.closed_on, held.takes_effect_on = by.on, takes_effect_on if held.goes_ahead else None
    held.version += 1
    held.save(update_fields=["closed_on", "takes_effect_on", "version"])
    ending = [one.school for one in held.schools.select_related("school") if one.part == Part.ENDS]
    going_on = [one.school for one in held.schools.select_related("school") if one.part == Part.FOLLOWS]
    if held.takes_effect_on:
        unless_taken(lambda: _record(held, ending, going_on), CLOSED_BEFORE)
    after = {
        "takes_effect": _day(held.takes_effect_on),
        "closing": [one.urn for one in ending] if held.takes_effect_on else [],
        "going_on": [one.urn for one in going_on] if held.takes_effect_on else [],
    }
    _told("close_structural_case", held, by, at, after=after)
    return ending if held.takes_effect_on else []


def _record(case: Case, ending: list[School], going_on: list[School]) -> None:
    day = case.takes_effect_on
    RecordedEnd.objects.bulk_create(RecordedEnd(case=case, school=one, closes_on=day) for one in ending)
    RecordedLink.objects.bulk_create(
        RecordedLink(case=case, older=old, newer=new, on=day) for old in ending for new in going_on
    )


def _undo(case: Case) -> None:
    """What the corrected case recorded holds no longer; its rows stay as history."""
    RecordedEnd.objects.filter(case=case.corrects, undone_by=None).update(undone_by=case)
    RecordedLink.objects.filter(case=case.corrects, undone_by=None).update(undone_by=case)


def _day(on: date | None) -> str | None:
    return on.isoformat() if on else None


def _told(action: str, case: Case, by: Viewer, at: datetime, **told: Any) -> None:
    record(
        action=action, subject_kind="structural-change", subject_id=case.public_id, at=at, by=by.id, **told
    )
