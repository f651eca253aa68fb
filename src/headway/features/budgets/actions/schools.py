"""The one write of budgets."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.budgets.models import Budget
from headway.features.budgets.queries import KIND
from headway.features.saving import Stale
from headway.features.schools.models import School
from headway.features.schools.queries import relations_to
from headway.rules.school_budgets import Assumption, Base, may_assume
from headway.rules.verdict import Verdict, first_refusal, insist


def may_write(by: Viewer, school: School) -> Verdict:
    """Whether the person may write the budget of this school: finance, and the school itself."""
    return by.may(KIND, "change", relations_to(by, school))


@transaction.atomic
def write_budget(
    *,
    school: School,
    first_year: int,
    base: Base,
    assumptions: Sequence[Assumption],
    seen_version: int,
    by: Viewer,
    at: datetime,
) -> Budget:
    """The school's budget as it is assumed now; Stale where somebody saved it meanwhile. Version 0: there was none."""
    insist(first_refusal(may_write(by, school), may_assume(assumptions)))
    School.objects.select_for_update().get(pk=school.pk)
    held = Budget.objects.filter(school=school).first() or Budget(school=school, version=0)
    if held.version != seen_version:
        raise Stale
    held.first_year, held.opening_pence = first_year, base.opening_pence
    held.staff_pence, held.other_pence = base.staff_pence, base.other_pence
    held.assumptions = [
        {
            "pupils": one.pupils,
            "funding": one.funding_pence,
            "other": one.other_income_pence,
            "pay": str(one.pay_percent),
            "prices": str(one.price_percent),
        }
        for one in assumptions
    ]
    held.version, held.written_by, held.written_at = seen_version + 1, by.person, at
    held.save()
    after = {"first_year": first_year, "version": held.version}
    record(
        action="write_budget", subject_kind="budget", subject_id=str(school.urn), at=at, by=by.id, after=after
    )
    return held
