"""Writes of the service's own money: scenarios of funding, years of services; and of spending on special needs."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from headway.features.appointments.viewer import Viewer
from headway.features.audit.actions import record
from headway.features.budgets.findable import SCENARIOS
from headway.features.budgets.models import FundingScenario, SenSpending, ServiceYear
from headway.features.budgets.queries import KIND
from headway.features.budgets.service_queries import MONEY
from headway.features.saving import Stale, unless_taken
from headway.features.schools.models import School
from headway.features.search.actions import find_again
from headway.rules.funding_scenarios import may_foresee
from headway.rules.verdict import Verdict, first_refusal, insist

ANY: frozenset[str] = frozenset()
COUNTED = "This year of the service is entered already. Open it from the list and change it there."


def may_enter_sen(by: Viewer) -> Verdict:
    """Whether the person may enter what schools spent on special needs: for all schools, not for one's own alone."""
    return by.may(KIND, "change", ANY)


@transaction.atomic
def write_scenario(
    *,
    scenario: FundingScenario | None,
    seen_version: int,
    title: str,
    first_year: int,
    income: Mapping[str, Sequence[int | None]],
    cost: Sequence[int | None],
    cuts: Mapping[str, Sequence[Decimal]],
    by: Viewer,
    at: datetime,
) -> FundingScenario:
    """A scenario as it is now, a new one where `scenario` is None; Stale where somebody saved it meanwhile."""
    insist(first_refusal(by.may(MONEY, "change"), may_foresee(income, cuts)))
    held = FundingScenario(made_by=by.person, made_at=at, version=0)
    if scenario:
        held = FundingScenario.objects.select_for_update().get(pk=scenario.pk)
    if held.version != seen_version:
        raise Stale
    held.title, held.first_year, held.cost = title, first_year, list(cost)
    held.income = {source: list(row) for source, row in income.items()}
    held.cuts = {source: [str(one) for one in row] for source, row in cuts.items()}
    held.version += 1
    held.save()
    find_again(SCENARIOS, held)
    _told("write_scenario", "funding-scenario", held.public_id, by, at, after={"first_year": first_year})
    return held


@transaction.atomic
def write_service_year(
    *,
    row: ServiceYear | None,
    service: str,
    year: int,
    cost_pence: int,
    income_pence: int,
    by: Viewer,
    at: datetime,
) -> ServiceYear:
    """What a kind of service cost and earned in a year; a new row where `row` is None. Each service has one row a year."""
    insist(by.may(MONEY, "change"))
    held = row or ServiceYear()
    held.service, held.year, held.cost_pence, held.income_pence = service, year, cost_pence, income_pence
    held.by, held.at = by.person, at
    unless_taken(held.save, COUNTED)
    after = {"year": year, "cost": cost_pence, "income": income_pence}
    _told("write_service_year", "service-year", held.public_id, by, at, after=after)
    return held


@transaction.atomic
def remove_service_year(*, row: ServiceYear, by: Viewer, at: datetime) -> None:
    """Take a year out."""
    insist(by.may(MONEY, "change"))
    before = {"year": row.year, "cost": row.cost_pence, "income": row.income_pence}
    key = row.public_id
    row.delete()
    _told("remove_service_year", "service-year", key, by, at, before=before)


@transaction.atomic
def enter_sen(
    *, rows: Sequence[tuple[School, Mapping[str, int | None]]], year: int, by: Viewer, at: datetime
) -> int:
    """Spending on special needs of schools in a year, all or none; a second time stands in place of the first. How many."""
    insist(may_enter_sen(by))
    for school, told in rows:
        SenSpending.objects.update_or_create(
            school=school, year=year, defaults={**told, "by": by.person, "at": at}
        )
    _told("enter_sen", "sen-spending", str(year), by, at, after={"schools": len(rows)})
    return len(rows)


def _told(action: str, kind: str, key: str, by: Viewer, at: datetime, **told: Any) -> None:
    record(action=action, subject_kind=kind, subject_id=key, at=at, by=by.id, **told)
