"""The timetable as typed rows: visits to be placed on half-days, schools, advisers, rules and published weights."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from headway.planner.rows import BadProblem, require_unique

TERMS = ("travel", "wanted_day", "preferred_window", "busy_weeks", "moves")
"""The named terms of the objective, all in minutes a year."""


class HalfDay(NamedTuple):
    """The morning or the afternoon of a day. A visit of a whole day starts in the morning."""

    on: date
    afternoon: bool = False

    def __str__(self) -> str:
        part = "afternoon" if self.afternoon else "morning"
        return f"{self.on.day} {self.on:%B %Y}, {part}"


@dataclass(frozen=True, slots=True)
class School:
    """A place to visit. easting, northing: metres. closed: training days and others it is shut; no_go: days
    its head asked to be left alone. spacing_days: least days between two visits here; 0 for no rule."""

    id: str
    easting: float
    northing: float
    closed: frozenset[date] = frozenset()
    no_go: frozenset[date] = frozenset()
    spacing_days: int = 0


@dataclass(frozen=True, slots=True)
class Adviser:
    """An adviser. available: the half-days that are theirs to give, leave and days not worked taken out."""

    id: str
    easting: float
    northing: float
    available: frozenset[HalfDay]


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit to be placed once. schools: where it happens, then others who take part and must be open too.
    advisers: all who go, at once. half_days: 1, or 2 for a whole day. earliest, until: half-open window.
    wanted_on, preferred_from, preferred_until (half-open): wishes, not rules. fixed_at: already promised."""

    id: str
    schools: tuple[str, ...]
    advisers: tuple[str, ...]
    earliest: date
    until: date
    half_days: int = 1
    term: str | None = None
    purpose: str = ""
    wanted_on: date | None = None
    preferred_from: date | None = None
    preferred_until: date | None = None
    fixed_at: HalfDay | None = None

    @property
    def host(self) -> str:
        """The school where it happens."""
        return self.schools[0]


@dataclass(frozen=True, slots=True)
class Link:
    """`then` happens at least so many days after `first`, and at most so many where that is given."""

    first: str
    then: str
    least_days: int = 1
    most_days: int | None = None


@dataclass(frozen=True, slots=True)
class Weights:
    """The published policy; amounts are minutes a year.

    speed_km_per_hour, detour_factor: travel from crow-fly distance, from home and back each day.
    most_minutes_between: two visits of one adviser on one day may not lie further apart; a hard rule.
    wanted_day_minutes: for each day away from the wanted one. outside_preferred_minutes: a visit outside its
    preferred window. week_bands: (half-days a week, minutes for each beyond it), added up. move_minutes: a
    visit that does not stand where the previous timetable had it.
    """

    speed_km_per_hour: float
    detour_factor: float
    most_minutes_between: float
    wanted_day_minutes: float = 0.0
    outside_preferred_minutes: float = 0.0
    week_bands: tuple[tuple[int, float], ...] = ()
    move_minutes: float = 0.0


@dataclass(frozen=True, slots=True)
class Problem:
    """One year's timetable. days: the authority's school days, in order. terms: name -> half-open dates.
    previous: visit id -> where an earlier timetable had it. Raises BadProblem when the rows contradict."""

    days: tuple[date, ...]
    schools: tuple[School, ...]
    advisers: tuple[Adviser, ...]
    visits: tuple[Visit, ...]
    weights: Weights
    terms: Mapping[str, tuple[date, date]] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    previous: Mapping[str, HalfDay] = field(default_factory=dict)

    def __post_init__(self) -> None:
        require_unique("school", [one.id for one in self.schools])
        require_unique("adviser", [one.id for one in self.advisers])
        require_unique("visit", [one.id for one in self.visits])
        if list(self.days) != sorted(set(self.days)):
            raise BadProblem("The school days are not in order, or one is listed twice; sort them.")
        _require_weights(self.weights)
        _require_visits(self)
        _require_links(self)


@dataclass(frozen=True, slots=True)
class Timetable:
    """placed: visit id -> half-day it starts on. unplaced: visit id -> the rule that stops it, in words.
    Together they name every visit once."""

    placed: Mapping[str, HalfDay]
    unplaced: Mapping[str, str] = field(default_factory=dict)


def _require_weights(weights: Weights) -> None:
    amounts = [weights.most_minutes_between, weights.wanted_day_minutes, weights.outside_preferred_minutes]
    amounts += [weights.move_minutes, *(rate for _, rate in weights.week_bands)]
    amounts += [float(half_days) for half_days, _ in weights.week_bands]
    if min(amounts) < 0:
        raise BadProblem("A weight of the timetable policy is negative; give 0 or more.")
    if weights.speed_km_per_hour <= 0 or weights.detour_factor <= 0:
        raise BadProblem("The speed and the detour factor of the timetable policy must be above 0.")


def _require_visits(problem: Problem) -> None:
    schools, advisers = {one.id for one in problem.schools}, {one.id for one in problem.advisers}
    for visit in problem.visits:
        if not visit.schools or not visit.advisers:
            raise BadProblem(
                f"The visit {visit.id} names no school or no adviser; give at least one of each."
            )
        for name in visit.schools:
            if name not in schools:
                raise BadProblem(f"The visit {visit.id} names the school {name}, which is not on the list.")
        for name in visit.advisers:
            if name not in advisers:
                raise BadProblem(f"The visit {visit.id} names the adviser {name}, who is not on the list.")
        if len(set(visit.advisers)) < len(visit.advisers):
            raise BadProblem(f"The visit {visit.id} names an adviser twice; name each once.")
        _require_dates(visit, problem)
    for school in problem.schools:
        if school.spacing_days < 0:
            raise BadProblem(f"The school {school.id} has a negative spacing of visits; give 0 or more.")


def _require_dates(visit: Visit, problem: Problem) -> None:
    if visit.half_days not in (1, 2):
        raise BadProblem(f"The visit {visit.id} takes {visit.half_days} half-days; give 1, or 2 for a day.")
    if visit.earliest >= visit.until:
        raise BadProblem(f"The window of the visit {visit.id} ends before it begins; correct its dates.")
    if visit.term is not None and visit.term not in problem.terms:
        raise BadProblem(f"The visit {visit.id} names the term {visit.term}, which is not on the list.")


def _require_links(problem: Problem) -> None:
    visits = {one.id for one in problem.visits}
    for link in problem.links:
        for name in (link.first, link.then):
            if name not in visits:
                raise BadProblem(f"A link names the visit {name}, which is not on the list; remove it.")
        if link.first == link.then or (link.most_days is not None and link.most_days < link.least_days):
            raise BadProblem(
                f"The link from {link.first} to {link.then} can never be kept; correct its days."
            )
