"""The tables of one release: what it changes, and its faults."""

from collections.abc import Iterable, Mapping, Sequence

from headway.features.releases.models import Fault, Release
from headway.features.schools.queries import Named
from headway.flows.publications.reused_urns import COLUMN as REUSED
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell, Column, Row, Table
from headway.kit.words import count_words
from headway.pages.data.words import Line, change_word, difference_words, subject_words, urn_of
from headway.rules.verdict import Verdict

CHANGE_COLOURS = {
    "opened": "green",
    "new": "green",
    "closed": "grey",
    "merged": "grey",
    "gone": "grey",
    "changed": "blue",
    "missing": "orange",
    "returned": "teal",
}
CHANGE_COLUMNS = (Column("What"), Column("Change"), Column("Difference"))
FAULT_COLUMNS = (
    Column("Row"),
    Column("Column"),
    Column("What became of it"),
    Column("What is wrong and what to do"),
)
NO_CHANGE = "The file changes nothing: everything in it is known already."
NO_FAULT = "No fault was found in this file."
FAULT_STATES = {
    "settle": "To settle",
    "left-out": "Left out",
    "mended": "Taken with a mend",
    "settled": "Settled",
}


def change_rows(lines: Iterable[Line], names: Mapping[int, Named], release: Release) -> tuple[Row, ...]:
    """Stored lines as rows, the school's name beside its URN."""
    return tuple(_change_row(line, names, release) for line in lines)


def _change_row(line: Line, names: Mapping[int, Named], release: Release) -> Row:
    words, note = subject_words(line, names, release)
    word = Cell(change_word(line[0], release), colour=CHANGE_COLOURS.get(line[0], "grey"))
    urn = urn_of(line, release)
    # Another authority's school has no page here.
    href = f"/schools/{urn}/" if urn in names and names[urn].own else ""
    return Row((Cell(words, note=note, href=href), word, difference_words(line)))


def changes_table(
    query: ListQuery,
    lines: Sequence[Line],
    names: Mapping[int, Named],
    release: Release,
    total: int,
    kinds: Iterable[str],
) -> Table:
    """One page of what a release changes, with its filters; `kinds` are those its whole list has."""
    return query.table(
        caption="What the file changes",
        columns=CHANGE_COLUMNS,
        rows=change_rows(lines, names, release),
        total=total,
        noun=("change", "changes"),
        empty_words=NO_CHANGE,
        filters=(
            query.choice_filter("kind", "Change", [(kind, change_word(kind, release)) for kind in kinds]),
            query.text_filter(
                "q", "Name, URN or words", hint="Part of a school's name, its URN, or what differs"
            ),
        ),
    )


def fault_rows(faults: Iterable[Fault], release: Release, may_settle: Verdict) -> tuple[Row, ...]:
    """Faults as rows; what an officer may settle leads to where it is settled."""
    return tuple(_fault_row(fault, release, may_settle) for fault in faults)


def _fault_row(fault: Fault, release: Release, may_settle: Verdict) -> Row:
    row, column = Cell(fault.row, missing="whole file"), Cell(fault.column, missing="whole row")
    return Row((row, column, _became(fault, release, may_settle), fault.words))


def _became(fault: Fault, release: Release, may_settle: Verdict) -> Cell:
    if fault.settled:
        return Cell("Settled", colour="green", note=fault.settled)
    if fault.urn:
        place = "urns" if fault.column == REUSED else "districts"
        href = f"/data/{release.public_id}/{place}/{fault.urn}/" if may_settle else ""
        return Cell("To settle", href=href, note="" if may_settle else may_settle.reason)
    return Cell(
        "Left out" if fault.serious else "Taken with a mend", colour="red" if fault.serious else "yellow"
    )


def faults_table(
    query: ListQuery, faults: Iterable[Fault], release: Release, total: int, may_settle: Verdict
) -> Table:
    """One page of a release's faults, with their filter."""
    return query.table(
        caption="Faults",
        columns=FAULT_COLUMNS,
        rows=fault_rows(faults, release, may_settle),
        total=total,
        noun=("fault", "faults"),
        empty_words=NO_FAULT,
        filters=(query.choice_filter("state", "What became of it", FAULT_STATES.items()),),
    )


def first_of(
    caption: str, columns: tuple[Column, ...], rows: tuple[Row, ...], total: int, noun: str, empty: str
) -> Table:
    """The first rows of a longer list, counted as such."""
    counted = count_words(total, noun)
    words = counted if len(rows) == total else f"The first {len(rows)} of {counted}"
    return Table(caption=caption, columns=columns, rows=rows, count_words=words, empty_words=empty)
