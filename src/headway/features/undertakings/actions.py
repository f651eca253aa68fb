"""Writes of undertakings. Whether somebody may is asked by who calls: it depends on what the undertaking belongs to."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from headway.features.audit.actions import record
from headway.features.people.models import Person
from headway.features.undertakings.facts import as_action
from headway.features.undertakings.models import Criterion, Redating, RedatingState, Report, Undertaking
from headway.features.undertakings.queries import with_history
from headway.rules.plan_actions import Override, Redate, may_drop, may_override, may_redate
from headway.rules.plan_status import COLOURS
from headway.rules.verdict import ALLOWED, Verdict, insist, refuse

DONE, UNDER_WAY, NOT_STARTED = "done", "under way", "not started"


@transaction.atomic
def agree(*, made: Undertaking, by: Person | None, at: datetime) -> Undertaking:
    """Store a new undertaking."""
    made.agreed_at, made.agreed_by = at, by
    made.save(force_insert=True)
    _record("agree_undertaking", made, by, at, after={"words": made.words, "due_on": _iso(made.due_on)})
    return made


@transaction.atomic
def rewrite(*, row: Undertaking, changes: dict[str, Any], by: Person | None, at: datetime) -> None:
    """Change words, owner, day or next step; the day only while it is not locked."""
    if "due_on" in changes and row.baseline_due_on:
        insist(refuse("The date is locked. Ask for a new one with a reason."))
    before = {name: _plain(getattr(row, name)) for name in changes}
    for name, value in changes.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*changes, "version"])
    after = {name: _plain(value) for name, value in changes.items()}
    _record("rewrite_undertaking", row, by, at, before=before, after=after)


@transaction.atomic
def lock_dates(*, rows: Iterable[Undertaking], by: Person, at: datetime) -> None:
    """Lock the dates of these undertakings as first agreed: every slip counts from them."""
    for row in rows:
        Undertaking.objects.filter(pk=row.pk, baseline_due_on=None).update(
            baseline_due_on=F("due_on"), baseline_at=at, version=F("version") + 1
        )
        _record("lock_date", row, by, at, after={"baseline_due_on": _iso(row.due_on)})


@transaction.atomic
def report(
    *,
    row: Undertaking,
    on: date,
    status: str,
    evidence: str,
    next_step: str,
    forecast_on: date | None,
    by: Person,
    at: datetime,
    origin: tuple[str, str] = ("", ""),
) -> Report:
    """Say how far it is on a day; with the status “done” it is finished on that day (M3-07)."""
    row = Undertaking.objects.select_for_update().get(pk=row.pk)
    insist(_may_report(row, on, at))
    made = Report.objects.create(
        undertaking=row,
        on=on,
        status=status,
        evidence=evidence,
        next_step=next_step,
        forecast_on=None if status == DONE else forecast_on,
        origin_kind=origin[0],
        origin_id=origin[1],
        by=by,
        at=at,
    )
    changed = {"completed_on": on, "next_step": ""} if status == DONE else {"next_step": next_step}
    Undertaking.objects.filter(pk=row.pk).update(**changed, version=F("version") + 1)
    after = {"on": on.isoformat(), "status": status, "forecast_on": _iso(made.forecast_on)}
    _record("report_undertaking", row, by, at, after=after)
    return made


@transaction.atomic
def ask_new_date(*, row: Undertaking, due_on: date, reason: str, by: Person, at: datetime) -> Redating:
    """Ask for another day, with the reason; it holds once somebody else agreed to it."""
    row = Undertaking.objects.select_for_update().get(pk=row.pk)
    waiting = row.redatings.filter(state=RedatingState.WAITING).exists()
    insist(refuse("A new date waits for its decision already.") if waiting else ALLOWED)
    # Nobody has approved it yet: “anybody else” stands for whoever will.
    insist(may_redate(_rules(row), Redate(_day(at), due_on, reason, "anybody else"), by.public_id))
    made = Redating.objects.create(
        undertaking=row, old_due_on=row.due_on, new_due_on=due_on, reason=reason, asked_by=by, asked_at=at
    )
    after = {"from": _iso(row.due_on), "to": due_on.isoformat(), "reason": reason}
    _record("ask_new_date", row, by, at, after=after)
    return made


@transaction.atomic
def decide_new_date(*, asked: Redating, agreed: bool, by: Person, at: datetime) -> None:
    """Agree to a new date or refuse it; never one's own."""
    asked = (
        Redating.objects.select_for_update(of=("self",))
        .select_related("undertaking", "asked_by")
        .get(pk=asked.pk)
    )
    row = asked.undertaking
    insist(ALLOWED if asked.state == RedatingState.WAITING else refuse("This was decided already."))
    asker = asked.asked_by.public_id if asked.asked_by else ""
    if agreed:
        insist(may_redate(_rules(row), Redate(_day(at), asked.new_due_on, asked.reason, by.public_id), asker))
        Undertaking.objects.filter(pk=row.pk).update(due_on=asked.new_due_on, version=F("version") + 1)
    elif by.public_id == asker:
        insist(refuse("Nobody decides what they asked for themselves."))
    asked.state = RedatingState.AGREED if agreed else RedatingState.REFUSED
    asked.decided_by, asked.decided_at = by, at
    asked.save(update_fields=["state", "decided_by", "decided_at"])
    after = {"to": asked.new_due_on.isoformat(), "state": str(asked.state)}
    _record("decide_new_date", row, by, at, before={"from": _iso(asked.old_due_on)}, after=after)


@transaction.atomic
def drop(*, row: Undertaking, on: date, reason: str, by: Person, at: datetime) -> None:
    """Give it up, with the reason (M3-11)."""
    row = Undertaking.objects.select_for_update().get(pk=row.pk)
    insist(may_drop(_rules(row), reason))
    Undertaking.objects.filter(pk=row.pk).update(dropped_on=on, drop_reason=reason, version=F("version") + 1)
    _record("drop_undertaking", row, by, at, after={"on": on.isoformat(), "reason": reason})


@transaction.atomic
def carry_over(*, old: Undertaking, made: Undertaking, words: str, by: Person, at: datetime) -> None:
    """Let `made` go on where `old` stands, which is dropped: the date first agreed and every new date go along."""
    made.refresh_from_db()
    if old.baseline_due_on:
        Undertaking.objects.filter(pk=made.pk).update(
            baseline_due_on=old.baseline_due_on, baseline_at=old.baseline_at
        )
        Redating.objects.bulk_create(_dates_carried(old, made, words, by, at))
    drop(row=old, on=_day(at), reason=words, by=by, at=at)
    after = {"from": old.public_id, "baseline_due_on": _iso(old.baseline_due_on)}
    _record("carry_over", made, by, at, after=after)


@transaction.atomic
def carry_criteria(*, old: Undertaking, made: Undertaking, by: Person, at: datetime) -> int:
    """Let what `old` was to make different, and is not met, be asked of `made` by the same day; how many that are."""
    left = list(old.criteria.exclude(met=True))
    Criterion.objects.bulk_create(
        Criterion(
            undertaking=made,
            words=one.words,
            measure_kind=one.measure_kind,
            measure_id=one.measure_id,
            threshold=one.threshold,
            due_on=one.due_on,
        )
        for one in left
    )
    _record("carry_criteria", made, by, at, after={"from": old.public_id, "criteria": len(left)})
    return len(left)


def _dates_carried(
    old: Undertaking, made: Undertaking, words: str, by: Person, at: datetime
) -> list[Redating]:
    kept = [
        Redating(
            undertaking=made,
            old_due_on=one.old_due_on,
            new_due_on=one.new_due_on,
            reason=one.reason,
            state=one.state,
            asked_by=one.asked_by,
            asked_at=one.asked_at,
            decided_by=one.decided_by,
            decided_at=one.decided_at,
        )
        for one in old.redatings.filter(state=RedatingState.AGREED)
    ]
    if made.due_on and made.due_on != old.due_on:
        kept.append(
            Redating(
                undertaking=made,
                old_due_on=old.due_on,
                new_due_on=made.due_on,
                reason=words,
                state=RedatingState.AGREED,
                asked_by=made.agreed_by,
                asked_at=at,
                decided_by=by,
                decided_at=at,
            )
        )
    return kept


@transaction.atomic
def override_status(*, row: Undertaking, status: str, reason: str, by: Person, at: datetime) -> None:
    """Say beside the rule how it stands, with the reason; empty: the rule alone holds again."""
    row = Undertaking.objects.select_for_update().get(pk=row.pk)
    if status:
        insist(may_override(_rules(row), Override(status, reason, by.name, _day(at)), COLOURS))
    told = {"status": status, "reason": reason}
    before = {"status": row.override_status}
    Undertaking.objects.filter(pk=row.pk).update(
        override_status=status,
        override_reason=reason if status else "",
        override_by=by if status else None,
        override_at=at if status else None,
        version=F("version") + 1,
    )
    _record("override_status", row, by, at, before=before, after=told)


@transaction.atomic
def add_criterion(*, row: Undertaking, words: str, due_on: date, by: Person, at: datetime) -> Criterion:
    """Say what is to be different, by a day of its own (M3-14)."""
    made = Criterion.objects.create(undertaking=row, words=words, due_on=due_on)
    _record("add_criterion", row, by, at, after={"words": words, "due_on": due_on.isoformat()})
    return made


@transaction.atomic
def judge_criterion(
    *, criterion: Criterion, met: bool, on: date, evidence: str, by: Person, at: datetime
) -> None:
    """Say whether what was to be different is, and by what that is seen."""
    insist(ALLOWED if evidence.strip() else refuse("Write by what it is seen."))
    criterion.met, criterion.judged_on, criterion.evidence, criterion.judged_by = met, on, evidence, by
    criterion.save(update_fields=["met", "judged_on", "evidence", "judged_by"])
    _record("judge_criterion", criterion.undertaking, by, at, after={"met": met, "on": on.isoformat()})


@transaction.atomic
def hand_undertakings_over(*, person: Person, successor: Person | None, by: Person, at: datetime) -> int:
    """What is open of a leaver's goes to the successor, or to nobody until somebody is named; how many that are."""
    rows = list(Undertaking.objects.filter(owner=person, completed_on=None, dropped_on=None))
    for row in rows:
        Undertaking.objects.filter(pk=row.pk).update(owner=successor, version=F("version") + 1)
        after = {"owner": successor.public_id if successor else None}
        _record("hand_over_undertaking", row, by, at, before={"owner": person.public_id}, after=after)
    return len(rows)


def _may_report(row: Undertaking, on: date, at: datetime) -> Verdict:
    if row.completed_on or row.dropped_on:
        return refuse("This is done or dropped already.")
    if on > _day(at):
        return refuse("A report tells of today or of a day before.")
    return ALLOWED


def _rules(row: Undertaking) -> Any:
    return as_action(with_history(Undertaking.objects.filter(pk=row.pk)).get(), "")


def _record(action: str, row: Undertaking, by: Person | None, at: datetime, **told: Any) -> None:
    who = by.public_id if by else ""
    record(action=action, subject_kind="undertaking", subject_id=row.public_id, at=at, by=who, **told)


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return value.public_id if isinstance(value, Person) else value
