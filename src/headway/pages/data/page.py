"""What the pages of data show."""

from collections.abc import Iterable
from dataclasses import dataclass

from headway.features.releases.models import Fault, Release, State
from headway.kit.figures import Figure, Link, SummaryRow
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell, Column, Row, Table
from headway.kit.words import count_words, day_words, moment_words
from headway.rules.verdict import Verdict

STATE_COLOURS = {State.READ: "yellow", State.APPLIED: "green", State.REFUSED: "grey"}
COUNT_WORDS = {
    "opened": "would open",
    "noted": "noted, not open",
    "closed": "would close",
    "merged": "would merge",
    "changed": "would change",
    "missing": "missing, reported",
    "unchanged": "unchanged",
    "new": "new",
    "gone": "gone",
    "not state-funded": "not state-funded, left out",
}
CHANGES_ON_A_PAGE = 200
VALUES_SHOWN = 6


@dataclass(frozen=True, slots=True)
class ReleasesPage:
    """Every release, newest first."""

    heading: str
    table: Table
    may_give: Verdict


@dataclass(frozen=True, slots=True)
class GivePage:
    """The form that takes a file."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    form: object


@dataclass(frozen=True, slots=True)
class ReleasePage:
    """One release: what it is, what it would change, its faults."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    facts: tuple[SummaryRow, ...]
    figures: tuple[Figure, ...]
    changes: Table
    faults: Table
    is_applied: bool
    may_apply: Verdict
    apply_href: str


def releases_page(
    query: ListQuery, releases: Iterable[Release], total: int, may_give: Verdict
) -> ReleasesPage:
    """The list of releases."""
    columns = (
        Column("File", "title", sortable=True),
        Column("Published", "published", sortable=True),
        Column("State"),
        Column("Rows read", numeric=True),
        Column("Rows taken", numeric=True),
        Column("Faults", numeric=True),
        Column("Applied"),
    )
    rows = [
        Row(
            (
                Cell(release.title, href=f"/data/{release.public_id}/", note=release.source),
                day_words(release.published_on),
                Cell(release.get_state_display(), colour=STATE_COLOURS[State(release.state)]),
                release.rows_read,
                release.rows_taken,
                Cell(
                    release.fault_count,
                    note=f"{release.serious_count} serious" if release.serious_count else "",
                ),
                moment_words(release.applied_at) if release.applied_at else "not applied",
            )
        )
        for release in releases
    ]
    table = query.table(
        caption="Published files",
        columns=columns,
        rows=rows,
        total=total,
        noun=("file", "files"),
        empty_words="Published files will be listed here. Give the first one: the register of schools.",
        hide_caption=True,
    )
    return ReleasesPage("Data", table, may_give)


def release_page(release: Release, faults: list[Fault], may_apply: Verdict) -> ReleasePage:
    """One release. Changes and faults beyond the first two hundred are counted, not shown."""
    return ReleasePage(
        heading=release.title,
        caption=f"Published {day_words(release.published_on)}",
        breadcrumbs=(Link("Data", "/data/"),),
        facts=_facts(release),
        figures=tuple(
            Figure(COUNT_WORDS.get(word, word).capitalize(), n) for word, n in release.counts.items()
        ),
        changes=_changes(release),
        faults=_faults(faults),
        is_applied=release.state == State.APPLIED,
        may_apply=may_apply,
        apply_href=f"/data/{release.public_id}/apply/",
    )


def _facts(release: Release) -> tuple[SummaryRow, ...]:
    return (
        SummaryRow("State", release.get_state_display(), colour=STATE_COLOURS[State(release.state)]),
        SummaryRow("Source", release.source),
        SummaryRow("Licence", release.licence),
        SummaryRow("File kept as", f"{release.file.name}, {release.file.size:,} bytes"),
        SummaryRow("Checksum (SHA-256)", release.file.sha256),
        SummaryRow("Rows", f"{release.rows_read:,} read, {release.rows_taken:,} taken"),
        SummaryRow("Read", moment_words(release.read_at)),
        SummaryRow("Applied", moment_words(release.applied_at) if release.applied_at else "not applied"),
    )


def _changes(release: Release) -> Table:
    changes = release.changes
    lines = changes[:CHANGES_ON_A_PAGE]
    rows = tuple(Row((str(line[0]).capitalize(), str(line[1]), _difference(line[2:]))) for line in lines)
    return Table(
        caption="What the file changes",
        columns=(Column("Change"), Column("What"), Column("Difference")),
        rows=rows,
        row_header=1,
        count_words=_of(len(rows), len(changes), "change"),
        empty_words="The file changes nothing: everything in it is known already.",
    )


def _difference(parts: list[object]) -> str:
    """The rest of a stored line in words: a name, fields with before and after, or key and values."""
    if len(parts) == 1 and isinstance(parts[0], list):
        inner = parts[0]
        if inner and isinstance(inner[0], list):
            shown = [
                f"{field}: {before or 'nothing'} → {after or 'nothing'}" for field, before, after in inner
            ]
            more = len(shown) - VALUES_SHOWN
            return "; ".join(shown[:VALUES_SHOWN]) + (
                f"; and {count_words(more, 'more field')}" if more > 0 else ""
            )
        return str(inner[0]) if inner else ""
    *key, before, after = parts
    words = " · ".join(str(part) for part in key)
    return (
        f"{words}: {before or 'nothing'} → {after or 'nothing'}"
        if words
        else f"{before or 'nothing'} → {after}"
    )


def _faults(faults: list[Fault]) -> Table:
    rows = tuple(
        Row(
            (
                Cell(f.row, missing="whole file"),
                Cell(f.column, missing="whole row"),
                Cell(
                    "Left out" if f.serious else "Taken with a mend", colour="red" if f.serious else "yellow"
                ),
                f.words,
            )
        )
        for f in faults[:CHANGES_ON_A_PAGE]
    )
    return Table(
        caption="Faults",
        columns=(
            Column("Row"),
            Column("Column"),
            Column("What became of it"),
            Column("What is wrong and what to do"),
        ),
        rows=rows,
        count_words=_of(len(rows), len(faults), "fault"),
        empty_words="No fault was found.",
    )


def _of(shown: int, total: int, noun: str) -> str:
    return count_words(total, noun) if shown == total else f"The first {shown} of {count_words(total, noun)}"
