"""Protocols that divisions sign, and advice of forums: how they stand (M16-01, M16-06)."""

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
