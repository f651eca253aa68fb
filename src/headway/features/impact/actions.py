"""Writes of support: promised, begun, followed up, judged by somebody else, or stopped."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.impact.findable import SUPPORTS
from headway.features.impact.models import ImpactJudgement, State, Support
from headway.features.impact.queries import (
    Held,
    figure_after,
    figure_before,
    may_do,
    may_support,
    partnership_on,
)
from headway.features.saving import save_seen
from headway.features.search.actions import find_again
from headway.rules import impact as rule
from headway.rules.impact_policy import ImpactPolicy
from headway.rules.verdict import Verdict, first_refusal, insist, refuse


def may_judge(by: Viewer, support: Support) -> Verdict:
    """Whether the viewer may judge the support: within their right, once followed up, and not their own."""
    return first_refusal(
        may_do(by, "approve", support), rule.may_judge(support.state, support.adviser_id == by.person.pk)
    )


def may_follow_up(by: Viewer, support: Support) -> Verdict:
    """Whether the viewer may record what was seen."""
    return first_refusal(may_do(by, "change", support), rule.may_follow_up(support.state))


@transaction.atomic
def plan_support(*, told: Mapping[str, Any], by: Viewer, at: datetime) -> Support:
    """Enter a support of a school, or of a partnership where no school is told. `told`: the columns of what is promised. The
    newest published figure of the measure of a year before it begins is kept as the baseline, with its source."""
    school = told.get("school")
    insist(may_support(by, school, told.get("partnership")))
    insist(rule.may_promise(told["begun_on"], told["due_on"]))
    partnership = partnership_on(school, told["begun_on"]) if school else told.get("partnership")
    made = Support.objects.create(
        **{**told, "partnership": partnership},
        **_baseline(told),
        state=rule.state_at_first(told["begun_on"], by.on),
        made_by=by.person,
        made_at=at,
    )
    find_again(SUPPORTS, made)
    _told("plan_support", made, by, at, _plain(made))
    return made


@transaction.atomic
def change_support(
    *, support: Support, seen_version: int, told: Mapping[str, Any], by: Viewer, at: datetime
) -> None:
    """Write anew what is promised; to whom it is given stays. Stale where somebody saved meanwhile."""
    held = _locked(support)
    insist(first_refusal(may_do(by, "change", held), rule.may_change(held.state)))
    insist(rule.may_promise(told["begun_on"], told["due_on"]))
    same = (told["measure"], told["begun_on"]) == (held.measure, held.begun_on)
    anew = {} if same else _baseline({**told, "school": held.school})
    if held.school:
        anew["partnership"] = partnership_on(held.school, told["begun_on"])
    before = _plain(held)
    save_seen(held, seen_version, {**told, **anew})
    find_again(SUPPORTS, held)
    _told("change_support", held, by, at, _plain(held), before)


@transaction.atomic
def begin_support(*, support: Support, by: Viewer, at: datetime) -> None:
    """Say that a planned support is running."""
    held = _locked(support)
    insist(first_refusal(may_do(by, "change", held), rule.may_begin(held.state, held.begun_on, by.on)))
    _move(held, {"state": State.RUNNING}, "begin_support", by, at)


@transaction.atomic
def follow_up(*, support: Support, seen_version: int, seen: str, by: Viewer, at: datetime) -> None:
    """Record what was seen, with the newest figure of the measure after the baseline; then it waits to be judged."""
    held = _locked(support)
    insist(may_follow_up(by, held))
    later = None
    if held.school and held.measure:
        later = figure_after(held.school, held.measure, held.baseline_period, held.begun_on)
    told = {
        "state": State.AWAITING,
        "seen": seen.strip(),
        "followed_on": by.on,
        "followed_by": by.person,
        **_figure("later", later),
    }
    save_seen(held, seen_version, told)
    _told("follow_up_support", held, by, at, {"state": held.state})


@transaction.atomic
def judge_support(
    *,
    support: Support,
    judgement: str,
    reason: str,
    evidence: str,
    policy: ImpactPolicy,
    by: Viewer,
    at: datetime,
) -> None:
    """Say in the policy's words what the support changed, why, and on what evidence. An earlier judgement stays beside."""
    held = _locked(support)
    insist(may_judge(by, held))
    if judgement not in policy.judgement_words:
        insist(refuse("This judgement is not in the policy any more. Choose another."))
    ImpactJudgement.objects.create(
        support=held,
        judgement=judgement,
        reason=reason.strip(),
        evidence=evidence.strip(),
        by=by.person,
        on=by.on,
        at=at,
    )
    _move(held, {"state": State.JUDGED, "judgement": judgement}, "judge_support", by, at)


@transaction.atomic
def stop_support(*, support: Support, reason: str, by: Viewer, at: datetime) -> None:
    """Stop a support before it is judged, with the reason. Its days stay counted: they were given."""
    held = _locked(support)
    insist(first_refusal(may_do(by, "change", held), rule.may_stop(held.state, reason)))
    told = {
        "state": State.STOPPED,
        "stopped_on": by.on,
        "stopped_by": by.person,
        "stop_reason": reason.strip(),
    }
    _move(held, told, "stop_support", by, at)


def _baseline(told: Mapping[str, Any]) -> dict[str, Any]:
    school, measure = told.get("school"), told.get("measure")
    return _figure(
        "baseline", figure_before(school, measure, told["begun_on"]) if school and measure else None
    )


def _figure(name: str, held: Held | None) -> dict[str, Any]:
    return {
        f"{name}_value": held.value if held else None,
        f"{name}_period": held.period if held else "",
        f"{name}_source": held.source if held else "",
    }


def _locked(support: Support) -> Support:
    rows = Support.objects.select_for_update(of=("self",)).select_related("school", "partnership")
    return rows.get(pk=support.pk)


def _move(held: Support, told: Mapping[str, Any], action: str, by: Viewer, at: datetime) -> None:
    save_seen(held, held.version, told)
    _told(action, held, by, at, {"state": held.state, "judgement": held.judgement})


def _plain(support: Support) -> dict[str, Any]:
    return {
        "school": support.school_id,
        "theme": support.theme,
        "begun_on": support.begun_on.isoformat(),
        "due_on": support.due_on.isoformat(),
        "half_days": support.half_days,
        "cost_pence": support.cost_pence,
        "measure": support.measure,
        "state": support.state,
    }


def _told(
    action: str,
    support: Support,
    by: Viewer,
    at: datetime,
    after: Mapping[str, Any],
    before: Mapping[str, Any] | None = None,
) -> None:
    record(
        action=action,
        subject_kind="support",
        subject_id=support.public_id,
        at=at,
        by=by.id,
        before=dict(before) if before else None,
        after=dict(after),
    )
