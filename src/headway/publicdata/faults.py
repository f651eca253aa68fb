"""What goes wrong in a published file, in words, and what a reader hands back."""

from collections.abc import Callable
from dataclasses import dataclass, field

MOST_FAULTS = 1000  # an officer cannot settle more at a sitting; the rest are counted
# The words of the fault by which a caller knows that the end of a file is missing.
BROKEN_OFF = "The file breaks off in this row, so rows may be missing after it. Fetch the file again."
_LONGEST_QUOTE = 40


class Unreadable(Exception):
    """The whole file cannot be used; the message says why and what to do, in one or two sentences."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a file.

    `row` is the row as a spreadsheet numbers it (the header counts; None for the whole file), `column` the
    published column name. `serious` means something was left out: the row, or the whole column.
    A fault that is not serious means one value is taken as missing or an oddity was put right.
    """

    row: int | None
    column: str | None
    words: str
    serious: bool = False

    @property
    def sentence(self) -> str:
        """The fault with its place in front, fit for a list on a page."""
        places = []
        if self.row is not None:
            places.append(f"row {self.row}")
        if self.column is not None:
            places.append(f"column “{self.column}”")
        if not places:
            return self.words
        place = ", ".join(places)
        return f"{place[0].upper()}{place[1:]}: {self.words}"


@dataclass(frozen=True, slots=True)
class Reading[T]:
    """What one file says: typed rows in the file's order, and every fault met on the way."""

    rows: tuple[T, ...]
    faults: tuple[Fault, ...]


@dataclass(slots=True)
class FaultList:
    """Gathers faults while a file is read; beyond the most it keeps, it only counts."""

    most: int = MOST_FAULTS
    _kept: list[Fault] = field(default_factory=list)
    _left_out: int = 0

    def note(self, row: int | None, column: str | None, words: str, *, serious: bool = False) -> None:
        """Keep one fault, or count it when the list is full."""
        if len(self._kept) >= self.most:
            self._left_out += 1
            return
        self._kept.append(Fault(row, column, words, serious))

    def result(self) -> tuple[Fault, ...]:
        """All faults kept, in the order met, and one more that counts those left out."""
        if not self._left_out:
            return tuple(self._kept)
        words = (
            f"{self._left_out:,} further faults are not listed. Settle those above, then read the file again."
        )
        return (*self._kept, Fault(None, None, words, serious=True))


def quoted(text: str) -> str:
    """The text of a cell, fit to stand in a sentence: printable, clipped, in quotation marks."""
    shown = "".join(mark if mark.isprintable() else "·" for mark in text[: _LONGEST_QUOTE + 1])
    return f"“{shown[:_LONGEST_QUOTE]}…”" if len(shown) > _LONGEST_QUOTE else f"“{shown}”"


def settle_repeats[T](
    numbered: list[tuple[int, T]],
    key: Callable[[T], object],
    name: Callable[[T], str],
    column: str,
    faults: FaultList,
) -> tuple[T, ...]:
    """Rows with each key once, in the file's order.

    A row that stands twice word for word is taken once. Rows with one key that differ are all left out:
    keeping the first would make the result depend on the order of the file. Either way a fault names
    every row number.
    """
    by_key: dict[object, list[tuple[int, T]]] = {}
    for number, row in numbered:
        by_key.setdefault(key(row), []).append((number, row))
    if len(by_key) == len(numbered):
        return tuple(row for _, row in numbered)
    taken: list[T] = []
    for group in by_key.values():
        first_number, first = group[0]
        if len(group) == 1:
            taken.append(first)
            continue
        others = ", ".join(str(number) for number, _ in group[1:])
        alike = all(row == first for _, row in group)
        if alike:
            taken.append(first)
            words = f"{name(first)} stands again, word for word, in row {others}; it is taken once."
        else:
            words = (
                f"{name(first)} stands again with other facts in row {others}. None of these rows is taken, "
                "because nothing says which is right. Ask the publisher or remove the wrong row."
            )
        faults.note(first_number, column, words, serious=not alike)
    return tuple(taken)
