"""Makers of funds, projects, scenarios and years of services, for the matrix."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from tests.pages.people import AT, make_person
from tests.pages.sides import Arguments, Side
from tests.plan_world import seen

from headway.features.budgets.actions import income as service
from headway.features.budgets.actions import projects as deeds
from headway.features.budgets.models import (
    Contribution,
    Fund,
    FundingScenario,
    Project,
    ProjectGate,
    ServiceYear,
)

PLAIN = {
    "kind": "inclusion-base",
    "school": None,
    "places": 3,
    "year": 2026,
    "cost_pence": 16_000_000,
    "after": None,
}


def finance():
    """Who writes of money."""
    return seen(make_person("finance"))


def make_fund(purpose: str = "Primary inclusion bases", pence: int = 16_000_000, **more: object) -> Fund:
    """£160,000 for primary schools."""
    told = {"purpose": purpose, "phase": "primary", "year": 2026, "pence": pence} | more
    return deeds.set_up_fund(told=told, by=finance(), at=AT)


def make_project(title: str = "Three bases", **more: object) -> Project:
    """Three places for £160,000, nobody paying yet."""
    return deeds.propose_project(told=PLAIN | {"title": title} | more, by=finance(), at=AT)


def make_contribution(project: Project, fund: Fund | None = None, pence: int = 16_000_000) -> Contribution:
    """The whole of it, from a partner where no fund is named."""
    partner = "" if fund else "Children's social care"
    return deeds.add_contribution(
        project=project, fund=fund, partner=partner, pence=pence, by=finance(), at=AT
    )


def make_gate(project: Project, words: str = "Schools were consulted") -> ProjectGate:
    """A gate that is shut."""
    return deeds.add_gate(project=project, words=words, by=finance(), at=AT)


def make_whole(title: str = "Paid for") -> Project:
    """One that can be approved."""
    made = make_project(title)
    make_contribution(made)
    return made


def make_approved(title: str = "Approved") -> Project:
    """One that is approved."""
    made = make_whole(title)
    deeds.approve_project(project=made, by=seen(make_person("head-of-service")), at=AT)
    made.refresh_from_db()
    return made


def make_scenario(title: str = "As it is", cut: int = 0) -> FundingScenario:
    """A grant of £200,000 and £100,000 of core money against £300,000 of cost; the grant cut by so many per cent."""
    return service.write_scenario(
        scenario=None,
        seen_version=0,
        title=title,
        first_year=2026,
        income={"core": [10_000_000] * 3, "grant": [20_000_000] * 3},
        cost=[30_000_000] * 3,
        cuts={"grant": [Decimal(cut)] * 3} if cut else {},
        by=finance(),
        at=AT,
    )


def make_service_year(
    name: str = "Reviews", year: int = 2026, cost: int = 1000, income: int = 900
) -> ServiceYear:
    """What it cost and earned, in pence."""
    told = {"service": name, "year": year, "cost_pence": cost, "income_pence": income}
    return service.write_service_year(row=None, **told, by=finance(), at=AT)


def fund(side: Side) -> Arguments:
    """A fund."""
    return {"key": make_fund(f"Fund {side.name}").public_id}


def project(side: Side) -> Arguments:
    """One that is proposed."""
    return {"key": make_project(f"Project {side.name}").public_id}


def contribution(side: Side) -> Arguments:
    """A part of the cost of one."""
    made = make_project(f"Money {side.name}")
    return {"key": made.public_id, "contribution": make_contribution(made).public_id}


def project_gate(side: Side) -> Arguments:
    """A gate that is shut."""
    made = make_project(f"Gate {side.name}")
    return {"key": made.public_id, "gate": make_gate(made).pk}


def whole_project(side: Side) -> Arguments:
    """One that can be approved."""
    return {"key": make_whole(f"Whole {side.name}").public_id}


def approved_project(side: Side) -> Arguments:
    """One whose spending is entered."""
    return {"key": make_approved(f"Approved {side.name}").public_id}


def scenario(side: Side) -> Arguments:
    """A scenario."""
    return {"key": make_scenario(f"Scenario {side.name}").public_id}


def service_year(side: Side) -> Arguments:
    """A year of a service."""
    return {"key": make_service_year(f"Service {side.name}").public_id}


TODAY = date(2026, 9, 15)
MONEY_MAKERS: dict[str, Callable[[Side], Arguments]] = {
    "fund": fund,
    "project": project,
    "contribution": contribution,
    "project_gate": project_gate,
    "whole_project": whole_project,
    "approved_project": approved_project,
    "scenario": scenario,
    "service_year": service_year,
}
