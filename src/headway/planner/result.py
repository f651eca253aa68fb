"""What every solver of the planner answers with: the plan, its cost by term, and how good it is proved to
be."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from headway.planner.stop import Watch

ROUNDING_MINUTES, ROUNDING_SHARE = 0.01, 1e-6  # most that sums in another order may differ

Progress = Callable[[int, int, str], None]
"""Called with (done, total, words) as a solver works."""


@dataclass(frozen=True, slots=True)
class Result[P]:
    """A solved plan and its proof.

    terms: cost by named term, minutes a year; objective is their exact sum, without unmet need. lower_bound:
    no plan with at most the same unmet half-days costs less than this, in minutes a year. gap: (objective -
    lower_bound) / objective; 0 for an objective of 0. unmet_half_days, unmet_lower_bound: first tier, and the
    least that any plan must leave unmet. iterations: annealing moves, bound steps and branch nodes in total.
    seconds: by the stop rule's clock, else 0. reproducible: False when the wall-time safety net cut the run.
    proof: how the bound was proved, in words.
    """

    plan: P
    terms: Mapping[str, float]
    objective: float
    lower_bound: float
    gap: float
    unmet_half_days: int
    unmet_lower_bound: int
    feasible: bool
    seed: int
    iterations: int
    seconds: float
    reproducible: bool
    proof: str


def relative_gap(objective: float, lower_bound: float) -> float:
    """(objective - lower_bound) / objective, at least 0; 0 when the objective is 0."""
    if objective <= 0:
        return 0.0
    return max(0.0, (objective - lower_bound) / objective)


def proved_result[P](
    plan: P,
    terms: Mapping[str, float],
    *,
    lower: float,
    unmet: tuple[int, int],
    feasible: bool,
    seed: int,
    iterations: int,
    watch: Watch,
    proof: str,
) -> Result[P]:
    """The answer of a solver. `unmet`: half-days left unmet, and the least that any plan must leave. A bound above the cost
    of a plan that keeps the rules is a fault of the planner, and raises RuntimeError."""
    objective = sum(terms.values())
    if lower > objective + max(ROUNDING_MINUTES, ROUNDING_SHARE * objective):
        raise RuntimeError(
            f"The proven bound {lower} is above the cost {objective} of a plan that keeps the rules: "
            "a fault of the planner; report it with the problem's rows."
        )
    lower = min(lower, objective)
    return Result(
        plan=plan,
        terms=terms,
        objective=objective,
        lower_bound=lower,
        gap=relative_gap(objective, lower),
        unmet_half_days=unmet[0],
        unmet_lower_bound=unmet[1],
        feasible=feasible,
        seed=seed,
        iterations=iterations,
        seconds=watch.seconds(),
        reproducible=not watch.was_cut,
        proof=f"Lower bound proved {proof}.",
    )
