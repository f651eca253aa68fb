"""Closed rounds beside each other: what slipped in which, how often, and how it stood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ClosedRound:
    """What a round found for good: kinds of slippage and status by key, and the words each key stands for."""

    number: int
    kinds: Mapping[str, tuple[str, ...]]
    statuses: Mapping[str, str]
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Slipped:
    """One thing that slipped in at least one round; `kinds` by round in order, empty where it did not slip."""

    key: str
    words: str
    kinds: tuple[tuple[str, ...], ...]

    @property
    def times(self) -> int:
        """In how many rounds it slipped."""
        return sum(bool(one) for one in self.kinds)


def read_round(number: int, frozen: Mapping[str, Any]) -> ClosedRound:
    """A round from what was frozen when it closed."""
    slipped = frozen["slippages"]
    words = {one["key"]: one["words"] for one in (*slipped, *frozen["actions"])}
    return ClosedRound(
        number,
        {one["key"]: tuple(one["kinds"]) for one in slipped},
        {one["key"]: one["status"] for one in frozen["actions"]},
        words,
    )


def slipped_by_round(rounds: Sequence[ClosedRound]) -> tuple[Slipped, ...]:
    """Everything that slipped, what slipped in most rounds first, then in the order it was found."""
    keys = dict.fromkeys(key for one in rounds for key in one.kinds)
    words = {key: text for one in rounds for key, text in one.words.items()}
    found = [Slipped(key, words[key], tuple(one.kinds.get(key, ()) for one in rounds)) for key in keys]
    return tuple(sorted(found, key=lambda one: -one.times))


def kinds_by_round(rounds: Sequence[ClosedRound]) -> dict[str, tuple[int, ...]]:
    """Kind of slippage to how many had it in each round, in order."""
    counted = [Counter(kind for kinds in one.kinds.values() for kind in kinds) for one in rounds]
    names = dict.fromkeys(kind for one in counted for kind in one)
    return {kind: tuple(one[kind] for one in counted) for kind in names}


def statuses_by_round(rounds: Sequence[ClosedRound]) -> dict[str, tuple[int, ...]]:
    """Status to how many actions had it at the end of each round, in order."""
    counted = [Counter(one.statuses.values()) for one in rounds]
    names = dict.fromkeys(status for one in counted for status in one)
    return {status: tuple(one[status] for one in counted) for status in names}
