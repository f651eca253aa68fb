"""Indicators as the rules see them, and their values: given, or worked out by their formulas."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from headway.features.appointments.viewer import Viewer
from headway.features.plans.models import Indicator, IndicatorValue, Plan, Target
from headway.features.plans.queries import ALL, KIND, OWN, PUBLISHED, plans_visible_to, relations_to_plan
from headway.rules import indicators as rule
from headway.rules.calendars import Span
from headway.rules.formula_results import Value, evaluate_all
from headway.rules.indicator_formulas import FormulaFault, read_formula
from headway.rules.indicator_units import Missing, read_unit
from headway.rules.indicator_values import last_ended
from headway.rules.permissions import reach
from headway.rules.plan_policy import PlanPolicy

POLARITIES = {"higher": rule.HIGHER, "lower": rule.LOWER}
NOT_GIVEN = "It was not given."


@dataclass(frozen=True, slots=True)
class Held:
    """The value of one period, or why there is none; `row` None where a formula gave it."""

    period: Span
    value: Value
    row: IndicatorValue | None = None


def indicators_visible_to(viewer: Viewer) -> QuerySet[Indicator]:
    """The indicators the viewer may see: all, one's own, or those of plans they may see."""
    ways = reach(viewer.access, roles=viewer.roles, act="see", kind=KIND)
    rows = Indicator.objects.filter(ended_on=None).select_related("owner", "plan", "plan__school")
    if ALL not in ways:
        shown = Q(plan__in=plans_visible_to(viewer)) if ways & {OWN, PUBLISHED} else Q(pk=None)
        rows = rows.filter(shown | Q(owner=viewer.person) if OWN in ways else shown)
    return rows.order_by("name", "pk")


def relations_to_indicator(viewer: Viewer, row: Indicator) -> frozenset[str]:
    """The viewer's ties to an indicator, as the access policy asks for them."""
    if row.owner_id == viewer.person.pk:
        return OWN
    return relations_to_plan(viewer, row.plan) if row.plan else frozenset()


def with_measures(rows: QuerySet[Indicator]) -> QuerySet[Indicator]:
    """The same indicators with their targets and the values that hold: two more queries."""
    targets = Target.objects.select_related("approved_by", "made_by").order_by("pk")
    values = IndicatorValue.objects.filter(ended_at=None).select_related("by").order_by("period_from")
    return rows.prefetch_related(Prefetch("targets", targets), Prefetch("values", values))


def as_rule(row: Indicator, policy: PlanPolicy) -> rule.Indicator:
    """The indicator with the versions of its target, oldest first; milestones belong to the newest."""
    approved = [one for one in row.targets.all() if one.approved_by_id]
    marks = tuple(
        rule.Milestone(one.due_on, one.value)
        for one in sorted(approved, key=lambda one: one.due_on)
        if one.milestone and one.ended_at is None
    )
    aims = [one for one in approved if not one.milestone]
    return rule.Indicator(
        key=row.key,
        label=row.name,
        definition=row.definition,
        unit=read_unit(row.unit, policy),
        polarity=POLARITIES[row.polarity],
        frequency=row.frequency,
        baseline=rule.Milestone(row.baseline_on, row.baseline),
        tolerance=row.tolerance,
        owner=row.owner.name if row.owner else "",
        source=row.source,
        targets=tuple(
            rule.Target(
                one.value,
                one.due_on,
                timezone.localtime(one.made_at).date(),
                one.reason,
                one.approved_by.name,
                tuple(mark for mark in marks if mark.on < one.due_on) if one.ended_at is None else (),
            )
            for one in aims
        ),
        formula=row.formula,
    )


def waiting_target(row: Indicator) -> Target | None:
    """The target somebody proposed and nobody decided."""
    return next((one for one in row.targets.all() if not one.approved_by_id and one.ended_at is None), None)


def current_target(row: Indicator) -> Target | None:
    """The target in force."""
    held = [
        one for one in row.targets.all() if one.approved_by_id and one.ended_at is None and not one.milestone
    ]
    return held[-1] if held else None


def values_of(row: Indicator, every: Iterable[Indicator], policy: PlanPolicy) -> list[Held]:
    """The values of an indicator in order of time: given, or worked out from those of `every` other by its formula."""
    given = [Held(Span(one.period_from, one.period_until), _given(one), one) for one in row.values.all()]
    return _worked_out(row, every, policy) if row.formula else given


def formulas_and_units(every: Iterable[Indicator], policy: PlanPolicy) -> tuple[dict, dict]:
    """Key to read formula, and key to unit, of these indicators."""
    rows = list(every)
    formulas = {one.key: read_formula(one.formula, policy) for one in rows if one.formula}
    return formulas, {one.key: read_unit(one.unit, policy) for one in rows}


def _worked_out(row: Indicator, every: Iterable[Indicator], policy: PlanPolicy) -> list[Held]:
    rows = [one for one in every if one.frequency == row.frequency]
    formulas, _ = formulas_and_units(rows, policy)
    given: dict[date, dict[str, Value]] = {}
    spans: dict[date, Span] = {}
    for one in rows:
        for value in one.values.all():
            given.setdefault(value.period_from, {})[one.key] = _given(value)
            spans[value.period_from] = Span(value.period_from, value.period_until)
    plain = [one.key for one in rows if not one.formula]
    return [Held(spans[day], _by_formula(row.key, formulas, plain, given[day])) for day in sorted(given)]


def _by_formula(key: str, formulas: Mapping, plain: Sequence[str], held: Mapping[str, Value]) -> Value:
    known = {name: held.get(name, Missing(NOT_GIVEN)) for name in plain}
    try:
        return evaluate_all(formulas, known)[key]
    except FormulaFault as fault:
        return Missing(str(fault))


def _given(one: IndicatorValue) -> Value:
    return Missing(one.why_missing) if one.value is None else Decimal(one.value)


def plan_indicators(plan: Plan) -> QuerySet[Indicator]:
    """The indicators a plan is judged by."""
    rows = plan.indicators.filter(ended_on=None).select_related("owner", "plan")
    return with_measures(rows).order_by("name", "pk")


def rated_in(
    rows: Sequence[Indicator], window: Span, policy: PlanPolicy
) -> list[tuple[rule.Indicator, rule.Rating]]:
    """Of these indicators those whose value fell due in a window, each with its rating, or that it is missing."""
    every = (
        list(with_measures(Indicator.objects.filter(ended_on=None)))
        if any(one.formula for one in rows)
        else list(rows)
    )
    found = []
    for row in rows:
        period = last_ended(window.until, row.frequency, policy)
        if period.until <= window.first_on or (row.baseline_on and period.until <= row.baseline_on):
            continue
        held = next(
            (one.value for one in values_of(row, every, policy) if one.period == period), Missing(NOT_GIVEN)
        )
        known = as_rule(row, policy)
        found.append((known, rule.rate(known, held, period.until - timedelta(days=1))))
    return found
