"""Timetables: proven gap and seconds for a year's visits, and how fast and with how few moves a change is answered.

Prints JSON. Each seed is an invented authority of about 300 schools and 20 advisers. Peers: filling diaries (each visit on
the free half-day nearest to the one wanted), HiGHS alone on the whole model for the same seconds and, for changes, the first
free half-day that keeps the rules. Run: python benchmarks/timetable.py --seeds 0-4
"""

import argparse
import json
import random
import sys
import time
from collections import defaultdict
from datetime import timedelta
from itertools import combinations
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import highspy

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from tests.planner.timetable.instances import make_year

from headway.planner.deployment.highs import Programme
from headway.planner.stop import Stop
from headway.planner.timetable.change import Change, apply_change, asked_to_move, ofsted_call, sickness, snow
from headway.planner.timetable.check import check, cost_terms
from headway.planner.timetable.columns import add_apart, add_link
from headway.planner.timetable.draft import Draft, draft_of, timetable_of
from headway.planner.timetable.patterns import build_patterns
from headway.planner.timetable.problem import Problem, Timetable, Visit
from headway.planner.timetable.replan import replan
from headway.planner.timetable.solve import solve
from headway.planner.timetable.tables import Tables, build_tables

KINDS = ("ofsted_call", "sickness", "snow", "asked_to_move")


def main() -> None:
    """Parse the arguments, solve every seed and print one JSON document."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", default="0-4", help="first-last, or one")
    parser.add_argument("--schools", type=int, default=300)
    parser.add_argument("--advisers", type=int, default=20)
    parser.add_argument("--visits", type=int, default=2400)
    parser.add_argument("--changes", type=int, default=100, help="changes answered for each seed")
    parser.add_argument("--gap", type=float, default=0.01)
    parser.add_argument("--no-peer", action="store_true", help="leave HiGHS alone out")
    args = parser.parse_args()
    first, _, last = args.seeds.partition("-")
    rows = [measure_seed(seed, args) for seed in range(int(first), int(last or first) + 1)]
    print(json.dumps({"settings": vars(args), "summary": summarise(rows), "seeds": rows}, indent=1))


def measure_seed(seed: int, args: argparse.Namespace) -> dict[str, Any]:
    """One authority: the planner, filled diaries, HiGHS alone, and a hundred changes."""
    problem = make_year(seed, schools=args.schools, advisers=args.advisers, visits=args.visits)
    processor = time.process_time()
    result = solve(problem, stop=Stop(gap=args.gap, clock=time.monotonic), seed=seed)
    row: dict[str, Any] = {
        "seed": seed,
        "visits": len(problem.visits),
        "gap": round(result.gap, 5),
        "seconds": round(result.seconds, 2),
        "processor_seconds": round(time.process_time() - processor, 2),
        "lower_bound": round(result.lower_bound),
        "planner": describe(problem, result.plan),
        "filled_diaries": describe(problem, fill_diaries(problem)),
        "changes": measure_changes(problem, result.plan, seed, args.changes),
    }
    if not args.no_peer:
        row["highs"] = run_highs_alone(problem, result.seconds)
    return row


def describe(problem: Problem, timetable: Timetable) -> dict[str, Any]:
    """Objective, its terms, unplaced visits and how many rules are broken."""
    terms = cost_terms(problem, timetable)
    return {
        "objective": round(sum(terms.values())),
        **{name: round(minutes) for name, minutes in terms.items()},
        "unplaced": len(timetable.unplaced),
        "violations": len(check(problem, timetable)),
    }


def fill_diaries(problem: Problem) -> Timetable:
    """Each visit, in order of the day wanted, on the free half-day nearest to it."""
    tables = build_tables(problem)
    draft = Draft(tables)
    order = sorted(
        range(len(tables.host)), key=lambda v: problem.visits[v].wanted_on or problem.visits[v].earliest
    )
    for v in order:
        slot = next((slot for slot in tables.slots[v] if not draft.clashes(v, slot)), None)
        if slot is not None:
            draft.put(v, slot)
    return timetable_of(draft, dict.fromkeys(draft.unplaced(), "no free half-day"))


def run_highs_alone(problem: Problem, seconds: float) -> dict[str, Any]:
    """The whole model, every pattern of every adviser's day a column, on one thread for so many seconds."""
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("time_limit", max(1.0, seconds))
    solver.passModel(whole_model(build_tables(problem)).build())
    solver.run()
    info = solver.getInfo()
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    gap = (
        (info.objective_function_value - info.mip_dual_bound) / info.objective_function_value
        if found
        else None
    )
    return {
        "objective": round(info.objective_function_value) if found else None,
        "gap": round(gap, 5) if gap is not None else None,
        "nodes": max(0, info.mip_node_count),
    }


def whole_model(tables: Tables) -> Programme:
    """Every rule of every visit in one programme."""
    programme, patterns = Programme(), build_patterns(tables)
    rows: dict[str, dict[Any, list[tuple[int, float]]]] = {
        name: defaultdict(list) for name in ("part", "day", "joint", "week")
    }
    uses: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for size, entries in ((1.0, patterns.ones), (2.0, patterns.twos)):
        fields = (entries.group, entries.first, entries.second, entries.minutes)
        for group, one, two, minutes in zip(*(row.tolist() for row in fields), strict=True):
            column = programme.add_column(minutes, 0, 1, whole=True)
            a, day = divmod(group, len(tables.ordinal))
            rows["day"][group].append((column, 1.0))
            rows["week"][a, tables.week[day]].append((column, size))
            for part in [part for part in (one, two) if part < len(patterns.visit)]:
                rows["part"][part].append((column, 1.0))
                use_part(tables, int(patterns.visit[part]), a, (column, day), (uses, rows["joint"]))
    for name, lowest, highest in (("part", 1, 1), ("day", -highspy.kHighsInf, 1), ("joint", 0, 0)):
        for entries_of in rows[name].values():
            programme.add_row(lowest, highest, entries_of)
    for entries_of in rows["week"].values():
        for most, rate in tables.problem.weights.week_bands:
            over = programme.add_column(rate, 0, highspy.kHighsInf)
            programme.add_row(-highspy.kHighsInf, most, [*entries_of, (over, -1.0)])
    add_distances(tables, programme, uses)
    return programme


def use_part(
    tables: Tables, v: int, a: int, use: tuple[int, int], found: tuple[dict[Any, Any], dict[Any, Any]]
) -> None:
    """Where a visit's column counts: once for its distances, and against its other advisers' on the same day."""
    team, (column, day) = tables.advisers[v], use
    if a == team[0]:
        found[0][v].append(use)
    if len(team) > 1:
        found[1][v, day].append((column, len(team) - 1.0 if a == team[0] else -1.0))


def add_distances(tables: Tables, programme: Programme, uses: dict[int, list[tuple[int, int]]]) -> None:
    """Spacing and links between all visits."""
    for h, visits in enumerate(tables.by_host):
        for v, w in combinations(visits if tables.spacing[h] else [], 2):
            add_apart(tables, programme, (uses[v], uses[w]), tables.spacing[h])
    for v, links in enumerate(tables.links):
        for w, least, most in links:
            if least >= 0:
                add_link(tables, programme, (uses[w], uses[v]), least, most)


def measure_changes(problem: Problem, timetable: Timetable, seed: int, changes: int) -> dict[str, Any]:
    """Changes of four kinds answered one by one, each from the solved timetable."""
    dice = random.Random(seed)
    rows = [measure_change(problem, timetable, KINDS[at % len(KINDS)], dice) for at in range(changes)]
    told: dict[str, Any] = {"all": tell_changes(rows)} if rows else {}
    return told | {
        kind: tell_changes([row for row in rows if row["kind"] == kind]) for kind in KINDS[:changes]
    }


def measure_change(problem: Problem, timetable: Timetable, kind: str, dice: random.Random) -> dict[str, Any]:
    """One change: milliseconds, moves, proof, and the peer's moves and visits left over."""
    change = make_change(problem, timetable, kind, dice)
    began, processor = time.perf_counter(), time.process_time()
    answer = replan(problem, timetable, change, stop=Stop(clock=time.monotonic))
    seconds, processor = time.perf_counter() - began, time.process_time() - processor
    return {
        "kind": kind,
        "ms": 1000 * seconds,
        "processor_ms": 1000 * processor,
        "moved": answer.moved,
        "proved": answer.proved,
        "unplaced": len(answer.timetable.unplaced),
        "named": answer.proved or bool(answer.timetable.unplaced),
        "violations": len(check(answer.problem, answer.timetable)),
        "peer_left": first_free(problem, timetable, change),
    }


def make_change(problem: Problem, timetable: Timetable, kind: str, dice: random.Random) -> Change:
    """A change of this kind somewhere in the year."""
    at = dice.randrange(5, len(problem.days) - 40)
    on, adviser = problem.days[at], dice.choice(problem.advisers)
    if kind == "ofsted_call":
        free = [one for one in sorted(adviser.available) if one.on >= on][:6]
        half_day = dice.choice(free)
        mine = [v.host for v in problem.visits if adviser.id in v.advisers]
        closed = {one.id: one.closed | one.no_go for one in problem.schools}
        host = dice.choice([one for one in mine if half_day.on not in closed[one]] or mine)
        until = half_day.on + timedelta(days=1)
        return ofsted_call(on, Visit("call", (host,), (adviser.id,), half_day.on, until, fixed_at=half_day))
    if kind == "sickness":
        others = [one.id for one in problem.advisers if one.id != adviser.id]
        days = frozenset(problem.days[at : at + dice.choice((1, 2, 3, 5))])
        return sickness(on, adviser.id, days, tuple(dice.sample(others, min(3, len(others)))))
    if kind == "snow":
        middle = dice.choice(problem.schools)
        schools = sorted(
            problem.schools,
            key=lambda s: (s.easting - middle.easting) ** 2 + (s.northing - middle.northing) ** 2,
        )
        return snow(on, tuple(one.id for one in schools[: len(schools) // 4]), frozenset({on}))
    visit = dice.choice(
        [one for one in problem.visits if timetable.placed.get(one.id) and timetable.placed[one.id].on >= on]
    )
    return asked_to_move(on, visit.id, frozenset({timetable.placed[visit.id].on}))


def first_free(problem: Problem, timetable: Timetable, change: Change) -> int:
    """How many visits are left over when each takes the first half-day that is free, as by hand in a diary."""
    now = apply_change(problem, change)
    tables = build_tables(now)
    placed = {
        name: at
        for name, at in timetable.placed.items()
        if at.on not in change.refused.get(name, ()) or at.on < change.on
    }
    past = {name for name, at in timetable.placed.items() if at.on < change.on}
    promised = {one.id: one.fixed_at for one in change.added if one.fixed_at is not None}
    draft = draft_of(tables, placed)
    for v, visit in enumerate(now.visits):
        for slot in tables.slots[v] if visit.id in promised else []:
            for w in draft.clashes(v, slot):
                draft.lift(w)
            draft.put(v, slot)
    for v in draft.unplaced():
        if now.visits[v].id in past:
            continue
        spared = change.refused.get(now.visits[v].id, frozenset())
        for slot in sorted(tables.slots[v]):
            on = tables.half_day(slot).on
            if on >= change.on and on not in spared and not draft.clashes(v, slot):
                draft.put(v, slot)
                break
    return sum(now.visits[v].id not in past for v in draft.unplaced())


def tell_changes(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Milliseconds, moves, and how many were proved or had their rule named."""
    times, processor = [row["ms"] for row in rows], [row["processor_ms"] for row in rows]
    return {
        "changes": len(rows),
        "median_ms": round(median(times), 1),
        "p95_ms": round(quantiles(times, n=20)[18] if len(times) > 1 else times[0], 1),
        "most_ms": round(max(times), 1),
        "processor_p95_ms": round(quantiles(processor, n=20)[18] if len(times) > 1 else processor[0], 1),
        "moves_mean": round(sum(row["moved"] for row in rows) / len(rows), 2),
        "proved_share": round(sum(row["proved"] for row in rows) / len(rows), 3),
        "proved_or_named_share": round(sum(row["named"] for row in rows) / len(rows), 3),
        "unplaced": sum(row["unplaced"] for row in rows),
        "unplaced_by_first_free": sum(row["peer_left"] for row in rows),
        "violations": sum(row["violations"] for row in rows),
    }


def summarise(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Median and worst of what is measured; ratios to the peers' objectives."""
    diaries = [row["planner"]["objective"] / row["filled_diaries"]["objective"] for row in rows]
    alone = [row["highs"]["gap"] for row in rows if row.get("highs", {}).get("gap") is not None]
    return {
        "gap_median": median(row["gap"] for row in rows),
        "gap_worst": max(row["gap"] for row in rows),
        "seconds_median": median(row["seconds"] for row in rows),
        "seconds_worst": max(row["seconds"] for row in rows),
        "objective_against_filled_diaries_median": round(median(diaries), 4),
        "unplaced": sum(row["planner"]["unplaced"] for row in rows),
        "unplaced_by_filled_diaries": sum(row["filled_diaries"]["unplaced"] for row in rows),
        "highs_gap_median": median(alone) if alone else None,
        "highs_found_no_timetable": sum("highs" in row for row in rows) - len(alone),
    }


if __name__ == "__main__":
    main()
