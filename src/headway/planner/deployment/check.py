"""A plan checked and costed straight from the rows, written apart from the search; made for plans by hand as
well."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from math import dist, fsum

from headway.planner.deployment.problem import TERMS, Adviser, Partnership, Plan, Problem, School


@dataclass(frozen=True, slots=True)
class Violation:
    """A broken hard rule. rule: its short name; subject: id of the school, partnership, adviser or
    federation; words: what is wrong, fit to show an officer."""

    rule: str
    subject: str
    words: str


class Facts:
    """The rows of a problem looked up by id, with what follows from them."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.weights = problem.weights
        self.schools = {school.id: school for school in problem.schools}
        self.partnerships = {partnership.id: partnership for partnership in problem.partnerships}
        self.advisers = {adviser.id: adviser for adviser in problem.advisers}
        self.phases: dict[str, set[str]] = defaultdict(set)
        self.federations: dict[str, list[str]] = defaultdict(list)
        for school in problem.schools:
            if school.partnership is not None:
                self.phases[school.partnership].add(school.phase)
            if school.federation:
                self.federations[school.federation].append(school.id)
        demand = sum(s.half_days for s in problem.schools) + sum(
            p.lead_half_days for p in problem.partnerships
        )
        capacity = sum(adviser.capacity_half_days for adviser in problem.advisers)
        self.load_factor = demand / capacity if capacity else 0.0

    def bars_school(self, adviser: Adviser, school: School) -> tuple[str, str] | None:
        """(rule, words) that keeps the adviser from the school whatever else is planned; None if nothing
        does."""
        if (adviser.id, school.id) in self.problem.conflicts:
            return "conflict", f"{adviser.id} has a conflict of interest with {school.id}"
        if school.phase not in adviser.phases_first | adviser.phases_second:
            return "phase", f"{adviser.id} does not serve the phase of {school.id} ({school.phase})"
        fixed = self.problem.fixed_advisers.get(school.id)
        if fixed is not None and fixed != adviser.id:
            return "fixed", f"{school.id} is fixed to {fixed}"
        return None

    def bars_lead(self, adviser: Adviser, partnership: Partnership) -> tuple[str, str] | None:
        """(rule, words) that keeps the adviser from leading the partnership; None if nothing does."""
        if not self._could_lead(adviser, partnership):
            return "lead", f"{adviser.id} may not lead {partnership.id}"
        fixed = self.problem.fixed_leads.get(partnership.id)
        if fixed is not None and fixed != adviser.id:
            return "fixed lead", f"the lead of {partnership.id} is fixed to {fixed}"
        return None

    def school_minutes(self, school: School, adviser: Adviser, lead: str | None) -> dict[str, float]:
        """Minutes a year by term for the school with this adviser and its partnership's lead; imbalance
        apart."""
        terms = dict.fromkeys(TERMS, 0.0)
        terms["travel"] = school.visits * self._journey(adviser, school)
        terms["quadrant"] = self._quadrant(adviser, school)
        if school.phase not in adviser.phases_first:
            terms["second_choice_phase"] = self.weights.second_choice_phase_minutes
        last = self.advisers.get(school.last_adviser or "")
        if last is not None and last.id != adviser.id and self._could_serve(last, school):
            terms["change_of_adviser"] = self.weights.change_of_adviser_minutes[school.category]
        if school.partnership is not None and lead != adviser.id:
            terms["split_school"] = self.weights.split_school_minutes
        return terms

    def lead_minutes(self, partnership: Partnership, adviser: Adviser) -> dict[str, float]:
        """Minutes a year by term for the partnership with this lead."""
        terms = dict.fromkeys(TERMS, 0.0)
        terms["travel"] = partnership.visits * self._journey(adviser, partnership)
        terms["quadrant"] = self._quadrant(adviser, partnership)
        phases = self.phases[partnership.id]
        if phases and phases.isdisjoint(adviser.phases_first):
            terms["second_choice_phase"] = self.weights.second_choice_phase_minutes
        last = self.advisers.get(partnership.last_lead or "")
        if last is not None and last.id != adviser.id and self._could_lead(last, partnership):
            terms["change_of_lead"] = self.weights.change_of_lead_minutes
        return terms

    def imbalance_minutes(self, adviser: Adviser, half_days: int) -> float:
        """Minutes a year for a load away from the adviser's own target by more than each band."""
        target = adviser.capacity_half_days * self.load_factor
        over = abs(half_days - target)
        return fsum(rate * max(0.0, over - share * target) for share, rate in self.weights.imbalance_bands)

    def _could_serve(self, adviser: Adviser, school: School) -> bool:
        phases = adviser.phases_first | adviser.phases_second
        return school.phase in phases and (adviser.id, school.id) not in self.problem.conflicts

    def _could_lead(self, adviser: Adviser, partnership: Partnership) -> bool:
        phases = self.phases[partnership.id]
        return adviser.leads and (not phases or bool(phases & (adviser.phases_first | adviser.phases_second)))

    def _journey(self, adviser: Adviser, place: School | Partnership) -> float:
        km = dist((adviser.easting, adviser.northing), (place.easting, place.northing)) / 1000
        return 2 * km * self.weights.detour_factor / self.weights.speed_km_per_hour * 60

    def _quadrant(self, adviser: Adviser, place: School | Partnership) -> float:
        if adviser.quadrant is None or place.quadrant is None or adviser.quadrant == place.quadrant:
            return 0.0
        return self.weights.quadrant_mismatch_minutes


def assigned_half_days(problem: Problem, plan: Plan) -> dict[str, int]:
    """Half-days that the plan gives each adviser id, met or not: its schools' and its leads'."""
    loads = {adviser.id: 0 for adviser in problem.advisers}
    for school in problem.schools:
        loads[plan.advisers[school.id]] += school.half_days
    for partnership in problem.partnerships:
        loads[plan.leads[partnership.id]] += partnership.lead_half_days
    return loads


def cost_terms(problem: Problem, plan: Plan) -> dict[str, float]:
    """Every term of the objective in minutes a year, recomputed from the rows. Needs a plan whose names check
    out."""
    facts = Facts(problem)
    parts: dict[str, list[float]] = {term: [] for term in TERMS}
    rows = [
        facts.school_minutes(s, facts.advisers[plan.advisers[s.id]], plan.leads.get(s.partnership or ""))
        for s in problem.schools
    ]
    rows += [facts.lead_minutes(p, facts.advisers[plan.leads[p.id]]) for p in problem.partnerships]
    for row in rows:
        for term, minutes in row.items():
            parts[term].append(minutes)
    loads = assigned_half_days(problem, plan)
    parts["imbalance"] += [
        facts.imbalance_minutes(facts.advisers[name], load) for name, load in loads.items()
    ]
    return {term: fsum(minutes) for term, minutes in parts.items()}


def total_unmet(plan: Plan) -> int:
    """Half-days of schools and leads that the plan leaves unmet."""
    return sum(plan.unmet.values()) + sum(plan.unmet_leads.values())


def check(problem: Problem, plan: Plan) -> tuple[Violation, ...]:
    """Every hard rule that the plan breaks, empty when it breaks none."""
    facts = Facts(problem)
    named = [*_check_names("school", facts.schools, plan.advisers, facts)]
    named += _check_names("partnership", facts.partnerships, plan.leads, facts)
    named += _check_unmet(facts, plan)
    if named:
        return tuple(named)
    found = [*_check_eligible(facts, plan)]
    found += _check_loads(facts, plan)
    found += _check_intensive(facts, plan)
    for federation, members in facts.federations.items():
        if len({plan.advisers[school] for school in members}) > 1:
            words = f"The federation {federation} ({', '.join(members)}) must share one adviser."
            found.append(Violation("federation", federation, words))
    return tuple(found)


def _check_names(
    kind: str, known: Mapping[str, object], given: Mapping[str, str], facts: Facts
) -> list[Violation]:
    rule = "one adviser" if kind == "school" else "one lead"
    found = [Violation(rule, name, f"The {kind} {name} has nobody.") for name in known if name not in given]
    for name, adviser in given.items():
        if name not in known:
            found.append(
                Violation("unknown", name, f"The plan names the {kind} {name}, which is not in the problem.")
            )
        if adviser not in facts.advisers:
            found.append(
                Violation("unknown", adviser, f"The {kind} {name} has {adviser}, who is not an adviser.")
            )
    return found


def _check_unmet(facts: Facts, plan: Plan) -> list[Violation]:
    most = {name: school.half_days for name, school in facts.schools.items()}
    leads = {name: partnership.lead_half_days for name, partnership in facts.partnerships.items()}
    found = []
    for amounts, limits in ((plan.unmet, most), (plan.unmet_leads, leads)):
        for name, half_days in amounts.items():
            most_here = limits.get(name, 0)
            if not 0 <= half_days <= most_here:
                words = f"{name} has {half_days} unmet half-days; between 0 and {most_here} are possible."
                found.append(Violation("unmet", name, words))
    return found


def _check_eligible(facts: Facts, plan: Plan) -> list[Violation]:
    barred = [
        (name, facts.bars_school(facts.advisers[plan.advisers[name]], school))
        for name, school in facts.schools.items()
    ]
    barred += [
        (name, facts.bars_lead(facts.advisers[plan.leads[name]], one))
        for name, one in facts.partnerships.items()
    ]
    return [Violation(bar[0], name, f"{bar[1]}.") for name, bar in barred if bar is not None]


def _check_loads(facts: Facts, plan: Plan) -> list[Violation]:
    spent = assigned_half_days(facts.problem, plan)
    for school, half_days in plan.unmet.items():
        spent[plan.advisers[school]] -= half_days
    for partnership, half_days in plan.unmet_leads.items():
        spent[plan.leads[partnership]] -= half_days
    found = []
    for name, adviser in facts.advisers.items():
        if spent[name] > adviser.capacity_half_days:
            words = f"{name} would spend {spent[name]} half-days and has {adviser.capacity_half_days}."
            found.append(Violation("capacity", name, words))
    return found


def _check_intensive(facts: Facts, plan: Plan) -> list[Violation]:
    counts = Counter(plan.advisers[school.id] for school in facts.problem.schools if school.intensive)
    found = []
    for name, adviser in facts.advisers.items():
        if adviser.max_intensive is not None and counts[name] > adviser.max_intensive:
            words = (
                f"{name} would have {counts[name]} intensive schools and may have {adviser.max_intensive}."
            )
            found.append(Violation("max intensive", name, words))
    return found
