"""Moderation of judgements in a meeting: which schools it talks about and why, and what may be recorded of each."""

from __future__ import annotations

from headway.rules.verdict import ALLOWED, Verdict, first_refusal, refuse

AGREED, REFUSED, NOTED, PUT_OFF = "agreed", "refused", "noted", "put-off"
OUTCOMES = {
    AGREED: "Judgement agreed",
    REFUSED: "Judgement not agreed",
    NOTED: "Category stands",
    PUT_OFF: "Put off",
}
# They decide the judgement that waits, so they are recorded once.
DECIDING = frozenset({AGREED, REFUSED})
_NEED_WORDS = frozenset({REFUSED, PUT_OFF})


ASKED = "Notes of the teams ask that its category be looked at."


def why_to_moderate(*, waiting: str, in_force: str, proposed: str, asked: bool = False) -> str:
    """Why a school is talked about, in a sentence; empty where nothing is to be said of it.

    `asked`: a question that notes raised waits or was taken up; its words and numbers stand with the notes, not in minutes.
    `waiting`: who judged what and waits to be agreed, in words. `in_force`, `proposed`: categories, empty for none. A
    category the rules do not propose is what a moderation meeting is for; one nobody judged is no difference.
    """
    differs = bool(in_force and proposed and in_force != proposed)
    said = waiting or (f"Category {in_force} is in force; the rules propose {proposed}." if differs else "")
    return f"{said} {ASKED}".strip() if asked else said


def may_record(outcome: str, words: str, *, recorded: str, waits: bool, closed: bool) -> Verdict:
    """Whether an outcome may be recorded of a school: `recorded` is what stands there already, `waits` whether a judgement
    waits to be decided, `closed` whether the meeting is.

    A no and a putting off need words, so that the adviser and the next meeting know why. A decision is recorded once.
    """
    if outcome not in OUTCOMES:
        return refuse("Select what was agreed.")
    decides = outcome in DECIDING
    return first_refusal(
        refuse("Write why, so that the adviser and the next meeting know.")
        if outcome in _NEED_WORDS and not words.strip()
        else ALLOWED,
        refuse("The meeting is closed; open another one.") if closed else ALLOWED,
        refuse("What was agreed on this school is recorded already.") if recorded in DECIDING else ALLOWED,
        refuse("No judgement waits here. Record that the category stands, or judge the school anew.")
        if decides and not waits
        else ALLOWED,
    )
