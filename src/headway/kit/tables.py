"""Dense tables: what a list shows, as frozen records. The body is written here, because plain string
work costs a tenth of template nodes when a page holds five hundred cells."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

from headway.kit.figures import SHAPES
from headway.kit.words import NOT_KNOWN, day_words, days_words, is_missing, moment_words

Plain = str | int | float | date | datetime | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `key` is its name in the address when it can be sorted."""

    label: str
    key: str = ""
    numeric: bool = False
    sortable: bool = False
    unit: str = ""  # small words under the label

    @property
    def slug(self) -> str:
        """The column's name in an address that leaves it out."""
        return self.key or slugify(self.label)


@dataclass(frozen=True, slots=True)
class Cell:
    """Words that lead somewhere, carry a tag's colour, or have a second small line.

    `words` None means the value is missing; `missing` is how that is said. `plain` is the value for a spreadsheet where
    the words are more than it: a date, a number of days.
    """

    words: str | int | None
    href: str = ""
    colour: str = ""
    note: str = ""
    missing: str = NOT_KNOWN
    plain: Plain = None


@dataclass(frozen=True, slots=True)
class Row:
    """One line. The cell at the table's `row_header` names the line for a screen reader."""

    cells: tuple[Cell | str | int | None, ...]
    marked: bool = False  # set apart from its neighbours, for totals
    pick: str = ""  # what the box of this row stands for, where rows can be picked


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

    @property
    def options(self) -> SafeString:
        """The options of a select as HTML; every word in them is escaped."""
        return mark_safe("".join(_option_html(choice) for choice in self.choices))


def _option_html(choice: Choice) -> str:
    chosen = " selected" if choice.chosen else ""
    return f'<option value="{escape(choice.value)}"{chosen}>{escape(choice.label)}</option>'


@dataclass(frozen=True, slots=True)
class Applied:
    """A filter in force, and the address of the list without it."""

    label: str
    words: str
    remove_href: str


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """A column one may leave out of a list, or move."""

    slug: str
    label: str
    shown: bool


@dataclass(frozen=True, slots=True)
class ViewLink:
    """A saved view: its name, its address, whose it is. `drop_href` and `share_href` only where one may."""

    name: str
    href: str
    current: bool = False
    shared: bool = False
    owner: str = ""
    public_id: str = ""
    drop_href: str = ""
    share_href: str = ""


@dataclass(frozen=True, slots=True)
class Arranging:
    """How a person arranges a list: the columns in their order, the order they usually have, the views kept."""

    columns_href: str
    keep_href: str
    back: str
    columns: tuple[ColumnChoice, ...]
    usual: tuple[str, ...]
    views: tuple[ViewLink, ...]
    may_share: bool = False

    @property
    def left_out(self) -> int:
        """How many columns are not shown."""
        return sum(not column.shown for column in self.columns)


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be done with the rows picked."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Picking:
    """Rows picked by a box each, and what can be done with them. `all_words` offers every row that matches."""

    action_href: str
    name: str
    actions: tuple[Offer, ...]
    all_words: str = ""
    all_value: str = ""


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
    csv_href: str = ""
    print_href: str = ""
    count_words: str = ""
    row_header: int = 0
    kept: tuple[tuple[str, str], ...] = ()
    hide_caption: bool = False
    arranging: Arranging | None = None
    picking: Picking | None = None

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
        box = self._box_html(row) if self.picking else ""
        return f'<tr class="govuk-table__row{marked}">{box}{"".join(cells)}</tr>\n'

    def _box_html(self, row: Row) -> str:
        """The box that picks a row; its name is the row's. A row that stands for nothing to pick has none."""
        if not row.pick:
            return '<td class="govuk-table__cell app-pick"></td>'
        head = row.cells[self.row_header]
        return format_html(
            '<td class="govuk-table__cell app-pick"><input class="app-pick__box" type="checkbox" name="{}" value="{}" '
            'aria-label="Pick {}"></td>',
            self.picking.name,
            row.pick,
            head.words if isinstance(head, Cell) else head,
        )


def with_columns(table: Table, hidden: Collection[str], order: Sequence[str]) -> Table:
    """The table without the hidden columns, the others in order: those named first, then the rest as they were.

    The column that names the rows always stays, where it stood.
    """
    ranks = {slug: rank for rank, slug in enumerate(order)}
    others = [place for place in range(len(table.columns)) if place != table.row_header]
    others.sort(key=lambda place: ranks.get(table.columns[place].slug, len(ranks)))
    others.insert(table.row_header, table.row_header)
    places = [
        place for place in others if place == table.row_header or table.columns[place].slug not in hidden
    ]
    rows = tuple(replace(row, cells=tuple(row.cells[place] for place in places)) for row in table.rows)
    columns = tuple(table.columns[place] for place in places)
    return replace(table, columns=columns, rows=rows, row_header=places.index(table.row_header))


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


def day_cell(day: date | None, *, missing: str = NOT_KNOWN, href: str = "") -> Cell:
    """A day in words, for a spreadsheet a date."""
    return Cell(day_words(day) if day else None, href=href, missing=missing, plain=day)


def moment_cell(moment: datetime | None, *, missing: str = NOT_KNOWN) -> Cell:
    """A moment of local time in words, for a spreadsheet a date with its time."""
    return Cell(moment_words(moment) if moment else None, missing=missing, plain=moment)


def days_cell(half_days: int | None, *, missing: str = NOT_KNOWN, href: str = "") -> Cell:
    """Half-days as days in words, for a spreadsheet a number of days."""
    known = half_days is not None
    return Cell(
        days_words(half_days) if known else None,
        href=href,
        missing=missing,
        plain=half_days / 2 if known else None,
    )


def plain_table(
    caption: str,
    columns: Iterable[str | Column],
    rows: Iterable[Iterable[Cell | str | int | None]],
    **more: Any,
) -> Table:
    """A table without filters or pages, from headings and lines of cells."""
    heads = tuple(c if isinstance(c, Column) else Column(c) for c in columns)
    return Table(caption=caption, columns=heads, rows=tuple(Row(tuple(cells)) for cells in rows), **more)
