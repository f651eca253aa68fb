"""Which body carries out what for one school: the matrix of functions read for its memberships (M1-10, M7-05, M7-06).

The authority never hands over what the law gives to it alone, and no membership of a school takes it away.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from headway.rules.calendars import day_words
from headway.rules.verdict import ALLOWED, Verdict, refuse

STATUTORY, UNIVERSAL = "statutory", "universal"
AUTHORITY = "The authority"
_AUTHORITY_NAMES = frozenset(
    {"the authority", "authority", "local authority", "the local authority", "the council"}
)
# A holder named by its kind stands for every body of that kind.
_BY_KIND = {
    "trusts": "trust",
    "academy trusts": "trust",
    "federations": "federation",
    "partnerships": "partnership",
    "school partnerships": "partnership",
}


@dataclass(frozen=True, slots=True)
class Body:
    """A body a school belongs to: its kind is trust, federation or partnership; `since`: None where it is not known."""

    name: str
    kind: str
    since: date | None = None


@dataclass(frozen=True, slots=True)
class HeldFunction:
    """A function on a day: its kind by the policy's slug, who carries it out since when, and what the authority keeps."""

    name: str
    kind: str
    holder: str
    since: date
    duty: str = ""


@dataclass(frozen=True, slots=True)
class Does:
    """Who carries a function out for one school; `elsewhere`: it is not the authority. `why`: how that follows.

    `since` is None where it is the authority's because another body has it for its own schools only.
    """

    function: HeldFunction
    body: str
    since: date | None
    elsewhere: bool
    why: str


def is_authority(holder: str, authority: str = "") -> bool:
    """Whether a holder is the authority, by its name or as it is commonly called."""
    words = holder.strip().casefold()
    return words in _AUTHORITY_NAMES or bool(authority and words == authority.casefold())


def may_hold(kind: str, holder: str, authority: str = "") -> Verdict:
    """Whether this body may carry out a function of the kind: what the law gives the authority alone stays with it."""
    if kind == STATUTORY and not is_authority(holder, authority):
        return refuse(
            "The law gives this to the authority alone: it intervenes whatever trust or partnership a school is in, and "
            "cannot hand it over. Write “The authority”, or choose another kind of function."
        )
    return ALLOWED


def who_does(function: HeldFunction, bodies: Collection[Body], authority: str = "") -> Does:
    """Who carries it out for a school of these bodies. What is statutory is the authority's, whatever is written down."""
    if function.kind == STATUTORY:
        return Does(function, AUTHORITY, function.since, False, "The law gives it to the authority alone.")
    if is_authority(function.holder, authority):
        return Does(function, AUTHORITY, function.since, False, "It is the authority's for every school.")
    found = _body(function.holder, bodies)
    if found is None:
        why = f"{function.holder} carries it out for its own schools, and this is none of them."
        return Does(function, AUTHORITY, None, False, why)
    since = max(function.since, found.since) if found.since else function.since
    return Does(function, found.name, since, True, f"The school is in the {found.kind} {found.name}.")


def all_who_do(
    functions: Iterable[HeldFunction], bodies: Collection[Body], authority: str = ""
) -> list[Does]:
    """Each function with who carries it out for the school."""
    return [who_does(one, bodies, authority) for one in functions]


def prompt_of(does: Does) -> str:
    """What is said before the authority plans to do it itself; nothing where it is its own (M7-05)."""
    if not does.elsewhere or does.since is None:
        return ""
    keeps = does.function.duty or "its overview, and intervention where there is concern"
    return (
        f"{does.function.name}: function held by {does.body} since {day_words(does.since)}. The authority keeps: {keeps}. "
        f"Agree with {does.body} before you plan it."
    )


def _body(holder: str, bodies: Collection[Body]) -> Body | None:
    words = holder.strip().casefold()
    named = next((one for one in bodies if one.name.casefold() == words), None)
    return named or next((one for one in bodies if one.kind == _BY_KIND.get(words, "")), None)
