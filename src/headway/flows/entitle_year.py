"""Giving every school and partnership its days of a year by rule, and what a change in the year adds."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from headway.features.allocation.crediting import Credit, credit_days
from headway.features.allocation.queries import demand_of, is_entitled, whole_year_lines, year_label
from headway.features.policies.models import Policy
from headway.features.policies.queries import policy_in_use, read_policy
from headway.flows.entitle_ends import ends_of, settle_ends
from headway.flows.entitlement_facts import entitled_lines, gather_year
from headway.flows.school_calendar import remaining_days
from headway.flows.school_ends import ended_by
from headway.rules.calendars import AcademicYear, CannotCompute, RemainingDays, academic_year
from headway.rules.entitlement import SCHOOL, Demand, EntitlementLine, half_day_words
from headway.rules.entitlement_changes import ChangeLine, change_in_year
from headway.rules.entitlement_policy import EntitlementPolicy
from headway.rules.policyfile import PolicyFault
from headway.rules.verdict import Refused, refuse

NOT_BEGUN = "The year has not begun, so the whole of it counts."


@dataclass(frozen=True, slots=True)
class Entitled:
    """What a run gave: lines stored (none: nothing had changed), the year's half-days now, and one sentence."""

    year: int
    lines: int
    demand: Demand
    words: str


def entitle_year(
    *, year: int, on: date, by: str, at: datetime, policy: Policy | None = None, with_proposed: bool = True
) -> Entitled:
    """Give the days of the academic year that starts in `year`, from what is known on `on`; a second run changes nothing.

    `policy` is a stored rule set, else the one in use. Where days were given before, only what has changed since is
    added: as a whole before the year begins, pro rata by the school days that remain after it (M6-01); a school that closes
    within the year keeps what is due until its end. Raises Refused
    when the rule set is unsound or the facts cannot be (a school in two recognised partnerships); then nothing is given.
    """
    stored = policy or policy_in_use("entitlement")
    rules = _rules(stored)
    if is_entitled(year):
        return change_entitlement(year=year, on=on, by=by, at=at, policy=stored, with_proposed=with_proposed)
    lines = _lines(rules, year, on, with_proposed)
    credits = [_credit(line) for line in lines]
    first_on = academic_year(year_label(year)).first_on
    with transaction.atomic():
        count = credit_days(year=year, policy=stored, credits=credits, effective_on=first_on, by=by, at=at)
        count += settle_ends(year=year, lines=lines, rules=rules, policy=stored, by=by, at=at)
    return _entitled(year, count, f"{year_label(year)}: ")


def change_entitlement(
    *, year: int, on: date, by: str, at: datetime, policy: Policy | None = None, with_proposed: bool = True
) -> Entitled:
    """Add what has changed in rolls, provisions, heads and categories from `on` on, each as a new line with words.

    A rise is credited for the school days that remain, rounded up to half-days (M6-01, M6-07); whether a fall takes days
    back the rule set says. Raises Refused outside the year and where the term dates held cannot be right.
    """
    stored = policy or policy_in_use("entitlement")
    rules = _rules(stored)
    span = academic_year(year_label(year))
    days = _days(on, span)
    if isinstance(days, CannotCompute):
        raise Refused(refuse(days.words))
    if on < span.first_on:
        rules = replace(rules, falls="return")
    start = max(on, span.first_on)
    before = whole_year_lines(year)
    after = (*_lines(rules, year, on, with_proposed), *_of_ended(before, year, start))
    changes = change_in_year(before, after, start, days, rules)
    if isinstance(changes, CannotCompute):
        raise Refused(refuse(changes.words))
    whole = {line.key: line for line in (*before, *after)}
    now = {line.key: line.half_days for line in after}
    credits = [_changed(change, whole, now) for change in changes]
    with transaction.atomic():
        count = credit_days(year=year, policy=stored, credits=credits, effective_on=start, by=by, at=at)
        count += settle_ends(year=year, lines=after, rules=rules, policy=stored, by=by, at=at)
    return _entitled(year, count, f"{year_label(year)}, changes from {start:%d.%m.%Y}: ")


def _rules(stored: Policy) -> EntitlementPolicy:
    """The rule set as the rules read it; one that gives a better category more than a worse one is refused (M6-12)."""
    try:
        return read_policy(stored)
    except PolicyFault as fault:
        raise Refused(refuse(f"The rule set {stored} cannot be used: {fault}")) from fault


def _lines(rules: EntitlementPolicy, year: int, on: date, with_proposed: bool) -> tuple[EntitlementLine, ...]:
    ended = ended_by(max(on, academic_year(year_label(year)).first_on))
    facts = gather_year(rules, on, with_proposed=with_proposed, ended=ended)
    if not facts.schools:
        words = "No open school of the authority is known. Load the register first, then give the days."
        raise Refused(refuse(words))
    try:
        return entitled_lines(facts, rules, year_label(year))
    except ValueError as fault:
        raise Refused(refuse(str(fault))) from fault


def _of_ended(before: tuple[EntitlementLine, ...], year: int, on: date) -> tuple[EntitlementLine, ...]:
    """What schools that closed in the year had: it is no fall of a rule, their end settles it by its own day."""
    gone = {end.school_id for end in ends_of(year) if end.ends_on <= on}
    return tuple(line for line in before if line.subject_kind == SCHOOL and line.subject_id in gone)


def _days(on: date, span: AcademicYear) -> RemainingDays | CannotCompute:
    """Before the year begins the whole of it remains."""
    if on < span.first_on:
        return RemainingDays(1, 1, model_year=False, words=NOT_BEGUN)
    return remaining_days(on, span)


def _credit(line: EntitlementLine) -> Credit:
    return Credit(
        subject_kind=line.subject_kind,
        subject_id=line.subject_id,
        rule=line.rule,
        context=line.context,
        pool=line.pool,
        base=line.base,
        half_days=line.half_days,
        whole_year_half_days=None,
        words=line.words,
        inputs=line.inputs,
    )


def _changed(
    change: ChangeLine,
    whole: dict[tuple[str, str, str, str], EntitlementLine],
    now: dict[tuple[str, str, str, str], int],
) -> Credit:
    line = whole[change.subject_kind, change.subject_id, change.rule, change.context]
    return replace(
        _credit(line),
        half_days=change.half_days,
        whole_year_half_days=now.get(line.key, 0),
        words=change.words,
        inputs=change.inputs,
    )


def _entitled(year: int, count: int, begin: str) -> Entitled:
    demand = demand_of(year)
    what = f"{count} lines stored" if count else "nothing had changed"
    return Entitled(
        year, count, demand, f"{begin}{what}; {half_day_words(demand.half_days)} are given in all."
    )
