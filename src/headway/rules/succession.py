"""Which schools a school was before, and which it became: links followed as far as they lead, never round in a circle."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

PREDECESSOR, SUCCESSOR = "predecessor", "successor"


@dataclass(frozen=True, slots=True)
class Tie:
    """One school that followed another. `recorded`: by the authority, and the register does not say it (yet)."""

    older: int
    newer: int
    on: date | None
    kind: str = ""
    recorded: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A school that a line leads to: `via` is the school one step nearer, `depth` how many steps it is away."""

    urn: int
    via: int
    depth: int
    on: date | None
    kind: str
    recorded: bool


@dataclass(frozen=True, slots=True)
class Lineage:
    """What a school was before and what became of it, nearest first. `circular`: its links lead back to itself.

    `split`: schools before it that have other successors too, and so are not its past alone.
    """

    before: tuple[Step, ...] = ()
    after: tuple[Step, ...] = ()
    circular: bool = False
    split: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.before or self.after)


def tie_of(urn: int, other: int, kind: str, on: date | None = None, *, recorded: bool = False) -> Tie | None:
    """A link of the register as a tie. None where it says nothing of who follows whom (expansions, sixth-form centres),
    or names the school itself."""
    words = kind.casefold()
    if urn == other:
        return None
    if words.startswith(SUCCESSOR):
        return Tie(urn, other, on, kind, recorded)
    return Tie(other, urn, on, kind, recorded) if words.startswith(PREDECESSOR) else None


def lineage(ties: Iterable[Tie], urn: int) -> Lineage:
    """Every school before and after this one. Each stands once, by the shortest way; a circle ends where it began."""
    held = _each_once(ties)
    newer = _next({(tie.older, tie.newer): tie for tie in held})
    older = _next({(tie.newer, tie.older): tie for tie in held})
    before, after = _walk(older, urn), _walk(newer, urn)
    earlier = {step.urn for step in before}
    circular = any(step.urn in earlier for step in after)
    split = frozenset(one for one in earlier if len(newer.get(one, {})) > 1)
    return Lineage(before, after, circular, split)


def lives_on_in(line: Lineage) -> tuple[int, ...]:
    """The schools at the end of the line: those that nothing follows. Empty for a school that nothing followed, and in a
    circle, which has no end."""
    passed = {step.via for step in line.after}
    return tuple(step.urn for step in line.after if step.urn not in passed)


def _each_once(ties: Iterable[Tie]) -> list[Tie]:
    """The register often states a tie from both sides; its own word goes before ours, and one with a day before one
    without."""
    best: dict[tuple[int, int], Tie] = {}
    for tie in ties:
        if tie.older == tie.newer:
            continue
        held = best.get((tie.older, tie.newer))
        if held is None or _rank(tie) < _rank(held):
            best[tie.older, tie.newer] = tie
    return list(best.values())


def _rank(tie: Tie) -> tuple[bool, bool, str, str]:
    return (tie.recorded, tie.on is None, str(tie.on), tie.kind)


def _next(ties: Mapping[tuple[int, int], Tie]) -> dict[int, dict[int, Tie]]:
    found: dict[int, dict[int, Tie]] = {}
    for start, end in sorted(ties):
        found.setdefault(start, {})[end] = ties[start, end]
    return found


def _walk(ways: Mapping[int, Mapping[int, Tie]], urn: int) -> tuple[Step, ...]:
    seen, steps, waiting = {urn}, [], deque([(urn, 0)])
    while waiting:
        here, depth = waiting.popleft()
        for there, tie in ways.get(here, {}).items():
            if there in seen:
                continue
            seen.add(there)
            steps.append(Step(there, here, depth + 1, tie.on, tie.kind, tie.recorded))
            waiting.append((there, depth + 1))
    return tuple(steps)
