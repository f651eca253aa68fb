"""A few visits placed exactly, everything else kept: every rule a row, every half-day a column, solved tier by tier."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np

from headway.planner.deployment.highs import Answer, Programme
from headway.planner.timetable.columns import add_apart, add_link
from headway.planner.timetable.draft import NOWHERE, Draft

TOLERANCE = 1e-6
Entries = list[tuple[int, float]]


@dataclass(slots=True)
class ExactModel:
    """The programme whose cost is minutes a year; place[v, slot] and out[v] (left unplaced) by column."""

    programme: Programme
    place: dict[tuple[int, int], int]
    out: dict[int, int]

    def solve_tiers(
        self, tiers: Sequence[Mapping[int, float]], *, seed: int, nodes: int, seconds: float | None
    ) -> tuple[list[Answer], bool]:
        """Minimise each tier (factors by column) in turn, keeping those before, and the minutes last. Returns
        the answers and whether every one of them is proved best."""
        programme, minutes, answers = self.programme, list(self.programme.cost), []
        proved = True
        for tier in [*tiers, None]:
            programme.cost = minutes if tier is None else [tier.get(n, 0.0) for n in range(len(minutes))]
            answer = programme.solve(seed=seed, nodes=nodes, seconds=seconds)
            proved = proved and answer.optimal
            answers.append(answer)
            if not answer.solved:
                break
            if tier is not None:
                highest = round(answer.objective, 6) + TOLERANCE
                programme.add_row(-np.inf, highest, sorted((n, f) for n, f in tier.items() if f))
        programme.cost = minutes
        return answers, proved

    def read(self, answer: Answer) -> dict[int, int]:
        """The slot of every visit that the answer places."""
        return {v: slot for (v, slot), column in self.place.items() if answer.values[column] > 0.5}


def build_exact(
    draft: Draft, choices: Mapping[int, Sequence[int]], *, may_leave: bool, costs: bool = True
) -> ExactModel:
    """A model of these visits on these slots; they must stand nowhere in the draft, and what stands there
    stays. Slots where something that stays is in the way are left out. costs: without them, only the rules."""
    tables, programme = draft.tables, Programme()
    model = ExactModel(programme, {}, {})
    for v in sorted(choices):
        for slot in sorted(choices[v]):
            if not draft.clashes(v, slot):
                minutes = draft.put_change(v, slot) - _busy(draft, v, slot)
                model.place[v, slot] = programme.add_column(minutes, 0, 1, whole=True)
        if may_leave:
            model.out[v] = programme.add_column(0.0, 0, 1, whole=True)
    _add_once(model, choices)
    by_adviser: dict[int, list[int]] = defaultdict(list)
    for v in sorted(choices):
        for a in tables.advisers[v]:
            by_adviser[a].append(v)
    by_visit: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for (v, slot), column in model.place.items():
        by_visit[v].append((column, slot // 2))
    for a, visits in by_adviser.items():
        _add_half_days(draft, model, visits)
        _add_pairs(draft, model, a, visits, costs=costs)
        if costs:
            _add_busy_weeks(draft, model, a, visits)
    _add_distances(draft, model, sorted(choices), by_visit)
    return model


def _busy(draft: Draft, v: int, slot: int) -> float:
    """The part of put_change that is about busy weeks, which rows of their own count."""
    tables, week = draft.tables, draft.tables.week[slot // 2]
    total = 0.0
    for a in tables.advisers[v]:
        load = draft.load[a][week]
        total += sum(tables.extra[load : load + tables.size[v]])
    return total


def _add_once(model: ExactModel, choices: Mapping[int, Sequence[int]]) -> None:
    for v in sorted(choices):
        entries: Entries = [
            (model.place[v, slot], 1.0) for slot in sorted(choices[v]) if (v, slot) in model.place
        ]
        if v in model.out:
            entries.append((model.out[v], 1.0))
        model.programme.add_row(1, 1, entries)


def _add_half_days(draft: Draft, model: ExactModel, visits: list[int]) -> None:
    """One adviser is at one visit at a time."""
    tables = draft.tables
    taken: dict[int, Entries] = defaultdict(list)
    for v in visits:
        used = [slot for slot in tables.slots[v] if (v, slot) in model.place]
        for slot, part in product(used, range(tables.size[v])):
            taken[slot + part].append((model.place[v, slot], 1.0))
    for _, entries in sorted(taken.items()):
        if len(entries) > 1:
            model.programme.add_row(-np.inf, 1, entries)


def _days(model: ExactModel, v: int, tables_slots: list[int]) -> dict[int, Entries]:
    days: dict[int, Entries] = defaultdict(list)
    for slot in sorted(tables_slots):
        if (v, slot) in model.place:
            days[slot // 2].append((model.place[v, slot], 1.0))
    return days


def _add_pairs(draft: Draft, model: ExactModel, a: int, visits: list[int], *, costs: bool) -> None:
    """Two on one day: forbidden where too far apart, else cheaper than each from home."""
    tables, programme = draft.tables, model.programme
    days = {v: _days(model, v, tables.slots[v]) for v in visits}
    for v, w in combinations(visits, 2):
        between = tables.between[tables.host[v]][tables.host[w]]
        barred = between > tables.most_between or tables.size[v] + tables.size[w] > 2
        saving = tables.home[a][tables.host[v]] + tables.home[a][tables.host[w]] - between
        shared = sorted(days[v].keys() & days[w].keys()) if barred or (costs and saving > 0) else []
        for day in shared:
            one, other = days[v][day], days[w][day]
            if barred:
                programme.add_row(-np.inf, 1, [*one, *other])
                continue
            pair = programme.add_column(-saving, 0, 1)
            programme.add_row(-np.inf, 0, [(pair, 1.0), *((n, -f) for n, f in one)])
            programme.add_row(-np.inf, 0, [(pair, 1.0), *((n, -f) for n, f in other)])


def _add_busy_weeks(draft: Draft, model: ExactModel, a: int, visits: list[int]) -> None:
    tables = draft.tables
    weeks: dict[int, Entries] = defaultdict(list)
    for v in visits:
        for slot in tables.slots[v]:
            if (v, slot) in model.place:
                weeks[tables.week[slot // 2]].append((model.place[v, slot], float(tables.size[v])))
    for week, entries in sorted(weeks.items()):
        kept = draft.load[a][week]
        for most, rate in tables.problem.weights.week_bands:
            over = model.programme.add_column(rate, 0, np.inf)
            model.programme.add_row(-np.inf, max(0, most - kept), [*entries, (over, -1.0)])


def _add_distances(
    draft: Draft, model: ExactModel, visits: list[int], by_visit: dict[int, list[tuple[int, int]]]
) -> None:
    """Spacing and links between two visits of the model."""
    tables, inside = draft.tables, set(visits)
    for v in visits:
        h = tables.host[v]
        for w in tables.by_host[h]:
            if tables.spacing[h] and v < w and w in inside:
                add_apart(tables, model.programme, (by_visit[v], by_visit[w]), tables.spacing[h])
        for w, least, most in tables.links[v]:
            if w in inside and least >= 0:
                add_link(tables, model.programme, (by_visit[w], by_visit[v]), least, most)


def solve_whole(draft: Draft, *, seed: int, nodes: int, seconds: float | None) -> tuple[float, float, bool]:
    """The whole problem exactly: fewest half-days unplaced, then minutes; the draft ends as the best found.
    Returns a bound on the half-days, one on the minutes (none below it with so few unplaced), and whether
    both are proved best."""
    tables = draft.tables
    before = list(draft.at)
    for v, slot in enumerate(before):
        if slot != NOWHERE:
            draft.lift(v)
    model = build_exact(draft, dict(enumerate(tables.slots)), may_leave=True)
    tier = {column: float(tables.size[v]) for v, column in model.out.items()}
    answers, proved = model.solve_tiers([tier], seed=seed, nodes=nodes, seconds=seconds)
    best = answers[-1]
    places = model.read(best) if best.solved else {v: slot for v, slot in enumerate(before) if slot >= 0}
    for v, slot in places.items():
        draft.put(v, slot)
    least = answers[0].bound if np.isfinite(answers[0].bound) else 0.0
    known = len(answers) == 2 and answers[0].optimal and np.isfinite(best.bound)
    return least, best.bound if known else 0.0, proved
