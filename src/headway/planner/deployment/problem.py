"""The deployment problem as typed rows: schools, partnerships, advisers, rules and published weights."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from headway.planner.rows import BadProblem, require_unique

TERMS = (
    "travel",
    "quadrant",
    "second_choice_phase",
    "change_of_adviser",
    "change_of_lead",
    "split_school",
    "imbalance",
)
"""The named terms of the objective, all in minutes a year."""


class Infeasible(ValueError):
    """No plan can meet a hard rule. subject: the id of the school, partnership or adviser; rule: its short
    name."""

    def __init__(self, subject: str, rule: str, words: str) -> None:
        super().__init__(words)
        self.subject = subject
        self.rule = rule


@dataclass(frozen=True, slots=True)
class School:
    """A school to be given one named adviser.

    half_days: the days it is entitled to by itself or as its share of its partnership, in half-days a year.
    visits: journeys a year of the adviser to the school. easting, northing: metres. category: for continuity.
    """

    id: str
    half_days: int
    visits: int
    phase: str
    easting: float
    northing: float
    category: str
    quadrant: str | None = None
    partnership: str | None = None
    federation: str | None = None
    intensive: bool = False
    last_adviser: str | None = None


@dataclass(frozen=True, slots=True)
class Partnership:
    """A partnership to be given one lead. lead_half_days: spent by its lead; visits: the lead's journeys a
    year to its place (easting, northing, metres). Members are the schools that name it."""

    id: str
    lead_half_days: int
    easting: float
    northing: float
    visits: int = 0
    quadrant: str | None = None
    last_lead: str | None = None


@dataclass(frozen=True, slots=True)
class Adviser:
    """An adviser. phases_first, phases_second: phases of first and second choice; a phase in neither is
    barred. leads: may lead partnerships. max_intensive: most intensive schools, None for no limit."""

    id: str
    capacity_half_days: int
    phases_first: frozenset[str]
    phases_second: frozenset[str]
    easting: float
    northing: float
    quadrant: str | None = None
    leads: bool = True
    max_intensive: int | None = None

    def may_serve_phase(self, phase: str) -> bool:
        """True where the phase is among the adviser's first or second choices."""
        return phase in self.phases_first or phase in self.phases_second


@dataclass(frozen=True, slots=True)
class Weights:
    """The published policy of weights; every amount is minutes a year.

    speed_km_per_hour, detour_factor: travel = visits x 2 x crow-fly distance x detour / speed.
    quadrant_mismatch_minutes, second_choice_phase_minutes: for each school or lead it applies to.
    change_of_adviser_minutes: by category of the school; change_of_lead_minutes: for each partnership. A
    change is charged only where last year's person may still serve, because otherwise no plan could avoid it.
    split_school_minutes: a school whose adviser is not its partnership's lead. imbalance_bands: (share of own
    target, minutes for each half-day beyond it), added up, above and below alike.
    """

    speed_km_per_hour: float
    detour_factor: float
    quadrant_mismatch_minutes: float
    second_choice_phase_minutes: float
    change_of_adviser_minutes: Mapping[str, float]
    change_of_lead_minutes: float
    split_school_minutes: float
    imbalance_bands: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """One year's deployment. conflicts: (adviser id, school id); fixed_advisers: school id -> adviser id;
    fixed_leads: partnership id -> adviser id. Raises BadProblem with a sentence when the rows contradict."""

    schools: tuple[School, ...]
    partnerships: tuple[Partnership, ...]
    advisers: tuple[Adviser, ...]
    weights: Weights
    conflicts: frozenset[tuple[str, str]] = frozenset()
    fixed_advisers: Mapping[str, str] = field(default_factory=dict)
    fixed_leads: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        require_unique("school", [school.id for school in self.schools])
        require_unique("partnership", [partnership.id for partnership in self.partnerships])
        require_unique("adviser", [adviser.id for adviser in self.advisers])
        _require_amounts(self)
        _require_known_names(self)
        _require_weights(self)

    @property
    def demand_half_days(self) -> int:
        """Members' and own half-days of all schools and the leads' half-days of all partnerships."""
        leads = sum(partnership.lead_half_days for partnership in self.partnerships)
        return leads + sum(school.half_days for school in self.schools)

    @property
    def capacity_half_days(self) -> int:
        """Deployable half-days of all advisers."""
        return sum(adviser.capacity_half_days for adviser in self.advisers)


@dataclass(frozen=True, slots=True)
class Plan:
    """advisers: school id -> adviser id; leads: partnership id -> adviser id; unmet: school id -> half-days
    that its adviser has no room for; unmet_leads: partnership id -> half-days its lead has no room for
    (positive only)."""

    advisers: Mapping[str, str]
    leads: Mapping[str, str]
    unmet: Mapping[str, int] = field(default_factory=dict)
    unmet_leads: Mapping[str, int] = field(default_factory=dict)


def _require_amounts(problem: Problem) -> None:
    for school in problem.schools:
        if school.half_days < 0 or school.visits < 0:
            raise BadProblem(f"The school {school.id} has negative half-days or visits; give 0 or more.")
    for partnership in problem.partnerships:
        if partnership.lead_half_days < 0 or partnership.visits < 0:
            raise BadProblem(
                f"The partnership {partnership.id} has negative half-days or visits; give 0 or more."
            )
    for adviser in problem.advisers:
        if adviser.capacity_half_days <= 0:
            raise BadProblem(
                f"The adviser {adviser.id} has no half-days to give ({adviser.capacity_half_days}); "
                "give a capacity above 0 or take the adviser off the list."
            )
        if adviser.max_intensive is not None and adviser.max_intensive < 0:
            raise BadProblem(
                f"The adviser {adviser.id} has a negative limit of intensive schools; give 0 or more."
            )


def _require_known_names(problem: Problem) -> None:
    schools = {school.id for school in problem.schools}
    partnerships = {partnership.id for partnership in problem.partnerships}
    advisers = {adviser.id for adviser in problem.advisers}
    for school in problem.schools:
        if school.partnership is not None and school.partnership not in partnerships:
            raise BadProblem(
                f"The school {school.id} names the partnership {school.partnership}, not on the list."
            )
    named = [("conflict", adviser, school, schools) for adviser, school in problem.conflicts]
    named += [
        ("fixed assignment", adviser, school, schools) for school, adviser in problem.fixed_advisers.items()
    ]
    named += [("fixed lead", adviser, one, partnerships) for one, adviser in problem.fixed_leads.items()]
    for kind, adviser_id, subject, known in sorted(named, key=lambda row: row[:3]):
        for name, names in ((adviser_id, advisers), (subject, known)):
            if name not in names:
                raise BadProblem(f"A {kind} names {name}, which is not on the list; correct or remove it.")


def _require_weights(problem: Problem) -> None:
    weights = problem.weights
    amounts = [weights.quadrant_mismatch_minutes, weights.second_choice_phase_minutes]
    amounts += [weights.change_of_lead_minutes, weights.split_school_minutes]
    amounts += [*weights.change_of_adviser_minutes.values(), *(rate for _, rate in weights.imbalance_bands)]
    amounts += [share for share, _ in weights.imbalance_bands]
    if min(amounts) < 0:
        raise BadProblem("A weight of the deployment policy is negative; give 0 or more.")
    if weights.speed_km_per_hour <= 0 or weights.detour_factor <= 0:
        raise BadProblem("The speed and the detour factor of the deployment policy must be above 0.")
    for school in problem.schools:
        if school.last_adviser is not None and school.category not in weights.change_of_adviser_minutes:
            raise BadProblem(
                f"The deployment policy has no change-of-adviser weight for category {school.category} "
                f"(school {school.id}); add one."
            )
