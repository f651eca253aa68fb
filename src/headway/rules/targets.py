"""Targets of a school for groups of pupils: what is still missing, and the way from proposed to reported (M4-03).

An outcome stands beside its target. It is no judgement of the school.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from headway.rules.measures import Measure
from headway.rules.target_policy import TargetPolicy
from headway.rules.verdict import ALLOWED, Verdict, refuse

PROPOSED, DISCUSSED, AGREED, REPORTED = "proposed", "discussed", "agreed", "reported"
STATES = {PROPOSED: "yellow", DISCUSSED: "blue", AGREED: "green", REPORTED: "teal"}
NOT_NEEDED, COMPLETE, EXPLAINED, MISSING, UNKNOWN = "not needed", "set", "reason given", "missing", "unknown"
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Line:
    """What a school says of one group: how many pupils, why there is no target, and targets by measure.

    `cohort` None is not known, which is not 0.
    """

    cohort: int | None = None
    reason: str = ""
    values: Mapping[str, Decimal] | None = None

    def has(self, measure: str) -> bool:
        """Whether there is a target of the measure."""
        return bool(self.values) and measure in (self.values or {})


def standing_of(line: Line, must: Sequence[str], least_cohort: int) -> str:
    """How a group stands: not needed where it is small, set, explained, missing, or unknown without a cohort."""
    if line.cohort is not None and line.cohort < least_cohort:
        return NOT_NEEDED
    if all(line.has(measure) for measure in must):
        return COMPLETE
    if line.reason.strip():
        return EXPLAINED
    return UNKNOWN if line.cohort is None else MISSING


def missing_groups(lines: Mapping[str, Line], must: Sequence[str], policy: TargetPolicy) -> list[str]:
    """Labels of configured groups that still need a target, a reason, or their number of pupils."""
    return [
        group.label
        for slug, group in policy.groups.items()
        if standing_of(lines.get(slug, Line()), must, policy.least_cohort) in (MISSING, UNKNOWN)
    ]


def may_propose(state: str) -> Verdict:
    """Whether targets can still be written: until they are agreed."""
    if state in (PROPOSED, DISCUSSED):
        return ALLOWED
    return refuse("These targets are agreed and stay as they are.")


def may_discuss(state: str, on: date, today: date) -> Verdict:
    """Whether a discussion of that day can be recorded."""
    if state not in (PROPOSED, DISCUSSED):
        return refuse("These targets are agreed already; there is nothing left to discuss.")
    if on > today:
        return refuse("A discussion is recorded once it was held; choose today or a day before.")
    return ALLOWED


def may_agree(
    state: str, *, written_by_oneself: bool, lines: Mapping[str, Line], must: Sequence[str], policy: TargetPolicy
) -> Verdict:  # fmt: skip
    """Whether the set can be agreed: discussed, by another person than wrote it, with each group of enough pupils set or
    explained."""
    if state in (AGREED, REPORTED):
        return refuse("These targets are agreed already.")
    if state == PROPOSED:
        return refuse("Record first what was discussed with the school.")
    if written_by_oneself:
        return refuse("You wrote these targets; somebody else agrees them.")
    missing = missing_groups(lines, must, policy)
    if missing:
        return refuse(
            f"Not set yet: {', '.join(missing)}. Each group needs a target, a reason why there is none, "
            f"or a number of pupils below {policy.least_cohort}."
        )
    return ALLOWED


def may_report(state: str) -> Verdict:
    """Whether outcomes can be recorded: beside targets that are agreed; later figures take the place of first ones."""
    if state in (AGREED, REPORTED):
        return ALLOWED
    return refuse("Outcomes stand beside agreed targets. Agree these first.")


def may_stand(value: Decimal, measure: Measure) -> Verdict:
    """Whether a number can be a value of the measure."""
    if measure.unit == "%" and not 0 <= value <= _HUNDRED:
        return refuse(f"{measure.short_label} is a percentage from 0 to 100.")
    return ALLOWED


def share_of(cohort: Decimal | None, percent: Decimal | None) -> int | None:
    """How many pupils a share of a cohort is, rounded; None where either is not known."""
    if cohort is None or percent is None:
        return None
    return int((cohort * percent / _HUNDRED).quantize(Decimal(1), ROUND_HALF_UP))


def overdue(state: str, policy: TargetPolicy, due: Mapping[str, date], today: date) -> str:
    """The first step that is past its last day and not done, or nothing. `state` empty: nothing is proposed yet."""
    order = (PROPOSED, DISCUSSED, AGREED)
    done = (*order, REPORTED).index(state) if state else -1
    late = (
        step for place, step in enumerate(order) if place > done and step in policy.due and due[step] < today
    )
    return next(late, "")
