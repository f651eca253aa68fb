"""Writes of recruitments."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.saving import save_seen
from headway.features.undertakings.models import Undertaking
from headway.features.workforce.models import Recruitment
from headway.features.workforce.queries import KIND
from headway.features.workforce.recruited import as_recruiting
from headway.rules import recruitment as rule
from headway.rules.verdict import ALLOWED, Verdict, first_refusal, insist


def may_recruit(by: Viewer) -> Verdict:
    """Whether the person may open recruitments and write of them."""
    return by.may(KIND, "change")


def may_change_recruitment(by: Viewer, row: Recruitment) -> Verdict:
    """Whether the person may change this recruitment, record its appointment or give it up."""
    return first_refusal(may_recruit(by), rule.may_change(as_recruiting(row)))


def may_close_recruitment(by: Viewer, row: Recruitment) -> Verdict:
    """Whether the person may close it: with an appointment recorded."""
    return first_refusal(may_recruit(by), rule.may_close(as_recruiting(row)))


@transaction.atomic
def open_recruitment(*, told: Mapping[str, Any], by: Viewer, at: datetime) -> Recruitment:
    """A post that somebody is looked for, with the action that waits for it or none."""
    days = rule.may_advertise(told["opened_on"], told["advertised_until"])
    insist(first_refusal(may_recruit(by), days, _may_tie(told["undertaking"])))
    made = Recruitment.objects.create(**told)
    _told("open_recruitment", made, by, at, after=_facts(made))
    return made


@transaction.atomic
def change_recruitment(
    *, row: Recruitment, seen_version: int, told: Mapping[str, Any], by: Viewer, at: datetime
) -> None:
    """Other words, days, or another action that waits for it; Stale where somebody saved it meanwhile."""
    held = _held(row)
    days = rule.may_advertise(told["opened_on"], told["advertised_until"])
    same = told["undertaking"] is not None and told["undertaking"].pk == held.undertaking_id
    tie = ALLOWED if same else _may_tie(told["undertaking"])
    insist(first_refusal(may_change_recruitment(by, held), days, tie))
    before = _facts(held)
    save_seen(held, seen_version, told)
    _told("change_recruitment", held, by, at, before=before, after=_facts(held))


@transaction.atomic
def record_appointment(*, row: Recruitment, begins_on: date, found_by: str, by: Viewer, at: datetime) -> None:
    """Somebody was found: the day they begin, and how they were found."""
    held = _held(row)
    insist(first_refusal(may_recruit(by), rule.may_appoint(as_recruiting(held), begins_on)))
    _store(held, {"begins_on": begins_on, "found_by": found_by})
    _told("record_appointment", held, by, at, after={"begins_on": begins_on.isoformat()})


@transaction.atomic
def close_recruitment(*, row: Recruitment, by: Viewer, at: datetime) -> None:
    """Nothing is left to do."""
    held = _held(row)
    insist(may_close_recruitment(by, held))
    _store(held, {"closed_on": by.on})
    _told("close_recruitment", held, by, at, after={"closed_on": by.on.isoformat()})


@transaction.atomic
def give_up_recruitment(*, row: Recruitment, reason: str, by: Viewer, at: datetime) -> None:
    """Nobody is looked for any longer, and why."""
    held = _held(row)
    insist(first_refusal(may_recruit(by), rule.may_give_up(as_recruiting(held), reason)))
    _store(held, {"given_up_on": by.on, "reason": reason})
    _told("give_up_recruitment", held, by, at, after={"given_up_on": by.on.isoformat()})


def _held(row: Recruitment) -> Recruitment:
    return Recruitment.objects.select_for_update(of=("self",)).get(pk=row.pk)


def _may_tie(undertaking: Undertaking | None) -> Verdict:
    """Asked under a lock, so that the action is not completed meanwhile."""
    if undertaking is None:
        return ALLOWED
    held = Undertaking.objects.select_for_update(of=("self",)).get(pk=undertaking.pk)
    return rule.may_tie(has_ended=bool(held.completed_on or held.dropped_on))


def _store(row: Recruitment, told: Mapping[str, Any]) -> None:
    for name, value in told.items():
        setattr(row, name, value)
    row.save(update_fields=list(told))


def _facts(row: Recruitment) -> dict[str, str | None]:
    return {
        "words": row.words,
        "opened_on": row.opened_on.isoformat(),
        "advertised_until": row.advertised_until.isoformat() if row.advertised_until else None,
        "undertaking": row.undertaking.public_id if row.undertaking else None,
    }


def _told(action: str, row: Recruitment, by: Viewer, at: datetime, **told: Any) -> None:
    record(action=action, subject_kind="recruitment", subject_id=row.public_id, at=at, by=by.id, **told)
