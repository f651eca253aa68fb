"""The status of an action by rule from its dates and reports, delivery and impact apart, each with its sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from headway.rules.calendars import day_words
from headway.rules.indicators import AMBER, GREEN, GREY, RED
from headway.rules.plan_actions import Action, Criterion, Override
from headway.rules.plan_policy import PlanPolicy
from headway.rules.plan_words import count_words

POSSIBLE, NOT_STARTED, UNDER_WAY = "possible", "not started", "under way"
AT_RISK, NOT_REPORTED, FORECAST_LATE, LATE = "at risk", "not reported", "forecast late", "late"
DONE_ON_TIME, DONE_LATE, DROPPED = "done on time", "done late", "dropped"
COLOURS = {
    POSSIBLE: GREY,
    NOT_STARTED: GREY,
    UNDER_WAY: GREEN,
    AT_RISK: AMBER,
    NOT_REPORTED: AMBER,
    FORECAST_LATE: RED,
    LATE: RED,
    DONE_ON_TIME: GREEN,
    DONE_LATE: AMBER,
    DROPPED: GREY,
}


@dataclass(frozen=True, slots=True)
class Status:
    """A status of delivery with its colour and sentence, and what somebody said instead, beside it (or None)."""

    status: str
    colour: str
    words: str
    override: Override | None = None


@dataclass(frozen=True, slots=True)
class Impact:
    """The colour of an action's impact, apart from its delivery, and the sentence why."""

    colour: str
    words: str


def status_of(action: Action, on: date, policy: PlanPolicy) -> Status:
    """The status on a day, the first that holds of: dropped, done, possible, late, forecast late, not started,
    not reported, at risk, under way.

    An open action is late after the day agreed last; a finished one is measured from its first agreed date, so
    that re-dating never turns "done late" into "done on time". Days due are on time.
    """
    status, words = _ended(action) or _late(action, on) or _running(action, on, policy)
    return Status(status, COLOURS[status], words, action.override)


def impact_of(action: Action, on: date) -> Impact:
    """The impact on a day (M3-14): red past the day of an unmet criterion, green when all are met, else grey.

    A criterion met after its day is amber. Grey without any criterion.
    """
    if not action.criteria:
        return Impact(GREY, "No success criterion is set, so nothing can be said of impact.")
    judged = [_criterion(criterion, on) for criterion in action.criteria]
    for colour in (RED, AMBER, GREY):
        found = [words for one, words in judged if one == colour]
        if found:
            return Impact(colour, " ".join(found))
    return Impact(GREEN, " ".join(words for _, words in judged))


def is_not_reported(action: Action, since: date) -> bool:
    """Whether nothing was reported of an action on or after a day (M3-07)."""
    return all(report.on < since for report in action.reports)


def _ended(action: Action) -> tuple[str, str] | None:
    if action.dropped is not None:
        return DROPPED, f"Dropped on {day_words(action.dropped.on)}: {action.dropped.reason}"
    if action.done_on is None:
        return (
            (POSSIBLE, "Only possible so far: not agreed, so nothing can be late.")
            if action.possible
            else None
        )
    baseline = action.baseline_due_on
    done = f"Done on {day_words(action.done_on)}"
    if baseline is None:
        return DONE_ON_TIME, f"{done}; no date was agreed for it."
    if action.done_on <= baseline:
        return DONE_ON_TIME, f"{done}, due on {day_words(baseline)}."
    days = count_words((action.done_on - baseline).days, "day")
    return DONE_LATE, f"{done}, {days} after {day_words(baseline)} as first agreed."


def _late(action: Action, on: date) -> tuple[str, str] | None:
    due = action.due_on
    if due is None:
        return None
    if due < on:
        return LATE, f"Due on {day_words(due)}, {count_words((on - due).days, 'day')} ago, and not done."
    forecast = action.forecast_on
    if forecast is not None and forecast > due:
        days = count_words((forecast - due).days, "day")
        return FORECAST_LATE, f"Due on {day_words(due)} and forecast for {day_words(forecast)}, {days} later."
    return None


def _running(action: Action, on: date, policy: PlanPolicy) -> tuple[str, str]:
    due_words = f"due on {day_words(action.due_on)}" if action.due_on else "without a due date"
    if not action.reports and (action.starts_on is None or on < action.starts_on):
        starts = f"Starts on {day_words(action.starts_on)}" if action.starts_on else "No start is recorded"
        return NOT_STARTED, f"{starts}, {due_words}."
    last = max([report.on for report in action.reports], default=None)
    counted_from = max(day for day in (last, action.starts_on) if day is not None)
    silent = (on - counted_from).days
    if silent > policy.reported_every_days:
        since = f"since {day_words(last)}" if last else f"since it started on {day_words(counted_from)}"
        return NOT_REPORTED, f"Nothing was reported {since}, {count_words(silent, 'day')} ago; {due_words}."
    soon = action.due_on is not None and (action.due_on - on).days <= policy.at_risk_within_days
    if soon and action.forecast_on is None:
        return AT_RISK, f"{due_words[0].upper()}{due_words[1:]}, and no report says when it will be done."
    return UNDER_WAY, f"Under way, {due_words}."


def _criterion(criterion: Criterion, on: date) -> tuple[str, str]:
    by = f"“{criterion.words}”, due by {day_words(criterion.due_on)},"
    if criterion.met_on is not None and criterion.met_on <= on:
        colour = GREEN if criterion.met_on <= criterion.due_on else AMBER
        return colour, f"{by} was met on {day_words(criterion.met_on)}."
    if criterion.due_on < on:
        return RED, f"{by} is not met."
    return GREY, f"{by} is not due yet."
