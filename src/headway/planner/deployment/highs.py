"""One linear or mixed-integer programme built row by row and solved by HiGHS on one thread."""

from dataclasses import dataclass, field

import highspy
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Answer:
    """values (columns), duals (rows; empty for integer programmes), objective, bound: minutes. nodes: branch
    nodes. solved: values are feasible. optimal: HiGHS claims the optimum (within its gap). cut: the time
    limit was hit."""

    values: Floats
    duals: Floats
    objective: float
    bound: float
    nodes: int
    solved: bool
    optimal: bool
    cut: bool


@dataclass(slots=True)
class Programme:
    """A minimisation: columns (cost, lowest, highest, whole?) and rows (lowest, highest, entries)."""

    cost: list[float] = field(default_factory=list)
    lowest: list[float] = field(default_factory=list)
    highest: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    row_lowest: list[float] = field(default_factory=list)
    row_highest: list[float] = field(default_factory=list)
    starts: list[int] = field(default_factory=lambda: [0])
    columns: list[int] = field(default_factory=list)
    entries: list[float] = field(default_factory=list)

    def add_column(self, cost: float, lowest: float, highest: float, *, whole: bool = False) -> int:
        """Add a column and return its number."""
        self.cost.append(cost)
        self.lowest.append(lowest)
        self.highest.append(highest)
        self.whole.append(whole)
        return len(self.cost) - 1

    def add_row(self, lowest: float, highest: float, entries: list[tuple[int, float]]) -> int:
        """Add lowest <= sum of (column x factor) <= highest and return the row's number."""
        self.row_lowest.append(lowest)
        self.row_highest.append(highest)
        self.columns.extend(column for column, _ in entries)
        self.entries.extend(factor for _, factor in entries)
        self.starts.append(len(self.columns))
        return len(self.row_lowest) - 1

    def solve(
        self,
        *,
        seed: int,
        relaxed: bool = False,
        gap: float = 0.0,
        nodes: int | None = None,
        stalls: int | None = None,
        seconds: float | None = None,
        target: float | None = None,
        start: Floats | None = None,
    ) -> Answer:
        """Solve it. relaxed: drop wholeness. gap: relative gap to stop at. nodes, stalls: limits of branch
        nodes, in all and without progress. seconds: safety net only. target: stop at a plan this cheap.
        start: a feasible point to begin from."""
        model = highspy.Highs()  # type: ignore[no-untyped-call]
        _set_options(model, seed, gap, nodes, stalls, seconds)
        if target is not None and not relaxed:
            model.setOptionValue("objective_target", target)
        model.passModel(self.build(relaxed=relaxed))
        if start is not None and not relaxed:
            solution = highspy.HighsSolution()
            solution.col_value = start.tolist()
            model.setSolution(solution)
        model.run()
        return _read(model, relaxed or not any(self.whole))

    def build(self, *, relaxed: bool = False) -> highspy.HighsLp:
        """The programme as HiGHS takes it."""
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.cost), len(self.row_lowest)
        lp.col_cost_, lp.col_lower_, lp.col_upper_ = map(np.array, (self.cost, self.lowest, self.highest))
        lp.row_lower_, lp.row_upper_ = np.array(self.row_lowest), np.array(self.row_highest)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.array(self.starts)
        lp.a_matrix_.index_, lp.a_matrix_.value_ = np.array(self.columns), np.array(self.entries)
        if not relaxed and any(self.whole):
            kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
            lp.integrality_ = [kinds[whole] for whole in self.whole]
        return lp


def _set_options(
    model: highspy.Highs, seed: int, gap: float, nodes: int | None, stalls: int | None, seconds: float | None
) -> None:
    model.setOptionValue("output_flag", False)
    model.setOptionValue("threads", 1)
    model.setOptionValue("parallel", "off")
    model.setOptionValue("random_seed", seed % 2**31)
    # Strong branching at this size costs far more time than the nodes it saves.
    model.setOptionValue("mip_pscost_minreliable", 0)
    model.setOptionValue("mip_rel_gap", gap)
    model.setOptionValue("mip_abs_gap", 1e-6)
    model.setOptionValue("mip_feasibility_tolerance", 1e-7)
    if nodes is not None:
        model.setOptionValue("mip_max_nodes", nodes)
    if stalls is not None:
        model.setOptionValue("mip_max_stall_nodes", stalls)
    if seconds is not None:
        model.setOptionValue("time_limit", seconds)


def _read(model: highspy.Highs, linear: bool) -> Answer:
    info, status = model.getInfo(), model.getModelStatus()
    solution = model.getSolution()
    optimal = status == highspy.HighsModelStatus.kOptimal
    solved = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    return Answer(
        values=np.array(solution.col_value),
        duals=np.array(solution.row_dual) if linear else np.zeros(0),
        objective=info.objective_function_value,
        bound=info.objective_function_value if linear else info.mip_dual_bound,
        nodes=0 if linear else max(0, info.mip_node_count),
        solved=solved,
        optimal=optimal,
        cut=status == highspy.HighsModelStatus.kTimeLimit,
    )
