"""What happened after the timetable was made, and the ladder that a visit without a place climbs."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from headway.planner.rows import BadProblem
from headway.planner.timetable.problem import HalfDay, Problem, Visit


@dataclass(frozen=True, slots=True)
class Change:
    """on: the day it is known; nothing before it moves, and nothing is placed before it.

    added: new visits. removed: visits no longer needed. away: adviser -> half-days lost. closed: school ->
    days it is shut. refused: visit -> days its school asks to be spared. cover: adviser -> who may stand in.
    """

    on: date
    added: tuple[Visit, ...] = ()
    removed: frozenset[str] = frozenset()
    away: Mapping[str, frozenset[HalfDay]] = field(default_factory=dict)
    closed: Mapping[str, frozenset[date]] = field(default_factory=dict)
    refused: Mapping[str, frozenset[date]] = field(default_factory=dict)
    cover: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder. kind: "days", so many school days either side of where a visit stood; "cover",
    another adviser (amount unused); "window", so many days beyond either end of the window and out of its
    term. words: what is done, fit to show."""

    kind: str
    amount: int
    words: str

    def __post_init__(self) -> None:
        if self.kind not in ("days", "cover", "window") or self.amount < 0:
            raise BadProblem(f"The ladder has a step {self.kind} {self.amount}; give days, cover or window.")


LADDER = (
    Rung("days", 30, "within 30 school days of where it stood"),
    Rung("days", 60, "within 60 school days of where it stood"),
    Rung("days", 400, "on any day of its window"),
    Rung("cover", 0, "with another adviser"),
    Rung("window", 28, "up to 28 days outside its window"),
)


def ofsted_call(on: date, visit: Visit) -> Change:
    """An inspection that an adviser must attend: a visit promised for a half-day, or to be placed soon."""
    return Change(on, added=(visit,))


def sickness(on: date, adviser: str, days: frozenset[date], cover: tuple[str, ...] = ()) -> Change:
    """An adviser is away on these days."""
    lost = frozenset(HalfDay(day, part) for day in days for part in (False, True))
    return Change(on, away={adviser: lost}, cover={adviser: cover} if cover else {})


def leaver(on: date, problem: Problem, adviser: str, last: date, cover: tuple[str, ...]) -> Change:
    """An adviser leaves after this last day; these may take over."""
    days = frozenset(day for day in problem.days if day > last)
    return sickness(on, adviser, days, cover)


def snow(on: date, schools: tuple[str, ...], days: frozenset[date]) -> Change:
    """These schools are shut on these days."""
    return Change(on, closed=dict.fromkeys(schools, days))


def asked_to_move(on: date, visit: str, days: frozenset[date]) -> Change:
    """A school asks that a visit be on none of these days, the one it stands on among them."""
    return Change(on, refused={visit: days})


def apply_change(problem: Problem, change: Change) -> Problem:
    """The problem as it is now. Raises BadProblem with a sentence where the change names what is not there."""
    _require_known(problem, change)
    visits = [one for one in problem.visits if one.id not in change.removed]
    links = [one for one in problem.links if not {one.first, one.then} & change.removed]
    return replace(
        problem,
        visits=(*visits, *change.added),
        links=tuple(links),
        advisers=tuple(
            replace(one, available=one.available - change.away[one.id]) if one.id in change.away else one
            for one in problem.advisers
        ),
        schools=tuple(
            replace(one, closed=one.closed | change.closed[one.id]) if one.id in change.closed else one
            for one in problem.schools
        ),
    )


def _require_known(problem: Problem, change: Change) -> None:
    visits = {one.id for one in problem.visits}
    advisers, schools = {one.id for one in problem.advisers}, {one.id for one in problem.schools}
    cover = {name for names in change.cover.values() for name in names}
    for kind, names, known in (
        ("visit", change.removed | set(change.refused), visits),
        ("adviser", set(change.away) | set(change.cover) | cover, advisers),
        ("school", set(change.closed), schools),
    ):
        for name in sorted(names - known):
            raise BadProblem(f"The change names the {kind} {name}, which is not in the timetable.")
