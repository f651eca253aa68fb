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


@dataclass(slots=True)
class SheetFaults:
    """Gathers faults over all sheets, each with its sheet's name in front."""

    sentences: list[str] = field(default_factory=list)

    def note(self, sheet: str, row: int | None, column: str | None, words: str) -> None:
        """One thing wrong; `row` as a spreadsheet counts, the header being row 1."""
        self.take(sheet, Fault(row, column, words))

    def take(self, sheet: str, fault: Fault) -> None:
        """A fault the reader of tables found."""
        self.sentences.append(f"{sheet}.csv: {fault.sentence}")

    def refuse_if_any(self) -> None:
        """OwnSheetsRefused with all faults so far, if there are any."""
        if self.sentences:
            raise OwnSheetsRefused(tuple(self.sentences))
