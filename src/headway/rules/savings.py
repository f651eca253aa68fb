"""A savings proposal: the grid with its signs and sums, what runs on and what is once, and how it agrees with posts.

Rochdale's section 6.3: two years and a total, each ongoing and one-off. Values are *incremental*: a saving that goes on
from the first year stands once, in that year; what it saves by then stands apart as the run-rate (domain 5.1).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from headway.rules.money import money_words

ONGOING, ONE_OFF = "ongoing", "one_off"
KINDS = {ONGOING: "Ongoing", ONE_OFF: "One Off"}
EMPLOYEES, OTHER, LOST, ADDITIONAL, IMPLEMENTATION = (
    "employees",
    "other_costs",
    "income_lost",
    "additional_income",
    "implementation_costs",
)
NET, TOTAL, FINAL = "net_savings", "total_savings", "total_less_implementation"
ENTERED = {
    EMPLOYEES: "Employees",
    OTHER: "Other costs",
    LOST: "Income lost",
    ADDITIONAL: "Additional income generated",
    IMPLEMENTATION: "Implementation costs",
}
# The rows as the form has them; those not entered are worked out.
ROWS = {
    EMPLOYEES: "Employees",
    OTHER: "Other costs",
    LOST: "Income lost (show as minus)",
    NET: "Net savings",
    ADDITIONAL: "Additional income generated (show as a positive figure)",
    TOTAL: "Total savings",
    IMPLEMENTATION: "Implementation costs",
    FINAL: "Total savings less implementation costs",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One figure that was entered, in pence: a row of `ENTERED`, a year, ongoing or one-off."""

    row: str
    year: str
    kind: str
    pence: int


@dataclass(frozen=True, slots=True)
class Taken:
    """Lines with their signs right, and what was turned round or is wrong with them."""

    lines: tuple[Line, ...]
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: a year, or the total (year empty), ongoing or one-off; pence by row, None where nothing was entered."""

    year: str
    kind: str
    cells: dict[str, int | None]


@dataclass(frozen=True, slots=True)
class SavingsGrid:
    """The columns, year by year and the totals last; the run-rate by year: what is saved in it with all that goes on."""

    years: tuple[str, ...]
    columns: tuple[Column, ...]
    run_rate: tuple[int, ...]

    def cell(self, row: str, year: str, kind: str) -> int | None:
        """Pence in a cell; year empty: the total."""
        return next(one.cells[row] for one in self.columns if (one.year, one.kind) == (year, kind))


def take_lines(lines: Sequence[Line]) -> Taken:
    """The lines with the signs of the form: income lost is a minus, all else of income and implementation a plus (M14-12)."""
    taken, notices = [], []
    for line in lines:
        if line.row == LOST and line.pence > 0:
            notices.append(_turned(line, "is shown as a minus"))
            line = Line(line.row, line.year, line.kind, -line.pence)
        elif line.row in (ADDITIONAL, IMPLEMENTATION) and line.pence < 0:
            notices.append(_turned(line, "is shown as a positive figure"))
            line = Line(line.row, line.year, line.kind, -line.pence)
        taken.append(line)
    return Taken(tuple(taken), tuple(notices))


def grid_of(years: Sequence[str], lines: Sequence[Line]) -> SavingsGrid:
    """The grid with its sums in every column and in the totals (M14-10). Lines as `take_lines` gives them."""
    columns = [
        _column(year, kind, [one for one in lines if (one.year, one.kind) == (year, kind)])
        for year in years
        for kind in KINDS
    ]
    columns += [
        _column("", kind, [one for one in lines if one.kind == kind and one.year in years]) for kind in KINDS
    ]
    rates, running = [], 0
    for year in years:
        ongoing = _sum(lines, year, ONGOING)
        rates.append(running + ongoing + _sum(lines, year, ONE_OFF))
        running += ongoing
    return SavingsGrid(tuple(years), tuple(columns), tuple(rates))


def agreement_with_posts(employees_pence: int, deleted_pence: int, created_pence: int) -> str:
    """A sentence where the saving on employees is not what the posts deleted cost, less those created (M14-17)."""
    posts = deleted_pence - created_pence
    if posts == employees_pence:
        return ""
    return (
        f"The posts save {money_words(posts)}, the grid says {money_words(employees_pence)} for employees. "
        "Correct one of them, or say why they differ."
    )


def _turned(line: Line, how: str) -> str:
    return f"{ENTERED[line.row]} in {line.year} {how}: {money_words(line.pence)} became {money_words(-line.pence)}."


def _column(year: str, kind: str, lines: Sequence[Line]) -> Column:
    entered = {row: _entered(row, lines) for row in ENTERED}
    net = _add(entered[EMPLOYEES], entered[OTHER], entered[LOST])
    total = _add(net, entered[ADDITIONAL])
    spent = entered[IMPLEMENTATION]
    final = _add(total, None if spent is None else -spent)
    return Column(year, kind, entered | {NET: net, TOTAL: total, FINAL: final})


def _entered(row: str, lines: Sequence[Line]) -> int | None:
    found = [one.pence for one in lines if one.row == row]
    return sum(found) if found else None


def _add(*parts: int | None) -> int | None:
    known = [one for one in parts if one is not None]
    return sum(known) if known else None


def _sum(lines: Sequence[Line], year: str, kind: str) -> int:
    found = _column(year, kind, [one for one in lines if (one.year, one.kind) == (year, kind)])
    return found.cells[FINAL] or 0
