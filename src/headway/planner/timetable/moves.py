"""The fewest visits to move so that some find a place: a complete search by the number of moves, deepened by one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from headway.planner.timetable.draft import Draft


@dataclass(slots=True)
class Found:
    """places: visit -> slot for every visit that moves, or None where none was found. moves: how many.
    whole: every possibility with that many moves (or with up to `most`, where none was found) was seen."""

    places: dict[int, int] | None
    moves: int
    whole: bool


People = Callable[[dict[int, int]], int]


@dataclass(slots=True)
class Search:
    """Places `wanted` in a draft in which they stand nowhere, moving at most so many visits in all.

    choices(v): the slots worth trying, cheapest first; all of them for a proof. may_move(v): whether another
    visit may be moved out of the way. nodes: limit of steps. people: how many must be told of these moves;
    among equally many moves fewer people are better, then fewer minutes. None: the first found will do.
    """

    draft: Draft
    choices: Callable[[int], Sequence[int]]
    may_move: Callable[[int], bool]
    nodes: int
    people: People | None = None
    _left: int = 0
    _limit: int = 0
    _minutes: float = 0.0
    _set: dict[int, int] = field(default_factory=dict)
    _best: dict[int, int] | None = None
    _best_rank: tuple[int, float] = (0, 0.0)

    def run(self, wanted: Sequence[int], most: int, fewest: int = 0) -> Found:
        """Deepen from max(fewest, len(wanted)) moves to `most`; the draft is left as it was."""
        self._left = self.nodes
        for moves in range(max(fewest, len(wanted)), most + 1):
            self._limit, self._best, self._minutes = moves, None, 0.0
            self._place(list(wanted))
            if self._best is not None:
                return Found(self._best, moves, self._left > 0)
            if self._left <= 0:
                return Found(None, moves, False)
        return Found(None, most, True)

    def _place(self, pool: list[int]) -> None:
        """Place every visit of the pool, by trying all slots of the one with the fewest."""
        if not pool:
            self._keep()
            return
        v = min(pool, key=lambda one: len(self.choices(one)))
        rest = [one for one in pool if one != v]
        room = self._limit - len(self._set) - len(pool)
        for slot in self.choices(v):
            if self._left <= 0 or (self._best is not None and self.people is None):
                return
            self._left -= 1
            self._try_slot(v, slot, rest, room)

    def _try_slot(self, v: int, slot: int, rest: list[int], room: int) -> None:
        draft, before = self.draft, self._minutes
        clashes = draft.clashes(v, slot)
        if len(clashes) > room or not all(w not in self._set and self.may_move(w) for w in clashes):
            return
        places = []
        for w in clashes:
            places.append((w, draft.lift(w)))
            self._minutes -= draft.put_change(*places[-1])
        self._minutes += draft.put_change(v, slot)
        draft.put(v, slot)
        self._set[v] = slot
        self._place([*rest, *clashes])
        del self._set[v]
        draft.lift(v)
        for w, old in places:
            draft.put(w, old)
        self._minutes = before

    def _keep(self) -> None:
        rank = (self.people(self._set) if self.people else 0, self._minutes)
        if self._best is None or rank < self._best_rank:
            self._best, self._best_rank = dict(self._set), rank
