"""Why a visit can stand nowhere whatever else gives way: the smallest set of rules that clash, named in words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from math import inf

from headway.planner.timetable.build import build_draft
from headway.planner.timetable.check import day_words
from headway.planner.timetable.exact import build_exact
from headway.planner.timetable.explain import nearby
from headway.planner.timetable.least import least_unplaced
from headway.planner.timetable.problem import Adviser, HalfDay, Problem, School, Timetable, Visit
from headway.planner.timetable.tables import build_tables

BRANCHES = 300


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that could be given up. kind: its short name; subject: whose it is; words: fit to show."""

    kind: str
    subject: str
    words: str


def smallest_clash(
    problem: Problem, timetable: Timetable, visit_id: str, *, seed: int = 0
) -> tuple[Rule, ...]:
    """Rules that together leave an unplaced visit no half-day beside those that are placed, none of which
    could be left out of the list; empty where there is room for it after all, or that could not be settled.

    That an adviser is at one place at a time, and the school days, are no rule that could be given up.
    """
    near = nearby(problem, next(one for one in problem.visits if one.id == visit_id))
    beside = tuple(one for one in near.visits if one.id == visit_id or one.id in timetable.placed)
    for visits in (tuple(one for one in beside if one.id == visit_id), beside):
        ids = {one.id for one in visits}
        links = tuple(one for one in near.links if {one.first, one.then} <= ids)
        finder = _Finder(replace(near, visits=visits, links=links), visit_id, seed)
        rules = finder.rules()
        if not finder.can_hold(rules):
            return tuple(finder.smallest([], False, rules))
    return ()


class _Finder:
    """Which of a problem's rules clash about one visit; a set that could not be settled counts as holding."""

    def __init__(self, problem: Problem, visit_id: str, seed: int) -> None:
        self._problem, self._id, self._seed = problem, visit_id, seed
        self._visit = next(one for one in problem.visits if one.id == visit_id)

    def rules(self) -> list[Rule]:
        """Everything that could be given up, the visit's own last."""
        visit, problem = self._visit, self._problem
        rules = [
            Rule("visit", one.id, f"{one.id} is to take place under its own rules")
            for one in problem.visits
            if one.id != visit.id
        ]
        most = problem.weights.most_minutes_between
        rules.append(Rule("too far", "", f"two visits on a day lie at most {most:.0f} minutes apart"))
        for link in problem.links:
            if visit.id in (link.first, link.then):
                words = f"{link.then} follows {link.first} after the days agreed"
                rules.append(Rule("link", f"{link.first} {link.then}", words))
        for name in visit.schools:
            rules.append(Rule("spacing", name, f"visits to {name} keep their distance"))
            rules.append(Rule("closed", name, f"{name} is closed on some days"))
            rules.append(Rule("no-go", name, f"the head of {name} asked to be spared some days"))
        rules += [Rule("available", name, f"{name} is away or not at work") for name in visit.advisers]
        return [*rules, *self._own()]

    def _own(self) -> list[Rule]:
        visit = self._visit
        window = f"{day_words(visit.earliest)} to {day_words(visit.until - timedelta(days=1))}"
        own = [Rule("window", visit.id, f"{visit.id} belongs in {window}")]
        if visit.term is not None:
            own.append(Rule("term", visit.id, f"{visit.id} belongs in {visit.term}"))
        if visit.fixed_at is not None:
            own.append(Rule("fixed", visit.id, f"{visit.id} is promised for {visit.fixed_at}"))
        return own

    def smallest(self, kept: list[Rule], news: bool, rules: list[Rule]) -> list[Rule]:
        """The smallest part of `rules` that clashes together with `kept`, which may do so already if news."""
        if news and not self.can_hold(kept):
            return []
        if len(rules) == 1:
            return rules
        half = len(rules) // 2
        left, right = rules[:half], rules[half:]
        second = self.smallest([*kept, *left], bool(left), right)
        first = self.smallest([*kept, *second], bool(second), left)
        return [*first, *second]

    def can_hold(self, rules: Sequence[Rule]) -> bool:
        """Whether every visit can be placed under these rules only."""
        tables = build_tables(self._only(rules))
        if least_unplaced(tables) > 0:
            return False
        draft = build_draft(tables)
        if not draft.unplaced():
            return True
        for v, slot in enumerate(draft.at):
            if slot >= 0:
                draft.lift(v)
        model = build_exact(draft, dict(enumerate(tables.slots)), may_leave=True, costs=False)
        model.programme.cost = [0.0] * len(model.programme.cost)
        for column in model.out.values():
            model.programme.cost[column] = 1.0
        answer = model.programme.solve(seed=self._seed, nodes=BRANCHES, target=0.0)
        return answer.bound < 1e-6

    def _only(self, rules: Sequence[Rule]) -> Problem:
        """The problem with these rules and no others of those that could be given up."""
        kept = {(one.kind, one.subject) for one in rules}
        problem = self._problem
        names = {name for kind, name in kept if kind == "visit"} | {self._id}
        visits = tuple(self._relaxed(one, kept) for one in problem.visits if one.id in names)
        links = [one for one in problem.links if {one.first, one.then} <= names]
        own = [one for one in links if self._id in (one.first, one.then)]
        weights = problem.weights
        return replace(
            problem,
            visits=visits,
            links=tuple(
                one for one in links if one not in own or ("link", f"{one.first} {one.then}") in kept
            ),
            schools=tuple(self._school(one, kept) for one in problem.schools),
            advisers=tuple(self._adviser(one, kept) for one in problem.advisers),
            weights=weights if ("too far", "") in kept else replace(weights, most_minutes_between=inf),
        )

    def _relaxed(self, visit: Visit, kept: set[tuple[str, str]]) -> Visit:
        if visit.id != self._id:
            return visit
        days = self._problem.days
        if ("window", visit.id) not in kept and days:
            visit = replace(visit, earliest=days[0], until=days[-1] + timedelta(days=1))
        if ("term", visit.id) not in kept:
            visit = replace(visit, term=None)
        return visit if ("fixed", visit.id) in kept else replace(visit, fixed_at=None)

    def _school(self, school: School, kept: set[tuple[str, str]]) -> School:
        if school.id not in self._visit.schools:
            return school
        return replace(
            school,
            closed=school.closed if ("closed", school.id) in kept else frozenset(),
            no_go=school.no_go if ("no-go", school.id) in kept else frozenset(),
            spacing_days=school.spacing_days if ("spacing", school.id) in kept else 0,
        )

    def _adviser(self, adviser: Adviser, kept: set[tuple[str, str]]) -> Adviser:
        if adviser.id not in self._visit.advisers or ("available", adviser.id) in kept:
            return adviser
        every = frozenset(HalfDay(day, part) for day in self._problem.days for part in (False, True))
        return replace(adviser, available=every)
