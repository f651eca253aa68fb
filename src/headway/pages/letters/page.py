"""What the pages of letters show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from headway.features.appointments.viewer import Viewer
from headway.features.letters.models import Letter, State
from headway.features.letters.queries import sees_whole_batch
from headway.kit.figures import Link, SummaryRow
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell, Column, Row, Table, day_cell, moment_cell, plain_table
from headway.kit.words import moment_words
from headway.pages.exports import with_export

HOME = "/letters/"
SORTS = {"prepared": "prepared_at", "school": ("school__name", "-prepared_at"), "subject": "subject"}
COLOURS = {State.PREPARED: "yellow", State.RELEASED: "green"}
BY_POST = "by post"
# Fields of a letter that are its frame and said elsewhere on the page.
FRAME = ("to", "copy_to", "salutation", "authority", "service", "lines")


@dataclass(frozen=True, slots=True)
class LettersPage:
    """Letters, newest first. `archive_href`: makes one file of the batch the list is narrowed to."""

    heading: str
    words: str
    archive_href: str
    table: Table


@dataclass(frozen=True, slots=True)
class LetterPage:
    """One letter: what it says, and the Word document."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    facts: tuple[SummaryRow, ...]
    lists: tuple[Table, ...]
    word_href: str


def letters_page(viewer: Viewer, query: ListQuery, letters: Sequence[Letter], total: int) -> LettersPage:
    """The list of letters."""
    columns = (
        Column("Letter", "subject", sortable=True),
        Column("School", "school", sortable=True),
        Column("State"),
        Column("Released"),
        Column("Prepared", "prepared", sortable=True),
        Column("Reply due"),
        Column("Document"),
    )
    table = query.table(
        caption="Letters",
        columns=columns,
        rows=[Row(_cells(letter)) for letter in letters],
        total=total,
        noun=("letter", "letters"),
        empty_words="Letters will be listed here. Publishing a year plan writes one to every school.",
        hide_caption=True,
        filters=(
            query.text_filter("q", "School, URN or words of the subject"),
            query.choice_filter("state", "State", State.choices),
        ),
    )
    batch = query.text("batch")
    whole_batch = (
        bool(batch) and total > 0 and viewer.reach("letters") == "all" and sees_whole_batch(viewer, batch)
    )
    words = "Only the letters that were published together are listed." if batch else ""
    return LettersPage(
        "Letters", words, f"{HOME}batches/{batch}/archive/" if whole_batch else "", with_export(table, query)
    )


def _cells(letter: Letter) -> tuple[Cell | str, ...]:
    school = letter.school
    return (
        Cell(letter.subject, href=_href(letter)),
        Cell(school.name if school else None, missing="none", href=_school_href(letter)),
        Cell(letter.get_state_display(), colour=COLOURS[State(letter.state)]),
        Cell(_moment(letter.released_at), missing="not released"),
        moment_cell(timezone.localtime(letter.prepared_at)),
        day_cell(letter.reply_due, missing="none asked for"),
        Cell(f"Word document for {school.name if school else letter.subject}", href=f"{_href(letter)}word/"),
    )


def letter_page(letter: Letter) -> LetterPage:
    """One letter."""
    context: Mapping[str, object] = letter.context
    recipients = "; ".join(f"{one['words']} ({one['address'] or BY_POST})" for one in letter.recipients)
    said = tuple(
        SummaryRow(_label(name), value) for name, value in context.items() if name not in FRAME and value
    )
    facts = (
        SummaryRow("To", recipients),
        SummaryRow("State", letter.get_state_display(), colour=COLOURS[State(letter.state)]),
        SummaryRow("Released", _moment(letter.released_at) or "not yet"),
        *said,
    )
    return LetterPage(
        heading=letter.subject,
        breadcrumbs=(Link("Letters", HOME),),
        facts=facts,
        lists=tuple(_list(name, rows) for name, rows in context.items() if isinstance(rows, list)),
        word_href=f"{_href(letter)}word/",
    )


def _list(name: str, rows: Sequence[Mapping[str, str]]) -> Table:
    columns = tuple(_label(column) for column in rows[0]) if rows else (_label(name),)
    return plain_table(_label(name), columns, [tuple(row.values()) for row in rows])


def _label(name: str) -> str:
    return {"lines": "Days and why"}.get(name, name.replace("_", " ").capitalize())


def _moment(moment: object) -> str | None:
    return moment_words(timezone.localtime(moment)) if moment else None


def _href(letter: Letter) -> str:
    return f"{HOME}{letter.public_id}/"


def _school_href(letter: Letter) -> str:
    return f"/schools/{letter.school_id}/" if letter.school_id else ""
