"""Annealing over drafts: shift a block, swap two, change a lead, move a partnership's blocks together."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, inf
from random import Random

import numpy as np

from headway.planner.deployment.draft import OVERLOAD_MINUTES, Draft
from headway.planner.deployment.tables import Floats, Tables


@dataclass(frozen=True, slots=True)
class Choices:
    """Advisers worth trying for each block and each lead, cheapest first, and neighbouring blocks worth a
    swap."""

    advisers: tuple[tuple[int, ...], ...]
    leads: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Cooling:
    """moves: how many are tried. hot, cold: temperature in minutes at the start and at the end.

    soft, firm: price in minutes of a half-day above capacity at the start and after FIRM_AFTER of the moves;
    then it is forbidding. A cheap overload at first lets a school of many half-days change hands, for which
    room must be made by several small ones.
    """

    moves: int
    hot: float
    cold: float
    soft: float = 30.0
    firm: float = 1000.0


STEP = 500  # moves between two changes of temperature
PRICE_STEP = 5000  # moves between two changes of the price of overload
FIRM_AFTER = 0.8  # share of the moves made while overload is cheap
SMALL_GAIN = 1e-7  # minutes; smaller gains are rounding


def anneal(draft: Draft, choices: Choices, cooling: Cooling, dice: Random) -> Draft:
    """Improve the draft in place by annealing and return the best one met; moves are counted, never timed.

    A draft is "met" as it is at the start and while overload has its full price.
    """
    best, best_adviser, best_lead = draft.total(), list(draft.adviser), list(draft.lead)
    heat, current, firm_from = cooling.hot, best, int(FIRM_AFTER * cooling.moves)
    for move in range(cooling.moves):
        if move % STEP == 0:
            heat = cooling.hot * (cooling.cold / cooling.hot) ** (move / cooling.moves)
        if move == firm_from or (move < firm_from and move % PRICE_STEP == 0):
            draft.price_overload(_overload_price(cooling, move / firm_from if firm_from else 1.0))
            current = draft.total()
        current += _try_move(draft, choices, heat, dice)
        if move >= firm_from and current < best - SMALL_GAIN:
            best = current
            best_adviser[:], best_lead[:] = draft.adviser, draft.lead
    return Draft(draft.tables, best_adviser, best_lead)


def _overload_price(cooling: Cooling, done: float) -> float:
    """Minutes for a half-day above capacity when the share `done` of the soft moves is made."""
    return OVERLOAD_MINUTES if done >= 1 else cooling.soft * (cooling.firm / cooling.soft) ** done


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
    held = draft.held[to]
    if not held:
        return 0.0
    c = held[int(dice.random() * len(held))]
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


def rank_leads(tables: Tables) -> Floats:
    """(P, A) minutes to rank leads by: the lead's own cost and, since most members follow their lead, the
    mean of the members' costs with that adviser. Infinite where the adviser may not lead."""
    rank = tables.lead_cost.copy()
    for p, members in enumerate(tables.members):
        costs = tables.cost[list(members)]
        if len(members):
            worst = np.max(costs[np.isfinite(costs)])
            rank[p] += np.where(np.isfinite(costs), costs, worst).mean(axis=0)
    return rank
