"""Dense tables: what a list shows, as frozen records. The body is written here, because plain string
work costs a tenth of template nodes when a page holds five hundred cells."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from headway.kit.figures import SHAPES
from headway.kit.words import NOT_KNOWN, is_missing


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `key` is its name in the address when it can be sorted."""

    label: str
    key: str = ""
    numeric: bool = False
    sortable: bool = False
    unit: str = ""  # small words under the label


@dataclass(frozen=True, slots=True)
class Cell:
    """Words that lead somewhere, carry a tag's colour, or have a second small line.

    `words` None means the value is missing; `missing` is how that is said.
    """

    words: str | int | None
    href: str = ""
    colour: str = ""
    note: str = ""
    missing: str = NOT_KNOWN


@dataclass(frozen=True, slots=True)
class Row:
    """One line. The cell at the table's `row_header` names the line for a screen reader."""

    cells: tuple[Cell | str | int | None, ...]
    marked: bool = False  # set apart from its neighbours, for totals


@dataclass(frozen=True, slots=True)
class Sort:
    """How the rows are ordered, and for each sortable key the address that would order by it."""

    key: str
    descending: bool
    hrefs: dict[str, str]


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page number; without an address it stands for a gap."""

    number: int
    href: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Pages:
    """Where in the list we are."""

    number: int
    of: int
    links: tuple[PageLink, ...]
    previous_href: str = ""
    next_href: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a filter."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """A question the list can be narrowed by. `kind` is "text", "select" or "checkboxes"."""

    name: str
    label: str
    kind: str = "text"
    value: str = ""
    choices: tuple[Choice, ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Applied:
    """A filter in force, and the address of the list without it."""

    label: str
    words: str
    remove_href: str


@dataclass(frozen=True, slots=True)
class Head:
    """A column's heading as the template needs it."""

    label: str
    unit: str
    numeric: bool
    aria_sort: str
    href: str


@dataclass(frozen=True, slots=True)
class Table:
    """A list as a page shows it; a table without `sort`, `pages` and `filters` is a plain one.

    `count_words` says how many there are ("561 schools"); `empty_words` is a whole sentence that says what
    will be here and how to start; `kept` are further address parts the filter form carries along.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    empty_words: str = "There is nothing to show."
    sort: Sort | None = None
    pages: Pages | None = None
    filters: tuple[Filter, ...] = ()
    applied: tuple[Applied, ...] = ()
    clear_href: str = ""
    export_href: str = ""
    count_words: str = ""
    row_header: int = 0
    kept: tuple[tuple[str, str], ...] = ()
    hide_caption: bool = False

    @property
    def heads(self) -> tuple[Head, ...]:
        """The headings with their sort state and link."""
        return tuple(self._head(column) for column in self.columns)

    def _head(self, column: Column) -> Head:
        if not (self.sort and column.sortable):
            return Head(column.label, column.unit, column.numeric, "", "")
        state = "none"
        if self.sort.key == column.key:
            state = "descending" if self.sort.descending else "ascending"
        return Head(column.label, column.unit, column.numeric, state, self.sort.hrefs[column.key])

    @property
    def body(self) -> SafeString:
        """The rows as HTML; every word in them is escaped."""
        return mark_safe("".join(self._row_html(row) for row in self.rows))

    def _row_html(self, row: Row) -> str:
        if len(row.cells) != len(self.columns):
            raise ValueError(
                f'A row of the table "{self.caption}" has {len(row.cells)} cells for {len(self.columns)} columns.'
            )
        cells = (
            cell_html(cell, numeric=column.numeric, is_header=place == self.row_header)
            for place, (column, cell) in enumerate(zip(self.columns, row.cells, strict=True))
        )
        marked = " app-table__row--marked" if row.marked else ""
        return f'<tr class="govuk-table__row{marked}">{"".join(cells)}</tr>\n'


def tag_html(words: object, colour: str) -> SafeString:
    """A status as word, shape and colour. Raises KeyError for a colour without a shape."""
    return format_html(
        '<strong class="govuk-tag govuk-tag--{} app-tag"><span aria-hidden="true">{}</span> {}</strong>',
        colour,
        SHAPES[colour],
        words,
    )


def missing_html(words: str = NOT_KNOWN) -> SafeString:
    """What is not known, said in muted words."""
    return format_html('<span class="app-missing">{}</span>', words)


def content_html(cell: Cell, *, numeric: bool = False) -> str:
    """The inside of a table cell. A whole number in a column of numbers has its thousands set apart."""
    if is_missing(cell.words):
        inside: str = missing_html(cell.missing)
    elif cell.colour:
        inside = tag_html(cell.words, cell.colour)
    elif numeric and isinstance(cell.words, int):
        inside = f"{cell.words:,}"
    else:
        inside = conditional_escape(cell.words)
    if cell.href:
        inside = f'<a class="govuk-link" href="{conditional_escape(cell.href)}">{inside}</a>'
    if cell.note:
        inside += f'<span class="app-note">{conditional_escape(cell.note)}</span>'
    return inside


def cell_html(cell: Cell | str | int | None, *, numeric: bool, is_header: bool) -> str:
    """One `th` or `td`."""
    inside = content_html(cell if isinstance(cell, Cell) else Cell(cell), numeric=numeric)
    if is_header:
        return f'<th scope="row" class="govuk-table__header">{inside}</th>'
    end = " govuk-table__cell--numeric" if numeric else ""
    return f'<td class="govuk-table__cell{end}">{inside}</td>'


def plain_table(
    caption: str,
    columns: Iterable[str | Column],
    rows: Iterable[Iterable[Cell | str | int | None]],
    **more: object,
) -> Table:
    """A table without filters or pages, from headings and lines of cells."""
    heads = tuple(c if isinstance(c, Column) else Column(c) for c in columns)
    return Table(caption=caption, columns=heads, rows=tuple(Row(tuple(cells)) for cells in rows), **more)  # type: ignore[arg-type]
