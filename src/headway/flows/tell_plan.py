"""A planned draft as plain values, for other programs."""

from datetime import date
from typing import Any

from headway.features.deployment.models import Assignment, Draft, Lead
from headway.features.schools.queries import own_authority
from headway.rules.calendars import academic_year_of


def tell_plan(draft: Draft) -> dict[str, Any]:
    """The plan with its proof. Half-days; objective, bound and terms in minutes a year; `seconds` of solving; `adviser` is a
    public id, `partnership` a name or None, `category` the one proposed."""
    authority = own_authority()
    assignments = (
        Assignment.objects.filter(draft=draft)
        .select_related("adviser__person", "partnership")
        .order_by("school_id")
    )
    rows = [_row(one) for one in assignments]
    leads = Lead.objects.filter(draft=draft)
    return {
        "authority": authority.name if authority else "",
        "year": academic_year_of(date(draft.year, 9, 1)).label,
        "schools": len(rows),
        "partnerships": leads.count(),
        "advisers": len(
            {row["adviser"] for row in rows} | set(leads.values_list("adviser__person__public_id", flat=True))
        ),
        "demand_half_days": draft.demand_half_days,
        "capacity_half_days": draft.capacity_half_days,
        "unmet_half_days": draft.unmet_half_days,
        "objective": draft.objective,
        "lower_bound": draft.lower_bound,
        "gap": draft.gap,
        "seconds": draft.seconds,
        "terms": draft.terms,
        "assignments": rows,
    }


def _row(one: Assignment) -> dict[str, Any]:
    return {
        "urn": one.school_id,
        "category": one.category or None,
        "half_days": one.half_days,
        "adviser": one.adviser.person.public_id,
        "partnership": one.partnership.name if one.partnership else None,
        "reasons": one.reasons,
    }
