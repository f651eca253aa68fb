"""A grid of boxes to fill in, with each fault beside its cell: lines of a spreadsheet, or rows edited in place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django import forms


@dataclass(frozen=True, slots=True)
class GridCell:
    """One box. `label` names it for who does not see the column; `choices` make it a list to choose from."""

    name: str
    value: str
    label: str
    fault: str = ""
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class GridRow:
    """A line: what it is called, its boxes, what is wrong with it as a whole, and fields that travel along."""

    head: str
    cells: tuple[GridCell, ...]
    fault: str = ""
    kept: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """The boxes under their columns. `head` is the column of what the lines are called."""

    caption: str
    head: str
    columns: tuple[str, ...]
    rows: tuple[GridRow, ...]

    @property
    def faulty(self) -> int:
        """How many boxes and lines have a fault."""
        return sum(bool(row.fault) + sum(bool(cell.fault) for cell in row.cells) for row in self.rows)


def boxes_of(form: forms.BaseForm, named: Iterable[tuple[str, str]]) -> list[GridCell]:
    """Fields of a form as boxes with what was typed and its fault; each by name and label."""
    bound = [(form[name], label) for name, label in named]
    return [
        GridCell(
            one.name,
            "" if one.value() is None else str(one.value()),
            label,
            one.errors[0] if one.errors else "",
            tuple((str(value), str(words)) for value, words in getattr(one.field, "choices", ())),
        )
        for one, label in bound
    ]


def grid_of(caption: str, head: str, columns: Sequence[str], rows: Iterable[GridRow]) -> Grid:
    """A grid. Raises ValueError for a line with another number of boxes than there are columns."""
    made = Grid(caption, head, tuple(columns), tuple(rows))
    for row in made.rows:
        if len(row.cells) != len(made.columns):
            raise ValueError(f'The line "{row.head}" has {len(row.cells)} boxes for {len(columns)} columns.')
    return made
