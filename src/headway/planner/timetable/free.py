"""A few visits on free half-days, nothing else moved: the most placed, then the least cost, by looking at everything
that could be better."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import inf

from headway.planner.timetable.draft import Draft

SMALL_GAIN = 1e-7


@dataclass(slots=True)
class FreeSearch:
    """choices[v]: the slots worth trying for each visit; they stand nowhere in the draft, which is left as it
    was. nodes: limit of steps; whole: the search ended before it."""

    draft: Draft
    choices: Mapping[int, Sequence[int]]
    nodes: int
    whole: bool = True
    best: dict[int, int] = field(default_factory=dict)
    left_out: float = inf
    minutes: float = inf
    _order: list[int] = field(default_factory=list)
    _ranked: list[list[tuple[float, int]]] = field(default_factory=list)
    _rest: list[float] = field(default_factory=list)
    _now: dict[int, int] = field(default_factory=dict)

    def run(self) -> dict[int, int]:
        """The slots of those placed; visits that find none are not in it."""
        self._order = sorted(self.choices, key=lambda v: (len(self.choices[v]), v))
        self._ranked = [self._rank(v) for v in self._order]
        least = [self._least(at) for at in range(len(self._order))]
        self._rest = [sum(least[at:]) for at in range(len(least) + 1)]
        self._place(0, 0, 0.0)
        return self.best

    def _rank(self, v: int) -> list[tuple[float, int]]:
        draft = self.draft
        free = [slot for slot in self.choices[v] if not draft.clashes(v, slot)]
        return sorted((draft.put_change(v, slot), slot) for slot in free)

    def _least(self, at: int) -> float:
        """What this visit adds at least: alone, or beside an earlier one of the order on the same day."""
        tables, v = self.draft.tables, self._order[at]
        saving: dict[int, float] = {}
        for w, ranked in zip(self._order[:at], self._ranked, strict=False):
            shared = set(tables.advisers[v]) & set(tables.advisers[w])
            between = tables.between[tables.host[v]][tables.host[w]]
            saved = sum(
                tables.home[a][tables.host[v]] + tables.home[a][tables.host[w]] - between for a in shared
            )
            for day in {slot // 2 for _, slot in ranked}:
                saving[day] = max(saving.get(day, 0.0), saved)
        return min(
            [0.0, *(cost - saving.get(slot // 2, 0.0) for cost, slot in self._ranked[at])][1:] or [0.0]
        )

    def _place(self, at: int, left_out: int, minutes: float) -> None:
        if left_out > self.left_out:
            return
        if left_out == self.left_out and minutes + self._rest[at] >= self.minutes - SMALL_GAIN:
            return
        if at == len(self._order):
            self.best, self.left_out, self.minutes = dict(self._now), left_out, minutes
            return
        v, draft = self._order[at], self.draft
        for _, slot in self._ranked[at]:
            if self.nodes <= 0:
                self.whole = False
                return
            self.nodes -= 1
            if not draft.clashes(v, slot):
                change = draft.put_change(v, slot)
                draft.put(v, slot)
                self._now[v] = slot
                self._place(at + 1, left_out, minutes + change)
                del self._now[v]
                draft.lift(v)
        self._place(at + 1, left_out + draft.tables.size[v], minutes)
