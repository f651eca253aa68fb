"""What an adviser can do on a day: one visit of a half-day, a visit of a whole day, or a pair; with its exact minutes.

A part is one adviser's share of a visit: a joint visit has a part for each adviser, and its wishes are shared out.
"""

from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from headway.planner.timetable.tables import Floats, Tables

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Entries:
    """Patterns in order of their group (adviser x days + day). first, second: parts (the number of parts
    where there is no second). minutes: cost. starts: where each group begins; groups: which they are."""

    group: Ints
    first: Ints
    second: Ints
    minutes: Floats
    starts: Ints
    groups: Ints


@dataclass(frozen=True, slots=True)
class Patterns:
    """visit[part], adviser[part]; ones: patterns of a half-day; twos: of two half-days."""

    visit: Ints
    adviser: Ints
    ones: Entries
    twos: Entries


def build_patterns(tables: Tables, only: list[int] | None = None) -> Patterns:
    """Every pattern of every adviser (or of these) on every day; a visit that has no half-day has no part."""
    chosen = range(len(tables.home)) if only is None else only
    parts: list[list[int]] = [[] for _ in tables.home]
    visit: list[int] = []
    adviser: list[int] = []
    for a in chosen:
        for v in [v for v, team in enumerate(tables.advisers) if a in team and tables.slots[v]]:
            parts[a].append(len(visit))
            visit.append(v)
            adviser.append(a)
    count, days = len(visit), len(tables.ordinal)
    ones: list[tuple[Ints, Ints, Ints, Floats]] = []
    twos: list[tuple[Ints, Ints, Ints, Floats]] = []
    for a in chosen:
        _add_adviser(tables, a, np.array(parts[a], dtype=np.int64), np.array(visit), count, (ones, twos))
    return Patterns(
        np.array(visit, dtype=np.int64),
        np.array(adviser, dtype=np.int64),
        _sort(ones, days),
        _sort(twos, days),
    )


def _add_adviser(
    tables: Tables,
    a: int,
    parts: Ints,
    visit: Ints,
    count: int,
    rows: tuple[list[tuple[Ints, Ints, Ints, Floats]], list[tuple[Ints, Ints, Ints, Floats]]],
) -> None:
    """One adviser's patterns, day by day."""
    if not len(parts):
        return
    ones, twos = rows
    days = len(tables.ordinal)
    mine = visit[parts]
    share = np.array([len(tables.advisers[v]) for v in mine])
    whole = np.array([tables.size[v] == 2 for v in mine])
    home = np.array([tables.home[a][tables.host[v]] for v in mine])
    cost = tables.cost[mine] / share[:, None]
    morning, afternoon = cost[:, 0::2], cost[:, 1::2]
    between = _pair_minutes(tables, mine, home, whole)
    single = np.minimum(morning, afternoon) + 2 * home[:, None]
    for day in range(days):
        here = np.nonzero(np.isfinite(single[:, day]))[0]
        if not len(here):
            continue
        group = a * days + day
        for rows_of, chosen in ((ones, here[~whole[here]]), (twos, here[whole[here]])):
            if len(chosen):
                size = len(chosen)
                nobody = np.full(size, count, dtype=np.int64)
                rows_of.append((np.full(size, group), parts[chosen], nobody, single[chosen, day]))
        able = here[~whole[here]]
        both = morning[able, day][:, None] + afternoon[able, day][None, :]
        both = np.minimum(both, both.T) + between[np.ix_(able, able)]
        one, other = np.nonzero(np.triu(np.isfinite(both), 1))
        if len(one):
            minutes = both[one, other]
            twos.append((np.full(len(one), group), parts[able[one]], parts[able[other]], minutes))


def _pair_minutes(tables: Tables, mine: Ints, home: Floats, whole: NDArray[np.bool_]) -> Floats:
    """(n, n) minutes of a day with both visits; infinite where they may not share a day."""
    hosts = np.array([tables.host[v] for v in mine])
    between = np.array(tables.between)[np.ix_(hosts, hosts)]
    spaced = np.array([tables.spacing[h] for h in hosts]) > 0
    barred = (between > tables.most_between) | ((hosts[:, None] == hosts[None, :]) & spaced[:, None])
    barred |= whole[:, None] | whole[None, :]
    number = {int(v): at for at, v in enumerate(mine)}
    for v, at in number.items():
        for w, least, most in tables.links[v]:
            if w in number and not least <= 0 <= most:
                barred[at, number[w]] = barred[number[w], at] = True
    return np.where(barred, inf, between + home[:, None] + home[None, :])


def _sort(rows: list[tuple[Ints, Ints, Ints, Floats]], days: int) -> Entries:
    if not rows:
        none = np.zeros(0, dtype=np.int64)
        return Entries(none, none, none, np.zeros(0), none, none)
    group, first, second = (np.concatenate([row[at] for row in rows]).astype(np.int64) for at in range(3))
    minutes = np.concatenate([row[3] for row in rows])
    order = np.argsort(group, kind="stable")
    group = group[order]
    starts = np.nonzero(np.r_[True, group[1:] != group[:-1]])[0]
    return Entries(group, first[order], second[order], minutes[order], starts, group[starts])
