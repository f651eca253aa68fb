"""What kind of school a school is, worked out from the register's own codes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

# The phases this service plans by. Everything else in the house uses these slugs.
PHASES = ("nursery", "primary", "secondary", "all-through", "16-plus", "special", "pru")
MAINSTREAM = frozenset({"nursery", "primary", "secondary", "all-through", "16-plus"})

PHASE_WORDS = {
    "nursery": "nursery school",
    "primary": "primary school",
    "secondary": "secondary school",
    "all-through": "all-through school",
    "16-plus": "16 to 19 school",
    "special": "special school",
    "pru": "pupil referral unit or alternative provision",
}

# Codes of the register (Get Information About Schools), type of establishment.
# Mainstream schools the authority maintains: community, voluntary aided, voluntary controlled, foundation. Only these can
# give money back by a vote of the schools forum.
MAINTAINED_TYPES = frozenset({"01", "02", "03", "05"})
SPECIAL_TYPES = frozenset({"07", "08", "12", "33", "36", "44"})
PRU_TYPES = frozenset({"14", "38", "42", "43"})
NURSERY_TYPES = frozenset({"15"})
SIXTEEN_PLUS_TYPES = frozenset({"31", "39", "45", "46"})
# Phase of education. Middle schools are planned as the phase they are deemed to be in.
_PHASE_BY_CODE = {
    "1": "nursery",
    "2": "primary",
    "3": "primary",
    "4": "secondary",
    "5": "secondary",
    "6": "16-plus",
    "7": "all-through",
}
INVENTED_AUTHORITY = "999"  # the demonstration's code; the register's highest real one is 943
_OPEN_STATUSES = frozenset({"1", "3"})  # open; open, but proposed to close
# Ages at which pupils change phase, used only where the register gives no phase.
_SECONDARY_FROM_AGE = 11
_SIXTEEN_PLUS_FROM_AGE = 16


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase slug and the sentence saying how it was found. `slug` is None when it cannot be told."""

    slug: str | None
    reason: str

    @property
    def words(self) -> str:
        """The phase as an officer says it."""
        return PHASE_WORDS[self.slug] if self.slug else "phase not known"


def find_phase(
    type_code: str, phase_code: str, low_age: int | None = None, high_age: int | None = None
) -> Phase:
    """The planning phase of a school from the register's type code, phase code and statutory ages in years.

    The type decides for special schools, referral units and nurseries, whose phase the register leaves open;
    then the register's phase; then the ages. Codes may have lost their leading zero in a spreadsheet.
    """
    kind = type_code.strip().zfill(2)
    for types, slug in (
        (SPECIAL_TYPES, "special"),
        (PRU_TYPES, "pru"),
        (NURSERY_TYPES, "nursery"),
        (SIXTEEN_PLUS_TYPES, "16-plus"),
    ):
        if kind in types:
            return Phase(slug, f"Type of establishment {kind} is a {PHASE_WORDS[slug]}.")
    slug_by_code = _PHASE_BY_CODE.get(phase_code.strip())
    if slug_by_code:
        return Phase(slug_by_code, f"The register gives phase {phase_code.strip()}.")
    return _phase_by_ages(low_age, high_age)


def _phase_by_ages(low_age: int | None, high_age: int | None) -> Phase:
    if low_age is None or high_age is None:
        return Phase(None, "The register gives neither a phase nor both statutory ages.")
    reason = f"The register gives no phase; pupils are aged {low_age} to {high_age}."
    if low_age >= _SIXTEEN_PLUS_FROM_AGE:
        return Phase("16-plus", reason)
    if low_age >= _SECONDARY_FROM_AGE:
        return Phase("secondary", reason)
    return Phase("primary" if high_age <= _SECONDARY_FROM_AGE else "all-through", reason)


def is_mainstream(phase: str | None) -> bool:
    """Whether the phase is neither special nor a referral unit. Not known is not mainstream."""
    return phase in MAINSTREAM


def is_open(status_code: str, opened_on: date | None, closed_on: date | None, on: date) -> bool:
    """Whether a school is open on a day. Dates win over the register's status of today; closing is half-open.

    A school without an opening date counts as open since ever when its status says open.
    """
    if closed_on is not None and closed_on <= on:
        return False
    if opened_on is not None and opened_on > on:
        return False
    if closed_on is not None or status_code in _OPEN_STATUSES:
        return True
    return status_code == "4" and opened_on is not None  # proposed to open, and the day has come


def add_months(day: date, months: int) -> date:
    """The same day of the month, that many months later, or the month's last day where it is shorter."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def has_new_head(headed_from: date | None, on: date, *, months: int) -> bool:
    """Whether the head took up post within the given months before the day. An unknown start is not new."""
    return headed_from is not None and headed_from <= on < add_months(headed_from, months)
