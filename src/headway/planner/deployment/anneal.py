"""Annealing over drafts: shift a block, swap two, change a lead, move a partnership's blocks together."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, inf
from random import Random

from headway.planner.deployment.draft import Draft
from headway.planner.deployment.tables import Tables


@dataclass(frozen=True, slots=True)
class Choices:
    """Advisers worth trying for each block and each lead, cheapest first, and neighbouring blocks worth a
    swap."""

    advisers: tuple[tuple[int, ...], ...]
    leads: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Cooling:
    """moves: how many are tried. hot, cold: temperature in minutes at the start and at the end."""

    moves: int
    hot: float
    cold: float


STEP = 500  # moves between two changes of temperature
SMALL_GAIN = 1e-7  # minutes; smaller gains are rounding


def anneal(draft: Draft, choices: Choices, cooling: Cooling, dice: Random) -> Draft:
    """Improve the draft in place by annealing and return the best one met; moves are counted, never timed."""
    current = draft.total()
    best, best_adviser, best_lead = current, list(draft.adviser), list(draft.lead)
    heat = cooling.hot
    for move in range(cooling.moves):
        if move % STEP == 0:
            heat = cooling.hot * (cooling.cold / cooling.hot) ** (move / cooling.moves)
        current += _try_move(draft, choices, heat, dice)
        if current < best - SMALL_GAIN:
            best = current
            best_adviser[:], best_lead[:] = draft.adviser, draft.lead
    return Draft(draft.tables, best_adviser, best_lead)


def _try_move(draft: Draft, choices: Choices, heat: float, dice: Random) -> float:
    """Try one move and return the change in cost that was taken, 0 if none."""
    pick = dice.random()
    b = int(dice.random() * len(choices.advisers))
    links = draft.tables.links[b]
    if links and pick > 0.92:
        p = links[0][0]
        return (
            _try_lead(draft, choices, p, heat, dice)
            if pick < 0.96
            else _try_block(draft, b, p, choices, heat, dice)
        )
    options = choices.advisers[b]
    to = options[int(dice.random() * len(options))]
    if pick < 0.5:
        change = draft.shift_change(b, to)
        if _is_taken(change, heat, dice):
            draft.shift(b, to)
            return change
        return 0.0
    c = int(dice.random() * len(choices.advisers))
    a = draft.adviser[b]
    for _ in range(20):
        if draft.adviser[c] == to and a in choices.advisers[c]:
            break
        c = int(dice.random() * len(choices.advisers))
    return _try_swap(draft, b, c, heat, dice)


def _try_swap(draft: Draft, b: int, c: int, heat: float, dice: Random) -> float:
    change = draft.swap_change(b, c)
    if not _is_taken(change, heat, dice):
        return 0.0
    one, two = draft.adviser[b], draft.adviser[c]
    draft.shift(b, two)
    draft.shift(c, one)
    return change


def _try_lead(draft: Draft, choices: Choices, p: int, heat: float, dice: Random) -> float:
    options = choices.leads[p]
    to = options[int(dice.random() * len(options))]
    change = draft.lead_change(p, to)
    if not _is_taken(change, heat, dice):
        return 0.0
    draft.change_lead(p, to)
    return change


def _try_block(draft: Draft, b: int, p: int, choices: Choices, heat: float, dice: Random) -> float:
    """Move all of partnership p's blocks that are with b's adviser, and the lead if that adviser has it."""
    a = draft.adviser[b]
    options = choices.leads[p]
    to = options[int(dice.random() * len(options))]
    if to == a:
        return 0.0
    total, moved = 0.0, []
    led = draft.lead[p] == a
    if led:
        total += draft.lead_change(p, to)
        if total == inf:
            return 0.0
        draft.change_lead(p, to)
    for member in draft.tables.members[p]:
        if draft.adviser[member] == a:
            change = draft.shift_change(member, to)
            if change < inf:
                total += change
                draft.shift(member, to)
                moved.append(member)
    if (moved or led) and _is_taken(total, heat, dice):
        return total
    for member in moved:
        draft.shift(member, a)
    if led:
        draft.change_lead(p, a)
    return 0.0


def _is_taken(change: float, heat: float, dice: Random) -> bool:
    return change <= 0 or (change < 30 * heat and dice.random() < exp(-change / heat))


def choose_cheapest(
    tables: Tables, cost: Sequence[Sequence[float]], leads: Sequence[Sequence[float]], width: int
) -> Choices:
    """The `width` cheapest allowed advisers of each block, and all of each lead's, by the given costs in
    minutes."""

    def cheapest(row: Sequence[float]) -> tuple[int, ...]:
        allowed = [a for a, minutes in enumerate(row) if minutes < inf]
        return tuple(sorted(allowed, key=lambda a: (row[a], a))[:width])

    return Choices(tuple(cheapest(row) for row in cost), tuple(cheapest(row) for row in leads))
