"""A policy's body as lines: every figure with its place, its words, its mark and source; and what differs."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

Plain = bool | int | float | str | list[str]
Path = tuple[str | int, ...]
# What a policy says about itself stands above its lines; the first three are given, the others may be edited.
FIXED = ("kind", "name", "version")
HEADER = (*FIXED, "from", "until", "review_by", "author", "source")
# What a row of a list, or a section, calls itself.
NAMES = ("label", "key", "category")


@dataclass(frozen=True, slots=True)
class Line:
    """One value of a policy. `trail`: the words that lead to it, the last its key; a row of a list is numbered from 1."""

    path: Path
    trail: tuple[str, ...]
    value: Plain
    mark: str = ""
    source: str = ""

    @property
    def key(self) -> str:
        """The name of the value in the file."""
        return str(self.path[-1])

    @property
    def place(self) -> str:
        """Where the value stands, written as the readers' faults write it."""
        return place_of(self.path)


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that two versions do not share; none on a side: it does not stand there."""

    before: Line | None
    after: Line | None

    @property
    def line(self) -> Line:
        """The side that stands, the later one first."""
        found = self.after or self.before
        assert found is not None
        return found


def place_of(path: Path) -> str:
    """The dotted place of a path, rows numbered from 1: "partnership.bands, row 2.half_days"."""
    words = ""
    for part in path:
        words += f", row {part + 1}" if isinstance(part, int) else f".{part}" if words else part
    return words


def lines_of(body: Mapping[str, Any]) -> tuple[Line, ...]:
    """Every value below the header, in the order of the document."""
    return tuple(_walk({key: inner for key, inner in body.items() if key not in HEADER}, (), ()))


def header_lines(body: Mapping[str, Any]) -> tuple[Line, ...]:
    """What may be edited of the header: from, until, review_by, author, source; absent ones left out."""
    keys = [key for key in HEADER if key in body and key not in FIXED]
    return tuple(Line((key,), (key,), body[key]) for key in keys)


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Every value, mark or source that differs, in the order of the later version; what went stands last."""
    old = {line.path: line for line in (*header_lines(before), *lines_of(before))}
    new = {line.path: line for line in (*header_lines(after), *lines_of(after))}
    changed = [
        Difference(old.get(path), line) for path, line in new.items() if not _same(old.get(path), line)
    ]
    return (*changed, *(Difference(line, None) for path, line in old.items() if path not in new))


def with_values(
    body: Mapping[str, Any], values: Mapping[Path, Plain | None], *, mark: str, source: str
) -> dict[str, Any]:
    """A copy of the body with these values in their places; a figure that changes takes this mark and source.

    None takes a value of the header away. A path must stand in the body, but for those of the header.
    """
    made = deepcopy(dict(body))
    for path, value in values.items():
        inner: Any = made
        for part in path[:-1]:
            inner = inner[part]
        key = path[-1]
        if value is None:
            inner.pop(key, None)
        elif is_marked(inner.get(key)):
            if inner[key]["value"] != value:
                inner[key] = {"value": value, "mark": mark} | ({"source": source} if source else {})
        else:
            inner[key] = value
    return made


def is_marked(value: object) -> bool:
    """Whether a value stands with its mark: how far it can be trusted."""
    return isinstance(value, Mapping) and "value" in value and "mark" in value


def _same(before: Line | None, after: Line) -> bool:
    shown = (after.value, after.mark, after.source)
    return before is not None and (before.value, before.mark, before.source) == shown


def _walk(value: Any, path: Path, trail: tuple[str, ...]) -> Iterator[Line]:
    if is_marked(value):
        yield Line(path, trail, value["value"], value["mark"], value.get("source", ""))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _walk(inner, (*path, key), (*trail, _name(key, inner)))
    elif isinstance(value, list) and value and isinstance(value[0], Mapping):
        for number, inner in enumerate(value):
            yield from _walk(inner, (*path, number), (*trail, _name(f"row {number + 1}", inner)))
    else:
        yield Line(path, trail, value)


def _name(given: str, value: Any) -> str:
    """What a section calls itself, else its key in the file."""
    named = (
        [value[key] for key in NAMES if isinstance(value.get(key), str)] if isinstance(value, Mapping) else []
    )
    return named[0] if named else given
