"""What is to be expected of the inspectorate at one school: the window, the chance, and the inspection they rest on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from headway.features.evidence.models import Inspection
from headway.flows.school_facts import read_inspection
from headway.kit.figures import SummaryRow
from headway.kit.words import day_words
from headway.pages.schools.words import inspection_in_short
from headway.rules.calendars import AcademicYear, academic_year_of
from headway.rules.inspection_chances import Chance, chance_in_year
from headway.rules.inspections import (
    CONCERN_WORDS,
    ConcernFinding,
    InspectionPolicy,
    InspectionWindow,
    find_concern,
    forecast_inspection,
    latest_first,
)

NO_COUNTS = Chance(None, ("No counts of what followed inspections are in use.",))


@dataclass(frozen=True, slots=True)
class Outlook:
    """One school and academic year. `last` is the latest full inspection as stored, None where none is known."""

    year: AcademicYear
    last: Inspection | None
    window: InspectionWindow
    chance: Chance
    concern: ConcernFinding | None

    @property
    def likely(self) -> str:
        """ "likely", "not" or "not-known"."""
        return {True: "likely", False: "not", None: "not-known"}[self.window.likely_this_year]

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why, the window first."""
        return (*self.window.reasons, *self.chance.words) if self.last else self.window.reasons


def years_offered(on: date) -> tuple[AcademicYear, AcademicYear]:
    """This academic year and the next."""
    this = academic_year_of(on)
    return this, academic_year_of(this.until)


def outlook_of(
    rows: Sequence[Inspection], policies: Mapping[str, Any], year: AcademicYear, on: date
) -> Outlook | None:
    """What is to be expected in the year, as it looks on the day; None where no inspection policy is in use."""
    regimes: InspectionPolicy | None = policies.get("inspections")
    if regimes is None:
        return None
    known = [(row, one) for row in rows if (one := read_inspection(row, regimes, "")) is not None]
    held = [(row, one) for row, one in known if one.inspected_on <= on]
    read = latest_first([one for _, one in held])
    last = next((row for row, one in held if read and one is read[0]), None)
    window = forecast_inspection(read, regimes, max(on, year.first_on))
    counts = policies.get("inspection_chances")
    chance = chance_in_year(read, counts, regimes, year, on) if counts else NO_COUNTS
    return Outlook(year, last, window, chance, find_concern(read[0], regimes) if read else None)


def concern_words(outlook: Outlook) -> str:
    """The inspectorate's category of concern in words; nothing where none stands."""
    found = outlook.concern
    if found is None or found.category is None:
        return ""
    return CONCERN_WORDS[found.category] + ("" if found.recorded else " (derived)")


def outlook_rows(outlook: Outlook, policy: InspectionPolicy) -> tuple[SummaryRow, ...]:
    """The outlook as a summary: each day, the chance, and likely or not."""
    window, chance = outlook.window, outlook.chance
    last = ", ".join(inspection_in_short(outlook.last, policy)) if outlook.last else None
    return (
        SummaryRow("Last full inspection", last),
        SummaryRow("Window", _window_words(window)),
        SummaryRow("Expected around", day_words(window.expected_on) if window.expected_on else None),
        SummaryRow("Longstop", day_words(window.longstop_on) if window.longstop_on else None),
        SummaryRow(f"Likely in {outlook.year.label}", LIKELY[outlook.likely][0]),
        SummaryRow(f"Chance in {outlook.year.label}", chance.in_100 or chance.missing),
        SummaryRow("Category of the inspectorate", concern_words(outlook) or "none"),
    )


LIKELY = {"likely": ("Likely", "yellow"), "not": ("Not likely", "grey"), "not-known": ("Not known", "blue")}


def _window_words(window: InspectionWindow) -> str | None:
    if window.earliest_on is None or window.longstop_on is None:
        return None
    return f"{day_words(window.earliest_on)} to {day_words(window.longstop_on)}"
