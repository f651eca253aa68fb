"""Why this adviser, in sentences fit for the school's headteacher: no other school and no conflict is told."""

from headway.flows.build_problem import YearFacts
from headway.kit.words import days_words, minutes_words
from headway.planner.deployment.check import Facts
from headway.planner.deployment.explain import Explainer
from headway.planner.deployment.problem import Plan, School
from headway.rules.schools import PHASE_WORDS


class Reasons:
    """The reasons of every school of one plan that keeps the rules."""

    def __init__(self, known: YearFacts, plan: Plan) -> None:
        self._known, self._plan = known, plan
        self._facts = Facts(known.problem)
        self._explainer = Explainer(known.problem, plan)

    def journey_minutes(self, school: School) -> float:
        """Minutes a year the school's adviser travels for it."""
        adviser = self._facts.advisers[self._plan.advisers[school.id]]
        lead = self._plan.leads.get(school.partnership or "")
        return self._facts.school_minutes(school, adviser, lead)["travel"]

    def sentences(self, school: School) -> list[str]:
        """Why the school has its adviser, the weightiest first."""
        said = [self._of_lead(school), self._of_last_year(school), self._of_phase(school)]
        said += [self._of_journey(school), self._of_others(school), self._of_unmet(school)]
        return [sentence for sentence in said if sentence]

    def _name(self, school: School) -> str:
        return self._known.name_of(self._plan.advisers[school.id])

    def _of_lead(self, school: School) -> str:
        if school.partnership is None:
            return "The school is in no recognised partnership."
        partnership = self._known.name_of(school.partnership)
        lead = self._plan.leads[school.partnership]
        if lead == self._plan.advisers[school.id]:
            return f"{self._name(school)} also leads the school's partnership, {partnership}."
        return f"The school's partnership, {partnership}, is led by {self._known.name_of(lead)}."

    def _of_last_year(self, school: School) -> str:
        last = school.last_adviser
        if last is None:
            return ""
        if last == self._plan.advisers[school.id]:
            return f"{self._name(school)} was the school's adviser last year."
        if last not in self._known.advisers:
            return "Last year's adviser is not in this year's team."
        return f"Last year's adviser, {self._known.name_of(last)}, works with other schools this year."

    def _of_phase(self, school: School) -> str:
        adviser = self._facts.advisers[self._plan.advisers[school.id]]
        choice = "first" if school.phase in adviser.phases_first else "second"
        words = PHASE_WORDS.get(school.phase, school.phase)
        return f"{self._name(school)} works in the phase of this {words} as a {choice} choice."

    def _of_journey(self, school: School) -> str:
        if not school.visits:
            return ""
        minutes = round(self.journey_minutes(school) / school.visits)
        return f"A visit takes about {minutes_words(minutes)} of travel, there and back."

    def _of_others(self, school: School) -> str:
        if school.id in self._known.problem.fixed_advisers:
            return "This was settled by hand, with a reason the service keeps."
        others = [one for one in self._explainer.why(school.id)[1:] if one.rule is None]
        if not others:
            return "No other adviser is possible for the school while the rest of the plan stays as it is."
        extra = round(others[0].extra_minutes or 0.0)
        if extra <= 0:
            return "Another adviser would suit the service's plan as a whole as well."
        return f"Any other adviser would cost the service's plan at least {minutes_words(extra)} a year more."

    def _of_unmet(self, school: School) -> str:
        unmet = self._plan.unmet.get(school.id, 0)
        if not unmet:
            return ""
        return f"{days_words(unmet)} of the days entitled cannot be met by the adviser yet."
