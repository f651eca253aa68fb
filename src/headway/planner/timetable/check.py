"""A timetable checked and costed straight from the rows, written apart from the search; made for those by hand as well."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, product
from math import dist, fsum

from headway.planner.timetable.problem import TERMS, Adviser, HalfDay, Problem, School, Timetable, Visit


@dataclass(frozen=True, slots=True)
class Violation:
    """A broken hard rule. rule: its short name; subject: id of the visit, or of the adviser; words: what is
    wrong, fit to show an officer."""

    rule: str
    subject: str
    words: str


def day_words(on: date) -> str:
    """A date in words, as people write it."""
    return f"{on.day} {on:%B %Y}"


def minutes_between(problem: Problem, one: School | Adviser, other: School | Adviser) -> float:
    """Minutes of travel from one place to the other, one way."""
    km = dist((one.easting, one.northing), (other.easting, other.northing)) / 1000
    return km * problem.weights.detour_factor / problem.weights.speed_km_per_hour * 60


def half_days_of(visit: Visit, at: HalfDay) -> tuple[HalfDay, ...]:
    """The half-days a visit takes up when it starts at this one."""
    return (HalfDay(at.on, False), HalfDay(at.on, True)) if visit.half_days == 2 else (at,)


def check(problem: Problem, timetable: Timetable) -> tuple[Violation, ...]:
    """Every hard rule that the timetable breaks, empty when it breaks none."""
    named = tuple(_check_names(problem, timetable))
    if named:
        return named
    found: list[Violation] = []
    for visit in problem.visits:
        if visit.id in timetable.placed:
            found += check_place(problem, visit, timetable.placed[visit.id])
    found += _check_advisers(problem, timetable)
    found += _check_spacing(problem, timetable)
    found += _check_links(problem, timetable)
    return tuple(found)


def _check_names(problem: Problem, timetable: Timetable) -> Iterator[Violation]:
    known = {visit.id for visit in problem.visits}
    for name in [*timetable.placed, *timetable.unplaced]:
        if name not in known:
            yield Violation("unknown", name, f"The timetable names the visit {name}, not in the problem.")
    for name in sorted(known):
        places = (name in timetable.placed) + (name in timetable.unplaced)
        if places == 0:
            yield Violation("dropped", name, f"The visit {name} is neither placed nor said to be unplaced.")
        if places == 2:
            yield Violation("twice", name, f"The visit {name} is both placed and said to be unplaced.")


def check_place(problem: Problem, visit: Visit, at: HalfDay) -> Iterator[Violation]:
    """The rules that this half-day breaks for this visit, whatever else stands in the timetable."""
    yield from _check_day(problem, visit, at)
    for school in problem.schools:
        if school.id in visit.schools and at.on in school.closed:
            words = f"{school.id} is closed on {day_words(at.on)}, the day of {visit.id}."
            yield Violation("closed", visit.id, words)
        if school.id in visit.schools and at.on in school.no_go:
            words = f"{school.id} asked for no visit on {day_words(at.on)}: {visit.id}."
            yield Violation("no-go", visit.id, words)
    team = [adviser for adviser in problem.advisers if adviser.id in visit.advisers]
    for adviser, part in product(team, half_days_of(visit, at)):
        if part not in adviser.available:
            yield Violation("available", visit.id, f"{adviser.id} is not free on {part}: {visit.id}.")


def _check_day(problem: Problem, visit: Visit, at: HalfDay) -> Iterator[Violation]:
    words = day_words(at.on)
    if visit.fixed_at is not None and visit.fixed_at != at:
        yield Violation("fixed", visit.id, f"{visit.id} is fixed to {visit.fixed_at}, and stands on {at}.")
    if visit.half_days == 2 and at.afternoon:
        yield Violation("whole day", visit.id, f"{visit.id} takes a whole day and starts in the afternoon.")
    if at.on not in problem.days:
        yield Violation("school day", visit.id, f"{words} is no school day, and {visit.id} stands on it.")
    if not visit.earliest <= at.on < visit.until:
        window = f"{day_words(visit.earliest)} to {day_words(visit.until - timedelta(days=1))}"
        yield Violation("window", visit.id, f"{visit.id} belongs in {window}, and stands on {words}.")
    if visit.term is not None:
        first, until = problem.terms[visit.term]
        if not first <= at.on < until:
            yield Violation("term", visit.id, f"{visit.id} belongs in {visit.term}, and stands on {words}.")


def _days_of(problem: Problem, timetable: Timetable) -> dict[tuple[str, date], list[Visit]]:
    days: dict[tuple[str, date], list[Visit]] = defaultdict(list)
    for visit in problem.visits:
        if visit.id in timetable.placed:
            for adviser in visit.advisers:
                days[adviser, timetable.placed[visit.id].on].append(visit)
    return days


def _check_advisers(problem: Problem, timetable: Timetable) -> Iterator[Violation]:
    schools = {school.id: school for school in problem.schools}
    most = problem.weights.most_minutes_between
    for (adviser, on), visits in _days_of(problem, timetable).items():
        for one, other in combinations(visits, 2):
            parts = set(half_days_of(one, timetable.placed[one.id]))
            both = parts.intersection(half_days_of(other, timetable.placed[other.id]))
            if both:
                words = f"{adviser} would be at {one.id} and {other.id} at once, on {min(both)}."
                yield Violation("two places", adviser, words)
            away = minutes_between(problem, schools[one.host], schools[other.host])
            if away > most + 1e-6:
                words = (
                    f"{adviser} would travel {away:.0f} minutes between {one.id} and {other.id} on {day_words(on)}; "
                    f"{most:.0f} is the most."
                )
                yield Violation("too far", adviser, words)


def _check_spacing(problem: Problem, timetable: Timetable) -> Iterator[Violation]:
    at_school: dict[str, list[Visit]] = defaultdict(list)
    for visit in problem.visits:
        if visit.id in timetable.placed:
            at_school[visit.host].append(visit)
    for school in problem.schools:
        for one, other in combinations(at_school[school.id], 2):
            days = abs((timetable.placed[one.id].on - timetable.placed[other.id].on).days)
            if days < school.spacing_days:
                words = (
                    f"{one.id} and {other.id} at {school.id} are {days} days apart; "
                    f"{school.spacing_days} is the least."
                )
                yield Violation("spacing", one.id, words)


def _check_links(problem: Problem, timetable: Timetable) -> Iterator[Violation]:
    for link in problem.links:
        if link.first not in timetable.placed or link.then not in timetable.placed:
            continue
        days = (timetable.placed[link.then].on - timetable.placed[link.first].on).days
        if days < link.least_days:
            words = f"{link.then} comes {days} days after {link.first}; {link.least_days} is the least."
            yield Violation("link", link.then, words)
        if link.most_days is not None and days > link.most_days:
            words = f"{link.then} comes {days} days after {link.first}; {link.most_days} is the most."
            yield Violation("link", link.then, words)


def cost_terms(problem: Problem, timetable: Timetable) -> dict[str, float]:
    """Every term of the objective in minutes a year, recomputed from the rows."""
    weights = problem.weights
    wanted, outside, moves = [], [], []
    for visit in problem.visits:
        at = timetable.placed.get(visit.id)
        if at is None:
            continue
        if visit.wanted_on is not None:
            wanted.append(weights.wanted_day_minutes * abs((at.on - visit.wanted_on).days))
        early = visit.preferred_from is not None and at.on < visit.preferred_from
        late = visit.preferred_until is not None and at.on >= visit.preferred_until
        outside.append(weights.outside_preferred_minutes * (early or late))
        moved = visit.id in problem.previous and problem.previous[visit.id] != at
        moves.append(weights.move_minutes * moved)
    return {
        TERMS[0]: fsum(_travel(problem, timetable)),
        TERMS[1]: fsum(wanted),
        TERMS[2]: fsum(outside),
        TERMS[3]: fsum(_busy_weeks(problem, timetable)),
        TERMS[4]: fsum(moves),
    }


def _travel(problem: Problem, timetable: Timetable) -> Iterator[float]:
    schools = {school.id: school for school in problem.schools}
    advisers = {adviser.id: adviser for adviser in problem.advisers}
    for (name, _), visits in _days_of(problem, timetable).items():
        home = advisers[name]
        visits.sort(key=lambda visit: timetable.placed[visit.id])
        stops: list[School | Adviser] = [home, *(schools[visit.host] for visit in visits), home]
        yield from (minutes_between(problem, stops[at], stops[at + 1]) for at in range(len(stops) - 1))


def _busy_weeks(problem: Problem, timetable: Timetable) -> Iterator[float]:
    weeks: dict[tuple[str, date], int] = defaultdict(int)
    for (name, on), visits in _days_of(problem, timetable).items():
        weeks[name, on - timedelta(days=on.weekday())] += sum(visit.half_days for visit in visits)
    for half_days in weeks.values():
        yield from (rate * max(0, half_days - most) for most, rate in problem.weights.week_bands)
