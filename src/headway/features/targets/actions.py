"""Writes of targets: proposed by the school, discussed, agreed by somebody else, and what came of them."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.policies.models import Policy
from headway.features.saving import Stale, save_seen, unless_taken
from headway.features.schools.models import School
from headway.features.targets.evidence import Evidence
from headway.features.targets.models import GroupLine, GroupTarget, State, TargetSet
from headway.features.targets.queries import lines_of, may_do
from headway.rules import targets as rule
from headway.rules.target_policy import PhaseMeasures, TargetPolicy
from headway.rules.verdict import Verdict, first_refusal, insist, refuse

TAKEN = "There are targets of this school and year already. Open them, then change them."
NO_PHASE = "The policy of targets asks nothing of schools of this phase."
TYPED = "typed by the school"
CHANGED = refuse("Somebody has changed these targets since you opened the page. Look at them again.")


def may_agree(by: Viewer, held: TargetSet, policy: TargetPolicy) -> Verdict:
    """Whether the viewer can agree these targets as they stand (M4-03)."""
    return first_refusal(may_do(by, "approve", held.school), ready_for(by, held, policy))


def ready_for(by: Viewer, held: TargetSet, policy: TargetPolicy) -> Verdict:
    """Whether the targets can be agreed by who may approve them: as they stand, and not by who wrote them."""
    phase = policy.for_phase(held.school.phase)
    return rule.may_agree(
        held.state,
        written_by_oneself=held.written_by_id == by.person.pk,
        lines=lines_of(held),
        must=phase.must if phase else (),
        policy=policy,
    )


@transaction.atomic
def write_targets(
    *, school: School, year: int, lines: Mapping[str, rule.Line], seen_version: int, policy: TargetPolicy,
    stored: Policy, evidence: Evidence, by: Viewer, at: datetime,
) -> TargetSet:  # fmt: skip
    """Propose targets, or write them anew until they are agreed; `seen_version` 0: there were none. Stale where somebody
    saved meanwhile. What was discussed must be discussed again."""
    insist(may_do(by, "change", school))
    phase = policy.for_phase(school.phase)
    if phase is None:
        insist(refuse(NO_PHASE))
    held = TargetSet.objects.select_for_update().filter(school=school, year=year).first()
    told = {"policy": stored, "written_by": by.person, "written_at": at}
    if held is None:
        if seen_version:
            raise Stale
        held = unless_taken(lambda: TargetSet.objects.create(school=school, year=year, **told), TAKEN)
    else:
        insist(rule.may_propose(held.state))
        save_seen(held, seen_version, {**told, "state": State.PROPOSED})
        held.lines.all().delete()
    _write_lines(held, lines, phase, policy, evidence)
    counts = {"groups": len(lines), "targets": sum(len(one.values or {}) for one in lines.values())}
    _told("write_targets", held, by, at, {"year": year, **counts})
    return held


@transaction.atomic
def discuss_targets(*, held: TargetSet, words: str, on: date, by: Viewer, at: datetime) -> None:
    """Record that the targets were discussed with the school, and what was said."""
    row = _locked(held)
    insist(first_refusal(may_do(by, "approve", row.school), rule.may_discuss(row.state, on, by.on)))
    told = {
        "state": State.DISCUSSED,
        "discussed_on": on,
        "discussed_by": by.person,
        "discussion": words.strip(),
    }
    save_seen(row, row.version, told)
    _told("discuss_targets", row, by, at, {"on": on.isoformat()})


@transaction.atomic
def agree_targets(
    *, held: TargetSet, seen_version: int, policy: TargetPolicy, by: Viewer, at: datetime
) -> None:
    """Agree the targets as they were seen; from then on they stay."""
    row = _locked(held)
    insist(may_agree(by, row, policy))
    if row.version != seen_version:
        insist(CHANGED)
    save_seen(row, seen_version, {"state": State.AGREED, "agreed_on": by.on, "agreed_by": by.person})
    _told("agree_targets", row, by, at, {"state": row.state})


@transaction.atomic
def report_outcomes(
    *, held: TargetSet, outcomes: Mapping[tuple[str, str], Decimal | None], evidence: Evidence, seen_version: int,
    by: Viewer, at: datetime,
) -> None:  # fmt: skip
    """Write what came of the targets beside them; None is not known yet. Stale where somebody saved meanwhile."""
    row = _locked(held)
    insist(first_refusal(may_do(by, "change", row.school), rule.may_report(row.state)))
    save_seen(row, seen_version, {"state": State.REPORTED, "reported_on": by.on, "reported_by": by.person})
    targets = GroupTarget.objects.filter(line__of=row).select_related("line")
    for target in targets:
        key = (target.line.group, target.measure)
        value, known = outcomes.get(key), evidence.during.get(key)
        published = known is not None and value is not None and known.value == value
        target.outcome = value
        target.outcome_source = known.source if published else ("recorded here" if value is not None else "")
        target.outcome_on = known.published_on if published else (by.on if value is not None else None)
    GroupTarget.objects.bulk_update(targets, ["outcome", "outcome_source", "outcome_on"])
    known = sum(value is not None for value in outcomes.values())
    _told("report_outcomes", row, by, at, {"known": known, "targets": len(targets)})


def _locked(held: TargetSet) -> TargetSet:
    rows = TargetSet.objects.select_for_update(of=("self",)).select_related("school")
    return rows.get(pk=held.pk)


def _write_lines(
    held: TargetSet, lines: Mapping[str, rule.Line], phase: PhaseMeasures, policy: TargetPolicy, evidence: Evidence
) -> None:  # fmt: skip
    """A line for each group of the policy, those of which nothing was said too."""
    for group in policy.groups:
        line = lines.get(group, rule.Line())
        read, said = evidence.cohorts.get(group, (None, ""))
        source = "" if line.cohort is None else said if line.cohort == read else TYPED
        made = GroupLine.objects.create(
            of=held,
            group=group,
            cohort=line.cohort,
            cohort_source=source[:200],
            reason=line.reason.strip(),
            standing=rule.standing_of(line, phase.must, policy.least_cohort),
        )
        GroupTarget.objects.bulk_create(
            _target(made, measure, value, evidence)
            for measure, value in (line.values or {}).items()
            if measure in phase.measures
        )


def _target(line: GroupLine, measure: str, value: Decimal, evidence: Evidence) -> GroupTarget:
    known = evidence.before.get((line.group, measure))
    more = {}
    if known is not None:
        more = {
            "baseline": known.value,
            "baseline_period": known.period,
            "baseline_source": known.source[:200],
            "baseline_on": known.published_on,
        }
    return GroupTarget(line=line, measure=measure, value=value, **more)


def _told(action: str, held: TargetSet, by: Viewer, at: datetime, after: dict) -> None:
    record(action=action, subject_kind="targets", subject_id=held.public_id, at=at, by=by.id, after=after)
