"""A slow, plain second reading of the `current` rule set, in days and fractions.

It shares no code and no policy file with the rules: change a figure there and here by hand.
"""

from __future__ import annotations

from fractions import Fraction

HALF = Fraction(1, 2)
CONCERN_DAYS = {"1": 0, "2": 0, "3": 3, "4": 10, "4S": 20, None: 0}


def days_of_school(
    phase: str, category: str | None, provisions: int, new_head: bool, size: int | None
) -> Fraction:
    """A school's days in a year; `size` counts the eligible members of its partnership, None without one."""
    days = Fraction(0)
    if phase in ("special", "pru"):
        days += 3
    elif size is not None and size >= 2:
        days += 1
    elif size is None and phase == "primary":
        days += HALF
    for _ in range(provisions):
        days += 1
    if new_head:
        days += 1 + HALF
    return days + CONCERN_DAYS[category]


def eligible_of(members: set[str], phases: dict[str, str]) -> list[str]:
    """The members that earn the partnership days."""
    return [m for m in members if m in phases and phases[m] not in ("special", "pru")]


def days_of_authority(
    schools: list[tuple[str, str, str | None, int, bool]], partnerships: list[set[str]]
) -> Fraction:
    """All days of schools (id, phase, category, provisions, new head) and of leads (two days each)."""
    total = Fraction(0)
    phases = {school[0]: school[1] for school in schools}
    for members in partnerships:
        if len(eligible_of(members, phases)) >= 2:
            total += 2
    for school_id, phase, category, provisions, new_head in schools:
        size = None
        for members in partnerships:
            if school_id in members:
                size = len(eligible_of(members, phases))
        total += days_of_school(phase, category, provisions, new_head, size)
    return total
