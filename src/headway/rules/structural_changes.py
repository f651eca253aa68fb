"""Cases of structural change: their stages, when one can be decided and closed, and how it stands to the register (M1-11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from headway.rules.calendars import day_words
from headway.rules.structural_changes_policy import ChangeKind
from headway.rules.verdict import ALLOWED, Verdict, refuse

OPEN, DECIDED, CLOSED = "open", "decided", "closed"
STATES = {OPEN: "Open", DECIDED: "Decided, not closed", CLOSED: "Closed"}
DONE, LATE, DUE = "done", "late", "due"
STAGE_COLOURS = {DONE: "green", LATE: "red", DUE: "blue"}
WAITS, SAME, DIFFERS = "waits", "same", "differs"
ALREADY_CLOSED = "The case is closed and stays as it is. Open a case that corrects it."
_NOUNS = {"closing": "school that closes", "going_on": "school that goes on or opens"}


@dataclass(frozen=True, slots=True)
class StageDay:
    """A stage by name, when it is to be done, and the day it was."""

    label: str
    target_on: date
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What decides what may be done to a case: how many schools close and go on in it, its decision and its end."""

    closing: int
    going_on: int
    decided_on: date | None
    goes_ahead: bool | None
    closed_on: date | None
    corrects: bool = False

    @property
    def state(self) -> str:
        """A word of `STATES`."""
        if self.closed_on:
            return CLOSED
        return DECIDED if self.decided_on else OPEN


def target_of(opened_on: date, weeks: int) -> date:
    """The day a stage is to be done by."""
    return opened_on + timedelta(weeks=weeks)


def stage_word(stage: StageDay, today: date) -> str:
    """Done, late or due; a stage is late from the day after its target."""
    if stage.done_on:
        return DONE
    return LATE if stage.target_on < today else DUE


def late_stages(stages: Sequence[StageDay], today: date) -> list[StageDay]:
    """Those that should be done by now and are not."""
    return [one for one in stages if stage_word(one, today) == LATE]


def may_change_case(closed_on: date | None) -> Verdict:
    """Whether anything of the case can still be written: until it is closed."""
    return refuse(ALREADY_CLOSED) if closed_on else ALLOWED


def may_mark_done(done_on: date | None, opened_on: date, today: date) -> Verdict:
    """Whether a stage can have been done on that day: while the case ran, up to today."""
    if done_on is None:
        return ALLOWED
    if done_on > today:
        return refuse("A stage is done once it is done; choose today or a day before.")
    if done_on < opened_on:
        return refuse("The case was opened after that day. Correct one of the two.")
    return ALLOWED


def may_log_on(on: date, today: date) -> Verdict:
    """Whether something can be logged of that day: it was."""
    return (
        refuse("What happened is logged once it did; choose today or a day before.")
        if on > today
        else ALLOWED
    )


def may_decide_case(facts: CaseFacts, decided_on: date, today: date) -> Verdict:
    """Whether a decision of that day can be recorded: while the case is open, of a day that was."""
    if facts.closed_on:
        return refuse(ALREADY_CLOSED)
    if decided_on > today:
        return refuse("A decision is recorded once it was taken; choose today or a day before.")
    return ALLOWED


def may_close_case(facts: CaseFacts, kind: ChangeKind) -> Verdict:
    """Whether the case can be closed: decided, and with the schools its kind needs where it goes ahead."""
    if facts.closed_on:
        return refuse(ALREADY_CLOSED)
    if facts.decided_on is None:
        return refuse("The case has no decision yet. Record it, then close the case.")
    if not facts.goes_ahead:
        return ALLOWED
    for name, held in (("closing", facts.closing), ("going_on", facts.going_on)):
        least = getattr(kind, name)
        if held < least:
            noun = _NOUNS[name] if least == 1 else _NOUNS[name].replace("school that", "schools that", 1)
            noun = (
                noun.replace("closes", "close").replace("goes", "go").replace("opens", "open")
                if least != 1
                else noun
            )
            return refuse(
                f"{kind.label} needs at least {least} {noun}; the case names {held}. Add what is missing."
            )
    return ALLOWED


def may_correct_case(closed_on: date | None, corrected: bool) -> Verdict:
    """Whether a case can be put right by another: once closed, and by one case at a time."""
    if closed_on is None:
        return refuse("The case is still open. Change it as it stands.")
    if corrected:
        return refuse("Another case corrects this one already. Open that one.")
    return ALLOWED


def agreement(recorded_on: date, register_on: date | None) -> str:
    """How a day the authority recorded stands to the register's: it waits for it, says the same, or differs."""
    if register_on is None:
        return WAITS
    return SAME if register_on == recorded_on else DIFFERS


def agreement_words(recorded_on: date, register_on: date | None) -> str:
    """The same in a sentence; nothing where both say the same."""
    word = agreement(recorded_on, register_on)
    if word == WAITS:
        return f"Closes on {day_words(recorded_on)}, recorded by the authority; waits for the register."
    if word == DIFFERS and register_on:
        return (
            f"The authority recorded that it closes on {day_words(recorded_on)}; the register says "
            f"{day_words(register_on)}. Both are shown: correct the case, or tell the register's keepers."
        )
    return ""
