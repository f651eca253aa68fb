"""The slippage of a monitoring round, answered or not, and whether the round may close (M3-08)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from headway.rules.calendars import Span, day_words
from headway.rules.indicators import Indicator, Rating
from headway.rules.plan_actions import Action, as_known
from headway.rules.plan_policy import PlanPolicy
from headway.rules.plan_status import is_not_reported
from headway.rules.plan_words import count_words, list_words
from headway.rules.verdict import ALLOWED, Verdict, refuse

LATE, FORECAST_LATE, NOT_REPORTED = "late", "forecast late", "not reported"
REDATED, DROPPED, TARGET_MISSED = "re-dated", "dropped", "target missed"
KINDS = (LATE, FORECAST_LATE, NOT_REPORTED, REDATED, DROPPED, TARGET_MISSED)


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason of a slippage. `number` is days late, re-datings, days silent, or None where words say it all."""

    kind: str
    words: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Slippage:
    """What slipped: an action or an indicator by its key, and every reason. `is_open` wants a new date."""

    key: str
    label: str
    owner: str
    is_open: bool
    reasons: tuple[Reason, ...]

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of its reasons, in order."""
        return tuple(reason.kind for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class Answer:
    """How a slippage is addressed: cause, remedy, new date (where it is still open), approver."""

    cause: str
    remedy: str
    due_on: date | None
    approved_by: str


def slippage_of_round(
    window: Span,
    actions: Iterable[Action],
    rated: Iterable[tuple[Indicator, Rating]],
    policy: PlanPolicy,
) -> tuple[Slippage, ...]:
    """Every slippage of a round, actions first, in the order given.

    `window` is the round's days, half-open; what is recorded on or after its end is not looked at. `rated`: the
    indicators whose value fell due in the window with their rating; one without a value is "not reported".
    An action that was only possible never slips (M3-11); one finished or dropped before the window is past.
    """
    found = [_of_action(as_known(action, window.until), window, policy) for action in actions]
    found += [_of_indicator(indicator, rating) for indicator, rating in rated]
    return tuple(slippage for slippage in found if slippage is not None)


def may_answer(slippage: Slippage, answer: Answer, by: str, on: date) -> Verdict:
    """Whether an answer is whole: cause, remedy, a later date where it is open, another person as approver."""
    for label, text in (("cause", answer.cause), ("remedy", answer.remedy), ("approver", answer.approved_by)):
        if not text.strip():
            return refuse(f"The slippage of “{slippage.label}” has no {label} yet; write it.")
    if answer.approved_by == by:
        return refuse("Somebody other than who answers a slippage approves it; name another approver.")
    if slippage.is_open and answer.due_on is None:
        return refuse(f"“{slippage.label}” is still open, so it needs a new date; set one.")
    if slippage.is_open and answer.due_on is not None and answer.due_on < on:
        return refuse(f"The new date of “{slippage.label}”, {day_words(answer.due_on)}, lies in the past.")
    return ALLOWED


def is_answered(slippage: Slippage, answer: Answer | None) -> bool:
    """Whether an answer has all its parts; who may give it is `may_answer`'s question."""
    if answer is None:
        return False
    told = all(text.strip() for text in (answer.cause, answer.remedy, answer.approved_by))
    return told and (answer.due_on is not None or not slippage.is_open)


def may_close_round(slippages: Sequence[Slippage], answers: Mapping[str, Answer]) -> Verdict:
    """Whether a round may close: every slippage is answered. The refusal names each that is not.

    `answers` by the slippage's key.
    """
    left = [slippage for slippage in slippages if not is_answered(slippage, answers.get(slippage.key))]
    if not left:
        return ALLOWED
    names = list_words([f"“{slippage.label}” ({list_words(slippage.kinds)})" for slippage in left])
    return refuse(
        f"The round cannot close, because {count_words(len(left), 'slippage')} "
        f"{'is' if len(left) == 1 else 'are'} not addressed: {names}. "
        "Give each its cause, remedy, new date and approver."
    )


def _of_action(action: Action, window: Span, policy: PlanPolicy) -> Slippage | None:
    ended_on = action.done_on or (action.dropped.on if action.dropped else None)
    if action.possible or (ended_on is not None and ended_on < window.first_on):
        return None
    reasons = (
        _late(action, window),
        _forecast_late(action, window),
        _not_reported(action, window),
        _redated(action, window, policy),
        _dropped(action),
    )
    told = tuple(reason for reason in reasons if reason is not None)
    return Slippage(action.key, action.words, action.owner, ended_on is None, told) if told else None


def _late(action: Action, window: Span) -> Reason | None:
    due = action.due_on
    if due is None or action.dropped is not None:
        return None
    if action.done_on is not None:
        days = (action.done_on - due).days
        words = f"Done on {day_words(action.done_on)}, {count_words(days, 'day')} after {day_words(due)}."
        return Reason(LATE, words, days) if days > 0 else None
    days = (window.until - due).days - 1
    words = f"Due on {day_words(due)} and not done by the end of the round, {count_words(days, 'day')} later."
    return Reason(LATE, words, days) if days > 0 else None


def _forecast_late(action: Action, window: Span) -> Reason | None:
    due, forecast = action.due_on, action.forecast_on
    if action.done_on or action.dropped or due is None or forecast is None or forecast <= due:
        return None
    days = (forecast - due).days
    words = f"Forecast for {day_words(forecast)}, {count_words(days, 'day')} after {day_words(due)}."
    return Reason(FORECAST_LATE, words, days)


def _not_reported(action: Action, window: Span) -> Reason | None:
    begun = action.starts_on is None or action.starts_on < window.until
    if action.done_on or action.dropped or not begun or not is_not_reported(action, window.first_on):
        return None
    return Reason(
        NOT_REPORTED, f"Nothing was reported from {day_words(window.first_on)} to the end of the round."
    )


def _redated(action: Action, window: Span, policy: PlanPolicy) -> Reason | None:
    """Raised in the round in which a re-date reaches the policy's number or goes on past it."""
    number = len(action.redates)
    if number < policy.redates or action.redates[-1].on < window.first_on:
        return None
    first = f" from {day_words(action.baseline_due_on)}" if action.baseline_due_on else ""
    last = day_words(action.redates[-1].due_on)
    return Reason(REDATED, f"Re-dated {count_words(number, 'time')},{first} to {last}.", number)


def _dropped(action: Action) -> Reason | None:
    """An agreed action that is given up slips too: dropping must not hide that it was never done."""
    if action.dropped is None:
        return None
    words = f"Agreed, and dropped on {day_words(action.dropped.on)}: {action.dropped.reason}"
    return Reason(DROPPED, words)


def _of_indicator(indicator: Indicator, rating: Rating) -> Slippage | None:
    if rating.is_slippage:
        reason = Reason(TARGET_MISSED, rating.words)
    elif rating.value is None:
        reason = Reason(NOT_REPORTED, rating.words)
    else:
        return None
    return Slippage(indicator.key, indicator.label, indicator.owner, is_open=True, reasons=(reason,))
