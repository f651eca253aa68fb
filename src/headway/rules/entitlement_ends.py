"""What becomes of the days of a school that closes within the year, and what its successors take on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from headway.rules.calendars import RemainingDays, day_words
from headway.rules.entitlement import SCHOOL, EntitlementLine, half_day_words
from headway.rules.entitlement_policy import EntitlementPolicy

CLOSES, TAKEN_ON = "closes-", "taken-on-"
CONCERN = "concern"  # days by the category, which a successor has of its own
REGISTER, CASE = "the register says", "a case of structural change says"


@dataclass(frozen=True, slots=True)
class SchoolEnd:
    """A school's first day closed, who says it, and the schools that follow it and have days of their own: ids and names."""

    school_id: str
    name: str
    ends_on: date
    told_by: str
    successors: tuple[tuple[str, str], ...] = ()


def is_of_an_end(rule: str) -> bool:
    """Whether a line was written because a school closes, not by what its rule gives for a year."""
    return rule.startswith((CLOSES, TAKEN_ON))


def lines_at_end(
    lines: Iterable[EntitlementLine], end: SchoolEnd, days: RemainingDays, policy: EntitlementPolicy
) -> tuple[EntitlementLine, ...]:
    """What an end adds to the whole-year lines of the school; `days`: those left from its first day closed.

    “pro-rata”: of each line the part after the end goes back, rounded down, so that the school keeps whole half-days for
    the time it is open. “keep”: nothing does, and a line says so. Where successors take on, they share what goes back; what
    cannot be shared evenly goes to the first by id.
    """
    made: list[EntitlementLine] = []
    for line in lines:
        if line.subject_kind == SCHOOL and line.subject_id == end.school_id and line.half_days > 0:
            back = line.half_days * days.remaining // days.total if policy.ends == "pro-rata" else 0
            made.append(_closing(line, end, days, back))
            if policy.successors == "take-on" and line.rule != CONCERN:
                made.extend(_taken_on(line, end, back))
    return tuple(made)


def _closing(line: EntitlementLine, end: SchoolEnd, days: RemainingDays, back: int) -> EntitlementLine:
    if back:
        what = (
            f"{half_day_words(back)} of {half_day_words(line.half_days)} go back, for the {days.remaining} of "
            f"{days.total} school days after it, rounded down"
        )
    else:
        what = f"{half_day_words(line.half_days)} stay"
    return EntitlementLine(
        subject_kind=SCHOOL,
        subject_id=end.school_id,
        rule=f"{CLOSES}{line.rule}",
        half_days=-back,
        pool=line.pool,
        base=line.base,
        words=f"{end.name} closes on {day_words(end.ends_on)}, {end.told_by}: {what}. {days.words}",
        inputs=(
            ("closes on", end.ends_on.isoformat()),
            ("whole year", line.half_days),
            ("school days after", days.remaining),
            ("school days in the year", days.total),
        ),
        context=line.context,
    )


def _taken_on(line: EntitlementLine, end: SchoolEnd, back: int) -> list[EntitlementLine]:
    heirs = sorted(end.successors)
    if not heirs or not back:
        return []
    each, over = divmod(back, len(heirs))
    return [
        EntitlementLine(
            subject_kind=SCHOOL,
            subject_id=heir,
            rule=f"{TAKEN_ON}{end.school_id}-{line.rule}",
            half_days=share,
            pool=line.pool,
            base=False,
            words=f"{name} takes on {half_day_words(share)} of {end.name}, which closes on {day_words(end.ends_on)}.",
            inputs=(("of school", end.school_id), ("goes back there", back), ("successors", len(heirs))),
        )
        for number, (heir, name) in enumerate(heirs)
        if (share := each + (over if number == 0 else 0))
    ]
