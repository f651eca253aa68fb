"""What a change in the year adds to the days already given, and how one year compares with the last."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from headway.rules.calendars import CannotCompute, RemainingDays, day_words
from headway.rules.entitlement import EntitlementLine, half_day_words, partnership_half_days
from headway.rules.entitlement_policy import EntitlementPolicy


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A new credit from a day on; zero or negative half-days where the rule set answers a fall so."""

    subject_kind: str
    subject_id: str
    rule: str
    context: str
    half_days: int
    pool: str
    from_on: date
    words: str
    inputs: tuple[tuple[str, str | int], ...]


@dataclass(frozen=True, slots=True)
class PartnershipComparison:
    """A partnership's half-days last year (None: it had none) and this year (None: it has none now)."""

    partnership_id: str
    last_half_days: int | None
    this_half_days: int | None
    falls: bool
    words: str


def change_in_year(
    before: Iterable[EntitlementLine],
    after: Iterable[EntitlementLine],
    on: date,
    days: RemainingDays | CannotCompute,
    policy: EntitlementPolicy,
) -> tuple[ChangeLine, ...] | CannotCompute:
    """The lines a change from a day on adds to the year, given the whole-year lines before and after it.

    A rise is credited for the remaining school days of the year, rounded up to half-days (M6-01). A fall is
    never taken back in silence: the rule set says whether the days stay ("keep") or the part not yet due goes
    back ("return", rounded down); either way a line says so. Without school days nothing can be computed.
    """
    if isinstance(days, CannotCompute):
        return days
    old, new = _by_key(before), _by_key(after)
    lines = []
    for key in sorted(old.keys() | new.keys()):
        was = old[key].half_days if key in old else 0
        will = new[key].half_days if key in new else 0
        if was != will:
            line = new[key] if key in new else old[key]
            lines.append(_change_line(line, was, will, on, days, policy, gone=key not in new))
    return tuple(lines)


def compare_years(
    last: Iterable[EntitlementLine], this: Iterable[EntitlementLine]
) -> tuple[PartnershipComparison, ...]:
    """Every partnership of either year, with a flag where its days fall (M6-02)."""
    old, new = partnership_half_days(last), partnership_half_days(this)
    return tuple(_compare(each, old.get(each), new.get(each)) for each in sorted(old.keys() | new.keys()))


def _change_line(
    line: EntitlementLine,
    was: int,
    will: int,
    on: date,
    days: RemainingDays,
    policy: EntitlementPolicy,
    *,
    gone: bool,
) -> ChangeLine:
    change = will - was
    if change > 0:
        half_days = -(-change * days.remaining // days.total)
        what = f"{half_day_words(half_days)} more, pro rata and rounded up"
    elif policy.falls == "return":
        half_days = -(-change * days.remaining // days.total)
        what = f"{half_day_words(-half_days)} go back, pro rata and rounded down"
    else:
        half_days = 0
        what = "the days already given stay for this year"
    words = (
        f"From {day_words(on)} a year goes from {half_day_words(was)} to {half_day_words(will)}: {what}. "
        f"{days.words} {'It was' if gone else 'It is now'} {_lower(line.words)}"
    )
    return ChangeLine(
        subject_kind=line.subject_kind,
        subject_id=line.subject_id,
        rule=line.rule,
        context=line.context,
        half_days=half_days,
        pool=line.pool,
        from_on=on,
        words=words,
        inputs=(
            ("whole year before", was),
            ("whole year after", will),
            ("school days remaining", days.remaining),
            ("school days in the year", days.total),
            ("model year", "yes" if days.model_year else "no"),
        ),
    )


def _by_key(lines: Iterable[EntitlementLine]) -> dict[tuple[str, str, str, str], EntitlementLine]:
    found: dict[tuple[str, str, str, str], EntitlementLine] = {}
    for line in lines:
        if line.key in found:
            raise ValueError(f"The line {' '.join(line.key)} is given twice; give each line once.")
        found[line.key] = line
    return found


def _compare(partnership_id: str, last: int | None, this: int | None) -> PartnershipComparison:
    falls = last is not None and (this or 0) < last
    if last is None:
        words = f"New this year, with {half_day_words(this or 0)}."
    elif this is None:
        words = f"Had {half_day_words(last)} last year and is no longer there."
    elif this == last:
        words = f"{_upper(half_day_words(this))}, as last year."
    else:
        words = f"{'Falls' if falls else 'Rises'} from {half_day_words(last)} to {half_day_words(this)}."
    return PartnershipComparison(partnership_id, last, this, falls, words)


def _upper(words: str) -> str:
    return words[0].upper() + words[1:]


def _lower(words: str) -> str:
    return words[0].lower() + words[1:]
