"""How schools are spoken of: phases, flags and grades in an officer's words."""

from collections import Counter
from collections.abc import Mapping

from headway.features.evidence.models import Inspection
from headway.kit.words import day_words
from headway.rules.inspections import InspectionPolicy, read_grade

PHASES = {
    "nursery": "Nursery",
    "primary": "Primary",
    "secondary": "Secondary",
    "all-through": "All-through",
    "16-plus": "16 to 19",
    "special": "Special",
    "pru": "Alternative provision",
}
FLAGS = {
    "new-head": "New head",
    "provision": "Enhanced provision",
    "unpartnered": "Unpartnered",
    "district-assumed": "District assumed",
}
# Under this regime one grade stood for the whole school; under the others each area has its own and none is the whole.
WHOLE_SCHOOL = "overall"
WHOLE_AREA = "overall_effectiveness"


def phase_words(phase: str) -> str | None:
    """The phase as a list shows it; None when it cannot be told."""
    return PHASES.get(phase)


def year_words(year: int) -> str:
    """The academic year that starts in `year`, as it is written everywhere: 2026 is "2026-27"."""
    return f"{year}-{(year + 1) % 100:02}"


def published_grades(inspection: Inspection) -> Mapping[str, str]:
    """Area to the grade as it was published, in that regime's own words or figure."""
    return {area: entry["grade"] for area, entry in inspection.grades.items()}


def grade_words(regime: str, published: str, policy: InspectionPolicy | None) -> str:
    """A grade in the words of its own regime; as published where the policy does not know it."""
    if policy is None or regime not in policy.regimes:
        return published
    slug = read_grade(regime, published, policy)
    return policy.regimes[regime].grades[slug] if slug else published


def area_words(regime: str, area: str, policy: InspectionPolicy | None) -> str:
    """An area in the words of its own regime."""
    known = policy.regimes[regime].areas if policy and regime in policy.regimes else {}
    return known.get(area, area.replace("_", " "))


def regime_words(regime: str, policy: InspectionPolicy | None) -> str:
    """A regime by its label."""
    return policy.regimes[regime].label if policy and regime in policy.regimes else regime.replace("-", " ")


def inspection_in_short(inspection: Inspection, policy: InspectionPolicy | None) -> tuple[str, str]:
    """What an inspection found in a few words, and under which regime and when. No grade is converted.

    Where each area has its own grade the grades are counted: "5 expected standard, 1 needs attention".
    """
    found = published_grades(inspection)
    regime = regime_words(inspection.regime, policy).partition(" (")[0]  # without the span it was in force
    when = f"{regime}, {day_words(inspection.started_on)}"
    if inspection.regime == WHOLE_SCHOOL:
        whole = found.get(WHOLE_AREA)
        return (grade_words(inspection.regime, whole, policy) if whole else "no overall grade", when)
    counted = Counter(grade_words(inspection.regime, grade, policy) for grade in found.values())
    ordered = sorted(counted, key=lambda words: _rank(inspection.regime, words, policy))
    return ", ".join(f"{counted[words]} {words}" for words in ordered), when


def _rank(regime: str, words: str, policy: InspectionPolicy | None) -> int:
    known = list(policy.regimes[regime].grades.values()) if policy and regime in policy.regimes else []
    return known.index(words) if words in known else len(known)
