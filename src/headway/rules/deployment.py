"""Rules around the year plan: splitting staff, approving, publishing, and who may lead which phase."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from headway.rules.calendars import AcademicYear, day_words
from headway.rules.capacity import split_whole
from headway.rules.deployment_policy import DeploymentPolicy
from headway.rules.entitlement import half_day_words
from headway.rules.schools import PHASE_WORDS
from headway.rules.verdict import ALLOWED, Verdict, refuse


@dataclass(frozen=True, slots=True)
class Capability:
    """Phases a person may lead from a day up to, not on, another, with the training behind it."""

    adviser_id: str
    phases: frozenset[str]
    valid_from: date
    valid_until: date | None = None
    evidence: str = ""

    def holds(self, on: date) -> bool:
        """Whether the capability counts on the day."""
        return self.valid_from <= on and (self.valid_until is None or on < self.valid_until)


@dataclass(frozen=True, slots=True)
class PostHolder:
    """Somebody in a post whose role the cross-phase rule knows."""

    adviser_id: str
    label: str
    role: str


@dataclass(frozen=True, slots=True)
class CrossPhaseException:
    """A post-holder who should work across phases by now and may not yet (M1-09)."""

    adviser_id: str
    required_from: date
    lacking: tuple[str, ...]
    words: str


def split_staff(
    loads: Mapping[str, Decimal], full_time_equivalent: Decimal, step: Decimal
) -> dict[str, Decimal]:
    """Staff over areas in proportion to their weighted load, in whole steps that add up (M1-03).

    ValueError, as a sentence, when there is nothing to split by, or the staff is no whole number of steps.
    """
    if not loads or min(loads.values()) < 0 or sum(loads.values()) <= 0:
        raise ValueError("Staff cannot be split, because no area has any load; check the loads.")
    steps = full_time_equivalent / step
    if steps < 0 or steps != steps.to_integral_value():
        raise ValueError(
            f"{full_time_equivalent} is not a whole number of steps of {step}; round the staff first."
        )
    areas = sorted(loads)
    parts = split_whole(int(steps), [loads[area] for area in areas])
    return {area: part * step for area, part in zip(areas, parts, strict=True)}


def may_change_split(proposed: Mapping[str, Decimal], wanted: Mapping[str, Decimal], reason: str) -> Verdict:
    """Whether a proposed split may be replaced by hand: the same areas and total, with a reason (M1-03)."""
    if set(proposed) != set(wanted):
        return refuse(f"The split must name these areas, each once: {', '.join(sorted(proposed))}.")
    have, want = sum(proposed.values()), sum(wanted.values())
    if have != want:
        return refuse(f"The split adds up to {want}, and the staff is {have}; make them equal.")
    if dict(proposed) != dict(wanted) and not reason.strip():
        return refuse("This departs from the proposed split; give the reason.")
    return ALLOWED


def publish_window(year: AcademicYear, policy: DeploymentPolicy) -> tuple[date, date]:
    """The days on which a year plan is published without a special reason, half-open."""
    return year.first_on - timedelta(days=policy.publish_days_before_year), year.first_on


def may_publish(year: AcademicYear, on: date, reason: str, policy: DeploymentPolicy) -> Verdict:
    """Whether a year plan may be published on a day; outside the summer window a reason is needed (M6-11)."""
    first_on, until = publish_window(year, policy)
    if first_on <= on < until or reason.strip():
        return ALLOWED
    return refuse(
        f"The plan for {year.label} is published from {day_words(first_on)} to "
        f"{day_words(until - timedelta(days=1))}; on {day_words(on)} give the reason."
    )


def may_approve_draft(unmet_half_days: int, pool: str | None) -> Verdict:
    """Whether a draft may be approved: no need left unmet, unless a pool is named that carries it (M6-10)."""
    if unmet_half_days <= 0 or (pool is not None and pool.strip()):
        return ALLOWED
    return refuse(
        f"{_upper(half_day_words(unmet_half_days))} of need {'is' if unmet_half_days <= 2 else 'are'} unmet; "
        "meet it, or name the pool that carries it."
    )


def may_fix_assignment(reason: str) -> Verdict:
    """Whether an assignment may be fixed by hand: with a reason."""
    return ALLOWED if reason.strip() else refuse("Fixing an assignment by hand needs a reason; give it.")


def is_intensive(category: str | None, policy: DeploymentPolicy) -> bool:
    """Whether a school counts against an adviser's limit of intensive schools."""
    return category in policy.intensive_categories


def count_visits(half_days: int, policy: DeploymentPolicy) -> int:
    """Journeys a year for so many half-days, rounded up; none for none."""
    return -(-half_days // policy.half_days_per_visit)


def phases_on(capabilities: Iterable[Capability], adviser_id: str, on: date) -> frozenset[str]:
    """Every phase a person may lead on a day."""
    held = (c.phases for c in capabilities if c.adviser_id == adviser_id and c.holds(on))
    return frozenset().union(*held)


def cross_phase_exceptions(
    holders: Iterable[PostHolder], capabilities: Iterable[Capability], policy: DeploymentPolicy, on: date
) -> tuple[CrossPhaseException, ...]:
    """Post-holders whose role must be cross-phase by the day and who are not, by id (M1-09)."""
    held = tuple(capabilities)
    found = []
    for holder in sorted(holders, key=lambda one: one.adviser_id):
        required_from = policy.cross_phase_from.get(holder.role)
        if required_from is None or on < required_from:
            continue
        lacking = tuple(sorted(policy.cross_phases - phases_on(held, holder.adviser_id, on)))
        if lacking:
            missing = " and ".join(PHASE_WORDS[phase] for phase in lacking)
            words = (
                f"{holder.label} should work across phases from {day_words(required_from)} and has no "
                f"current capability for: {missing}."
            )
            found.append(CrossPhaseException(holder.adviser_id, required_from, lacking, words))
    return tuple(found)


def _upper(words: str) -> str:
    return words[0].upper() + words[1:]
