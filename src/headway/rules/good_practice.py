"""Good practice that schools share: an example's way to the directory, and what comes of asking for contact (M4-05)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from headway.rules.policyfile import Header, Mark, open_policy
from headway.rules.verdict import ALLOWED, Verdict, refuse

DRAFT, PROPOSED, APPROVED, WITHDRAWN = "draft", "proposed", "approved", "withdrawn"
STATES = {DRAFT: "grey", PROPOSED: "yellow", APPROVED: "green", WITHDRAWN: "red"}
ASKED, BROKERED, VISITED, CLOSED = "asked", "brokered", "visited", "closed"
ASKING = {ASKED: "yellow", BROKERED: "blue", VISITED: "teal", CLOSED: "green"}
NOT_CONSENTED = "The school that is named has not agreed yet. Record its consent first."


@dataclass(frozen=True, slots=True)
class GoodPracticePolicy:
    """Themes by slug, in the order of the file."""

    header: Header
    themes: Mapping[str, str]
    marks: Mapping[str, Mark] = field(default_factory=dict)


def may_write(state: str) -> Verdict:
    """Whether the words of an example can change: while it is a draft."""
    if state == DRAFT:
        return ALLOWED
    if state == PROPOSED:
        return refuse("The example waits to be approved and stays as it is meanwhile.")
    return refuse("The example was approved as it stands. Write a new one, and withdraw this one.")


def may_consent(state: str, consented_on: date | None, on: date, today: date) -> Verdict:
    """Whether the school's consent can be recorded: once, for a day that was."""
    if consented_on is not None:
        return refuse("The school has agreed already.")
    if state != DRAFT:
        return refuse("Consent is recorded while the example is a draft.")
    if on > today:
        return refuse("Consent is recorded once it was given; choose today or a day before.")
    return ALLOWED


def may_propose(state: str, consented_on: date | None) -> Verdict:
    """Whether an example can be proposed: a draft, to which the school that is named agreed."""
    if state != DRAFT:
        return refuse("Only a draft is proposed.")
    return ALLOWED if consented_on else refuse(NOT_CONSENTED)


def may_decide(state: str, written_by_oneself: bool) -> Verdict:
    """Whether somebody can approve an example or give it back: another person than wrote or proposed it."""
    if state != PROPOSED:
        return refuse("This example does not wait to be approved.")
    if written_by_oneself:
        return refuse("You wrote or proposed this example; somebody else approves it.")
    return ALLOWED


def may_withdraw(state: str, reason: str) -> Verdict:
    """Whether an example can be taken out of the directory, with a reason."""
    if state != APPROVED:
        return refuse("Only an approved example is withdrawn.")
    return ALLOWED if reason.strip() else refuse("Say why the example is withdrawn.")


def may_ask(state: str, waits: bool) -> Verdict:
    """Whether somebody can ask for contact: about an approved example, not twice at once."""
    if state != APPROVED:
        return refuse("This example is not in the directory.")
    if waits:
        return refuse("You have asked already; the adviser will be in touch.")
    return ALLOWED


def may_broker(state: str) -> Verdict:
    """Whether the two can be brought together."""
    return ALLOWED if state == ASKED else refuse("This request was answered already.")


def may_visit(state: str, brokered_on: date | None, on: date, today: date) -> Verdict:
    """Whether a visit of that day can be recorded: after the two were brought together, on a day that was."""
    if state != BROKERED or brokered_on is None:
        return refuse("Bring the two together first, then record the visit.")
    if on > today:
        return refuse("A visit is recorded once it was made; choose today or a day before.")
    if on < brokered_on:
        return refuse("The visit lies before the two were brought together. Correct the day.")
    return ALLOWED


def may_close(state: str, outcome: str) -> Verdict:
    """Whether a request can be closed: at any step, with what came of it."""
    if state == CLOSED:
        return refuse("This request is closed.")
    return ALLOWED if outcome.strip() else refuse("Say what came of it, even if nothing did.")


def read_good_practice(table: object) -> GoodPracticePolicy:
    """The themes from their file's tables. Raises PolicyFault saying what and where."""
    header, section = open_policy(table, kind="good_practice")
    part = section.section("themes")
    themes = {slug: part.text(slug) for slug in part.names()}
    part.close()
    section.close()
    if not themes:
        raise section.fault("themes", "Name at least one theme.")
    return GoodPracticePolicy(header, themes, dict(section.marks))
