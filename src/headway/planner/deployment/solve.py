"""Solve a deployment: unmet need first, then minutes a year, with a proven bound.

The way: anneal a first plan; price the rules "one adviser a school" and "one lead a partnership" for the
bound; settle the leads by relaxed programmes and let HiGHS choose the advisers under them; then improve among
neighbouring advisers, and now and then among all the columns the prices make likely, until the gap is proved.
"""

from dataclasses import dataclass, replace
from math import ceil, hypot, inf, isfinite
from random import Random

import numpy as np

from headway.planner.deployment.anneal import Choices, Cooling, anneal, choose_cheapest, rank_leads
from headway.planner.deployment.bound import Bound, Prices, Pricing
from headway.planner.deployment.check import check, cost_terms, total_unmet
from headway.planner.deployment.draft import Draft
from headway.planner.deployment.feasibility import require_feasible
from headway.planner.deployment.finish import write_plan
from headway.planner.deployment.model import Columns, Model, build_model, read_draft, start_from
from headway.planner.deployment.problem import Plan, Problem
from headway.planner.deployment.tables import Floats, Tables, build_tables
from headway.planner.result import Progress, Result, proved_result, relative_gap
from headway.planner.stop import Stop, Watch

WIDEN_EVERY = 6  # rounds from one widening of the likely columns to the next; near ones lie between
NEAR_GAP = 0.0005
LEADS_GAP = 0.002
SURE = 0.8  # share of a partnership from which the relaxed programme's lead is taken at once
PRICED = "by pricing each school and each lead and letting every adviser choose its cheapest load exactly"


@dataclass(frozen=True, slots=True)
class Params:
    """How hard to try; amounts of work, not rules of the service.

    cooling, cooling_again: of the first and the second annealing. bound_steps: of pricing, first and in each
    later round. whole_columns: up to so many pairs of school and adviser the whole problem goes to HiGHS.
    nodes: branch nodes a round (the whole problem gets more). likely: share of the priced choices from which
    a column counts as likely, halved at each widening. neighbours: advisers whose schools are exchanged
    freely in the rounds between.
    """

    cooling: Cooling = Cooling(moves=300_000, hot=150.0, cold=4.0)
    cooling_again: Cooling = Cooling(moves=300_000, hot=60.0, cold=2.0)
    candidates: int = 8
    bound_steps: int = 150
    whole_columns: int = 3000
    nodes: int = 30
    likely: float = 0.02
    neighbours: int = 6


def solve(
    problem: Problem, *, stop: Stop, seed: int, params: Params | None = None, progress: Progress | None = None
) -> Result[Plan]:
    """The best plan found within `stop`, its cost by term in minutes a year, and a proven lower bound.

    Deterministic for a seed unless the safety net in seconds cuts it. progress is called with (done, total,
    words). Raises Infeasible naming the school or partnership and the rule where no plan can meet the hard
    rules, and BadProblem where there is nothing to plan. Demand above capacity is unmet need, not an error.
    """
    return _Run(problem, stop, seed, params or Params(), progress).run()


class _Run:
    """One solve from start to result."""

    def __init__(
        self, problem: Problem, stop: Stop, seed: int, params: Params, progress: Progress | None
    ) -> None:
        self._problem, self._stop, self._seed, self._params = problem, stop, seed, params
        self._progress = progress
        self._watch = Watch(stop)
        self._tables = build_tables(problem)
        start = require_feasible(problem, self._tables)
        self._lead_rank = rank_leads(self._tables)
        self._draft = _first_draft(self._tables, self._lead_rank, start)
        load_factor = problem.demand_half_days / problem.capacity_half_days
        self._targets = np.array(self._tables.capacity) * load_factor
        self._everything = choose_cheapest(
            self._tables, self._tables.cost.tolist(), self._lead_rank.tolist(), len(problem.advisers)
        )
        self._iterations, self._lower, self._unmet_lower = 0, 0.0, 0
        self._proof = ""

    def run(self) -> Result[Plan]:
        """All steps in turn."""
        self._report(0, "First plan")
        self._anneal()
        self._report(1, "Unmet need")
        self._settle_unmet()
        self._report(2, "Proving how good the plan is")
        if self._is_small():
            self._solve_whole()
        if not self._is_done():
            self._solve_by_prices()
        return self._result()

    def _anneal(self) -> None:
        tables, params = self._tables, self._params
        choices = choose_cheapest(tables, tables.cost.tolist(), self._lead_rank.tolist(), params.candidates)
        size = len(tables.blocks) * len(tables.capacity)
        moves = min(params.cooling.moves, 100 * size)
        cooling = replace(params.cooling, moves=moves)
        self._draft = anneal(self._draft, choices, cooling, Random(self._seed))
        self._iterations += moves

    def _settle_unmet(self) -> None:
        """Least unmet half-days, where the first plan leaves any: a first tier of its own."""
        if self._draft.unmet() == 0 or self._watch.is_over():
            return
        model = self._model(self._everything, None)
        relaxed = model.programme.solve(seed=self._seed, relaxed=True)
        if relaxed.solved:
            self._unmet_lower = max(0, ceil(relaxed.objective - 1e-6))
        if self._draft.unmet() <= self._unmet_lower:
            return
        answer = model.programme.solve(
            seed=self._seed,
            nodes=self._params.nodes * (30 if self._is_small() else 1),
            seconds=self._watch.remaining(),
            target=float(self._unmet_lower),
            start=start_from(model, self._draft),
        )
        self._note(answer.nodes, answer.cut)
        if isfinite(answer.bound):  # a run cut before its first relaxation has none
            self._unmet_lower = max(self._unmet_lower, ceil(answer.bound - 1e-6))
        self._keep(
            read_draft(model, self._tables, answer.values, self._draft) if answer.solved else self._draft
        )

    def _solve_whole(self) -> None:
        """The whole problem as one programme; its own bound is valid because no column is left out."""
        model = self._model(self._everything, self._draft.unmet())
        gap = min(self._stop.gap, 1e-9) if self._stop.gap < 1e-3 else self._stop.gap / 5
        answer = model.programme.solve(
            seed=self._seed,
            gap=gap,
            nodes=self._params.nodes * 30,
            seconds=self._watch.remaining(),
            start=start_from(model, self._draft),
        )
        self._take(model, answer.values if answer.solved else None, answer.nodes, answer.cut)
        if answer.solved or answer.cut:
            self._raise_lower(answer.bound, "by branch and bound over every possible assignment")

    def _solve_by_prices(self) -> None:
        unmet = self._draft.unmet()
        bound, pricing = self._first_bound(unmet)
        self._anneal_from(bound)
        self._settle_leads(bound)
        bound = self._raise_bound(pricing, bound, self._params.bound_steps)
        for number in range(self._stop.rounds):
            if self._is_done() or self._watch.is_over():
                return
            self._report(3 + number, f"Round {number + 1}: gap {100 * self._gap():.2f} %")
            if (number + 1) % WIDEN_EVERY:
                self._solve_columns(self._columns_near(number), NEAR_GAP)
                continue
            bound = self._raise_bound(pricing, bound, self._params.bound_steps)
            if not self._is_done():
                columns = self._likely_columns(bound, number // WIDEN_EVERY)
                self._solve_columns(columns, self._stop.gap * 0.4)

    def _raise_bound(self, pricing: Pricing, bound: Bound, steps: int) -> Bound:
        """Better prices, now that a better plan shows how far the bound can rise."""
        if self._is_done() or self._watch.is_over():
            return bound
        bound = pricing.improve(bound, self._objective(), steps)
        self._iterations += steps
        self._raise_lower(bound.minutes, PRICED)
        return bound

    def _first_bound(self, unmet: int) -> tuple[Bound, Pricing]:
        """Prices from the relaxed programme over all columns, raised by pricing steps."""
        model = self._model(self._everything, unmet)
        relaxed = model.programme.solve(seed=self._seed, relaxed=True)
        duals = relaxed.duals
        tables = self._tables
        unmet_price = max(0.0, -float(duals[model.unmet_row])) if model.unmet_row is not None else 0.0
        intensive = np.zeros(len(tables.capacity))
        for a, row in model.serious.items():
            intensive[a] = max(0.0, -float(duals[row]))
        prices = Prices(
            np.array([duals[model.one_adviser[b]] for b in range(len(tables.blocks))]),
            np.array([duals[model.one_lead[p]] for p in range(len(tables.lead_weight))]),
            intensive,
        )
        pricing = Pricing(tables, unmet, unmet_price)
        upper = min(self._objective(), 1.02 * relaxed.objective)
        bound = pricing.improve(prices, upper, self._params.bound_steps)
        self._iterations += self._params.bound_steps
        self._raise_lower(bound.minutes, PRICED)
        return bound, pricing

    def _anneal_from(self, bound: Bound) -> None:
        """A second annealing, cooler, from what the prices chose most often and among their likely
        advisers."""
        tables, params = self._tables, self._params
        choices = self._likely_columns(bound, 1)
        allowed = np.where(np.isfinite(tables.cost), bound.share, -1.0)
        leads = np.where(np.isfinite(tables.lead_cost), bound.lead_share, -1.0)
        serious = [now if tables.intensive[b] else -1 for b, now in enumerate(self._draft.adviser)]
        adviser = [int(a) if now < 0 else now for a, now in zip(allowed.argmax(axis=1), serious, strict=True)]
        draft = Draft(tables, adviser, [int(a) for a in leads.argmax(axis=1)])
        again = params.cooling_again
        self._keep(anneal(draft, choices, again, Random(self._seed + 1)))
        self._iterations += again.moves

    def _settle_leads(self, bound: Bound) -> None:
        """Leads first, then the schools: a relaxed programme says who leads, the surest first, and HiGHS then
        chooses the advisers under those leads, which ties far less together than both at once."""
        if self._is_done() or self._watch.is_over() or not self._draft.lead:
            return
        columns = self._likely_columns(bound, 0)
        leads = columns.leads
        while any(len(row) > 1 for row in leads):
            model = self._model(Choices(columns.advisers, leads), self._draft.unmet())
            relaxed = model.programme.solve(seed=self._seed, relaxed=True)
            if not relaxed.solved:
                return
            leads = _keep_surest(leads, {key: float(relaxed.values[at]) for key, at in model.y.items()})
        model = self._model(Choices(columns.advisers, leads), self._draft.unmet())
        answer = model.programme.solve(
            seed=self._seed, gap=LEADS_GAP, nodes=self._params.nodes, seconds=self._watch.remaining()
        )
        self._take(model, answer.values if answer.solved else None, answer.nodes, answer.cut)

    def _likely_columns(self, bound: Bound, number: int) -> Choices:
        """Columns the prices make likely, the present plan's, and the few cheapest; more in each round."""
        likely = self._params.likely / 2**number
        draft, tables = self._draft, self._tables
        advisers = _pick(
            tables.cost - bound.prices.block[:, None], bound.share, likely, 2 + number, draft.adviser
        )
        leads = _pick(self._lead_rank, bound.lead_share, likely, 2 + number, draft.lead)
        return Choices(advisers, leads)

    def _columns_near(self, number: int) -> Choices:
        """Every assignment among a few neighbouring advisers of what they have now; the centre goes round."""
        team = self._problem.advisers
        centre = team[(number * 7 + self._seed) % len(team)]
        away = [hypot(one.easting - centre.easting, one.northing - centre.northing) for one in team]
        near = set(sorted(range(len(team)), key=lambda a: (away[a], a))[: self._params.neighbours])
        return Choices(
            _keep_near(self._everything.advisers, self._draft.adviser, near),
            _keep_near(self._everything.leads, self._draft.lead, near),
        )

    def _solve_columns(self, columns: Choices, gap: float) -> None:
        """The best over these columns, begun from the present draft; stops early where the whole is good
        enough."""
        involved = {a for row in columns.advisers for a in row} | {a for row in columns.leads for a in row}
        model = self._model(columns, self._draft.unmet(involved))
        start = start_from(model, self._draft)
        others = self._objective() - float(start @ np.array(model.programme.cost))
        answer = model.programme.solve(
            seed=self._seed,
            gap=gap,
            nodes=self._params.nodes,
            seconds=self._watch.remaining(),
            target=self._lower / (1 - self._stop.gap * 0.6) - others,
            start=start,
        )
        self._take(model, answer.values if answer.solved else None, answer.nodes, answer.cut)

    def _model(self, choices: Choices, unmet: int | None) -> Model:
        columns = Columns(choices.advisers, choices.leads)
        return build_model(self._tables, columns, self._targets, self._problem.weights.imbalance_bands, unmet)

    def _take(self, model: Model, values: Floats | None, nodes: int, cut: bool) -> None:
        self._note(nodes, cut)
        if values is not None:
            self._keep(read_draft(model, self._tables, values, self._draft))

    def _keep(self, draft: Draft) -> None:
        if draft.total() < self._draft.total():
            self._draft = draft

    def _note(self, nodes: int, cut: bool) -> None:
        self._iterations += nodes
        self._watch.was_cut |= cut

    def _objective(self) -> float:
        return self._draft.minutes()

    def _gap(self) -> float:
        return relative_gap(self._objective(), self._lower)

    def _is_small(self) -> bool:
        return len(self._tables.blocks) * len(self._tables.capacity) <= self._params.whole_columns

    def _is_done(self) -> bool:
        return self._gap() <= max(self._stop.gap, 1e-9)

    def _raise_lower(self, minutes: float, proof: str) -> None:
        if minutes > self._lower:
            self._lower, self._proof = minutes, proof

    def _report(self, done: int, words: str) -> None:
        if self._progress is not None:
            self._progress(done, 3 + self._stop.rounds, words)

    def _result(self) -> Result[Plan]:
        plan = write_plan(self._problem, self._tables, self._draft)
        self._report(3 + self._stop.rounds, "Done")
        return proved_result(
            plan,
            cost_terms(self._problem, plan),
            lower=self._lower,
            unmet=(total_unmet(plan), self._unmet_lower),
            feasible=not check(self._problem, plan),
            seed=self._seed,
            iterations=self._iterations,
            watch=self._watch,
            proof=self._proof or "by no cost being negative",
        )


def _first_draft(tables: Tables, lead_rank: Floats, intensive: dict[int, int]) -> Draft:
    adviser = [intensive.get(b, int(a)) for b, a in enumerate(tables.cost.argmin(axis=1))]
    return Draft(tables, adviser, [int(a) for a in lead_rank.argmin(axis=1)])


def _keep_surest(
    leads: tuple[tuple[int, ...], ...], shares: dict[tuple[int, int], float]
) -> tuple[tuple[int, ...], ...]:
    """Settle each partnership whose best lead has a share of SURE, and the surest half of the others."""
    best = {p: max(row, key=lambda a: shares[p, a]) for p, row in enumerate(leads) if len(row) > 1}
    order = sorted(best, key=lambda p: -shares[p, best[p]])
    sure = [p for p in order if shares[p, best[p]] >= SURE]
    rest = [p for p in order if shares[p, best[p]] < SURE]
    settled = {*sure, *(rest if len(rest) == 1 else [] if sure else rest[: len(rest) // 2])}
    return tuple((best[p],) if p in settled else row for p, row in enumerate(leads))


def _keep_near(
    options: tuple[tuple[int, ...], ...], present: list[int], near: set[int]
) -> tuple[tuple[int, ...], ...]:
    """The near advisers for each row that one of them has now; nothing for the others."""
    rows = zip(options, present, strict=True)
    return tuple(tuple(sorted(near.intersection(row))) if now in near else () for row, now in rows)


def _pick(
    cost: Floats, share: Floats, likely: float, cheapest: int, present: list[int]
) -> tuple[tuple[int, ...], ...]:
    """For each row: who the prices chose at least `likely` often, the cheapest few, and the present one."""
    picked = []
    for row, shares, now in zip(cost, share, present, strict=True):
        order = [int(a) for a in np.argsort(row, kind="stable")[:cheapest] if row[a] < inf]
        often = [int(a) for a in np.nonzero(shares > likely)[0]]
        picked.append(tuple(sorted({*order, *often, now})))
    return tuple(picked)
