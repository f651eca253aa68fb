"""Who may take over what somebody else holds, and who may leave."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from headway.rules.calendars import day_words
from headway.rules.verdict import ALLOWED, Verdict, refuse


@dataclass(frozen=True, slots=True)
class Held:
    """Who holds something now, by id and name, and the first day they do."""

    person_id: str
    name: str
    since: date


def may_take_over(held: Held | None, person_id: str, valid_from: date) -> Verdict:
    """Whether this person can be a school's adviser from that day, given whose it is.

    Of two advisers the one who begins later is the newer knowledge, so nobody takes over before them.
    """
    if held is None:
        return ALLOWED
    if held.person_id == person_id:
        return refuse(f"{held.name} advises the school already.")
    if held.since >= valid_from:
        return refuse(f"{held.name} begins on {day_words(held.since)} only. Choose a later day than that.")
    return ALLOWED


def may_leave(
    name: str, held: Collection[str], needed: Mapping[str, str], held_by_others: Collection[str]
) -> Verdict:
    """Whether somebody may leave: never the last to hold a role the service cannot be without on that day.

    `held` and `held_by_others` are slugs of roles; `needed` are slugs with their words.
    """
    for slug, words in needed.items():
        if slug in held and slug not in held_by_others:
            return refuse(
                f"{name} is the last to hold the role {words} on that day. Give it to somebody else first."
            )
    return ALLOWED


def may_hand_to(person_id: str, successor_id: str, successor_name: str, *, has_access: bool) -> Verdict:
    """Whether somebody can take over from a person: somebody else, with access."""
    if successor_id == person_id:
        return refuse("Choose somebody else to take over, or nobody.")
    if not has_access:
        return refuse(f"{successor_name} has no access. Choose somebody who has.")
    return ALLOWED


def may_take_work(number: int, successor: str, *, unable: Sequence[str]) -> Verdict:
    """Whether what a leaver has in hand stays with somebody. `successor`: a name, empty for nobody; `unable`: what they
    cannot do, each in a sentence."""
    if not number:
        return ALLOWED
    if not successor:
        return refuse(
            "There are visits to come, records to finish, support to follow up or inspections to attend. "
            "Choose who takes over."
        )
    if unable:
        return refuse(f"{' '.join(unable)} Choose somebody else, or move it to others first.")
    return ALLOWED
