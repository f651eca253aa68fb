"""Writes of forums, advice, requests, protocols and functions."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.committees.findable import FORUMS, FUNCTIONS, PROTOCOLS, REQUESTS
from headway.features.committees.models import (
    Advice,
    Forum,
    Function,
    Holding,
    InformationRequest,
    Protocol,
    Signature,
)
from headway.features.committees.queries import KIND
from headway.features.saving import save_seen, unless_taken
from headway.features.schools.queries import own_authority
from headway.features.search.actions import find_again
from headway.rules import joint_working as rule
from headway.rules.school_functions import may_hold
from headway.rules.verdict import Verdict, first_refusal, insist, refuse

TAKEN = "There is a forum of this name already. Choose another name, or open that one."
KNOWN = "There is a function of this name already. Choose another name, or pass that one on."


def may_keep(by: Viewer) -> Verdict:
    """Whether the person may write of forums and protocols."""
    return by.may(KIND, "change")


@transaction.atomic
def found_forum(*, told: Mapping[str, Any], by: Viewer, at: datetime) -> Forum:
    """A new forum: name, kind, remit, contact, how often it meets."""
    insist(may_keep(by))
    made = unless_taken(lambda: Forum.objects.create(made_by=by.person, made_at=at, **told), TAKEN)
    find_again(FORUMS, made)
    _told("found_forum", "forum", made.public_id, by, at, after={"kind": made.kind})
    return made


@transaction.atomic
def change_forum(*, forum: Forum, told: Mapping[str, Any], by: Viewer, at: datetime) -> None:
    """A forum as it is now, its end too."""
    insist(may_keep(by))
    before = {"kind": forum.kind, "ended_on": _day(forum.ended_on)}
    for name, value in told.items():
        setattr(forum, name, value)
    unless_taken(lambda: forum.save(update_fields=list(told)), TAKEN)
    after = {"kind": forum.kind, "ended_on": _day(forum.ended_on)}
    find_again(FORUMS, forum)
    find_again(REQUESTS, *forum.requests.all())
    _told("change_forum", "forum", forum.public_id, by, at, before=before, after=after)


@transaction.atomic
def record_advice(*, forum: Forum, given_on: date, words: str, by: Viewer, at: datetime) -> Advice:
    """What the forum advised."""
    insist(first_refusal(may_keep(by), rule.may_advise(forum.ended_on, given_on, by.on)))
    made = Advice.objects.create(forum=forum, given_on=given_on, words=words, by=by.person, at=at)
    _told("record_advice", "forum", forum.public_id, by, at, after={"advice": made.public_id})
    return made


@transaction.atomic
def answer_advice(*, advice: Advice, response: str, responded_on: date, by: Viewer, at: datetime) -> None:
    """What the authority answered; a later answer stands in place of the first."""
    insist(first_refusal(may_keep(by), rule.may_respond(advice.given_on, responded_on, by.on)))
    advice.response, advice.responded_on, advice.responded_by = response, responded_on, by.person
    advice.save(update_fields=["response", "responded_on", "responded_by"])
    after = {"advice": advice.public_id, "on": _day(responded_on)}
    _told("answer_advice", "forum", advice.forum.public_id, by, at, after=after)


@transaction.atomic
def write_protocol(
    *, title: str, words: str, review_on: date, divisions: Sequence[str], by: Viewer, at: datetime
) -> Protocol:
    """A new protocol, to be signed by these divisions."""
    insist(first_refusal(may_keep(by), rule.may_agree(divisions)))
    made = Protocol.objects.create(
        title=title, words=words, review_on=review_on, made_by=by.person, made_at=at
    )
    Signature.objects.bulk_create(Signature(protocol=made, division=one) for one in divisions)
    told = {"divisions": list(divisions), "review_on": _day(review_on)}
    find_again(PROTOCOLS, made)
    _told("write_protocol", "protocol", made.public_id, by, at, after=told)
    return made


@transaction.atomic
def change_protocol(
    *, protocol: Protocol, seen_version: int, told: Mapping[str, Any], divisions: Sequence[str], by: Viewer,
    at: datetime,
) -> None:  # fmt: skip
    """Other words, review or divisions. Other words are signed anew by all; Stale where somebody saved meanwhile."""
    insist(first_refusal(may_keep(by), rule.may_agree(divisions)))
    held = Protocol.objects.select_for_update().get(pk=protocol.pk)
    reworded = (held.title, held.words) != (told["title"], told["words"])
    save_seen(held, seen_version, told)
    held.signatures.exclude(division__in=divisions).delete()
    if reworded:
        held.signatures.update(signed_on=None, signed_as="", recorded_by=None)
    kept = set(held.signatures.values_list("division", flat=True))
    Signature.objects.bulk_create(
        Signature(protocol=held, division=one) for one in divisions if one not in kept
    )
    after = {"divisions": list(divisions), "review_on": _day(held.review_on), "reworded": reworded}
    find_again(PROTOCOLS, held)
    _told("change_protocol", "protocol", held.public_id, by, at, after=after)


@transaction.atomic
def sign_protocol(
    *, protocol: Protocol, division: str, signed_on: date, signed_as: str, by: Viewer, at: datetime
) -> None:
    """Record that a division signed, on which day and in which post."""
    held = protocol.signatures.select_for_update().filter(division=division).first()
    if held is None:
        insist(refuse("This division does not sign this protocol. Choose one that does."))
    insist(first_refusal(may_keep(by), rule.may_sign(held.signed_on, signed_on, by.on)))
    held.signed_on, held.signed_as, held.recorded_by = signed_on, signed_as, by.person
    held.save(update_fields=["signed_on", "signed_as", "recorded_by"])
    after = {"division": division, "on": _day(signed_on)}
    _told("sign_protocol", "protocol", protocol.public_id, by, at, after=after)


@transaction.atomic
def record_request(*, forum: Forum, told: Mapping[str, Any], by: Viewer, at: datetime) -> InformationRequest:
    """What a body asks for: title, days and questions."""
    insist(first_refusal(may_keep(by), rule.may_ask(forum.ended_on, told["asked_on"], by.on)))
    made = InformationRequest.objects.create(forum=forum, made_by=by.person, made_at=at, **told)
    find_again(REQUESTS, made)
    after = {"request": made.public_id, "questions": len(made.questions)}
    _told("record_request", "forum", forum.public_id, by, at, after=after)
    return made


@transaction.atomic
def answer_request(
    *, request: InformationRequest, answers: Sequence[str], seen_version: int, by: Viewer, at: datetime
) -> None:
    """An answer for each question in their order, empty where there is none yet; Stale where somebody saved meanwhile."""
    held = InformationRequest.objects.select_for_update().get(pk=request.pk)
    insist(first_refusal(may_keep(by), rule.may_answer(held.replied_on)))
    pairs = zip(held.questions, answers, strict=True)
    told = [{"words": one["words"], "answer": words.strip()} for one, words in pairs]
    save_seen(held, seen_version, {"questions": told})
    after = {"request": held.public_id, "answered": sum(bool(one["answer"]) for one in told)}
    _told("answer_request", "forum", held.forum.public_id, by, at, after=after)


@transaction.atomic
def send_reply(*, request: InformationRequest, by: Viewer, at: datetime) -> None:
    """The reply leaves today, with every question answered; from then on it stays as it is."""
    held = InformationRequest.objects.select_for_update().get(pk=request.pk)
    insist(may_reply(by, held))
    held.replied_on = by.on
    held.save(update_fields=["replied_on"])
    after = {"request": held.public_id, "on": _day(by.on)}
    _told("send_reply", "forum", held.forum.public_id, by, at, after=after)


def may_reply(by: Viewer, request: InformationRequest) -> Verdict:
    """Whether the reply can leave: once, with every question answered (M15-04)."""
    answered = [bool(one["answer"]) for one in request.questions]
    return first_refusal(may_keep(by), rule.may_reply(request.replied_on, answered))


@transaction.atomic
def name_function(
    *, name: str, kind: str, duty: str, holder: str, valid_from: date, by: Viewer, at: datetime
) -> Function:
    """A function with who carries it out from a day on."""
    insist(first_refusal(may_keep(by), may_hold(kind, holder, _own_name())))
    made = unless_taken(
        lambda: Function.objects.create(name=name, kind=kind, duty=duty, made_by=by.person, made_at=at), KNOWN
    )
    Holding.objects.create(function=made, holder=holder, valid_from=valid_from, by=by.person)
    find_again(FUNCTIONS, made)
    after = {"kind": kind, "from": _day(valid_from)}
    _told("name_function", "function", made.public_id, by, at, after=after)
    return made


@transaction.atomic
def pass_on_function(
    *, function: Function, holder: str, valid_from: date, duty: str, by: Viewer, at: datetime
) -> None:
    """Somebody else carries it out from a day on; `duty`: what the authority keeps by law (M14-18)."""
    held = Function.objects.select_for_update().get(pk=function.pk)
    last = held.holdings.filter(valid_until=None).first()
    held_by_law = may_hold(held.kind, holder, _own_name())
    late = rule.may_pass_on(last.valid_from if last else None, valid_from)
    insist(first_refusal(may_keep(by), held_by_law, late))
    held.holdings.filter(valid_until=None).update(valid_until=valid_from)
    Holding.objects.create(function=held, holder=holder, valid_from=valid_from, by=by.person)
    held.duty = duty
    held.save(update_fields=["duty"])
    _told("pass_on_function", "function", held.public_id, by, at, after={"from": _day(valid_from)})


def _own_name() -> str:
    authority = own_authority()
    return authority.name if authority else ""


def _day(on: date | None) -> str | None:
    return on.isoformat() if on else None


def _told(action: str, kind: str, key: str, by: Viewer, at: datetime, **told: Any) -> None:
    record(action=action, subject_kind=kind, subject_id=key, at=at, by=by.id, **told)
