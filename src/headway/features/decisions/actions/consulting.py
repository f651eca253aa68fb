"""Writes of consultations: begin, open, answer, themes, close, publish what was made of it."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.committees.models import Forum
from headway.features.decisions.consulted import ANSWERS, KIND, dates_of, themes_of
from headway.features.decisions.findable import CONSULTATIONS
from headway.features.decisions.models import Consultation, Response, Theme
from headway.features.saving import save_seen
from headway.features.schools.models import Quadrant
from headway.features.search.actions import find_again
from headway.rules import consultations as rule
from headway.rules.consultation_policy import ConsultationPolicy
from headway.rules.verdict import ALLOWED, Refused, Verdict, first_refusal, insist, refuse

SELF = frozenset({"self"})


def may_write(by: Viewer, consultation: Consultation) -> Verdict:
    """Whether the person may change facts and dates."""
    return first_refusal(by.may(KIND, "change"), rule.may_write(consultation.state))


def may_open_now(by: Viewer, consultation: Consultation, in_term: Verdict) -> Verdict:
    """Whether the person may open it; `in_term`: whether its last day lies in term."""
    state = rule.may_open(consultation.state, audiences=len(consultation.audiences), in_term=in_term)
    return first_refusal(by.may(KIND, "change"), state)


def may_answer(by: Viewer, consultation: Consultation) -> Verdict:
    """Whether the person may answer for themselves today."""
    state = rule.may_answer(consultation.state, dates_of(consultation), by.on)
    return first_refusal(by.may(ANSWERS, "change", SELF), state)


def may_log(by: Viewer, consultation: Consultation) -> Verdict:
    """Whether the person may log what somebody else said: once it was opened, until it is published."""
    opened = consultation.state in (rule.OPEN, rule.CLOSED)
    late = refuse("Responses are logged from the opening of a consultation until it is published.")
    return first_refusal(by.may(KIND, "change"), ALLOWED if opened else late)


def may_close_now(by: Viewer, consultation: Consultation) -> Verdict:
    """Whether the person may close it."""
    state = rule.may_close(consultation.state, dates_of(consultation), by.on)
    return first_refusal(by.may(KIND, "change"), state)


def may_publish_now(by: Viewer, consultation: Consultation) -> Verdict:
    """Whether the person may publish what was made of it."""
    without = consultation.responses.filter(theme=None).count()
    state = rule.may_publish(consultation.state, themes_of(consultation), without)
    return first_refusal(by.may(KIND, "approve"), state)


@transaction.atomic
def begin_consultation(
    *,
    told: Mapping[str, Any],
    bodies: Collection[Forum],
    policy: ConsultationPolicy,
    in_term: Verdict,
    by: Viewer,
    at: datetime,
) -> Consultation:
    """A new draft with its dates; `in_term`: whether its last days lie in term."""
    insist(first_refusal(by.may(KIND, "change"), _may_last(told, policy), in_term))
    made = Consultation.objects.create(made_by=by.person, made_at=at, **told)
    made.bodies.set(bodies)
    _told("begin_consultation", made, by, at, after={"title": made.title, "until": made.ends_on.isoformat()})
    return made


@transaction.atomic
def edit_consultation(
    *,
    consultation: Consultation,
    seen_version: int,
    told: Mapping[str, Any],
    bodies: Collection[Forum],
    policy: ConsultationPolicy,
    in_term: Verdict,
    by: Viewer,
    at: datetime,
) -> None:
    """Other facts and dates of a draft; Stale where somebody saved it meanwhile."""
    held = Consultation.objects.select_for_update().get(pk=consultation.pk)
    insist(first_refusal(may_write(by, held), _may_last(told, policy), in_term))
    save_seen(held, seen_version, told)
    held.bodies.set(bodies)
    _told("edit_consultation", held, by, at, after={"until": held.ends_on.isoformat()})


@transaction.atomic
def open_consultation(*, consultation: Consultation, in_term: Verdict, by: Viewer, at: datetime) -> None:
    """Open it: who is asked sees it from now on."""
    insist(may_open_now(by, consultation, in_term))
    _move(consultation, rule.OPEN, by, at)


@transaction.atomic
def answer_consultation(
    *,
    consultation: Consultation,
    words: str,
    suggestion: str,
    audience: str,
    who: str,
    quadrant: Quadrant | None,
    by: Viewer,
    at: datetime,
) -> Response:
    """One's own answer; a second one stands in place of the first while it is open."""
    insist(may_answer(by, consultation))
    told = {
        "words": words, "suggestion": suggestion, "audience": audience, "who": who, "given_on": by.on, "at": at,
        "theme": None, "quadrant": quadrant,
    }  # fmt: skip
    made, _ = Response.objects.update_or_create(consultation=consultation, person=by.person, defaults=told)
    _told("answer_consultation", consultation, by, at, after={"response": made.public_id})
    return made


@transaction.atomic
def log_response(
    *, consultation: Consultation, told: Mapping[str, Any], by: Viewer, at: datetime
) -> Response:
    """What somebody said by letter, at a meeting or by telephone."""
    late = refuse("A response is logged once it was given; choose today or a day before.")
    insist(first_refusal(may_log(by, consultation), ALLOWED if told["given_on"] <= by.on else late))
    made = Response.objects.create(consultation=consultation, logged_by=by.person, at=at, **told)
    _told("log_response", consultation, by, at, after={"response": made.public_id})
    return made


@transaction.atomic
def write_theme(
    *, consultation: Consultation, theme: Theme | None, told: Mapping[str, Any], by: Viewer, at: datetime
) -> Theme:
    """A theme with what was decided and what changed; a new one where `theme` is None."""
    insist(may_log(by, consultation))
    held = theme or Theme(consultation=consultation)
    for name, value in told.items():
        setattr(held, name, value)
    try:
        with transaction.atomic():
            held.save()
    except IntegrityError:
        raise Refused("There is a theme of this name already. Choose another name.") from None
    _told("write_theme", consultation, by, at, after={"theme": held.public_id})
    return held


@transaction.atomic
def place_responses(
    *, consultation: Consultation, placed: Mapping[Response, Theme | None], by: Viewer, at: datetime
) -> None:
    """Which theme each response belongs to; a person says so, whatever was suggested."""
    insist(may_log(by, consultation))
    for response, theme in placed.items():
        response.theme = theme
        response.save(update_fields=["theme"])
    _told("place_responses", consultation, by, at, after={"responses": len(placed)})


@transaction.atomic
def close_consultation(*, consultation: Consultation, by: Viewer, at: datetime) -> None:
    """Close it once its last day is over."""
    insist(may_close_now(by, consultation))
    _move(consultation, rule.CLOSED, by, at)


@transaction.atomic
def publish_consultation(*, consultation: Consultation, by: Viewer, at: datetime) -> None:
    """Publish what was said and what was made of it: every theme has its answer."""
    insist(may_publish_now(by, consultation))
    Consultation.objects.filter(pk=consultation.pk).update(published_on=by.on)
    _move(consultation, rule.PUBLISHED, by, at)


def _may_last(told: Mapping[str, Any], policy: ConsultationPolicy) -> Verdict:
    dates = rule.Dates(told["starts_on"], told["ends_on"], told["publish_by"])
    at_risk = told["posts_at_risk"]
    return rule.may_last(dates, told["audiences"], at_risk, policy.least_days(at_risk))


def _move(consultation: Consultation, to: str, by: Viewer, at: datetime) -> None:
    before = consultation.state
    Consultation.objects.filter(pk=consultation.pk).update(state=to)
    _told("move_consultation", consultation, by, at, before={"state": before}, after={"state": to})


def _told(action: str, consultation: Consultation, by: Viewer, at: datetime, **told: Any) -> None:
    find_again(CONSULTATIONS, consultation)
    record(
        action=action,
        subject_kind="consultation",
        subject_id=consultation.public_id,
        at=at,
        by=by.id,
        **told,
    )
