"""Files that take the place of what their kind said before: what is new, changed and gone, by key."""

from collections.abc import Iterable, Mapping


def compare(before: Mapping[tuple, object], after: Mapping[tuple, object]) -> list[list[object]]:
    """One line a difference, by key: ["new" | "changed" | "gone", key…, before, after] as texts."""
    lines: list[list[object]] = []
    for key in sorted(before.keys() | after.keys(), key=lambda k: tuple(map(str, k))):
        old, new = before.get(key), after.get(key)
        if key not in before:
            lines.append(["new", *map(_text, key), None, _text(new)])
        elif key not in after:
            lines.append(["gone", *map(_text, key), _text(old), None])
        elif _text(old) != _text(new):
            lines.append(["changed", *map(_text, key), _text(old), _text(new)])
    return lines


def _text(value: object) -> str:
    """A value as a stored line holds it; nothing for none."""
    return "" if value is None else str(value)


def count(lines: Iterable[list[object]], taken: int) -> dict[str, int]:
    """How many rows are new, changed, gone and as they were."""
    counts = {"new": 0, "changed": 0, "gone": 0}
    for line in lines:
        counts[str(line[0])] += 1
    return {**counts, "unchanged": taken - counts["new"] - counts["changed"]}
