"""The days of schools that close within a year: what goes back at their end, and what successors take on."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from headway.features.allocation.crediting import Credit, credit_days
from headway.features.allocation.models import Entitlement
from headway.features.allocation.queries import UNIT, school_key, year_label
from headway.features.ledgers.queries import find_account, free_units
from headway.features.policies.models import Policy
from headway.flows.school_calendar import remaining_days
from headway.flows.school_ends import school_ends
from headway.rules.calendars import CannotCompute, academic_year
from headway.rules.entitlement import SCHOOL, EntitlementLine
from headway.rules.entitlement_ends import SchoolEnd, is_of_an_end, lines_at_end
from headway.rules.entitlement_policy import EntitlementPolicy
from headway.rules.verdict import Refused, refuse

USED = "What the school has used already is not taken back."
WITHDRAWN = "The school does not close in this year after all: what was changed for its end is put back."
Key = tuple[str, str, str]


def ends_of(year: int) -> tuple[SchoolEnd, ...]:
    """The schools whose first day closed lies within the year, the first day of the year itself left out."""
    span = academic_year(year_label(year))
    return school_ends(span.first_on, span.until)


def settle_ends(
    *,
    year: int,
    lines: Iterable[EntitlementLine],
    rules: EntitlementPolicy,
    policy: Policy,
    by: str,
    at: datetime,
) -> int:
    """Add what stands between the days given and those that the ends of the year leave; how many lines that took.

    `lines` are the whole-year lines of the year. A second run adds nothing; an end that moved or was put right is made
    good. To be called in a transaction, after the year's own lines are credited.
    """
    known = tuple(lines)
    held, wanted = _held(year), _wanted(year, known, rules)
    by_day: dict[date, list[Credit]] = defaultdict(list)
    free = _Free(year)
    for key in sorted(held.keys() | wanted.keys()):
        line, on = wanted.get(key, (None, academic_year(year_label(year)).first_on))
        given = held.get(key)
        change = (line.half_days if line else 0) - (given.half_days if given else 0)
        if change or given is None:
            by_day[on].append(_credit(line or given, free.take(key[0], change), change))
    stored = 0
    for on, credits in sorted(by_day.items()):
        worth = [one for one in credits if one.half_days or _key(one) not in held]
        stored += credit_days(year=year, policy=policy, credits=worth, effective_on=on, by=by, at=at)
    return stored


class _Free:
    """What may still be taken back from each school, looked up once."""

    def __init__(self, year: int) -> None:
        self._year = year
        self._left: dict[str, int] = {}

    def take(self, school_id: str, change: int) -> int:
        """The change, no more taken back than is there."""
        if school_id not in self._left:
            held = find_account(unit=UNIT, period=year_label(self._year), key=school_key(school_id))
            self._left[school_id] = free_units(held) if held else 0
        allowed = max(change, -self._left[school_id])
        self._left[school_id] += allowed
        return allowed


def _wanted(
    year: int, lines: tuple[EntitlementLine, ...], rules: EntitlementPolicy
) -> dict[Key, tuple[EntitlementLine, date]]:
    span = academic_year(year_label(year))
    here = {line.subject_id for line in lines if line.subject_kind == SCHOOL}
    found: dict[Key, tuple[EntitlementLine, date]] = {}
    for end in ends_of(year):
        days = remaining_days(end.ends_on, span)
        if isinstance(days, CannotCompute):
            raise Refused(refuse(days.words))
        heirs = tuple(one for one in end.successors if one[0] in here)
        known = SchoolEnd(end.school_id, end.name, end.ends_on, end.told_by, heirs)
        for line in lines_at_end(lines, known, days, rules):
            found[line.subject_id, line.rule, line.context] = (line, end.ends_on)
    return found


def _held(year: int) -> dict[Key, EntitlementLine]:
    """What lines of ends have given so far, added up."""
    rows = Entitlement.objects.filter(year=year, school__isnull=False).select_related("earned_by")
    found: dict[Key, EntitlementLine] = {}
    for row in rows.order_by("pk"):
        if not is_of_an_end(row.rule):
            continue
        context = row.earned_by.public_id if row.earned_by else ""
        key = (str(row.school_id), row.rule, context)
        so_far = found[key].half_days if key in found else 0
        found[key] = EntitlementLine(
            SCHOOL, key[0], row.rule, so_far + row.half_days, row.pool, row.base, WITHDRAWN, (), context
        )
    return found


def _credit(line: EntitlementLine, half_days: int, change: int) -> Credit:
    return Credit(
        subject_kind=SCHOOL,
        subject_id=line.subject_id,
        rule=line.rule,
        context=line.context,
        pool=line.pool,
        base=line.base,
        half_days=half_days,
        whole_year_half_days=0,
        words=line.words if half_days == change else f"{line.words} {USED}",
        inputs=line.inputs,
    )


def _key(credit: Credit) -> Key:
    return (credit.subject_id, credit.rule, credit.context)
