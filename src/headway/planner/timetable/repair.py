"""Local search over drafts: a visit to another half-day, or two that change places; counted, never timed."""

from dataclasses import dataclass
from math import exp
from random import Random

from headway.planner.timetable.draft import Draft

SMALL_GAIN = 1e-7
STEP = 500  # moves between two changes of temperature


@dataclass(frozen=True, slots=True)
class Cooling:
    """moves: how many are tried. hot, cold: temperature in minutes at the start and at the end."""

    moves: int
    hot: float = 12.0
    cold: float = 0.5


def anneal(draft: Draft, cooling: Cooling, dice: Random) -> None:
    """Improve the draft in place by annealing; it ends as the best one met."""
    tables = draft.tables
    movable = [v for v, slot in enumerate(draft.at) if slot >= 0 and len(tables.slots[v]) > 1]
    if not movable:
        return
    current = best = draft.minutes()
    kept = list(draft.at)
    heat = cooling.hot
    for move in range(cooling.moves):
        if move % STEP == 0:
            heat = cooling.hot * (cooling.cold / cooling.hot) ** (move / cooling.moves)
        v = movable[int(dice.random() * len(movable))]
        slots = tables.slots[v]
        slot = slots[int(dice.random() * len(slots))]
        if slot != draft.at[v]:
            current += _try_move(draft, v, slot, heat, dice)
            if current < best - SMALL_GAIN:
                best = current
                kept[:] = draft.at
    restore(draft, kept)


def restore(draft: Draft, at: list[int]) -> None:
    """Put every visit where the list says."""
    changed = [v for v, slot in enumerate(at) if slot != draft.at[v]]
    for v in changed:
        if draft.at[v] >= 0:
            draft.lift(v)
    for v in changed:
        if at[v] >= 0:
            draft.put(v, at[v])


def _try_move(draft: Draft, v: int, slot: int, heat: float, dice: Random) -> float:
    """Try v on this slot, one other visit changing to v's old one if it must; the change in cost taken, or 0."""
    old = draft.at[v]
    wish = draft.cost[v][slot] - draft.cost[v][old]
    if wish > 60 + 8 * heat:
        return 0.0
    clashes = draft.clashes(v, slot)
    if len(clashes) > 1:
        return 0.0
    if clashes:
        return _try_swap(draft, v, slot, clashes[0], heat, dice)
    draft.lift(v)
    change = draft.put_change(v, slot) - draft.put_change(v, old)
    if is_taken(change, heat, dice):
        draft.put(v, slot)
        return change
    draft.put(v, old)
    return 0.0


def _try_swap(draft: Draft, v: int, slot: int, w: int, heat: float, dice: Random) -> float:
    """v to this slot and w, which is in the way there, to v's old one."""
    old, there = draft.at[v], draft.at[w]
    if draft.cost[w][old] == float("inf"):
        return 0.0
    draft.lift(v)
    draft.lift(w)
    before = draft.put_change(w, there)
    draft.put(w, there)
    before += draft.put_change(v, old)
    draft.lift(w)
    after = draft.put_change(v, slot)
    draft.put(v, slot)
    if not draft.clashes(w, old):
        change = after + draft.put_change(w, old) - before
        if is_taken(change, heat, dice):
            draft.put(w, old)
            return change
    draft.lift(v)
    draft.put(v, old)
    draft.put(w, there)
    return 0.0


def is_taken(change: float, heat: float, dice: Random) -> bool:
    """Whether a move that costs so much more is made at this temperature."""
    return change <= 0 or (change < 30 * heat and dice.random() < exp(-change / heat))
