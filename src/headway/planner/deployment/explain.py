"""Why this adviser and why not that one: the extra minutes a year by named term, or the rule that forbids."""

from collections.abc import Mapping
from dataclasses import dataclass

from headway.planner.deployment.check import Facts, assigned_half_days
from headway.planner.deployment.problem import TERMS, Adviser, Plan, Problem, School

TERM_WORDS = {
    "travel": "travel",
    "quadrant": "working outside the adviser's quadrant",
    "second_choice_phase": "a phase that is the adviser's second choice",
    "change_of_adviser": "a change of adviser",
    "change_of_lead": "a change of lead",
    "split_school": "an adviser who does not lead the school's partnership",
    "imbalance": "uneven workloads between advisers",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One adviser for one school. extra_terms: minutes a year by term more (or, negative, less) than in the
    plan; empty where a rule forbids. rule: short name of the rule that forbids, or None. words: fit for a
    headteacher."""

    adviser: str
    is_chosen: bool
    extra_minutes: float | None
    extra_terms: Mapping[str, float]
    rule: str | None
    words: str


class Explainer:
    """Answers for one problem and one plan that passes `check`."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self._problem, self._plan = problem, plan
        self._facts = Facts(problem)
        self._loads = assigned_half_days(problem, plan)
        self._spent = dict(self._loads)
        for name, half_days in plan.unmet.items():
            self._spent[plan.advisers[name]] -= half_days
        for partnership, half_days in plan.unmet_leads.items():
            self._spent[plan.leads[partnership]] -= half_days
        self._intensive = {adviser.id: 0 for adviser in problem.advisers}
        for school in problem.schools:
            self._intensive[plan.advisers[school.id]] += school.intensive

    def why(self, school_id: str) -> tuple[Reason, ...]:
        """The chosen adviser first, then the allowed others by extra minutes, then the barred ones in order
        of id.

        Each other adviser is weighed with everything else in the plan kept as it is; a federation moves
        together. Raises KeyError with a sentence for a school that is not in the problem.
        """
        if school_id not in self._facts.schools:
            raise KeyError(f"School {school_id} is not in this plan; give the id of one that is.")
        group = self._move_together(school_id)
        chosen = self._facts.advisers[self._plan.advisers[school_id]]
        others = [self._weigh(group, one) for one in self._problem.advisers if one.id != chosen.id]
        others.sort(key=lambda reason: (reason.rule is not None, reason.extra_minutes or 0.0, reason.adviser))
        return self._explain_chosen(group, chosen, others), *others

    def _move_together(self, school_id: str) -> list[School]:
        school = self._facts.schools[school_id]
        if not school.federation:
            return [school]
        return [self._facts.schools[name] for name in self._facts.federations[school.federation]]

    def _explain_chosen(self, group: list[School], chosen: Adviser, others: list[Reason]) -> Reason:
        terms = {term: minutes for term, minutes in self._minutes(group, chosen).items() if minutes}
        words = f"{chosen.id} is the adviser, with no travel or other cost to count."
        if terms:
            words = f"{chosen.id} is the adviser. Minutes a year: {_list_terms(terms, '')}."
        fixed = [school.id for school in group if school.id in self._problem.fixed_advisers]
        allowed = [reason for reason in others if reason.rule is None]
        if fixed:
            words += f" This was fixed by hand for {', '.join(fixed)}."
        elif not allowed:
            words += " No other adviser is possible while the rest of the plan stays as it is."
        else:
            nearest, extra = allowed[0].adviser, allowed[0].extra_minutes or 0.0
            words += f" The next best, {nearest}, would make the plan {_compare(extra)}."
        return Reason(chosen.id, True, 0.0, dict.fromkeys(TERMS, 0.0), None, words)

    def _weigh(self, group: list[School], other: Adviser) -> Reason:
        bar = self._bar(group, other)
        if bar is not None:
            return Reason(other.id, False, None, {}, bar[0], f"Not {other.id}: {bar[1]}.")
        chosen = self._facts.advisers[self._plan.advisers[group[0].id]]
        now, then = self._minutes(group, chosen), self._minutes(group, other)
        extra = {term: then[term] - now[term] for term in TERMS}
        extra["imbalance"] = self._extra_imbalance(group, chosen, other)
        total = sum(extra.values())
        told = _list_terms({term: minutes for term, minutes in extra.items() if round(minutes)})
        words = f"With {other.id} the plan would be {_compare(total)}{': ' + told if told else ''}."
        return Reason(other.id, False, total, extra, None, words)

    def _minutes(self, group: list[School], adviser: Adviser) -> dict[str, float]:
        rows = [
            self._facts.school_minutes(school, adviser, self._plan.leads.get(school.partnership or ""))
            for school in group
        ]
        return {term: sum(row[term] for row in rows) for term in TERMS}

    def _extra_imbalance(self, group: list[School], chosen: Adviser, other: Adviser) -> float:
        half_days = sum(school.half_days for school in group)
        extra = 0.0
        for adviser, change in ((chosen, -half_days), (other, half_days)):
            load = self._loads[adviser.id]
            extra += self._facts.imbalance_minutes(adviser, load + change)
            extra -= self._facts.imbalance_minutes(adviser, load)
        return extra

    def _bar(self, group: list[School], other: Adviser) -> tuple[str, str] | None:
        for school in group:
            bar = self._facts.bars_school(other, school)
            if bar is not None:
                return bar
        more = sum(school.intensive for school in group)
        limit = other.max_intensive
        if more and limit is not None and self._intensive[other.id] + more > limit:
            return (
                "max intensive",
                f"{other.id} already has {self._intensive[other.id]} intensive schools of {limit}",
            )
        met = sum(school.half_days - self._plan.unmet.get(school.id, 0) for school in group)
        short = self._spent[other.id] + met - other.capacity_half_days
        if short > 0:
            return "capacity", f"{other.id} has no room: {_count(short)} too many for their year"
        return None


def why(problem: Problem, plan: Plan, school_id: str) -> tuple[Reason, ...]:
    """For one school of a plan that passes `check`: the chosen adviser first, then every other. See
    Explainer.why; to explain many schools make one Explainer."""
    return Explainer(problem, plan).why(school_id)


def _list_terms(terms: Mapping[str, float], sign: str = "+") -> str:
    parts = sorted(terms.items(), key=lambda pair: -abs(pair[1]))
    return ", ".join(f"{minutes:{sign}.0f} for {TERM_WORDS[term]}" for term, minutes in parts)


def _compare(minutes: float) -> str:
    if abs(minutes) < 0.5:
        return "as good"
    return f"{abs(minutes):.0f} minutes a year {'worse' if minutes > 0 else 'better'}"


def _count(half_days: int) -> str:
    return "1 half-day" if half_days == 1 else f"{half_days} half-days"
