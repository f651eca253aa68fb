"""Writes of categories: keep what the rules propose, judge, and decide on a judgement. One never becomes another."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.timezone import localtime

from headway.features.appointments.viewer import Viewer
from headway.features.approvals.actions import decide, request_approval
from headway.features.approvals.models import State
from headway.features.audit.actions import record
from headway.features.categories.models import Judgement, JudgementState, Proposal
from headway.features.categories.queries import KIND, may_do
from headway.features.policies.models import Policy
from headway.features.schools.models import School
from headway.rules import categories as rules
from headway.rules.calendars import day_words
from headway.rules.category_policy import CategoryPolicy
from headway.rules.judgements import may_judge
from headway.rules.permissions import AccessPolicy, may_ever
from headway.rules.verdict import ALLOWED, Verdict, insist, refuse

BATCH = 500


@transaction.atomic
def store_proposals(
    *,
    proposals: Mapping[int, rules.Proposal],
    policy: Policy,
    on: date,
    by: Viewer | None,
    at: datetime,
) -> int:
    """Keep what the rules propose (URN to proposal) as the latest; how many were new.

    What was proposed on the same day by the same policy in the same words is not stored again. One audit event.
    """
    held = {row.school_id: row for row in Proposal.objects.filter(school__in=proposals, latest=True)}
    rows = [_row(urn, proposal, policy, on) for urn, proposal in sorted(proposals.items())]
    new = [row for row in rows if not _is_same(row, held.get(row.school_id))]
    if not new:
        return 0
    Proposal.objects.filter(school__in=[row.school_id for row in new], latest=True).update(latest=False)
    Proposal.objects.bulk_create(new, batch_size=BATCH)
    counts = Counter(row.category or "none" for row in new)
    record(
        action="review_categories",
        subject_kind="categories",
        subject_id=on.isoformat(),
        at=at,
        by=by.id if by else "",
        after={"policy": policy.public_id, "schools": len(new), **dict(sorted(counts.items()))},
    )
    return len(new)


@transaction.atomic
def judge(
    *,
    school: School,
    category: str,
    direction: str,
    reason: str,
    valid_from: date,
    policy: CategoryPolicy,
    by: Viewer,
    at: datetime,
    seen_proposal: str | None = None,
) -> Judgement:
    """Record an officer's judgement and ask somebody else to agree it; until then nothing is in force (M7-02).

    Refused for a category the policy does not know, without a reason where it departs from the proposal, while
    another judgement of the school waits, and from a day before the category in force began. `seen_proposal` is the
    public id of the proposal the officer looked at ("" for none); refused where there is another by now.
    """
    School.objects.select_for_update().get(pk=school.pk)
    proposal = Proposal.objects.filter(school=school, latest=True).first()
    proposed = (proposal.category or None) if proposal else None
    insist(may_do(by, "change", school))
    insist(_is_seen(proposal, seen_proposal))
    insist(may_judge(proposed, category, reason, policy))
    insist(may_judge_beside(Judgement.objects.filter(school=school), valid_from))
    made = Judgement(
        school=school,
        category=category,
        label=policy.labels[category],
        direction=direction,
        reason=reason.strip(),
        proposal=proposal,
        judged_by=by.person,
        judged_at=at,
        valid_from=valid_from,
    )
    made.request = request_approval(
        kind=KIND,
        origin_kind="judgement",
        origin_id=made.public_id,
        words=f"Category {category}, {made.label}, for {school} from {day_words(valid_from)}",
        rule={"roles": approving_roles(by.access), "not_oneself": True, "quorum": 1},
        by=by.person,
        at=at,
        school=school,
    )
    made.save()
    after = {"category": category, "proposed": proposed, "direction": direction}
    _record("judge_category", made, by, at, after=after | {"valid_from": valid_from.isoformat()})
    return made


@transaction.atomic
def decide_judgement(*, judgement: Judgement, yes: bool, reason: str, by: Viewer, at: datetime) -> Judgement:
    """Agree a judgement, which ends the one in force and takes its place, or refuse it with a reason.

    Never by the person who judged (M7-02). Of two who decide at once the second is refused.
    """
    held = Judgement.objects.select_for_update(of=("self",)).select_related("school", "request")
    row = held.get(pk=judgement.pk)
    insist(may_do(by, "approve", row.school))
    state = decide(request=row.request, yes=yes, reason=reason, by=by, at=at).state
    if state == State.OPEN:
        return row
    agreed = state == State.GRANTED
    former = _end_former(row) if agreed else None
    row.state = JudgementState.AGREED if agreed else JudgementState.REFUSED
    row.version += 1
    row.save(update_fields=["state", "version"])
    before = {"category": former.category} if former else None
    _record(
        "decide_category", row, by, at, before=before, after={"category": row.category, "state": row.state}
    )
    return row


def may_judge_beside(judgements: Iterable[Judgement], valid_from: date) -> Verdict:
    """Whether a judgement from this day may be recorded beside those the school has."""
    rows = list(judgements)
    waiting = next((row for row in rows if row.state == JudgementState.WAITING), None)
    if waiting:
        return refuse(
            f"A judgement of {day_words(localtime(waiting.judged_at).date())} still waits to be agreed; "
            "it must be decided first."
        )
    agreed = [row for row in rows if row.state == JudgementState.AGREED]
    last = max(agreed, key=lambda row: row.valid_from, default=None)
    if last and valid_from <= last.valid_from:
        return refuse(
            f"Category {last.category} is in force from {day_words(last.valid_from)}; choose a later day."
        )
    return ALLOWED


def _is_seen(proposal: Proposal | None, seen: str | None) -> Verdict:
    if seen is None or seen == (proposal.public_id if proposal else ""):
        return ALLOWED
    return refuse("The rules have proposed anew since you opened this page; look at it again, then judge.")


def approving_roles(access: AccessPolicy) -> list[str]:
    """The roles the access policy lets approve categories, in order of slug."""
    granted = (
        role for role in access.roles if may_ever(access, roles=frozenset({role}), act="approve", kind=KIND)
    )
    return sorted(granted)


def _end_former(row: Judgement) -> Judgement | None:
    """End the judgement in force on the day the new one begins."""
    former = Judgement.objects.filter(
        school=row.school, state=JudgementState.AGREED, valid_until=None
    ).first()
    if former:
        former.valid_until = row.valid_from
        former.save(update_fields=["valid_until"])
    return former


def _row(urn: int, proposal: rules.Proposal, policy: Policy, on: date) -> Proposal:
    return Proposal(
        school_id=urn,
        on=on,
        policy=policy,
        category=proposal.category or "",
        label=proposal.label,
        score=proposal.score,
        maximum=proposal.maximum,
        indicators=[_plain(asdict(finding)) for finding in proposal.indicators],
        missing=[_plain(asdict(one)) for one in proposal.missing],
        reasons=list(proposal.reasons),
    )


def _plain(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Figures as text, so that 0.1 stays 0.1."""
    return {key: format(value, "f") if isinstance(value, Decimal) else value for key, value in fields.items()}


def _is_same(row: Proposal, held: Proposal | None) -> bool:
    if held is None:
        return False
    names = ("policy_id", "on", "category", "label", "score", "maximum", "indicators", "missing", "reasons")
    return all(getattr(row, name) == getattr(held, name) for name in names)


def _record(
    action: str,
    judgement: Judgement,
    by: Viewer,
    at: datetime,
    *,
    after: dict[str, Any],
    before: dict[str, Any] | None = None,
) -> None:
    record(
        action=action,
        subject_kind="school",
        subject_id=judgement.school_id,
        at=at,
        by=by.id,
        before=before,
        after=after | {"judgement": judgement.public_id},
    )
