"""Figures that stand in no file but follow from some that do: pupils lost in two years, a deficit as a part of income.

Where one of those is missing the derived one is missing too, and says why; nothing missing becomes a number.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal

from headway.features.evidence.models import Observation
from headway.rules.categories import Figure

# Measure to academic year to the figure of one school.
Held = Mapping[str, Mapping[str, Observation]]
Sources = Mapping[int, str]
# Measures that publishers count by phase; a scheme names them without it, and each school is held against its own.
BY_PHASE = ("persistent_absence", "suspension_rate")
COUNTED_AS = {
    "primary": "primary",
    "secondary": "secondary",
    "all-through": "secondary",
    "special": "special",
}
# How many pupils a result is of, by the beginning of its measure.
COHORTS = {"ks2_": "cohort_ks2", "ks4_": "cohort_ks4"}
ROLL_FALL, DEFICIT = "roll-fall-percent", "deficit-percent"
PUPILS, INCOME, RESERVE = "pupils_on_roll", "income", "reserve"
# What each is worked out from.
RESTS_ON: Mapping[str, tuple[str, ...]] = {ROLL_FALL: (PUPILS,), DEFICIT: (INCOME, RESERVE)}
NO_ROLLS = "the numbers of pupils of earlier years are not held"
NO_MONEY = "income and reserve of one year are not both held"


def measures_needed(wanted: Iterable[str]) -> set[str]:
    """The measures to read for these figures, those they are derived from among them."""
    names = set(wanted)
    by_phase = {f"{name}_{phase}" for name in names.intersection(BY_PHASE) for phase in COUNTED_AS.values()}
    cohorts = {cohort for name in names for begins, cohort in COHORTS.items() if name.startswith(begins)}
    return names | by_phase | cohorts | {one for name in names for one in RESTS_ON.get(name, ())}


def measure_read(name: str, phase: str) -> str:
    """The measure that holds a figure for a school of this phase."""
    return f"{name}_{COUNTED_AS.get(phase, phase)}" if name in BY_PHASE else name


def cohort_of(measure: str, period: str, held: Held, pupils: int | None) -> int | None:
    """How many pupils a figure is of: for results those at the end of the stage that year, else those on roll."""
    cohort = next((named for begins, named in COHORTS.items() if measure.startswith(begins)), None)
    if cohort is None:
        return pupils
    row = held.get(cohort, {}).get(period)
    return int(row.value) if row is not None and row.value is not None else None


def derive_figures(wanted: Iterable[str], held: Held, sources: Sources) -> dict[str, Figure]:
    """The derived figures among those wanted, of one school."""
    return {name: _DERIVED[name](held, sources) for name in wanted if name in _DERIVED}


def day_after(period: str) -> date | None:
    """The day after an academic year (2024/25) or a financial year (2024-25); None for anything else."""
    if len(period) < len("2024/25") or not period[:4].isdigit() or period[4] not in "/-":
        return None
    return date(int(period[:4]) + 1, 9 if period[4] == "/" else 4, 1)


def _roll_fall(held: Held, sources: Sources) -> Figure:
    """From the newest year with a count and the one two years before it: percent lost, 0 where none are."""
    known = {year: row for year, row in held.get(PUPILS, {}).items() if row.value is not None}
    newest = max(known, default="")
    before = known.get(_years_before(newest, 2)) if newest else None
    if before is None or not before.value:
        return Figure(None, why_missing=NO_ROLLS)
    now = known[newest]
    lost = max(Decimal(0), (before.value - (now.value or 0)) / before.value * 100)
    source = sources.get(now.release_id, "")
    return Figure(round(lost, 1), period=newest, source=source, dated_on=day_after(newest))


def _deficit(held: Held, sources: Sources) -> Figure:
    """What the reserve is below nothing, as a part of the same year's income; 0 where there is no deficit."""
    income, reserve = held.get(INCOME, {}), held.get(RESERVE, {})
    both = [
        year for year in income if income[year].value and year in reserve and reserve[year].value is not None
    ]
    if not both:
        return Figure(None, why_missing=NO_MONEY)
    newest = max(both)
    row = reserve[newest]
    part = max(Decimal(0), -(row.value or Decimal(0)) / (income[newest].value or Decimal(1)) * 100)
    source = sources.get(row.release_id, "")
    return Figure(round(part, 1), period=row.period, source=source, dated_on=day_after(row.period))


def _years_before(year: str, number: int) -> str:
    first = int(year[:4]) - number
    return f"{first}/{(first + 1) % 100:02d}"


_DERIVED: Mapping[str, Callable[[Held, Sources], Figure]] = {ROLL_FALL: _roll_fall, DEFICIT: _deficit}
