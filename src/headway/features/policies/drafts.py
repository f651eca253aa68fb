"""Writes of policies that people make: draft, edit, submit, approve, return; each version checked by its reader."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.policies.findable import find_policy
from headway.features.policies.lines import Path, Plain, differences, with_values
from headway.features.policies.models import Policy, State
from headway.features.policies.queries import approving_roles, may_draft, may_edit, may_settle
from headway.features.saving import Stale
from headway.rules.packs import READERS
from headway.rules.permissions import AccessPolicy, may
from headway.rules.policyfile import PolicyFault
from headway.rules.verdict import Refused, Verdict

__all__ = ["Refused", "Stale"]
# The columns that repeat what the body says, and the body itself.
_WRITTEN = ("body", "name", "source", "valid_from", "valid_until", "review_by", "author")
# The pack of the versions that an authority's own officers draft.
LOCAL = "local"
# The lifecycle of a version: from a state, by an event, to a state.
MOVES = {
    (State.DRAFT, "submit_draft"): State.WAITING,
    (State.WAITING, "approve_draft"): State.APPROVED,
    (State.WAITING, "return_draft"): State.DRAFT,
}


def check_body(kind: str, body: Mapping[str, Any]) -> None:
    """PolicyFault, saying what and where, for a body that its reader refuses or that would lock everybody out."""
    read = READERS[kind](body)
    if isinstance(read, AccessPolicy):
        _refuse_lock_out(read)


@transaction.atomic
def draft_policy(*, base: Policy, by: Viewer, at: datetime, start: Mapping[str, Any] | None = None) -> Policy:
    """A draft with the body of `base`, or with `start`, a whole policy of its kind given otherwise, as the authority's own
    next version; a second click returns the first draft."""
    _insist(may_draft(by))
    # Of two at once the second waits for the version both draft from, and finds the first's draft.
    Policy.objects.select_for_update().get(pk=base.pk)
    last = Policy.objects.filter(kind=base.kind, pack=LOCAL).order_by("-number").first()
    body = dict(base.body if start is None else start)
    same = last and (last.based_on_id, last.state, last.version) == (base.pk, State.DRAFT, 1)
    if last and same and last.body == body | {"name": LOCAL, "version": last.number}:
        return last
    number = last.number + 1 if last else 1
    made = Policy(kind=base.kind, pack=LOCAL, number=number, based_on=base)
    write_body(made, body | {"name": LOCAL, "version": number})
    made.save(force_insert=True)
    find_policy(made)
    _record(
        "draft_policy", made, by=by, at=at, after={"kind": made.kind, "number": number, "from": str(base)}
    )
    return made


@transaction.atomic
def edit_draft(
    *,
    policy: Policy,
    values: Mapping[Path, Plain | None],
    mark: str,
    source: str,
    seen_version: int,
    by: Viewer,
    at: datetime,
) -> Policy:
    """Put these values in their places; changed figures take the mark and source given.

    With nothing changed: PolicyFault for what the reader refuses, Refused where it is no draft or not theirs to change,
    Stale where somebody saved since `seen_version`.
    """
    held = Policy.objects.select_for_update().get(pk=policy.pk)
    _insist(may_edit(held, by))
    body = with_values(held.body, values, mark=mark, source=source)
    check_body(held.kind, body)
    changed = {d.line.place: _pair(d) for d in differences(held.body, body)}
    write_body(held, body)
    fresh = Policy.objects.filter(pk=held.pk, version=seen_version)
    fields = {name: getattr(held, name) for name in _WRITTEN}
    if not fresh.update(**fields, version=F("version") + 1):
        raise Stale
    find_policy(held)
    _record("edit_draft", held, by=by, at=at, after=changed)
    held.version = seen_version + 1
    return held


@transaction.atomic
def submit_draft(*, policy: Policy, by: Viewer, at: datetime) -> Policy:
    """Let a draft wait for approval; PolicyFault where its reader refuses it. The request itself is a flow's."""
    held = Policy.objects.select_for_update().get(pk=policy.pk)
    _insist(may_edit(held, by))
    check_body(held.kind, held.body)
    return _move(held, "submit_draft", by=by, at=at)


@transaction.atomic
def approve_draft(*, policy: Policy, by: Viewer, at: datetime) -> Policy:
    """Approve a version that waits: in use from the day it says, or from the viewer's day where that has passed."""
    held = Policy.objects.select_for_update().get(pk=policy.pk)
    _insist(may_settle(held, by))
    check_body(held.kind, held.body)
    held.approved_by, held.approved_at = by.id, at
    approved = _move(held, "approve_draft", by=by, at=at)
    put_in_use(policy=approved, begins_on=max(approved.valid_from, by.on), by=by.id, at=at)
    return approved


@transaction.atomic
def return_draft(*, policy: Policy, by: Viewer, at: datetime) -> Policy:
    """Give a version that waits back as a draft."""
    held = Policy.objects.select_for_update().get(pk=policy.pk)
    _insist(may_settle(held, by))
    return _move(held, "return_draft", by=by, at=at)


@transaction.atomic
def put_in_use(*, policy: Policy, begins_on: date, by: str, at: datetime) -> None:
    """From this day on the approved version is the one of its kind; another that would begin that day gives way."""
    Policy.objects.filter(kind=policy.kind, in_use_from=begins_on).exclude(pk=policy.pk).update(
        in_use_from=None
    )
    policy.in_use_from = begins_on
    policy.save(update_fields=["in_use_from"])
    after = {"kind": policy.kind, "pack": policy.pack, "number": policy.number, "from": begins_on.isoformat()}
    record(
        action="put_policy_in_use",
        subject_kind="policy",
        subject_id=policy.public_id,
        at=at,
        by=by,
        after=after,
    )


def write_body(policy: Policy, body: dict[str, Any]) -> None:
    """Set the body, of a checked shape, and the columns that repeat its header; nothing is saved."""
    until, review = body.get("until"), body.get("review_by")
    policy.body = body
    policy.name, policy.author = body["name"], body.get("author", "")
    policy.source = body.get("source", "")
    policy.valid_from = date.fromisoformat(body["from"])
    policy.valid_until = date.fromisoformat(until) if until else None
    policy.review_by = date.fromisoformat(review) if review else None


def _move(held: Policy, event: str, *, by: Viewer, at: datetime) -> Policy:
    """Write the new state of a row that is locked."""
    before = held.state
    held.state = MOVES[State(before), event]
    held.version += 1
    held.save(update_fields=["state", "version", "approved_by", "approved_at"])
    _record(event, held, by=by, at=at, before={"state": before}, after={"state": str(held.state)})
    return held


def _refuse_lock_out(access: AccessPolicy) -> None:
    """Somebody must be left who can change access and approve policies: nobody could mend it otherwise."""
    keepers = [
        role for role in access.roles if may(access, roles=frozenset({role}), act="change", kind="access")
    ]
    if not keepers:
        raise PolicyFault(
            "kinds.access.may", "Nobody would be left who may change access; leave at least one role."
        )
    if not approving_roles(access):
        raise PolicyFault(
            "kinds.policies.may", "Nobody would be left who may approve a policy; leave one role."
        )


def _pair(difference: Any) -> list[Any]:
    return [side.value if side else None for side in (difference.before, difference.after)]


def _insist(verdict: Verdict) -> None:
    if not verdict:
        raise Refused(verdict)


def _record(action: str, policy: Policy, *, by: Viewer, at: datetime, before=None, after=None) -> None:
    record(
        action=action,
        subject_kind="policy",
        subject_id=policy.public_id,
        at=at,
        by=by.id,
        before=before,
        after=after,
    )
