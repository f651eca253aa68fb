"""Writes of indicators: define one, aim at something else, give a value (M3-05, M3-12, M3-13)."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.text import slugify

from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.people.models import Person
from headway.features.plans.findable import INDICATORS
from headway.features.plans.measured import (
    as_rule,
    current_target,
    formulas_and_units,
    relations_to_indicator,
    waiting_target,
    with_measures,
)
from headway.features.plans.models import Indicator, IndicatorValue, Target
from headway.features.plans.queries import KIND
from headway.features.search.actions import find_again
from headway.rules import indicators as rule
from headway.rules.calendars import Span
from headway.rules.formula_results import check_unit, order_of
from headway.rules.indicator_formulas import FormulaFault, read_formula
from headway.rules.indicator_units import UnknownUnit, read_unit
from headway.rules.indicator_values import question_value
from headway.rules.plan_policy import PlanPolicy
from headway.rules.verdict import ALLOWED, Refused, Verdict, insist, refuse

SOMEBODY = "anybody else"


def may_change_indicator(by: Viewer, row: Indicator) -> Verdict:
    """Whether the person may change an indicator and give its values."""
    return by.may(KIND, "change", relations_to_indicator(by, row))


@transaction.atomic
def define_indicator(*, wanted: Mapping[str, Any], policy: PlanPolicy, by: Viewer, at: datetime) -> Indicator:
    """A new indicator; Refused for a unit nobody knows, and for a formula that is none or comes out in another unit."""
    made = Indicator(**wanted, key=_free_key(wanted["name"]), made_at=at)
    insist(may_change_indicator(by, made))
    _check_words(made, policy)
    made.save(force_insert=True)
    insist(rule.may_define(as_rule(made, policy)))
    find_again(INDICATORS, made)
    _record(
        "define_indicator",
        made,
        by,
        at,
        after={"name": made.name, "unit": made.unit, "formula": made.formula},
    )
    return made


@transaction.atomic
def propose_target(
    *,
    row: Indicator,
    value: Decimal,
    due_on: date,
    reason: str,
    milestone: bool,
    policy: PlanPolicy,
    by: Viewer,
    at: datetime,
) -> Target:
    """Propose what is aimed at; it holds once somebody else approved it. The old target stays beside it."""
    row = _fresh(row)
    insist(may_change_indicator(by, row))
    if waiting_target(row):
        insist(refuse("A target waits for its decision already."))
    if milestone:
        insist(_may_stand(row, due_on))
    else:
        insist(
            rule.may_amend(as_rule(row, policy), rule.Target(value, due_on, by.on, reason, SOMEBODY), by.id)
        )
    made = Target.objects.create(
        indicator=row,
        due_on=due_on,
        value=value,
        milestone=milestone,
        reason=reason,
        made_by=by.person,
        made_at=at,
    )
    after = {"value": str(value), "due_on": due_on.isoformat(), "reason": reason, "milestone": milestone}
    _record("propose_target", row, by, at, after=after)
    return made


@transaction.atomic
def decide_target(*, row: Indicator, agreed: bool, by: Viewer, at: datetime) -> None:
    """Approve the target that waits, or refuse it; never one's own (M3-13)."""
    row = _fresh(row)
    insist(by.may(KIND, "approve", relations_to_indicator(by, row)))
    waiting = waiting_target(row)
    if waiting is None:
        raise Refused("No target waits for a decision.")
    if waiting.made_by_id == by.person.pk:
        insist(refuse("Nobody decides what they proposed themselves."))
    if not agreed:
        Target.objects.filter(pk=waiting.pk).update(ended_at=at)
    else:
        old = current_target(row)
        if old and not waiting.milestone:
            Target.objects.filter(pk=old.pk).update(ended_at=at)
            waiting.replaces = old
        waiting.approved_by, waiting.made_at = by.person, at
        waiting.save(update_fields=["approved_by", "made_at", "replaces"])
    _record("decide_target", row, by, at, after={"agreed": agreed, "value": str(waiting.value)})


def questions_of(row: Indicator, period: Span, value: Decimal | None, policy: PlanPolicy) -> tuple[str, ...]:
    """What is odd about a value, each in a sentence that ends in a question."""
    if value is None:
        return ()
    before = [one for one in row.values.all() if one.value is not None and one.period_from < period.first_on]
    last = before[-1].value if before else None
    return question_value(value, last, read_unit(row.unit, policy), policy)


@transaction.atomic
def give_value(
    *,
    row: Indicator,
    period: Span,
    value: Decimal | None,
    why_missing: str,
    source: str,
    policy: PlanPolicy,
    by: Viewer,
    at: datetime,
) -> IndicatorValue:
    """The value of a period, or why there is none; one that stands already is corrected, and kept, ended."""
    row = _fresh(row)
    insist(may_change_indicator(by, row))
    insist(refuse("This indicator is worked out by its formula.") if row.formula else ALLOWED)
    if period.until > by.on:
        insist(refuse("The period has not ended yet. Give the value when it has."))
    if (value is None) == (not why_missing.strip()):
        insist(refuse("Give the value, or say why there is none."))
    asked = questions_of(row, period, value, policy)
    row.values.filter(ended_at=None, period_from=period.first_on).update(ended_at=at)
    made = IndicatorValue.objects.create(
        indicator=row,
        period_from=period.first_on,
        period_until=period.until,
        value=value,
        why_missing="" if value is not None else why_missing,
        source=source,
        questioned=" ".join(asked)[:300],
        by=by.person,
        at=at,
    )
    after = {"from": period.first_on.isoformat(), "value": None if value is None else str(value)}
    _record("give_value", row, by, at, after=after)
    return made


def _check_words(made: Indicator, policy: PlanPolicy) -> None:
    """Refused for a unit nobody knows, and for a formula that cannot be used."""
    try:
        unit = read_unit(made.unit, policy)
        if not made.formula:
            return
        others = [one for one in Indicator.objects.filter(ended_on=None) if one.frequency == made.frequency]
        formulas, units = formulas_and_units(others, policy)
        formulas[made.key] = read_formula(made.formula, policy)
        check_unit(formulas[made.key], units, unit, policy)
        order_of(formulas)
    except (UnknownUnit, FormulaFault) as fault:
        raise Refused(str(fault)) from fault


def _may_stand(row: Indicator, due_on: date) -> Verdict:
    """Whether a milestone may stand on a day: between the baseline and the target in force."""
    target = current_target(row)
    if target is None:
        return refuse("Set the target first; milestones stand on the way to it.")
    if row.baseline_on and not row.baseline_on < due_on < target.due_on:
        return refuse("A milestone stands between the day of the baseline and that of the target.")
    return ALLOWED


def _free_key(name: str) -> str:
    """A name for formulas that no other indicator has."""
    stem = slugify(name).replace("-", "_")[:50] or "indicator"
    taken = set(Indicator.objects.filter(key__startswith=stem).values_list("key", flat=True))
    return next(key for key in (stem, *(f"{stem}_{n}" for n in range(2, len(taken) + 3))) if key not in taken)


def _fresh(row: Indicator) -> Indicator:
    Indicator.objects.select_for_update().get(pk=row.pk)
    return with_measures(Indicator.objects.filter(pk=row.pk).select_related("owner", "plan")).get()


def _record(action: str, row: Indicator, by: Viewer, at: datetime, **told: Any) -> None:
    record(action=action, subject_kind="indicator", subject_id=row.public_id, at=at, by=by.id, **told)


@transaction.atomic
def hand_over_indicators(*, person: Person, successor: Person | None, by: Viewer, at: datetime) -> int:
    """The indicators in use of a leaver go to the successor, or to nobody until somebody is named; how many they are."""
    rows = list(Indicator.objects.filter(owner=person, ended_on=None))
    for row in rows:
        Indicator.objects.filter(pk=row.pk).update(owner=successor, version=F("version") + 1)
        after = {"owner": successor.public_id if successor else None}
        _record("hand_over_indicator", row, by, at, before={"owner": person.public_id}, after=after)
    return len(rows)
