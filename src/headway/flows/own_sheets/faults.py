"""What is wrong in the authority's own sheets, and the refusal that lists it."""

from dataclasses import dataclass, field

from headway.publicdata.faults import Fault

MOST_SHOWN = 20


class OwnSheetsRefused(Exception):
    """The sheets are not taken at all; `faults` are sentences naming sheet, row and column. Nothing was changed."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        shown = list(faults[:MOST_SHOWN])
        if len(faults) > MOST_SHOWN:
            shown.append(f"There are {len(faults) - MOST_SHOWN} more faults; mend these first.")
        super().__init__(
            "\n".join(["The authority's own sheets are not taken; nothing was changed.", *shown])
        )
        self.faults = faults


@dataclass(frozen=True, slots=True)
class SheetFault:
    """One thing wrong: the sheet, and the row, column and words of it."""

    sheet: str
    fault: Fault

    @property
    def sentence(self) -> str:
        """The fault with its place in front."""
        return f"{self.sheet}.csv: {self.fault.sentence}"


@dataclass(slots=True)
class SheetFaults:
    """Gathers faults over all sheets."""

    found: list[SheetFault] = field(default_factory=list)

    def note(self, sheet: str, row: int | None, column: str | None, words: str) -> None:
        """One thing wrong; `row` as a spreadsheet counts, the header being row 1."""
        self.take(sheet, Fault(row, column, words))

    def take(self, sheet: str, fault: Fault) -> None:
        """A fault the reader of tables found."""
        self.found.append(SheetFault(sheet, fault))

    def refuse_if_any(self) -> None:
        """OwnSheetsRefused with all faults so far, if there are any."""
        if self.found:
            raise OwnSheetsRefused(tuple(one.sentence for one in self.found))
