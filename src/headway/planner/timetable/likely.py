"""Which patterns are worth an exact model: those of least reduced cost; and what the rest can cost at least."""

from dataclasses import dataclass
from math import inf

import numpy as np

from headway.planner.timetable.bound import Prices, Pricing
from headway.planner.timetable.columns import Column, build_year, columns_of
from headway.planner.timetable.draft import Draft
from headway.planner.timetable.patterns import Ints
from headway.planner.timetable.tables import Floats


@dataclass(frozen=True, slots=True)
class Likely:
    """Patterns of one adviser: day, first and second visit (-1 for none), minutes. rest: no year of this
    adviser that uses another pattern costs less than its share of the bound and so many minutes."""

    day: Ints
    first: Ints
    second: Ints
    minutes: Floats
    rest: float


def likeliest(a: int, pricing: Pricing, prices: Prices, most: int) -> Likely:
    """The patterns of adviser a of least reduced cost at these prices, at most so many.

    A pattern's excess is what it costs beyond the cheapest thing of no more half-days to do on its day.
    """
    days = len(pricing.tables.ordinal)
    padded, visit = np.r_[prices.part, 0.0], np.r_[pricing.patterns.visit, -1]
    rows = []
    least = np.zeros(days)
    for entries in (pricing.patterns.ones, pricing.patterns.twos):
        first, last = np.searchsorted(entries.group, (a * days, (a + 1) * days))
        day = entries.group[first:last] - a * days
        one, two = entries.first[first:last], entries.second[first:last]
        minutes = entries.minutes[first:last]
        reduced = minutes - padded[one] - padded[two]
        np.minimum.at(least, day, reduced)
        rows.append((day, visit[one], visit[two], minutes, reduced - least[day]))
    day, one, two = (np.concatenate([row[at] for row in rows]) for at in range(3))
    minutes, excess = (np.concatenate([row[at] for row in rows]) for at in (3, 4))
    order = np.argsort(excess, kind="stable")
    kept = order[:most]
    rest = float(excess[order[most]]) if len(order) > most else inf
    return Likely(day[kept], one[kept], two[kept], minutes[kept], rest)


def prove_year(
    a: int,
    pricing: Pricing,
    likely: Likely,
    share: float,
    *,
    seed: int,
    gap: float,
    nodes: int,
    seconds: float | None,
) -> tuple[float, int, bool]:
    """A bound on adviser a's year in minutes, at least `share`; branch nodes; whether the time ran out.

    Spacing and links among the adviser's own visits count here; a joint visit counts with this adviser's share.
    """
    tables = pricing.tables
    movable = {
        int(v) for v, one in zip(pricing.patterns.visit, pricing.patterns.adviser, strict=True) if one == a
    }
    columns = [
        Column(tuple((v, 2 * day) for v in (one, two) if v >= 0), minutes)
        for day, one, two, minutes in zip(
            likely.day.tolist(),
            likely.first.tolist(),
            likely.second.tolist(),
            likely.minutes.tolist(),
            strict=True,
        )
    ]
    model = build_year(Draft(tables), a, columns, movable)
    answer = model.programme.solve(seed=seed, gap=gap, nodes=nodes, seconds=seconds)
    bound = answer.bound if np.isfinite(answer.bound) else share
    return max(share, min(bound, share + likely.rest)), answer.nodes, answer.cut


def year_columns(draft: Draft, a: int, likely: Likely) -> tuple[list[Column], set[int]]:
    """Columns of these patterns and of the draft's own days, and the visits that they move: those that
    adviser a makes alone and that are not promised."""
    tables = draft.tables
    movable = {v for v, team in enumerate(tables.advisers) if team == (a,) and len(tables.slots[v]) > 1}
    days: dict[int, set[int]] = {v: set() for v in movable}
    pairs: set[tuple[int, int, int]] = set()
    for day, one, two in zip(likely.day.tolist(), likely.first.tolist(), likely.second.tolist(), strict=True):
        _add_pattern(days, pairs, (one, two), day)
    for v in movable:
        slot = draft.at[v]
        other = draft.holder[a][slot ^ 1] if slot >= 0 and tables.size[v] == 1 else -1
        if slot >= 0:
            _add_pattern(days, pairs, (v, other), slot // 2)
    return columns_of(draft, a, days, pairs), movable


def _add_pattern(
    days: dict[int, set[int]], pairs: set[tuple[int, int, int]], visits: tuple[int, int], day: int
) -> None:
    """A visit alone, or a pair of which both move; of a pair with one that stays, the other alone."""
    moving = [v for v in visits if v in days]
    if len(moving) == 2:
        pairs.add((min(moving), max(moving), day))
    elif moving:
        days[moving[0]].add(day)
