"""Ask for a year plan's approval, decide on it, take the request back."""

from datetime import date, datetime

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.approvals.actions import decide, request_approval, withdraw_request
from headway.features.approvals.models import Request
from headway.features.approvals.models import State as RequestState
from headway.features.deployment.actions import mark_approved, may_change_draft, wait_for_approval
from headway.features.deployment.models import Draft, State
from headway.features.people.models import Person, Role
from headway.features.policies.queries import typed
from headway.flows.build_problem import build_problem
from headway.flows.plan_rows import plan_of
from headway.flows.plan_year import insist_on_check
from headway.rules.deployment import may_approve_draft
from headway.rules.permissions import AccessPolicy, may_ever
from headway.rules.verdict import ALLOWED, Refused, Verdict, first_refusal, insist, refuse


def may_ask(draft: Draft, pool: str) -> Verdict:
    """Whether approval may be asked for: planned, not waiting, and no need left unmet without a pool (M6-10)."""
    planned = ALLOWED if draft.state == State.PLANNED else may_change_draft(draft)
    if planned and draft.state == State.EMPTY:
        planned = refuse("This draft is not planned yet. Plan it first.")
    return first_refusal(
        planned, may_change_draft(draft), may_approve_draft(draft.unmet_half_days, pool or draft.pool)
    )


def approving_roles(access: AccessPolicy) -> tuple[str, ...]:
    """The roles that may approve a year plan, by the access policy."""
    return _roles(access, "approve")


def somebody_else_approves(person: Person, on: date, access: AccessPolicy) -> Verdict:
    """Whether somebody other than the one who asks could decide: nobody approves what they ask for themselves."""
    roles = approving_roles(access)
    others = Role.objects.as_at(on).filter(role__in=roles, person__is_active=True).exclude(person=person)
    if others.exists():
        return ALLOWED
    return refuse(
        f"Nobody else may approve this plan ({_labels(access, 'approve')}), and nobody approves what they ask for themselves. "
        f"Let somebody else ask. Who may: {_labels(access, 'change')}."
    )


def _roles(access: AccessPolicy, act: str) -> tuple[str, ...]:
    return tuple(
        role for role in access.roles if may_ever(access, roles=frozenset({role}), act=act, kind="drafts")
    )


def _labels(access: AccessPolicy, act: str) -> str:
    return ", ".join(access.roles[role].label.lower() for role in _roles(access, act))


def ask_for_approval(*, draft: Draft, pool: str, seen_version: int, by: Viewer, at: datetime) -> Request:
    """Ask for the approval of a draft that keeps every rule by today's facts; Refused otherwise."""
    insist(may_ask(draft, pool))
    insist(somebody_else_approves(by.person, by.on, by.access))
    recheck(draft, by.on)
    with transaction.atomic():
        request = request_approval(
            kind="drafts",
            origin_kind="draft",
            origin_id=draft.public_id,
            words=f"Approve {draft.name} of the year plan, version {seen_version + 1}",
            rule={"roles": list(approving_roles(by.access)), "not_oneself": True},
            by=by.person,
            at=at,
        )
        wait_for_approval(
            draft=draft, request=request, pool=pool.strip() or draft.pool, seen_version=seen_version,
            by=by.person, at=at,
        )  # fmt: skip
    return request


@transaction.atomic
def decide_on_plan(*, draft: Draft, yes: bool, reason: str, by: Viewer, at: datetime) -> Draft:
    """Say yes or no to the draft that waits; a yes makes it the approved one. Refused where the viewer may not."""
    if draft.approval is None:
        raise Refused(refuse("Nobody has asked for the approval of this draft."))
    if yes:
        insist(may_approve_draft(draft.unmet_half_days, draft.pool))
    request = decide(request=draft.approval, yes=yes, reason=reason, by=by, at=at)
    if request.state == RequestState.GRANTED:
        return mark_approved(draft=draft, request=request, by=by.person, at=at)
    draft.refresh_from_db()
    return draft


def take_back(*, draft: Draft, by: Viewer, at: datetime) -> None:
    """Take one's own request back, so that the draft may change again."""
    if draft.approval is None:
        raise Refused(refuse("Nobody has asked for the approval of this draft."))
    withdraw_request(request=draft.approval, by=by.person, at=at)


def recheck(draft: Draft, on: date) -> None:
    """Go on when the stored plan keeps every hard rule by the facts of the day; Refused with what is broken."""
    known = build_problem(year=draft.year, on=on, policy=typed("deployment"), draft=draft)
    insist_on_check(known, plan_of(draft))
