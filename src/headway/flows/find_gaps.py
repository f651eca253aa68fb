"""The alerts that groups of pupils raise at schools, by the policy in use and the figures as published (M4-11)."""

from collections.abc import Iterable, Mapping

from django.db.models import Q

from headway.features.evidence.models import Observation
from headway.features.evidence.queries import ENGLAND as ENGLAND_NAME
from headway.publicdata.academic_years import academic_year_ending
from headway.rules.gaps import NOT_HELD, OTHERS, Alert, GapPolicy, GapRule, GroupFacts, Known, find_alert
from headway.rules.measures import MeasurePolicy

HIDDEN = frozenset({"suppressed", "low", "low-coverage"})
ALL = "all"
# Measure, group and academic year to the row.
Rows = Mapping[tuple[str, str, str], Observation]


def find_gaps(
    urns: Iterable[int], policy: GapPolicy, measures: MeasurePolicy
) -> dict[int, tuple[Alert, ...]]:
    """URN to its alerts, each of the newest year in which the school has the group's figure; one query."""
    by_school: dict[int | None, list[Observation]] = {}
    for row in _rows(list(urns), policy):
        by_school.setdefault(row.school_id, []).append(row)
    england = by_school.pop(None, [])
    found = {urn: alerts_from(rows, england, policy, measures) for urn, rows in by_school.items() if urn}
    return {urn: alerts for urn, alerts in found.items() if alerts}


def alerts_from(
    rows: Iterable[Observation], england: Iterable[Observation], policy: GapPolicy, measures: MeasurePolicy
) -> tuple[Alert, ...]:
    """The alerts of one school, of all that is known of it and of England's figures of all pupils."""
    held, of_england = _by_place(rows), _by_place(england)
    found = (_alert(rule, held, of_england, policy, measures) for rule in policy.rules)
    return tuple(alert for alert in found if alert)


def _by_place(rows: Iterable[Observation]) -> dict[tuple[str, str, str], Observation]:
    return {(row.measure, row.group, academic_year_ending(row.period) or row.period): row for row in rows}


def _rows(urns: list[int], policy: GapPolicy) -> Iterable[Observation]:
    """Of the schools: the figures of the groups and how many pupils; of England: those of all pupils."""
    measures = {one.measure for one in policy.rules}
    sizes = {size for one in policy.rules for size in (one.cohort, one.share)}
    groups = {group for one in policy.rules for group in (one.group, one.others) if group}
    of_schools = Q(school__in=urns, measure__in=measures, group__in=groups)
    of_sizes = Q(school__in=urns, measure__in=sizes, group=ALL)
    of_england = Q(school=None, area_name__iexact=ENGLAND_NAME, measure__in=measures, group=ALL)
    return Observation.objects.filter(of_schools | of_sizes | of_england).order_by("period", "pk")


def _alert(
    rule: GapRule, rows: Rows, england: Rows, policy: GapPolicy, measures: MeasurePolicy
) -> Alert | None:
    years = [year for measure, group, year in rows if (measure, group) == (rule.measure, rule.group)]
    if not years:
        return None
    year = max(years)
    floor = rows.get((rule.measure, rule.others, year))
    if rule.floor != OTHERS:
        floor = england.get((rule.measure, ALL, year))
    facts = GroupFacts(
        period=year,
        figure=_known(rows.get((rule.measure, rule.group, year))),
        floor=_known(floor),
        cohort=_known(rows.get((rule.cohort, ALL, year))),
        share=_known(rows.get((rule.share, ALL, year))),
    )
    measure = measures.get(rule.measure)
    return find_alert(rule, facts, measure.unit if measure else "", policy)


def _known(row: Observation | None) -> Known:
    if row is None:
        return NOT_HELD
    return Known(row.value, hidden=row.why_missing in HIDDEN)
