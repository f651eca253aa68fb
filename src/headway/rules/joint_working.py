"""Protocols that divisions sign, advice and requests of forums, functions that pass on (M16-01, M16-06, M15-04, M14-18)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from headway.rules.verdict import ALLOWED, Verdict, refuse

LEAST_PARTIES = 2


@dataclass(frozen=True, slots=True)
class Party:
    """A division that is to sign, by name, and the day it did."""

    division: str
    signed_on: date | None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a protocol stands: a word of `STANDINGS` and the sentence that says why."""

    word: str
    reason: str


AGREED, WAITING, REVIEW = "agreed", "not signed by all", "past its review"
STANDINGS = {AGREED: "green", WAITING: "yellow", REVIEW: "red"}


def standing_of(parties: Sequence[Party], review_on: date, today: date) -> Standing:
    """A protocol holds once every division signed; after its review date it is flagged, signed or not."""
    missing = [one.division for one in parties if one.signed_on is None]
    unsigned = f"Not signed yet by {' and '.join(missing)}." if missing else "Every division signed it."
    if review_on < today:
        days = (today - review_on).days
        return Standing(REVIEW, f"Its review was due {days} {'day' if days == 1 else 'days'} ago. {unsigned}")
    return Standing(WAITING if missing else AGREED, unsigned)


def may_agree(divisions: Sequence[str]) -> Verdict:
    """Whether these divisions can agree a protocol: at least two, each once."""
    if len(set(divisions)) < LEAST_PARTIES:
        return refuse("A protocol is between at least two divisions. Choose them.")
    return ALLOWED


def may_sign(signed_on: date | None, on: date, today: date) -> Verdict:
    """Whether a division can sign: once, on a day that was."""
    if signed_on is not None:
        return refuse("This division has signed already. A change of the words asks for new signatures.")
    if on > today:
        return refuse("A signature is recorded once it was given; choose today or a day before.")
    return ALLOWED


def may_advise(ended_on: date | None, on: date, today: date) -> Verdict:
    """Whether advice of that day can be recorded: the forum existed then, and the day was."""
    if on > today:
        return refuse("Advice is recorded once it was given; choose today or a day before.")
    if ended_on is not None and on >= ended_on:
        return refuse("The forum had ended by that day. Choose a day before.")
    return ALLOWED


def may_respond(given_on: date, on: date, today: date) -> Verdict:
    """Whether the authority can have answered on that day."""
    if on > today:
        return refuse("An answer is recorded once it was given; choose today or a day before.")
    if on < given_on:
        return refuse("The answer lies before the advice. Correct the day.")
    return ALLOWED


def may_ask(ended_on: date | None, on: date, today: date) -> Verdict:
    """Whether a body can have asked on that day."""
    if on > today:
        return refuse("A request is recorded once it was made; choose today or a day before.")
    if ended_on is not None and on >= ended_on:
        return refuse("The body had ended by that day. Choose a day before.")
    return ALLOWED


def may_answer(replied_on: date | None) -> Verdict:
    """Whether answers can still be written."""
    return refuse("The reply has left and stays as it is. Record a new request.") if replied_on else ALLOWED


def may_reply(replied_on: date | None, answered: Sequence[bool]) -> Verdict:
    """Whether the reply can leave: once, with each question answered (M15-04)."""
    missing = [str(number) for number, there in enumerate(answered, 1) if not there]
    if replied_on:
        return may_answer(replied_on)
    if missing:
        noun = "Question" if len(missing) == 1 else "Questions"
        verb = "has" if len(missing) == 1 else "have"
        return refuse(f"{noun} {', '.join(missing)} {verb} no answer yet. Answer each, then send the reply.")
    return ALLOWED


def may_pass_on(held_from: date | None, on: date) -> Verdict:
    """Whether a function can pass to somebody else on that day: after who carries it out now began."""
    if held_from is not None and on <= held_from:
        return refuse("It passes on after the day who carries it out now began. Choose a later day.")
    return ALLOWED
