"""A draft timetable under change: who stands where, what is in the way, and exact differences in cost."""

from collections.abc import Mapping
from math import fsum

from headway.planner.timetable.problem import HalfDay, Timetable
from headway.planner.timetable.tables import Tables

NOWHERE = -1


class Draft:
    """at[v]: the slot a visit starts on, or NOWHERE. holder[a][slot]: the visit an adviser is at, or NOWHERE.
    load[a][week]: half-days."""

    __slots__ = ("at", "cost", "holder", "load", "tables")

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.at = [NOWHERE] * len(tables.host)
        self.holder = [[NOWHERE] * (2 * len(tables.ordinal)) for _ in tables.home]
        self.load = [[0] * tables.weeks for _ in tables.home]
        self.cost: list[list[float]] = tables.cost.tolist()

    def clashes(self, v: int, slot: int) -> list[int]:
        """The placed visits that cannot stay if v stands here; the slot is one of v's own."""
        tables = self.tables
        found: list[int] = []
        host, two = tables.host[v], tables.size[v] == 2
        near, most = tables.between[host], tables.most_between
        for a in tables.advisers[v]:
            row = self.holder[a]
            here, other = row[slot], row[slot ^ 1]
            if here >= 0 and here != v:
                found.append(here)
            if other >= 0 and other != v and (two or near[tables.host[other]] > most):
                found.append(other)
        at, ordinal = self.at, tables.ordinal
        day = ordinal[slot // 2]
        spacing = tables.spacing[host]
        if spacing:
            for w in tables.by_host[host]:
                if w != v and at[w] >= 0 and abs(ordinal[at[w] // 2] - day) < spacing:
                    found.append(w)
        for w, least, longest in tables.links[v]:
            if at[w] >= 0 and not least <= day - ordinal[at[w] // 2] <= longest:
                found.append(w)
        return found if len(found) < 2 else list(dict.fromkeys(found))

    def put_change(self, v: int, slot: int) -> float:
        """Difference in cost of placing v here, where nothing is in the way and v stands nowhere."""
        tables = self.tables
        host, size = tables.host[v], tables.size[v]
        change = self.cost[v][slot]
        week = tables.week[slot // 2]
        for a in tables.advisers[v]:
            home = tables.home[a]
            other = self.holder[a][slot ^ 1] if size == 1 else NOWHERE
            if other < 0:
                change += 2 * home[host]
            else:
                there = tables.host[other]
                change += home[host] + tables.between[host][there] - home[there]
            load = self.load[a][week]
            change += tables.extra[load] + (tables.extra[load + 1] if size == 2 else 0.0)
        return change

    def put(self, v: int, slot: int) -> None:
        """Place v here."""
        tables = self.tables
        size, week = tables.size[v], tables.week[slot // 2]
        self.at[v] = slot
        for a in tables.advisers[v]:
            self.holder[a][slot] = v
            if size == 2:
                self.holder[a][slot + 1] = v
            self.load[a][week] += size

    def lift(self, v: int) -> int:
        """Take v out and return where it stood."""
        tables, slot = self.tables, self.at[v]
        size, week = tables.size[v], tables.week[slot // 2]
        self.at[v] = NOWHERE
        for a in tables.advisers[v]:
            self.holder[a][slot] = NOWHERE
            if size == 2:
                self.holder[a][slot + 1] = NOWHERE
            self.load[a][week] -= size
        return slot

    def minutes(self) -> float:
        """Cost of the whole draft, summed afresh."""
        tables = self.tables
        parts = [self.cost[v][slot] for v, slot in enumerate(self.at) if slot >= 0]
        for a, row in enumerate(self.holder):
            home = tables.home[a]
            for slot in range(0, len(row), 2):
                stops = [tables.host[v] for v in dict.fromkeys(row[slot : slot + 2]) if v >= 0]
                if stops:
                    parts.append(home[stops[0]] + home[stops[-1]])
                if len(stops) == 2:
                    parts.append(tables.between[stops[0]][stops[1]])
            parts += [sum(tables.extra[:load]) for load in self.load[a]]
        return fsum(parts)

    def unplaced(self) -> list[int]:
        """The visits that stand nowhere."""
        return [v for v, slot in enumerate(self.at) if slot < 0]


def draft_of(tables: Tables, placed: Mapping[str, HalfDay]) -> Draft:
    """A draft with these visits placed as far as the rules allow; the others stand nowhere."""
    draft = Draft(tables)
    days = {day: at for at, day in enumerate(tables.problem.days)}
    for v, visit in enumerate(tables.problem.visits):
        at = placed.get(visit.id)
        if at is None or at.on not in days:
            continue
        slot = 2 * days[at.on] + at.afternoon
        if slot in tables.slots[v] and not draft.clashes(v, slot):
            draft.put(v, slot)
    return draft


def timetable_of(draft: Draft, reasons: Mapping[int, str]) -> Timetable:
    """The draft as a timetable; a reason in words for each visit that stands nowhere."""
    tables = draft.tables
    ids = [visit.id for visit in tables.problem.visits]
    return Timetable(
        placed={ids[v]: tables.half_day(slot) for v, slot in enumerate(draft.at) if slot >= 0},
        unplaced={ids[v]: reasons[v] for v in draft.unplaced()},
    )
