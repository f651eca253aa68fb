"""An action of a plan: its dates from the first agreed one on, its slip, and what may be done to it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from headway.rules.calendars import count_working_days, day_words
from headway.rules.plan_words import count_words
from headway.rules.verdict import ALLOWED, Verdict, refuse


@dataclass(frozen=True, slots=True)
class Redate:
    """A new due date: decided when, for which day, why, approved by whom."""

    on: date
    due_on: date
    reason: str
    approved_by: str


@dataclass(frozen=True, slots=True)
class Report:
    """What was said of an action on a day (M3-07); `forecast_on` is when its owner expects it done."""

    on: date
    words: str
    forecast_on: date | None = None


@dataclass(frozen=True, slots=True)
class Dropped:
    """An action given up, with the reason."""

    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Override:
    """A status somebody gave by hand. It stands beside the rule's and never in its place."""

    status: str
    reason: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Criterion:
    """What the action should bring about, by a day of its own; `met_on` when it was found met (M3-14)."""

    words: str
    due_on: date
    met_on: date | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """One action. `baseline_due_on` is locked at approval; `redates` in order; `possible` is not yet agreed."""

    key: str
    words: str
    owner: str
    priority: str
    baseline_due_on: date | None
    starts_on: date | None = None
    approved_on: date | None = None
    redates: tuple[Redate, ...] = ()
    reports: tuple[Report, ...] = ()
    done_on: date | None = None
    dropped: Dropped | None = None
    possible: bool = False
    next_step: str = ""
    measured_until: date | None = None
    criteria: tuple[Criterion, ...] = ()
    override: Override | None = None

    @property
    def due_on(self) -> date | None:
        """The day agreed last: the newest re-date, or the baseline."""
        return self.redates[-1].due_on if self.redates else self.baseline_due_on

    @property
    def forecast_on(self) -> date | None:
        """When the newest report that says so expects the action done."""
        said = [report for report in self.reports if report.forecast_on is not None]
        return max(said, key=lambda report: report.on).forecast_on if said else None


@dataclass(frozen=True, slots=True)
class Slip:
    """How far an action slipped from its baseline, in half-open calendar and working days; re-datings; words.

    Both counts are 0 when it did not slip; being early is no negative slip.
    """

    days: int
    working_days: int
    redates: int
    words: str


def as_known(action: Action, until: date) -> Action:
    """The action as it was known before a day began: what was recorded on or after it is left out."""
    done_on, dropped, override = action.done_on, action.dropped, action.override
    return replace(
        action,
        redates=tuple(redate for redate in action.redates if redate.on < until),
        reports=tuple(report for report in action.reports if report.on < until),
        done_on=done_on if done_on is not None and done_on < until else None,
        dropped=dropped if dropped is not None and dropped.on < until else None,
        override=override if override is not None and override.on < until else None,
    )


def slip_of(action: Action, on: date, bank_holidays_on: Collection[date]) -> Slip | None:
    """The slip from the baseline: to the day it was done or dropped, else to the latest of due, forecast and `on`.

    An open action has slipped only as far as its due or forecast day, or as `on` when that has passed them.
    None without a baseline.
    """
    baseline = action.baseline_due_on
    if baseline is None:
        return None
    reached = _reached(action, on)
    days = max(0, (reached - baseline).days)
    working = count_working_days(baseline, max(baseline, reached), bank_holidays_on)
    words = f"Due on {day_words(baseline)} as first agreed"
    words += (
        f", {count_words(days, 'day')} ({count_words(working, 'working day')}) slipped"
        if days
        else ", no slip"
    )
    if action.redates:
        words += f", re-dated {count_words(len(action.redates), 'time')}"
    return Slip(days, working, len(action.redates), words + ".")


def _reached(action: Action, on: date) -> date:
    ended = action.done_on or (action.dropped.on if action.dropped else None)
    if ended is not None:
        return ended
    later = [day for day in (action.due_on, action.forecast_on) if day is not None]
    return max([*later, on])


def may_approve_action(action: Action) -> Verdict:
    """Whether an action's date may be agreed and locked: it is dated, owned, and not agreed already."""
    if action.approved_on is not None:
        return refuse(f"This action was approved on {day_words(action.approved_on)}; re-date it instead.")
    if action.baseline_due_on is None or not action.owner.strip():
        return refuse("An action is approved with an owner and a due date; give it both.")
    if action.starts_on is not None and action.baseline_due_on < action.starts_on:
        return refuse("The action is due before it starts; correct one of the dates.")
    return ALLOWED


def may_redate(action: Action, redate: Redate, by: str) -> Verdict:
    """Whether a new due date may stand: an approved, open action, a reason, another person's approval."""
    if action.approved_on is None:
        return refuse("This action is not approved yet, so its date can still be changed itself.")
    if action.done_on or action.dropped:
        return refuse("This action is done or dropped, so it has no date to move.")
    if not redate.reason.strip():
        return refuse("A new date needs its reason; the first agreed date stays and the slip counts from it.")
    if not redate.approved_by.strip() or redate.approved_by == by:
        return refuse("A new date is approved by somebody other than who asks for it; name the approver.")
    if redate.due_on == action.due_on:
        return refuse(f"The action is due on {day_words(redate.due_on)} already; choose another day.")
    if action.redates and redate.on < action.redates[-1].on:
        return refuse(
            f"The last new date was given on {day_words(action.redates[-1].on)}; this lies before it."
        )
    return ALLOWED


def may_drop(action: Action, reason: str) -> Verdict:
    """Whether an action may be given up: it is open, and the reason is said (M3-11)."""
    if action.done_on or action.dropped:
        return refuse("This action is done or dropped already.")
    if not reason.strip():
        return refuse("An action is dropped only with a reason; say why.")
    return ALLOWED


def may_override(action: Action, override: Override, known: Collection[str]) -> Verdict:
    """Whether a status may be set beside the rule's: a known status, a reason and a name."""
    if override.status not in known:
        return refuse(f"“{override.status}” is no status; use one of: {', '.join(sorted(known))}.")
    if not override.reason.strip() or not override.by.strip():
        return refuse("A status of your own needs its reason and your name; the rule's stays beside it.")
    return ALLOWED


def why_not_monitorable(action: Action, on: date) -> tuple[str, ...]:
    """Why an action cannot be monitored, each reason in a sentence; empty when it can (peers' "monitorable").

    `measured_until` is the day up to which its measure's last value counts as current, None without one.
    """
    measured = action.measured_until
    faults = {
        "It has no owner; name one.": not action.owner.strip(),
        "It has no due date; set one.": action.due_on is None,
        "It has no next step; say what happens next.": not action.next_step.strip(),
        "It has no measure; name what will show that it worked.": measured is None,
        "Its measure has no current value; enter the last one.": measured is not None and measured <= on,
    }
    return tuple(words for words, holds in faults.items() if holds)
