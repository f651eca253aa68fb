"""Reads a policy, given as the plain tables of a TOML file, into typed values with precise faults.

A figure may stand plain (`half_days = 6`) or wrapped with its mark (`half_days = {value = 6, mark = "D",
source = "…"}`). Marks: V primary source, S secondary source, G general knowledge, D our own default.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

MARKS = {
    "V": "verified against a primary source",
    "S": "verified against a secondary source",
    "G": "general knowledge, to be confirmed",
    "D": "a default of this service, to be decided locally",
}


class PolicyFault(ValueError):
    """A policy breaks its own shape: `where` is the place in the file, `words` says what to put right."""

    def __init__(self, where: str, words: str) -> None:
        self.where = where
        self.words = words
        super().__init__(f"{where}: {words}")


@dataclass(frozen=True, slots=True)
class Mark:
    """How far one figure of a policy can be trusted, and where it comes from."""

    letter: str
    source: str

    @property
    def words(self) -> str:
        """The letter spelled out."""
        return MARKS[self.letter]


@dataclass(frozen=True, slots=True)
class Header:
    """What every policy file says about itself. It holds from `valid_from` up to, not on, `valid_until`."""

    kind: str
    name: str
    version: int
    valid_from: date
    valid_until: date | None
    review_by: date
    author: str
    source: str

    def in_force(self, on: date) -> bool:
        """Whether the policy holds on the day."""
        return self.valid_from <= on and (self.valid_until is None or on < self.valid_until)


class Section:
    """One table of a policy. Every read names the key; `close()` refuses keys nobody read."""

    def __init__(self, table: object, where: str = "", marks: dict[str, Mark] | None = None) -> None:
        if not isinstance(table, Mapping):
            raise PolicyFault(where or "the file", "A table of keys and values is expected here.")
        self._table: Mapping[str, object] = table
        self._read: set[str] = set()
        self.where = where
        self.marks: dict[str, Mark] = {} if marks is None else marks

    def place(self, key: str) -> str:
        """The dotted place of a key in the file."""
        return f"{self.where}.{key}" if self.where else key

    def fault(self, key: str, words: str) -> PolicyFault:
        """A fault at a key of this table."""
        return PolicyFault(self.place(key) if key else self.where or "the file", words)

    def has(self, key: str) -> bool:
        """Whether the key is written at all."""
        return key in self._table

    def names(self) -> tuple[str, ...]:
        """The keys of this table, in the order of the file."""
        return tuple(self._table)

    def text(self, key: str, *, among: tuple[str, ...] = (), default: str | None = None) -> str:
        """A piece of text, not empty; one of `among` when given."""
        if default is not None and not self.has(key):
            return default
        value = self._value(key)
        if not isinstance(value, str) or not value.strip():
            raise self.fault(key, f"Text is expected, not {_show(value)}.")
        if among and value not in among:
            raise self.fault(key, f"“{value}” is not known here; use one of: {', '.join(among)}.")
        return value

    def boolean(self, key: str, *, default: bool | None = None) -> bool:
        """True or false."""
        if default is not None and not self.has(key):
            return default
        value = self._value(key)
        if not isinstance(value, bool):
            raise self.fault(key, f"true or false is expected, not {_show(value)}.")
        return value

    def number(
        self, key: str, *, least: Decimal | int | None = 0, most: Decimal | int | None = None
    ) -> Decimal:
        """A number as a Decimal, within the limits given (both included)."""
        value = self._value(key)
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            raise self.fault(key, f"A number is expected, not {_show(value)}.")
        figure = Decimal(str(value))
        if not figure.is_finite():
            raise self.fault(key, f"A finite number is expected, not {figure}.")
        if least is not None and figure < least:
            raise self.fault(key, f"{figure} is too small; the least allowed is {least}.")
        if most is not None and figure > most:
            raise self.fault(key, f"{figure} is too large; the most allowed is {most}.")
        return figure

    def whole(self, key: str, *, least: int | None = 0, most: int | None = None) -> int:
        """A whole number within the limits given (both included)."""
        figure = self.number(key, least=least, most=most)
        if figure != figure.to_integral_value():
            raise self.fault(key, f"A whole number is expected, not {figure}.")
        return int(figure)

    def day(self, key: str) -> date:
        """A date, written as such or as text like 2026-09-01."""
        value = self._value(key)
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        try:
            return date.fromisoformat(value)  # type: ignore[arg-type]
        except (TypeError, ValueError):
            raise self.fault(key, f"A date like 2026-09-01 is expected, not {_show(value)}.") from None

    def optional_date(self, key: str) -> date | None:
        """A date, or None when the key is not written."""
        return self.day(key) if self.has(key) else None

    def optional_whole(self, key: str, *, least: int | None = 0, most: int | None = None) -> int | None:
        """A whole number, or None when the key is not written."""
        return self.whole(key, least=least, most=most) if self.has(key) else None

    def texts(
        self, key: str, *, among: tuple[str, ...] = (), default: tuple[str, ...] | None = None
    ) -> tuple[str, ...]:
        """A list of texts, each one of `among` when given, none twice."""
        if default is not None and not self.has(key):
            return default
        value = self._value(key)
        if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
            raise self.fault(key, f"A list of texts is expected, not {_show(value)}.")
        found = tuple(str(item) for item in value)
        for item in found:
            if among and item not in among:
                raise self.fault(key, f"“{item}” is not known here; use one of: {', '.join(among)}.")
            if found.count(item) > 1:
                raise self.fault(key, f"“{item}” is written twice; keep one.")
        return found

    def section(self, key: str) -> Section:
        """The table under a key."""
        return Section(self._raw(key), self.place(key), self.marks)

    def sections(self, key: str) -> tuple[tuple[str, Section], ...]:
        """The named tables under a key, in the order of the file."""
        outer = self.section(key)
        return tuple((name, outer.section(name)) for name in outer.names())

    def rows(self, key: str) -> tuple[Section, ...]:
        """The tables of a list, numbered from 1."""
        value = self._raw(key)
        if not isinstance(value, list | tuple) or not value:
            raise self.fault(key, "A list of tables with at least one row is expected.")
        return tuple(
            Section(row, f"{self.place(key)}, row {number}", self.marks)
            for number, row in enumerate(value, 1)
        )

    def close(self) -> None:
        """Refuse keys that nobody read: a misspelt key must not pass in silence."""
        unread = [key for key in self._table if key not in self._read]
        if unread:
            known = ", ".join(sorted(self._read)) or "none"
            raise self.fault(
                unread[0], f"This key is not known here; remove or correct it. Known keys: {known}."
            )

    def _raw(self, key: str) -> object:
        self._read.add(key)
        if key not in self._table:
            raise self.fault(key, "This key is missing; add it.")
        return self._table[key]

    def _value(self, key: str) -> object:
        raw = self._raw(key)
        if not isinstance(raw, Mapping):
            return raw
        wrapped = Section(raw, self.place(key))
        value = wrapped._raw("value")
        letter = wrapped.text("mark", among=tuple(MARKS))
        source = wrapped.text("source", default="")
        wrapped.close()
        self.marks[self.place(key)] = Mark(letter, source)
        return value


def open_policy(table: object, *, kind: str) -> tuple[Header, Section]:
    """The header of a policy and the section holding the rest. PolicyFault if of another kind."""
    section = Section(table)
    header = read_header(section)
    if header.kind != kind:
        raise section.fault(
            "kind", f"This is a policy of kind “{header.kind}”; one of kind “{kind}” is expected."
        )
    return header, section


def read_header(section: Section) -> Header:
    """The header keys of a policy: kind, name, version, from, until, review_by, author, source."""
    valid_from, valid_until = section.day("from"), section.optional_date("until")
    if valid_until is not None and valid_until <= valid_from:
        raise section.fault(
            "until", f"The policy ends on {valid_until}, not after it begins on {valid_from}."
        )
    review_by = section.day("review_by")
    if review_by <= valid_from:
        raise section.fault("review_by", f"The review day {review_by} must come after {valid_from}.")
    return Header(
        kind=section.text("kind"),
        name=section.text("name"),
        version=section.whole("version", least=1),
        valid_from=valid_from,
        valid_until=valid_until,
        review_by=review_by,
        author=section.text("author"),
        source=section.text("source"),
    )


def _show(value: object) -> str:
    return f"“{value}”" if isinstance(value, str) else str(value)
