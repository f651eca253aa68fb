"""What every problem of the planner asks of its rows before anything is solved."""

from collections.abc import Iterable


class BadProblem(ValueError):
    """The rows contradict themselves (a doubled id, a name that is not there, a negative amount)."""


def require_unique(kind: str, ids: Iterable[str]) -> None:
    """Raise BadProblem where an id stands twice; `kind` is what it names, in words."""
    seen: set[str] = set()
    for name in ids:
        if name in seen:
            raise BadProblem(f"The {kind} {name} is listed twice; list each {kind} once.")
        seen.add(name)
