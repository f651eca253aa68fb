"""A list's address, read safely: filters, order and page, and the addresses that change one of them.

Nothing here trusts the address: an unknown key is dropped, a page that does not exist becomes the nearest
one, an over-long value is cut. Order only ever comes from the keys the page names.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict

from headway.kit.tables import Applied, Choice, Column, Filter, PageLink, Pages, Row, Sort, Table
from headway.kit.words import count_words

SORT, PAGE, HIDE, ORDER = "sort", "page", "hide", "columns"
PAGE_SIZE = 50
LONGEST_VALUE = 200
MOST_VALUES = 50
LONGEST_PLACE = 4  # figures of a column's place
SLUG = re.compile(r"[a-z0-9-]{1,60}")
# Pages named on each side of the current one; the first and the last are always named.
NEIGHBOURS = 1


@dataclass(frozen=True, slots=True)
class ListQuery:
    """What the address asks of a list. `filters` holds name to chosen values, blanks left out.

    `hidden`: the columns the address leaves out; None: it does not say, so what the person left out counts.
    `order`: the columns that come first, in their order; None likewise.
    """

    path: str
    filters: Mapping[str, tuple[str, ...]]
    sort_keys: tuple[str, ...]
    sort_key: str
    descending: bool
    page: int
    page_size: int
    default_sort: str
    hidden: tuple[str, ...] | None = None
    order: tuple[str, ...] | None = None

    @classmethod
    def read(
        cls,
        params: QueryDict,
        path: str,
        *,
        filters: Iterable[str] = (),
        sorts: Sequence[str] = (),
        default_sort: str = "",
        page_size: int = PAGE_SIZE,
    ) -> "ListQuery":
        """Read `request.GET`. `default_sort` is one of `sorts`, with "-" in front to descend."""
        default = default_sort or (sorts[0] if sorts else "")
        asked = params.get(SORT, default)
        if asked.removeprefix("-") not in sorts:
            asked = default
        return cls(
            path=path,
            filters={name: values for name in filters if (values := _read_values(params, name))},
            sort_keys=tuple(sorts),
            sort_key=asked.removeprefix("-"),
            descending=asked.startswith("-"),
            page=_read_page(params.get(PAGE, "")),
            page_size=page_size,
            default_sort=default,
            hidden=read_slugs(params.getlist(HIDE)) if HIDE in params else None,
            order=read_slugs(params.getlist(ORDER)) if ORDER in params else None,
        )

    def text(self, name: str) -> str:
        """The one value of a filter, or nothing."""
        return self.values(name)[0] if self.values(name) else ""

    def values(self, name: str) -> tuple[str, ...]:
        """Every value of a filter."""
        return self.filters.get(name, ())

    @property
    def sort_words(self) -> str:
        """The order as the address writes it."""
        return f"-{self.sort_key}" if self.descending else self.sort_key

    def order_by(self, fields: Mapping[str, str | Sequence[str]], *, last: str = "pk") -> tuple[str, ...]:
        """The order for a queryset: each sort key's fields, turned round where descending, then `last`,
        so that pages never share or miss a row."""
        chosen = fields[self.sort_key] if self.sort_key else ()
        names = (chosen,) if isinstance(chosen, str) else tuple(chosen)
        if self.descending:
            names = tuple(n.removeprefix("-") if n.startswith("-") else f"-{n}" for n in names)
        return (*names, last)

    def page_count(self, total: int) -> int:
        """How many pages `total` rows fill; at least one."""
        return max(1, -(-total // self.page_size))

    def page_of(self, total: int) -> int:
        """The page shown: the one asked for, or the last where there are fewer."""
        return min(self.page, self.page_count(total))

    def bounds(self, total: int) -> slice:
        """The rows of the page shown, to slice a queryset or a list with."""
        start = (self.page_of(total) - 1) * self.page_size
        return slice(start, start + self.page_size)

    def href(self, path: str = "", *, page: int | None = None) -> str:
        """The address of this list, or of another path that reads the same filters and order (an export)."""
        parts = [(name, value) for name, values in self.filters.items() for value in values]
        if self.sort_words != self.default_sort:
            parts.append((SORT, self.sort_words))
        parts += self._arranging()
        if page and page > 1:
            parts.append((PAGE, str(page)))
        return f"{path or self.path}?{urlencode(parts)}" if parts else (path or self.path)

    def _arranging(self) -> list[tuple[str, str]]:
        """The address parts that leave columns out and order them; an empty one says that none is."""
        chosen = ((HIDE, self.hidden), (ORDER, self.order))
        return [(name, slug) for name, slugs in chosen if slugs is not None for slug in slugs or ("",)]

    def without(self, name: str, value: str) -> str:
        """The address of the list with one filter value taken away."""
        left = tuple(v for v in self.values(name) if v != value)
        rest = {key: values for key, values in self.filters.items() if key != name}
        return replace(self, filters={**rest, name: left} if left else rest).href()

    def sorted_by(self, key: str) -> str:
        """The address that orders by `key`; a second time turns it round."""
        turned = self.sort_key == key and not self.descending
        return replace(self, sort_key=key, descending=turned).href()

    def text_filter(self, name: str, label: str, hint: str = "") -> Filter:
        """A box to type in."""
        return Filter(name, label, "text", value=self.text(name), hint=hint)

    def choice_filter(
        self, name: str, label: str, choices: Iterable[tuple[str, str]], *, many: bool = False
    ) -> Filter:
        """A drop-down, or with `many` a set of boxes; `choices` are value and words."""
        chosen = set(self.values(name))
        options = tuple(Choice(value, words, value in chosen) for value, words in choices)
        return Filter(name, label, "checkboxes" if many else "select", value=self.text(name), choices=options)

    def table(
        self,
        *,
        caption: str,
        columns: Sequence[Column],
        rows: Iterable[Row],
        total: int,
        noun: tuple[str, str],
        empty_words: str,
        filters: Sequence[Filter] = (),
        hide_caption: bool = False,
        row_header: int = 0,
    ) -> Table:
        """The table of one page of this list. `total` counts all rows that match; `noun` is one and many."""
        kept = [(SORT, self.sort_words)] if self.sort_words != self.default_sort else []
        return Table(
            caption=caption,
            columns=tuple(columns),
            rows=tuple(rows),
            empty_words=empty_words,
            sort=Sort(self.sort_key, self.descending, {key: self.sorted_by(key) for key in self.sort_keys}),
            pages=self._pages(total),
            filters=tuple(filters),
            applied=tuple(applied for f in filters for applied in self._applied(f)),
            clear_href=replace(self, filters={}).href() if self.filters else "",
            count_words=count_words(total, *noun),
            row_header=row_header,
            kept=(*kept, *self._arranging()),
            hide_caption=hide_caption,
        )

    def _applied(self, shown: Filter) -> Iterable[Applied]:
        words = {choice.value: choice.label for choice in shown.choices}
        for value in self.values(shown.name):
            yield Applied(shown.label, words.get(value, value), self.without(shown.name, value))

    def _pages(self, total: int) -> Pages | None:
        number, count = self.page_of(total), self.page_count(total)
        if count == 1:
            return None
        return Pages(
            number=number,
            of=count,
            links=tuple(self._page_links(number, count)),
            previous_href=self.href(page=number - 1) if number > 1 else "",
            next_href=self.href(page=number + 1) if number < count else "",
        )

    def _page_links(self, number: int, count: int) -> Iterable[PageLink]:
        near = range(max(1, number - NEIGHBOURS), min(count, number + NEIGHBOURS) + 1)
        before = 0
        for page in sorted({1, count, *near}):
            if page > before + 1:
                yield PageLink(before + 1, "")
            yield PageLink(page, self.href(page=page), current=page == number)
            before = page


def read_slugs(given: Iterable[str]) -> tuple[str, ...]:
    """Names of columns as addresses and forms give them: each once, whatever is none dropped."""
    return tuple(dict.fromkeys(one for one in given if SLUG.fullmatch(one)))[:MOST_VALUES]


def moved(offered: Sequence[str], places: Sequence[str]) -> list[str]:
    """The columns with those put where another place was typed beside them, the rest around them in their order; what is
    no place leaves a column as it was."""
    typed = {
        slug: _place(words, here) for here, (slug, words) in enumerate(zip(offered, places, strict=False), 1)
    }
    here = {slug: number for number, slug in enumerate(offered, 1)}
    going = sorted((place, slug) for slug, place in typed.items() if place != here[slug])
    order = [slug for slug in offered if typed.get(slug, here[slug]) == here[slug]]
    for place, slug in going:
        order.insert(place - 1, slug)
    return order


def _place(words: str, here: int) -> int:
    is_place = words.isascii() and words.isdigit() and len(words) < LONGEST_PLACE
    return max(1, int(words)) if is_place else here


def _read_values(params: QueryDict, name: str) -> tuple[str, ...]:
    """Chosen values in the order given, each once; a NUL can be in no stored text, so it is dropped."""
    given = (value.replace("\0", "").strip()[:LONGEST_VALUE] for value in params.getlist(name))
    return tuple(dict.fromkeys(value for value in given if value))[:MOST_VALUES]


def _read_page(words: str) -> int:
    """A page number from the address; anything else is the first page."""
    return max(1, int(words)) if words.isascii() and words.isdigit() and len(words) < 7 else 1
