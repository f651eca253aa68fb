"""Why a visit stands nowhere, and what each half-day would mean for a visit: the rule that stops it, in words."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta

from headway.planner.timetable.check import check, check_place, cost_terms, day_words
from headway.planner.timetable.problem import HalfDay, Problem, Timetable, Visit

RULE_WORDS = {
    "fixed": "it is promised for another time",
    "term": "it belongs in another term",
    "window": "outside its window",
    "school day": "not a school day",
    "closed": "a school is closed",
    "no-go": "the head asked for no visit",
    "available": "an adviser is not free",
    "whole day": "a whole day is needed",
    "two places": "an adviser is at another visit",
    "too far": "an adviser's other visit that day is too far away",
    "spacing": "too close to another visit to the school",
    "link": "too soon or too late after the visit it follows",
}


@dataclass(frozen=True, slots=True)
class Option:
    """One half-day for a visit. rules: short names of those it breaks; words: why not, or what it means.
    extra_minutes: dearer (or, negative, cheaper) than in the timetable; None where a rule forbids or the
    visit stands nowhere."""

    at: HalfDay
    rules: tuple[str, ...]
    extra_minutes: float | None
    words: str


def half_days_in_window(problem: Problem, visit: Visit) -> list[HalfDay]:
    """The half-days of school days within a visit's window and term."""
    first, until = visit.earliest, visit.until
    if visit.term is not None:
        term = problem.terms[visit.term]
        first, until = max(first, term[0]), min(until, term[1])
    return [HalfDay(day, part) for day in problem.days if first <= day < until for part in (False, True)]


def explain_visit(problem: Problem, timetable: Timetable, visit_id: str) -> tuple[Option, ...]:
    """Every half-day of a visit's window with what stops it, or what it would cost with all else as it is.

    Raises KeyError with a sentence for a visit that is not in the problem.
    """
    visit = next((one for one in problem.visits if one.id == visit_id), None)
    if visit is None:
        raise KeyError(f"Visit {visit_id} is not in this timetable; give the id of one that is.")
    near = nearby(problem, visit)
    kept = {name: at for name, at in timetable.placed.items() if name != visit_id}
    rows = [(near, {one.id: kept[one.id] for one in near.visits if one.id in kept})]
    now = timetable.placed.get(visit_id)
    base = _minutes(near, rows[0][1], visit_id, now) if now is not None else None
    return tuple(_option(near, rows[0][1], visit, at, base) for at in half_days_in_window(problem, visit))


def _option(
    problem: Problem, kept: dict[str, HalfDay], visit: Visit, at: HalfDay, base: float | None
) -> Option:
    broken = list(check_place(problem, visit, at))
    if not broken:
        broken = [
            one for one in check(problem, _with(problem, {**kept, visit.id: at})) if one.rule != "fixed"
        ]
    if broken:
        rules = tuple(dict.fromkeys(one.rule for one in broken))
        return Option(at, rules, None, broken[0].words)
    if base is None:
        return Option(at, (), None, "Nothing stands against it.")
    extra = _minutes(problem, kept, visit.id, at) - base
    more = "more" if extra >= 0 else "less"
    return Option(at, (), extra, f"{abs(extra):.0f} minutes {more} a year than as planned.")


def _with(problem: Problem, placed: dict[str, HalfDay]) -> Timetable:
    return Timetable(placed, {one.id: "" for one in problem.visits if one.id not in placed})


def _minutes(problem: Problem, kept: dict[str, HalfDay], visit_id: str, at: HalfDay) -> float:
    return sum(cost_terms(problem, _with(problem, {**kept, visit_id: at})).values())


def nearby(problem: Problem, visit: Visit) -> Problem:
    """The problem with only the visits that can stand in this one's way: its advisers', its school's, and
    those linked to it."""
    linked = {
        name for one in problem.links if visit.id in (one.first, one.then) for name in (one.first, one.then)
    }
    team = set(visit.advisers)
    visits = [
        one
        for one in problem.visits
        if one.id == visit.id
        or one.host == visit.host
        or one.id in linked
        or not team.isdisjoint(one.advisers)
    ]
    ids = {one.id for one in visits}
    links = tuple(one for one in problem.links if one.first in ids and one.then in ids)
    return replace(problem, visits=tuple(visits), links=links)


def why_unplaced(problem: Problem, placed: dict[str, HalfDay], visit: Visit) -> str:
    """One sentence: what stands against each half-day of the window, the most frequent first."""
    near = nearby(problem, visit)
    kept = {one.id: placed[one.id] for one in near.visits if one.id in placed}
    if visit.fixed_at is not None:
        options = [_option(near, kept, visit, visit.fixed_at, None)]
        return f"{visit.id} is promised for {visit.fixed_at}, but: {options[0].words}"
    options = [_option(near, kept, visit, at, None) for at in half_days_in_window(problem, visit)]
    if not options:
        return f"{visit.id} has no school day between {_window_words(visit)}."
    counts = Counter(option.rules[0] for option in options if option.rules)
    words = [f"{RULE_WORDS[rule]} ({number})" for rule, number in counts.most_common()]
    free = len(options) - sum(counts.values())
    tail = f"; {free} are free only if others give way" if free else ""
    return f"{visit.id} has {len(options)} half-days from {_window_words(visit)}: {', '.join(words)}{tail}."


def _window_words(visit: Visit) -> str:
    last: date = visit.until - timedelta(days=1)
    return f"{day_words(visit.earliest)} to {day_words(last)}"
