"""The table of a plan's document as every form of file gives it: cells with their lines, and what stands around."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from headway.rules.calendars import Span
from headway.rules.plan_grid import Place
from headway.rules.plan_lines import Line
from headway.rules.plan_period_words import read_period
from headway.rules.plan_reading_policy import PlanReadingPolicy


class Covered(StrEnum):
    """Which neighbour a merged cell belongs to."""

    NO = ""
    ABOVE = "above"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table. A cell covered by a merged one has no lines of its own."""

    row: int
    column: int
    lines: tuple[Line, ...] = ()
    covered: Covered = Covered.NO

    @property
    def words(self) -> str:
        """Everything in the cell on one line."""
        return " ".join(" ".join(line.words for line in self.lines).split())

    @property
    def place(self) -> Place:
        """Where the cell's first words stand."""
        first = next((line.number for line in self.lines if line.words.strip()), 1)
        return Place(self.row, self.column, first)


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its name where it has one, its rows (not all as long), and the lines before and after it."""

    rows: tuple[tuple[Cell, ...], ...]
    name: str = ""
    before: tuple[Line, ...] = ()
    after: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column: its days, or why it names none."""

    words: str
    days: Span | str
    place: Place


@dataclass(frozen=True, slots=True)
class Heads:
    """The row of heads of a table: where it stands among the rows, from 0, and the heads by column number."""

    index: int
    first_column: int
    by_column: dict[int, Head]

    @property
    def periods(self) -> int:
        """How many columns name days."""
        return sum(isinstance(head.days, Span) for head in self.by_column.values())


def find_heads(table: Table, policy: PlanReadingPolicy, *, within: int = 30) -> Heads | None:
    """The row, of the first `within`, in which most cells name periods; the priorities stand left of them. None: no row."""
    best: Heads | None = None
    for index, row in enumerate(table.rows[:within]):
        heads = _read_heads(index, row, policy)
        if heads and (best is None or heads.periods > best.periods):
            best = heads
    return best


def _read_heads(index: int, row: Sequence[Cell], policy: PlanReadingPolicy) -> Heads | None:
    by_column: dict[int, Head] = {}
    left: Head | None = None
    for cell in row:
        if cell.covered is not Covered.LEFT or left is None:
            left = Head(cell.words, read_period(cell.words, policy), cell.place)
        by_column[cell.column] = left
    firsts = [column for column, head in by_column.items() if isinstance(head.days, Span)]
    if not firsts or min(firsts) <= min(by_column):
        return None  # no column for the priorities stands left of the periods
    return Heads(index, min(firsts), by_column)
