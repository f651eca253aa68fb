"""Deployment: proven gap and seconds on Essex-like counties, beside a greedy roll-forward and plain HiGHS.

Prints JSON. Each seed is solved by the planner; HiGHS with its default settings then gets the same seconds on
the same model on one thread. Run: python benchmarks/deployment.py --seeds 0-19
"""

import argparse
import json
import sys
import time
from math import dist
from pathlib import Path
from statistics import median, pstdev
from typing import Any

import highspy
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from tests.planner.instances import make_county

from headway.planner.deployment.anneal import choose_cheapest
from headway.planner.deployment.check import Facts, assigned_half_days, check, cost_terms, total_unmet
from headway.planner.deployment.draft import Draft
from headway.planner.deployment.finish import write_plan
from headway.planner.deployment.model import Columns, build_model, read_draft
from headway.planner.deployment.problem import Plan, Problem, School
from headway.planner.deployment.solve import solve
from headway.planner.deployment.tables import build_tables, group_blocks
from headway.planner.stop import Stop


def main() -> None:
    """Parse the arguments, solve every seed and print one JSON document."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", default="0-4", help="first-last, or one")
    parser.add_argument("--schools", type=int, default=558)
    parser.add_argument("--partnerships", type=int, default=41)
    parser.add_argument("--advisers", type=int, default=30)
    parser.add_argument("--gap", type=float, default=0.005)
    parser.add_argument("--slack", type=float, default=0.08)
    parser.add_argument("--no-peer", action="store_true", help="leave plain HiGHS out")
    args = parser.parse_args()
    first, _, last = args.seeds.partition("-")
    rows = [measure_seed(seed, args) for seed in range(int(first), int(last or first) + 1)]
    print(json.dumps({"settings": vars(args), "summary": summarise(rows), "seeds": rows}, indent=1))


def measure_seed(seed: int, args: argparse.Namespace) -> dict[str, Any]:
    """One county: the planner, the greedy roll-forward and plain HiGHS."""
    size = {"schools": args.schools, "partnerships": args.partnerships, "advisers": args.advisers}
    problem = make_county(seed, **size, slack=args.slack)
    processor = time.process_time()
    result = solve(problem, stop=Stop(gap=args.gap, clock=time.monotonic), seed=seed)
    processor = time.process_time() - processor
    row: dict[str, Any] = {
        "seed": seed,
        "demand_half_days": problem.demand_half_days,
        "capacity_half_days": problem.capacity_half_days,
        "gap": round(result.gap, 5),
        "seconds": round(result.seconds, 2),
        "processor_seconds": round(processor, 2),
        "lower_bound": round(result.lower_bound),
        "planner": describe(problem, result.plan),
        "greedy": describe(problem, roll_forward(problem)),
    }
    if not args.no_peer:
        row["highs"] = run_plain_highs(problem, result.seconds)
    return row


def describe(problem: Problem, plan: Plan) -> dict[str, Any]:
    """Objective, unmet need, splits, spread of load against target, and how many rules the plan breaks."""
    terms = cost_terms(problem, plan)
    loads = assigned_half_days(problem, plan)
    factor = problem.demand_half_days / problem.capacity_half_days
    shares = [loads[adviser.id] / (factor * adviser.capacity_half_days) for adviser in problem.advisers]
    return {
        "objective": round(sum(terms.values())),
        "travel": round(terms["travel"]),
        "splits": round(terms["split_school"] / problem.weights.split_school_minutes),
        "spread_of_load": round(pstdev(shares), 3),
        "unmet_half_days": total_unmet(plan),
        "violations": len(check(problem, plan)),
    }


def roll_forward(problem: Problem) -> Plan:
    """Last year's adviser again where allowed and with room, then the nearest with room, if any."""
    facts, tables = Facts(problem), build_tables(problem)
    room = {adviser.id: adviser.capacity_half_days for adviser in problem.advisers}
    serious = {
        a.id: len(problem.schools) if a.max_intensive is None else a.max_intensive for a in problem.advisers
    }
    chosen: dict[str, str] = {}
    leads = {}
    for partnership in problem.partnerships:
        able = [a.id for a in problem.advisers if facts.bars_lead(a, partnership) is None]
        here = (partnership.easting, partnership.northing)
        able.sort(key=lambda name: dist((facts.advisers[name].easting, facts.advisers[name].northing), here))
        leads[partnership.id] = next((n for n in able if room[n] >= partnership.lead_half_days), able[0])
        room[leads[partnership.id]] -= partnership.lead_half_days
    for group in sorted(
        group_blocks(problem), key=lambda group: problem.schools[group[0]].last_adviser is None
    ):
        schools = [problem.schools[s] for s in group]
        half_days, count = sum(s.half_days for s in schools), sum(s.intensive for s in schools)
        able = [a.id for a in problem.advisers if not any(facts.bars_school(a, s) for s in schools)]
        able = [name for name in able if serious[name] >= count] or able
        able.sort(key=lambda name: _preference(facts, schools[0], name))
        best = next((name for name in able if room[name] >= half_days), able[0])
        room[best] -= half_days
        serious[best] -= count
        chosen |= {school.id: best for school in schools}
    names = {adviser.id: a for a, adviser in enumerate(problem.advisers)}
    blocks = [names[chosen[problem.schools[block[0]].id]] for block in tables.blocks]
    return write_plan(
        problem, tables, Draft(tables, blocks, [names[leads[p.id]] for p in problem.partnerships])
    )


def _preference(facts: Facts, school: School, name: str) -> tuple[bool, float]:
    adviser = facts.advisers[name]
    away = dist((adviser.easting, adviser.northing), (school.easting, school.northing))
    return name != school.last_adviser, away


def run_plain_highs(problem: Problem, seconds: float) -> dict[str, Any]:
    """The whole model in HiGHS with default settings on one thread for so many seconds."""
    tables = build_tables(problem)
    every = choose_cheapest(tables, tables.cost.tolist(), tables.lead_cost.tolist(), len(problem.advisers))
    targets = np.array(tables.capacity) * problem.demand_half_days / problem.capacity_half_days
    bands = problem.weights.imbalance_bands
    unmet = max(0, problem.demand_half_days - problem.capacity_half_days)
    model = build_model(tables, Columns(every.advisers, every.leads), targets, bands, unmet)
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("time_limit", seconds)
    solver.passModel(model.programme.build())
    solver.run()
    info = solver.getInfo()
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return {"objective": None, "gap": None, "lower_bound": round(info.mip_dual_bound)}
    empty = Draft(tables, [0] * len(tables.blocks), [0] * len(tables.lead_weight))
    draft = read_draft(model, tables, np.array(solver.getSolution().col_value), empty)
    gap = round((draft.minutes() - info.mip_dual_bound) / draft.minutes(), 5)
    return {"gap": gap, "lower_bound": round(info.mip_dual_bound)} | describe(
        problem, write_plan(problem, tables, draft)
    )


def summarise(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Median and worst of what is measured; ratios to the peers' objectives."""
    greedy = [row["planner"]["objective"] / row["greedy"]["objective"] for row in rows]
    plain = [row["highs"]["gap"] for row in rows if row.get("highs", {}).get("gap") is not None]
    return {
        "gap_median": median(row["gap"] for row in rows),
        "gap_worst": max(row["gap"] for row in rows),
        "seconds_median": median(row["seconds"] for row in rows),
        "seconds_worst": max(row["seconds"] for row in rows),
        "processor_seconds_median": median(row["processor_seconds"] for row in rows),
        "processor_seconds_worst": max(row["processor_seconds"] for row in rows),
        "objective_against_greedy_median": round(median(greedy), 4),
        "highs_gap_median": median(plain) if plain else None,
        "highs_gap_worst": max(plain) if plain else None,
        "highs_found_no_plan": sum("highs" in row for row in rows) - len(plain),
    }


if __name__ == "__main__":
    main()
