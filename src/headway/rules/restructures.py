"""Restructurings as chains: each structure after the one it follows, with the proposals that led to it (M2-15)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """A structure by its key: how many stand before it in its chain, and the keys of the reports that led to it."""

    key: str
    depth: int
    reports: tuple[str, ...]


def chains(follows: Mapping[str, str], reports: Sequence[tuple[str, str, str]]) -> list[tuple[Step, ...]]:
    """Every chain, in the order its first structure is named: a structure, then each that follows it, branches one after the
    other.

    `follows`: key of a structure to the key it follows, empty for none or one that is not named; `reports`: key of a report,
    of the structure before and of the structure after. A structure no other follows, and that no report names, is no chain.
    """
    led = _led(reports)
    found = []
    for key, before in follows.items():
        if before in follows:
            continue
        steps = tuple(_steps(key, 0, follows, led))
        if len(steps) > 1 or steps[0].reports:
            found.append(steps)
    return found


def _steps(
    key: str, depth: int, follows: Mapping[str, str], led: Mapping[str, tuple[str, ...]]
) -> list[Step]:
    """The structure and all that follow it; what follows itself in a circle is met once."""
    found, waiting, met = [], [(key, depth)], set()
    while waiting:
        here, deep = waiting.pop()
        if here in met:
            continue
        met.add(here)
        found.append(Step(here, deep, led.get(here, ())))
        after = [one for one, before in follows.items() if before == here]
        waiting += [(one, deep + 1) for one in reversed(after)]
    return found


def _led(reports: Sequence[tuple[str, str, str]]) -> dict[str, tuple[str, ...]]:
    led: dict[str, tuple[str, ...]] = {}
    for key, _, after in reports:
        led[after] = (*led.get(after, ()), key)
    return led
