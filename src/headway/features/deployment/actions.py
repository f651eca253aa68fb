"""Writes of year plans: begin a draft, keep a plan, fix and release an assignment, approve, publish."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from headway.features.approvals.models import Request
from headway.features.approvals.models import State as RequestState
from headway.features.audit.actions import record
from headway.features.deployment.findable import findable_plan
from headway.features.deployment.models import Assignment, Draft, Lead, Lock, State
from headway.features.jobs.models import Job
from headway.features.partnerships.models import Partnership
from headway.features.people.models import Adviser, Person
from headway.features.schools.models import School
from headway.features.search.actions import make_findable
from headway.features.search.models import Kind
from headway.rules.deployment import may_fix_assignment
from headway.rules.verdict import ALLOWED, Refused, Verdict, insist, refuse

CHANGED_MEANWHILE = refuse("Somebody changed this draft meanwhile, so nothing was stored. Look at it again.")
OPEN_STATES = (State.EMPTY, State.PLANNED)


def may_change_draft(draft: Draft) -> Verdict:
    """Whether a draft may still be planned and fixed: not while it waits for approval, and not after."""
    if draft.state not in OPEN_STATES:
        return refuse(
            f"This plan is {draft.get_state_display().lower()} and no longer changes. Begin a new draft."
        )
    if draft.approval and draft.approval.state == RequestState.OPEN:
        return refuse("This draft waits for approval. Take the request back before you change it.")
    return ALLOWED


@transaction.atomic
def start_draft(*, year: int, seed: int, by: Person | None, at: datetime, name: str = "") -> Draft:
    """A new, empty draft of the year, named “Draft 1”, “Draft 2” … unless told."""
    made = Draft.objects.create(year=year, name=name or _next_name(year), seed=seed, made_by=by, made_at=at)
    make_findable(Kind.PLAN, [findable_plan(made)])
    _record("start_draft", made, by=by, at=at, after={"year": year, "name": made.name})
    return made


@transaction.atomic
def give_job(*, draft: Draft, job: Job, by: str) -> None:
    """Remember the job that plans this draft, so that it is found again; `by` asked for it, as the job says too."""
    insist(may_change_draft(draft))
    Draft.objects.filter(pk=draft.pk).update(job=job)
    draft.refresh_from_db()


@transaction.atomic
def store_plan(
    *,
    draft: Draft,
    seen_version: int,
    figures: Mapping[str, Any],
    assignments: Sequence[Assignment],
    leads: Sequence[Lead],
    by: Person | None,
    at: datetime,
    locks: Sequence[Lock] = (),
) -> Draft:
    """Replace the plan a draft holds, all of it or nothing; `locks` are added. Refused when the draft changed since
    `seen_version`, or may not be changed. Audited with counts and figures."""
    insist(may_change_draft(draft))
    before = {"version": seen_version, "objective": draft.objective, "unmet": draft.unmet_half_days}
    _update(draft, seen_version, OPEN_STATES, {**figures, "state": State.PLANNED})
    Assignment.objects.filter(draft=draft).delete()
    Lead.objects.filter(draft=draft).delete()
    for row in (*assignments, *leads):
        row.draft = draft
    Assignment.objects.bulk_create(assignments)
    Lead.objects.bulk_create(leads)
    for lock in locks:
        _put_lock(draft, lock)
    after = {"assignments": len(assignments), "leads": len(leads)}
    after |= {"objective": draft.objective, "lower_bound": draft.lower_bound, "unmet": draft.unmet_half_days}
    after |= {"fixed": [str(lock.school_id or lock.partnership_id) for lock in locks]}
    _record("store_plan", draft, by=by, at=at, before=before, after=after)
    return draft


@transaction.atomic
def release_lock(
    *, draft: Draft, school: School | None = None, partnership: Partnership | None = None,
    seen_version: int, by: Person | None, at: datetime,
) -> Draft:  # fmt: skip
    """Let later planning choose again for a school or a partnership; the assignment stays until then."""
    insist(may_change_draft(draft))
    held = draft.locks.filter(school=school, partnership=partnership).first()
    if held is None:
        raise Refused(refuse("This assignment is not fixed, so there is nothing to release."))
    _update(draft, seen_version, OPEN_STATES, {})
    subject = str(held.school_id or held.partnership_id)
    held.delete()
    _record("release_lock", draft, by=by, at=at, before={"fixed": subject}, after=None)
    return draft


@transaction.atomic
def wait_for_approval(
    *, draft: Draft, request: Request, pool: str, seen_version: int, by: Person, at: datetime
) -> Draft:
    """Remember the request that decides on the draft, and the pool that carries what is unmet."""
    _update(draft, seen_version, (State.PLANNED,), {"approval": request, "pool": pool})
    _record("ask_for_plan", draft, by=by, at=at, after={"request": request.public_id, "pool": bool(pool)})
    return draft


@transaction.atomic
def mark_approved(*, draft: Draft, request: Request, by: Person, at: datetime) -> Draft:
    """A granted request makes the draft it is about the approved one."""
    if request.state != RequestState.GRANTED or draft.approval_id != request.pk:
        raise Refused(refuse("This draft is not approved: its request is not granted."))
    _update(draft, draft.version, (State.PLANNED,), {"state": State.APPROVED})
    _record("approve_plan", draft, by=by, at=at, after={"request": request.public_id})
    return draft


@transaction.atomic
def mark_published(
    *, draft: Draft, seen_version: int, reason: str, batch: str, by: Person, at: datetime
) -> Draft:
    """Make an approved draft the year's plan; Refused when another is, or when it changed since `seen_version`."""
    fields = {"state": State.PUBLISHED, "published_at": at, "published_by": by}
    fields |= {"publish_reason": reason, "letter_batch": batch}
    try:
        with transaction.atomic():
            _update(draft, seen_version, (State.APPROVED,), fields)
    except IntegrityError:
        raise Refused(
            refuse("A plan for this year is published already. A second one is not published over it.")
        ) from None
    _record("publish_plan", draft, by=by, at=at, after={"year": draft.year, "with_reason": bool(reason)})
    return draft


def lock_of(
    *, adviser: Adviser, reason: str, by: Person | None, at: datetime,
    school: School | None = None, partnership: Partnership | None = None,
) -> Lock:  # fmt: skip
    """A lock, not saved and without its draft; Refused without a reason."""
    insist(may_fix_assignment(reason))
    return Lock(
        school=school, partnership=partnership, adviser=adviser, reason=reason.strip()[:300], by=by, at=at
    )


def _put_lock(draft: Draft, lock: Lock) -> None:
    draft.locks.filter(school=lock.school, partnership=lock.partnership).delete()
    lock.draft = draft
    lock.save()


def _update(draft: Draft, seen_version: int, states: Sequence[str], fields: Mapping[str, Any]) -> None:
    """Change the row only as it was seen."""
    rows = Draft.objects.filter(pk=draft.pk, version=seen_version, state__in=states)
    if not rows.update(**fields, version=F("version") + 1):
        raise Refused(CHANGED_MEANWHILE)
    draft.refresh_from_db()


def _next_name(year: int) -> str:
    taken = set(Draft.objects.filter(year=year).values_list("name", flat=True))
    number = 1
    while f"Draft {number}" in taken:
        number += 1
    return f"Draft {number}"


def _record(
    action: str,
    draft: Draft,
    *,
    by: Person | None,
    at: datetime,
    after: dict[str, Any] | None,
    before: dict[str, Any] | None = None,
) -> None:
    record(
        action=action,
        subject_kind="draft",
        subject_id=draft.public_id,
        at=at,
        by=by.public_id if by else "",
        before=before,
        after=after,
    )
