"""The year turns out otherwise: the fewest visits move, then the fewest people are told, then the cost; with a proof."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from headway.planner.stop import Stop, Watch
from headway.planner.timetable.around import Around, Placed, build_around, must_move, people_of
from headway.planner.timetable.change import LADDER, Change, Rung, apply_change
from headway.planner.timetable.cover import place_with_cover
from headway.planner.timetable.exact import build_exact
from headway.planner.timetable.explain import why_unplaced
from headway.planner.timetable.free import FreeSearch
from headway.planner.timetable.moves import Search
from headway.planner.timetable.problem import HalfDay, Problem, Timetable, Visit

MORE_MOVES = 2  # visits moved aside beyond those that must move, before a visit climbs the ladder
FEW = 3  # with no more visits than this to place, every possibility is searched together
STEPS = 6_000  # of the search for free half-days, before HiGHS takes over
NODES = 12_000  # steps of a search
BRANCHES = 500  # branch nodes of an exact model


@dataclass(frozen=True, slots=True)
class Move:
    """A visit that changes. before, after: None where it stood nowhere, or is no longer needed or unplaced.
    tell: the advisers and schools who must know, those of before as well. step: of the ladder, in words."""

    visit: str
    before: HalfDay | None
    after: HalfDay | None
    tell: tuple[str, ...]
    step: str


@dataclass(frozen=True, slots=True)
class Replan:
    """The answer to a change. problem: as it now is, cover and wider windows in it. moves: in order of date.
    moved: visits that stood somewhere and change; fewest: no answer on this step of the ladder moves fewer.
    proved: moved equals fewest. proof: why, in words. tell: all who must know. reproducible: see Result."""

    problem: Problem
    timetable: Timetable
    moves: tuple[Move, ...]
    moved: int
    fewest: int
    proved: bool
    proof: str
    tell: tuple[str, ...]
    seconds: float
    reproducible: bool


def replan(
    problem: Problem,
    timetable: Timetable,
    change: Change,
    *,
    stop: Stop,
    seed: int = 0,
    ladder: Sequence[Rung] = LADDER,
) -> Replan:
    """Answer a change with the fewest moves. A visit that finds no place climbs the ladder step by step; one
    that finds none on any step is left unplaced and named with the rule that stops it."""
    return _Replanning(problem, timetable, change, stop, seed).run(ladder)


class _Replanning:
    """One change from the rows to the answer."""

    def __init__(self, problem: Problem, timetable: Timetable, change: Change, stop: Stop, seed: int) -> None:
        self._watch, self._seed, self._change = Watch(stop), seed, change
        self._old = {one.id: one for one in problem.visits}
        self._before: Placed = dict(timetable.placed)
        self._reasons = {
            name: words for name, words in timetable.unplaced.items() if name not in change.removed
        }
        self._problem = apply_change(problem, change)
        self._placed: Placed = {n: at for n, at in timetable.placed.items() if n not in change.removed}
        self._must = must_move(self._problem, self._placed, change)
        self._tried: dict[tuple[str, ...], list[int]] = {}
        self._asides: list[tuple[int, frozenset[str]]] = []
        self._steps: dict[str, str] = {}
        self._covered: set[str] = set()

    def run(self, ladder: Sequence[Rung]) -> Replan:
        """Up the ladder until everything stands."""
        pending = [*self._must, *(visit.id for visit in self._change.added)]
        for name in self._must:
            del self._placed[name]
        pending = self._keep_promises(pending)
        for rung in ladder:
            if not pending or self._watch.is_over():
                break
            pending = self._climb(pending, rung)
        return self._answer(pending)

    def _keep_promises(self, pending: list[str]) -> list[str]:
        """A new visit promised for a half-day takes it; those in its way cannot stay, unless promised too."""
        for visit in self._change.added:
            if visit.fixed_at is None:
                continue
            around = build_around(self._problem, self._placed, self._change, [visit.id], wide=False)
            [v], draft = around.wanted, around.draft
            slot = next(iter(around.open_slots(v, 10**6, None)), None)
            if slot is None or not around.promised.isdisjoint(draft.clashes(v, slot)):
                continue
            names = [draft.tables.problem.visits[w].id for w in draft.clashes(v, slot)]
            for name in names:
                del self._placed[name]
            self._must += names
            self._placed[visit.id], self._steps[visit.id] = visit.fixed_at, "as promised"
            pending = [name for name in [*pending, *names] if name != visit.id]
        return pending

    def _climb(self, pending: list[str], rung: Rung) -> list[str]:
        """Place what can be on this step; returns what cannot."""
        if rung.kind == "cover":
            visits, places = place_with_cover(self._problem, self._placed, self._change, pending)
            self._replace(visits)
            self._covered |= set(visits)
            self._set(places, rung)
            return [name for name in pending if name not in places]
        if rung.kind == "window":
            by_id = {one.id: one for one in self._problem.visits}
            self._replace({name: _widened(by_id[name], rung.amount) for name in pending})
        horizon = rung.amount if rung.kind == "days" else 10**6
        still: list[str] = []
        left: list[tuple[list[str], list[str]]] = []
        for group in apart(self._problem, pending):
            around = build_around(self._problem, self._placed, self._change, group, wide=False)
            choices = self._choices(around, horizon)
            if self._was_tried(group, choices):
                still += group
            else:
                left.append((group, self._place_free(around, group, choices, rung)))
        for group, missing in left:
            still += self._move_aside(group, missing, horizon, rung) if missing else []
        return still

    def _was_tried(self, group: list[str], choices: dict[int, list[int]]) -> bool:
        """Whether this step opens no half-day that an earlier one had not."""
        count = [len(slots) for slots in choices.values()]
        before, self._tried[tuple(group)] = self._tried.get(tuple(group)), count
        return before == count

    def _place_free(
        self, around: Around, group: list[str], choices: dict[int, list[int]], rung: Rung
    ) -> list[str]:
        """Place as many as can be while nothing else moves, at least cost; returns what cannot."""
        some = {v: slots for v, slots in choices.items() if slots}
        found = self._named(around, self._best_places(around, some))
        self._set(found, rung)
        return [name for name in group if name not in found]

    def _best_places(self, around: Around, choices: dict[int, list[int]]) -> dict[int, int]:
        draft = around.draft
        if not choices:
            return {}
        search = FreeSearch(draft, choices, STEPS)
        places = search.run()
        if search.whole:
            return places
        model = build_exact(draft, choices, may_leave=True)
        tier = {column: float(draft.tables.size[v]) for v, column in model.out.items()}
        answers, _ = model.solve_tiers(
            [tier], seed=self._seed, nodes=BRANCHES, seconds=self._watch.remaining()
        )
        self._watch.was_cut |= any(one.cut for one in answers)
        best = next((one for one in reversed(answers) if one.solved), None)
        return model.read(best) if best is not None else places

    def _move_aside(self, group: list[str], left: list[str], horizon: int, rung: Rung) -> list[str]:
        """Place what is left by moving others aside: a few together, else one after the other."""
        together = len(group) <= FEW
        kept = {name: self._placed.pop(name) for name in group if together and name in self._placed}
        still: list[str] = []
        asides = 0
        for some in [group] if together else [[name] for name in left]:
            around = build_around(self._problem, self._placed, self._change, some, wide=True)
            choices = self._choices(around, horizon)
            if not any(choices[v] for v in around.wanted):
                still += some
                continue
            found = self._search(around, choices, horizon).run(
                around.wanted, len(some) + MORE_MOVES, len(some) + 1
            )
            if found.places is None:
                still += some
                continue
            asides += found.moves - len(some)
            if (found.whole and around.closed) or asides == 1:
                self._note_aside(around, asides if together else 1)
            self._set(self._named(around, found.places), rung)
        if together and still:
            self._placed |= kept
            return left
        return still

    def _search(self, around: Around, choices: dict[int, list[int]], horizon: int) -> Search:
        draft, stuck, visits = around.draft, around.stuck, around.draft.tables.problem.visits

        def slots(v: int) -> list[int]:
            if v not in choices:
                choices[v] = around.open_slots(v, horizon, draft.at[v] if draft.at[v] >= 0 else None)
            return choices[v]

        def may_move(v: int) -> bool:
            return v not in stuck

        def people(places: Mapping[int, int]) -> int:
            return len(people_of([visits[v] for v in places]))

        return Search(draft, slots, may_move, NODES, people)

    def _note_aside(self, around: Around, aside: int) -> None:
        """So many more must move here than those that cannot stay: with none fewer nothing was free."""
        ids = frozenset(visit.id for visit in around.draft.tables.problem.visits)
        self._asides.append((aside, ids))

    def _choices(self, around: Around, horizon: int) -> dict[int, list[int]]:
        days = {day: at for at, day in enumerate(self._problem.days)}
        choices = {}
        for v in around.wanted:
            at = self._before.get(around.draft.tables.problem.visits[v].id)
            near = 2 * days[at.on] if at is not None and at.on in days else None
            choices[v] = around.open_slots(v, horizon, near)
        return choices

    def _named(self, around: Around, places: Mapping[int, int]) -> Placed:
        tables = around.draft.tables
        return {tables.problem.visits[v].id: tables.half_day(slot) for v, slot in places.items()}

    def _set(self, places: Placed, rung: Rung) -> None:
        for name, at in places.items():
            self._placed[name] = at
            self._steps[name] = rung.words

    def _replace(self, visits: Mapping[str, Visit]) -> None:
        rows = tuple(visits.get(one.id, one) for one in self._problem.visits)
        self._problem = replace(self._problem, visits=rows)

    def _answer(self, pending: list[str]) -> Replan:
        by_id = {one.id: one for one in self._problem.visits}
        unplaced = {name: self._reasons[name] for name in self._reasons}
        unplaced |= {name: why_unplaced(self._problem, self._placed, by_id[name]) for name in pending}
        moves = [self._move(name, by_id.get(name)) for name in self._changed(by_id)]
        moves.sort(key=lambda move: (move.after or move.before or HalfDay(self._change.on), move.visit))
        moved = sum(1 for one in moves if one.before is not None and one.visit not in self._change.removed)
        fewest = len(self._must) + _sum_apart(self._asides)
        proved = moved == fewest
        return Replan(
            problem=self._problem,
            timetable=Timetable(self._placed, unplaced),
            moves=tuple(moves),
            moved=moved,
            fewest=fewest,
            proved=proved,
            proof=_proof_words(proved, fewest > len(self._must)),
            tell=tuple(sorted({name for move in moves for name in move.tell})),
            seconds=self._watch.seconds(),
            reproducible=not self._watch.was_cut,
        )

    def _changed(self, by_id: Mapping[str, Visit]) -> list[str]:
        names = dict.fromkeys([*self._before, *(visit.id for visit in self._change.added)])
        return [
            name
            for name in names
            if self._before.get(name) != self._placed.get(name) or name in self._covered
        ]

    def _move(self, name: str, now: Visit | None) -> Move:
        visits = [one for one in (self._old.get(name), now) if one is not None]
        step = self._steps.get(name, "no place was found")
        if name in self._change.removed:
            step = "no longer needed"
        tell = tuple(sorted(people_of(visits)))
        return Move(name, self._before.get(name), self._placed.get(name), tell, step)


def apart(problem: Problem, names: list[str]) -> list[list[str]]:
    """The visits in groups that share no adviser, no school and no link, so that none is in another's way."""
    by_id = {one.id: one for one in problem.visits}
    keys: dict[str, list[tuple[str, str]]] = {}
    for name in names:
        visit = by_id[name]
        keys[name] = [("at", visit.host), *(("by", one) for one in visit.advisers), ("is", name)]
    for link in problem.links:
        for one, other in ((link.first, link.then), (link.then, link.first)):
            if one in keys and other in keys:
                keys[one].append(("is", other))
    groups: list[tuple[list[str], set[tuple[str, str]]]] = []
    for name in names:
        mine, shared = [name], set(keys[name])
        for group in [one for one in groups if one[1] & shared]:
            groups.remove(group)
            mine, shared = group[0] + mine, shared | group[1]
        groups.append((mine, shared))
    return [group for group, _ in groups]


def _sum_apart(asides: list[tuple[int, frozenset[str]]]) -> int:
    """The sum over neighbourhoods that have no visit in common: a visit moved aside then serves one only."""
    total, seen = 0, set[str]()
    for aside, ids in sorted(asides, key=lambda one: (-one[0], len(one[1]))):
        if seen.isdisjoint(ids):
            total += aside
            seen |= ids
    return total


def _proof_words(proved: bool, aside: bool) -> str:
    if not proved:
        return "Not proved: whether fewer moves would do was not settled."
    if aside:
        return "Proved: every answer with fewer moves was tried or ruled out, and none keeps the rules."
    return "Proved: each visit that moves cannot stay where it stands."


def _widened(visit: Visit, days: int) -> Visit:
    """The visit with a window so many days wider at either end, whatever its term."""
    more = timedelta(days=days)
    return replace(visit, earliest=visit.earliest - more, until=visit.until + more, term=None)
