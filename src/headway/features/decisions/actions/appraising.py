"""Writes of appraisals: begin, criteria, options, scores, the preferred one, gates, out for consultation."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.decisions.appraised import as_rules, criteria_of, options_of
from headway.features.decisions.findable import APPRAISALS
from headway.features.decisions.models import Appraisal, Gate, Option
from headway.features.decisions.queries import KIND
from headway.features.saving import save_seen
from headway.features.search.actions import find_again
from headway.rules import appraisals as rule
from headway.rules.gates import may_open_gate
from headway.rules.service_reviews import Template
from headway.rules.verdict import ALLOWED, Verdict, first_refusal, insist, refuse

STATUS_QUO = "The service as it is"


def may_write(by: Viewer, appraisal: Appraisal) -> Verdict:
    """Whether the person may change criteria and options."""
    return first_refusal(by.may(KIND, "change"), rule.may_write(appraisal.state))


def may_put_out(by: Viewer, appraisal: Appraisal, options: Sequence[Option]) -> Verdict:
    """Whether the person may put it out for consultation: nothing wrong, just one option preferred (M14-01)."""
    settled = rule.may_settle(appraisal.state, criteria_of(appraisal), as_rules(options))
    return first_refusal(by.may(KIND, "change"), settled)


def may_put_in_place(by: Viewer, option: Option) -> Verdict:
    """Whether an option can be put in place: preferred or after one that is, after consultation, every gate open (M14-02)."""
    (known,) = as_rules([option])
    if option.in_place_on:
        return refuse("This option is in place already.")
    if option.appraisal.state != rule.CONSULTING:
        return refuse("An option is put in place after consultation.")
    if not option.preferred and not (option.after and option.after.in_place_on):
        return refuse("Only the preferred option is put in place, and what follows it.")
    return first_refusal(by.may(KIND, "approve"), rule.may_implement(known))


@transaction.atomic
def begin_appraisal(
    *, title: str, question: str, template: Template | None = None, by: Viewer, at: datetime
) -> Appraisal:
    """A new appraisal; the status quo is always one of its options. A template brings options and criteria (M9-09)."""
    insist(by.may(KIND, "change"))
    weighed = template.criteria if template else ()
    criteria = [
        {"slug": f"c{number}", "label": label, "weight": f"{weight.normalize():f}"}
        for number, (label, weight) in enumerate(weighed, 1)
    ]
    made = Appraisal.objects.create(
        title=title, question=question, criteria=criteria, made_by=by.person, made_at=at
    )
    Option.objects.create(appraisal=made, title=STATUS_QUO, status_quo=True)
    Option.objects.bulk_create(
        Option(appraisal=made, title=words, position=number)
        for number, words in enumerate(template.options if template else (), 1)
    )
    _told("begin_appraisal", made, by, at, after={"title": title})
    return made


@transaction.atomic
def edit_appraisal(
    *, appraisal: Appraisal, seen_version: int, told: Mapping[str, Any], by: Viewer, at: datetime
) -> None:
    """Title, question and criteria; scores of criteria that went go with them. Stale where somebody saved it meanwhile."""
    held = Appraisal.objects.select_for_update().get(pk=appraisal.pk)
    insist(may_write(by, held))
    save_seen(held, seen_version, told)
    kept = {one["slug"] for one in held.criteria}
    for option in held.options.all():
        option.scores = {slug: score for slug, score in option.scores.items() if slug in kept}
        option.save(update_fields=["scores"])
    _told("edit_appraisal", held, by, at, after={"criteria": [one["label"] for one in held.criteria]})


@transaction.atomic
def add_option(*, appraisal: Appraisal, told: Mapping[str, Any], by: Viewer, at: datetime) -> Option:
    """One more option after the others."""
    insist(may_write(by, appraisal))
    last = appraisal.options.aggregate(last=Max("position"))["last"] or 0
    made = Option.objects.create(appraisal=appraisal, position=last + 1, **told)
    _told("add_option", appraisal, by, at, after={"option": made.public_id})
    return made


@transaction.atomic
def edit_option(*, option: Option, told: Mapping[str, Any], by: Viewer, at: datetime) -> None:
    """An option as it is now; it does not follow itself."""
    insist(may_write(by, option.appraisal))
    own = refuse("An option does not follow itself. Choose another, or none.")
    insist(own if told.get("after") == option else ALLOWED)
    _save(option, told)
    _told("edit_option", option.appraisal, by, at, after={"option": option.public_id})


@transaction.atomic
def remove_option(*, option: Option, by: Viewer, at: datetime) -> None:
    """Take an option out; the status quo stays."""
    insist(may_write(by, option.appraisal))
    insist(
        refuse("The status quo stays, so that the others can be held against it.")
        if option.status_quo
        else ALLOWED
    )
    told, appraisal = {"option": option.public_id, "title": option.title}, option.appraisal
    option.delete()
    _told("remove_option", appraisal, by, at, before=told)


@transaction.atomic
def score_option(
    *, option: Option, scores: Mapping[str, Mapping[str, str]], by: Viewer, at: datetime
) -> None:
    """Points from 0 to 5 on each criterion, each with by what it is seen."""
    insist(may_write(by, option.appraisal))
    option.scores = dict(scores)
    faults = [
        one
        for one in rule.faults_of(criteria_of(option.appraisal), as_rules([option]))
        if option.title in one
    ]
    insist(refuse(faults[0]) if faults else ALLOWED)
    option.save(update_fields=["scores"])
    _told("score_option", option.appraisal, by, at, after={"option": option.public_id})


@transaction.atomic
def prefer_option(*, option: Option, reason: str, by: Viewer, at: datetime) -> None:
    """Prefer this option and no other, with the reason (M14-01)."""
    held = Appraisal.objects.select_for_update().get(pk=option.appraisal_id)
    insist(may_write(by, held))
    insist(ALLOWED if reason.strip() else refuse("Write why this option is preferred."))
    held.options.filter(preferred=True).update(preferred=False)
    held.options.filter(pk=option.pk).update(preferred=True)
    Appraisal.objects.filter(pk=held.pk).update(reason=reason)
    _told("prefer_option", held, by, at, after={"option": option.public_id})


@transaction.atomic
def add_gate(*, option: Option, words: str, by: Viewer, at: datetime) -> Gate:
    """What must have happened before the option goes on."""
    insist(may_write(by, option.appraisal))
    made = Gate.objects.create(option=option, words=words)
    _told("add_gate", option.appraisal, by, at, after={"option": option.public_id, "gate": made.pk})
    return made


@transaction.atomic
def open_gate(*, gate: Gate, opened_by: str, opened_on: date, by: Viewer, at: datetime) -> None:
    """Say by what a gate was opened, and when."""
    insist(first_refusal(by.may(KIND, "change"), may_open_gate(gate.opened_on, opened_on, by.on)))
    gate.opened_by, gate.opened_on, gate.recorded_by = opened_by, opened_on, by.person
    gate.save(update_fields=["opened_by", "opened_on", "recorded_by"])
    _told("open_gate", gate.option.appraisal, by, at, after={"gate": gate.pk, "on": opened_on.isoformat()})


@transaction.atomic
def put_out(*, appraisal: Appraisal, by: Viewer, at: datetime) -> None:
    """Out for consultation: criteria, options and scores stay from now on."""
    held = Appraisal.objects.select_for_update().get(pk=appraisal.pk)
    insist(may_put_out(by, held, options_of(held)))
    Appraisal.objects.filter(pk=held.pk).update(state=rule.CONSULTING, version=F("version") + 1)
    _told("put_out", held, by, at, after={"state": rule.CONSULTING})


@transaction.atomic
def put_in_place(*, option: Option, on: date, by: Viewer, at: datetime) -> None:
    """Put an option in place once every gate is open."""
    insist(may_put_in_place(by, option))
    _save(option, {"in_place_on": on})
    _told("put_in_place", option.appraisal, by, at, after={"option": option.public_id, "on": on.isoformat()})


def _save(option: Option, told: Mapping[str, Any]) -> None:
    for name, value in told.items():
        setattr(option, name, value)
    option.save(update_fields=list(told))


def _told(action: str, appraisal: Appraisal, by: Viewer, at: datetime, **told: Any) -> None:
    find_again(APPRAISALS, appraisal)
    record(action=action, subject_kind="appraisal", subject_id=appraisal.public_id, at=at, by=by.id, **told)
