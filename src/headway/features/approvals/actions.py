"""Writes of approvals: ask, decide, withdraw."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.approvals.models import Decision, Request, State
from headway.features.approvals.queries import may_decide
from headway.features.approvals.rule import Rule, read_rule
from headway.features.audit.actions import record
from headway.features.people.models import Person
from headway.features.schools.models import School
from headway.rules.verdict import ALLOWED, Verdict, insist, refuse


@transaction.atomic
def request_approval(
    *,
    kind: str,
    origin_kind: str,
    origin_id: object,
    words: str,
    rule: Mapping[str, Any],
    by: Person,
    at: datetime,
    school: School | None = None,
    restricted: bool = False,
) -> Request:
    """Ask for a decision about one subject; `words` say what a yes would allow. RuleFault for a broken rule.

    `kind` is the permission key. The same person's open request about the same subject is returned as it is. Where the
    rule draws a sample and this request is not drawn, it is granted at once.
    """
    read = read_rule(rule)
    subject = {"kind": kind, "origin_kind": origin_kind, "origin_id": str(origin_id)}
    standing = Request.objects.filter(**subject, asked_by=by, state=State.OPEN)
    if known := standing.first():
        return known
    made = Request(
        **subject, words=words[:300], rule=read.as_json(), asked_by=by, asked_at=at,
        school=school, restricted=restricted,
    )  # fmt: skip
    if not _is_drawn(made, read):
        made.state = State.GRANTED
    with transaction.atomic():
        # The event locks the head of the audit: of two that ask at once the second waits here and finds the first's.
        _record("request_approval", made, by=by, at=at, after={**subject, "state": made.state})
        known = standing.first()
        if known is None:
            made.save()
        else:
            transaction.set_rollback(True)
    return known or made


@transaction.atomic
def decide(*, request: Request, yes: bool, reason: str, by: Viewer, at: datetime) -> Request:
    """Say yes or no; Refused with the sentence when the viewer may not, said so before, or a no has no reason.

    One no refuses the request; as many yes as the quorum grant it. Returns the request as it then stands.
    """
    held = Request.objects.select_for_update().get(pk=request.pk)
    insist(may_decide(held, by))
    insist(_has_reason(yes, reason))
    Decision.objects.create(request=held, by=by.person, at=at, yes=yes, reason=reason.strip())
    agreed = Decision.objects.filter(request=held, yes=True).count()
    if not yes:
        held.state = State.REFUSED
    elif agreed >= read_rule(held.rule).quorum:
        held.state = State.GRANTED
    _settle(held)
    _record("decide", held, by=by.person, at=at, after={"yes": yes, "state": held.state})
    return held


@transaction.atomic
def withdraw_request(*, request: Request, by: Person, at: datetime) -> Request:
    """Take one's own open request back; Refused when it is settled or somebody else's."""
    held = Request.objects.select_for_update().get(pk=request.pk)
    insist(_may_withdraw(held, by))
    held.state = State.WITHDRAWN
    _settle(held)
    _record("withdraw_request", held, by=by, at=at, after={"state": held.state})
    return held


def _may_withdraw(request: Request, person: Person) -> Verdict:
    if request.state != State.OPEN:
        return refuse(f"This is settled already: {request.get_state_display().lower()}.")
    if request.asked_by_id != person.pk:
        return refuse("Only the person who asked for this can take it back.")
    return ALLOWED


def _has_reason(yes: bool, reason: str) -> Verdict:
    return ALLOWED if yes or reason.strip() else refuse("Say why not: a refusal needs a reason.")


def _settle(held: Request) -> None:
    """Write the new state of a request whose row is locked."""
    held.version += 1
    held.save(update_fields=["state", "version"])


def _is_drawn(request: Request, rule: Rule) -> bool:
    """Whether the request falls into the sample: by its random id, so that nobody can steer it and anybody can check."""
    drawn = int.from_bytes(hashlib.sha256(request.public_id.encode()).digest()[:4])
    return drawn < rule.sample_rate * 2**32


def _record(action: str, request: Request, *, by: Person, at: datetime, after: dict[str, Any]) -> None:
    record(
        action=action,
        subject_kind="approval",
        subject_id=request.public_id,
        at=at,
        by=by.public_id,
        after=after,
    )
