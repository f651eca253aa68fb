"""Delegated money, projects, funding and charging for the demonstration."""

from datetime import date, datetime
from decimal import Decimal

from headway.features.appointments.queries import viewer_of
from headway.features.budgets.actions import income
from headway.features.budgets.actions import projects as deeds
from headway.features.people.queries import first_holder
from headway.features.policies.queries import typed
from headway.features.schools.queries import open_schools
from headway.rules.financial_years import financial_year_of

WRITER, APPROVER, MANY = "finance", "head-of-service", 8
BASES, COURSE = 16_000_000, 7_000_000
INCOME = {"core": [60_000_000] * 3, "grant": [24_000_000] * 3, "traded": [9_000_000] * 3}
COST = [92_000_000, 93_800_000, 95_600_000]
SERVICES = (("Reviews of governance", 2_400_000, 2_250_000), ("Training", 5_100_000, 5_300_000))
SEN = {"notional_pence": 10_000_000, "top_up_pence": 1_500_000, "plans_pence": None}
SPENT = (86, 97, 104, 118, 92, 100, 109, 111)


def spend_money(*, on: date, at: datetime) -> None:
    """Two funds, three projects, two scenarios, two services and what some schools spent on special needs."""
    writer, approver = first_holder(WRITER, on=on), first_holder(APPROVER, on=on)
    if writer is None or approver is None:
        return
    by = viewer_of(writer, on=on, access=typed("access"))
    head = viewer_of(approver, on=on, access=typed("access"))
    year = financial_year_of(on).first_on.year
    fund = {"year": year, "phase": "primary", "purpose": "Inclusion bases", "pence": BASES}
    bases = deeds.set_up_fund(told=fund, by=by, at=at)
    fund = {"year": year, "phase": "secondary", "purpose": "Curriculum for pupils at risk", "pence": COURSE}
    deeds.set_up_fund(told=fund, by=by, at=at)
    plain = {"school": None, "places": None, "year": year, "after": None}
    told = plain | {"title": "Three bases", "kind": "inclusion-base", "places": 24, "cost_pence": BASES}
    first = deeds.propose_project(told=told, by=by, at=at)
    deeds.add_contribution(project=first, fund=bases, partner="", pence=BASES, by=by, at=at)
    deeds.approve_project(project=first, by=head, at=at)
    first.refresh_from_db()
    entry = {"on": on, "words": "Staff of the first term", "pence": BASES // 4, "pupils": 17}
    deeds.enter_spending(project=first, told=entry, by=by, at=at)
    told = plain | {
        "title": "Three further bases",
        "kind": "inclusion-base",
        "cost_pence": BASES,
        "after": first,
    }
    second = deeds.propose_project(told=told, by=by, at=at)
    for words in ("Schools were consulted on the budget", "The resources of the service were reviewed"):
        deeds.add_gate(project=second, words=words, by=by, at=at)
    for title, cut in (("As it is", 0), ("The grant is halved", 50)):
        cuts = {"grant": [Decimal(cut)] * 3} if cut else {}
        told = {"title": title, "first_year": year, "income": INCOME, "cost": COST, "cuts": cuts}
        income.write_scenario(scenario=None, seen_version=0, **told, by=by, at=at)
    for service, cost, earned in SERVICES:
        told = {"service": service, "year": year - 1, "cost_pence": cost, "income_pence": earned}
        income.write_service_year(row=None, **told, by=by, at=at)
    schools = open_schools().order_by("name", "pk")[:MANY]
    rows = [
        (school, SEN | {"spent_pence": percent * 100_000})
        for school, percent in zip(schools, SPENT, strict=False)
    ]
    income.enter_sen(rows=rows, year=year, by=by, at=at)
