"""What one audience sees of the figures of a report: small numbers hidden in every table of it at once.

Why one table cannot bring back what another hides. Two tables of a report share numbers only where these are shown in both:
the open schools of each district and of all, and the schools of each inspection regime. All else stands in one table alone.
Shared numbers are never hidden, so what is known of one table says nothing further of another, and each is safe by itself
(rules/suppression.py decides that exactly). So that a shared number is never small itself, districts of few schools are put
together until they have enough, and the table of a regime that few schools have is left out.

Why one edition cannot bring back what another of the same figures hides. What is hidden is always decided on the tables by
district, and a report without districts shows the last row of these: under one limit the same cells are hidden in each. That
there is one limit alone is a rule of the policy (rules/performance_reports.py) and of publication. An edition for readers
from whom nothing is hidden is no public one: it is found by their roles alone and counts no categories.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from headway.rules.performance_reports import HIDES_NOTHING, Audience
from headway.rules.suppression import Counts, hide_small, with_totals

ALL = "All"
HIDDEN = "hidden"
PHASES, CATEGORIES, REGIMES = "phases", "categories", "regimes"
Line = tuple[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Grid:
    """Counts as they are known: `slug` and caption, what stands across, and each line with its counts.

    `summed`: lines are parts of a whole, so that columns have totals. Else each line counts the same schools anew.
    """

    slug: str
    caption: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    summed: bool = True


@dataclass(frozen=True, slots=True)
class Figures:
    """The counts of a report: schools by phase and by category in each district, and inspections by regime."""

    phases: Grid
    categories: Grid
    regimes: Grid
    inspections: tuple[Grid, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A table as an audience sees it. None: hidden. The last column holds totals; so does the last line where `summed`.

    `small`, `beside`: how many cells are hidden because they are small, and so that these are not brought back.
    """

    slug: str
    caption: str
    columns: tuple[str, ...]
    lines: tuple[tuple[str, tuple[int | None, ...]], ...]
    summed: bool
    small: int = 0
    beside: int = 0


@dataclass(frozen=True, slots=True)
class Edition:
    """The tables of counts an audience sees, in order; `left_out`: sentences on what is not shown at all and why."""

    tables: tuple[Shown, ...]
    left_out: tuple[str, ...] = ()

    @property
    def small(self) -> int:
        """Cells hidden because they are small."""
        return sum(one.small for one in self.tables)

    @property
    def beside(self) -> int:
        """Cells hidden so that small ones are not brought back."""
        return sum(one.beside for one in self.tables)


def edition_of(figures: Figures, audience: Audience, *, by_district: bool) -> Edition:
    """What the audience sees of these figures."""
    limit = audience.smallest_count
    schools = sum(sum(counts) for _, counts in figures.phases.lines)
    if schools < limit:
        return Edition((), (f"There are fewer than {limit} schools, so nothing is counted.",))
    groups = _together(figures.phases.lines, limit)
    grids = [figures.phases]
    if audience.categories and figures.categories.lines:
        grids.append(figures.categories)
    tables = [_summed(_grouped(grid, groups), limit, by_district=by_district) for grid in grids]
    regimes = _apart(figures.regimes, limit)
    tables.append(regimes)
    left_out = []
    shown = dict(zip(regimes.columns, regimes.lines[0][1] if regimes.lines else (), strict=False))
    for grid in figures.inspections:
        if shown.get(grid.caption) is None:
            left_out.append(
                f"{grid.caption}: how many schools it has is hidden, so their grades are left out."
            )
        elif shown[grid.caption]:
            tables.append(_apart(grid, limit))
    return Edition(tuple(tables), tuple(left_out))


def _together(lines: Sequence[Line], limit: int) -> dict[str, str]:
    """Line to the line it is shown in: lines of few schools together, the smallest first, until they have enough."""
    rest = sorted(lines, key=lambda line: (sum(line[1]), line[0]))
    few, held = [], 0
    while rest and (sum(rest[0][1]) < limit or 0 < held < limit):
        name, counts = rest.pop(0)
        few.append(name)
        held += sum(counts)
    together = ", ".join(sorted(few))
    return {name: together if name in few else name for name, _ in lines}


def _grouped(grid: Grid, groups: Mapping[str, str]) -> Grid:
    held: dict[str, list[int]] = {}
    for name, counts in grid.lines:
        sums = held.setdefault(groups[name], [0] * len(grid.columns))
        held[groups[name]] = [one + more for one, more in zip(sums, counts, strict=True)]
    return Grid(grid.slug, grid.caption, grid.columns, tuple((n, tuple(c)) for n, c in held.items()))


def _summed(grid: Grid, limit: int, *, by_district: bool) -> Shown:
    """A table whose lines add up. The totals of its lines are shared with other tables and so never hidden."""
    counts = with_totals([line for _, line in grid.lines])
    last = len(grid.columns)
    hidden = hide_small(counts, limit, [(row, last) for row in range(len(counts.values))])
    names = [*(name for name, _ in grid.lines), ALL]
    rows = range(len(names)) if by_district else [len(names) - 1]
    return Shown(
        slug=grid.slug,
        caption=grid.caption,
        columns=(*grid.columns, ALL),
        lines=tuple((names[row], _line(counts, row, hidden.cells)) for row in rows),
        summed=by_district,
        small=sum(cell[0] in rows for cell in hidden.small),
        beside=sum(cell[0] in rows for cell in hidden.beside),
    )


def _apart(grid: Grid, limit: int) -> Shown:
    """A table whose lines each count the same schools anew: each is safe by itself, with its total shown."""
    lines, small, beside = [], 0, 0
    for name, line in grid.lines:
        counts, last = with_totals([line]), len(line)
        hidden = hide_small(counts, limit, [(0, last), (1, last)])
        lines.append((name, _line(counts, 0, hidden.cells)))
        small += sum(cell[0] == 0 for cell in hidden.small)
        beside += sum(cell[0] == 0 for cell in hidden.beside)
    return Shown(grid.slug, grid.caption, (*grid.columns, ALL), tuple(lines), False, small, beside)


def _line(counts: Counts, row: int, hidden: Collection[tuple[int, int]]) -> tuple[int | None, ...]:
    return tuple(None if (row, at) in hidden else value for at, value in enumerate(counts.values[row]))


def hiding_words(edition: Edition, audience: Audience) -> tuple[str, ...]:
    """What is hidden from an audience, how much of it, and why."""
    if audience.smallest_count == HIDES_NOTHING:
        return ("No number is hidden from these readers.", *edition.left_out)
    if not edition.small and not edition.beside:
        return (f"No number is below {audience.smallest_count}, so none is hidden.", *edition.left_out)
    return (
        f"{edition.small} below {audience.smallest_count} hidden because they are small; {edition.beside} more hidden, because "
        "with them a small one could be worked out. 0 is shown: it tells of nobody.",
        *edition.left_out,
    )
