"""The service's own money: scenarios of funding beside each other, and whether each kind of service keeps within its cost."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from headway.features.budgets.actions import income as deeds
from headway.features.budgets.models import FundingScenario, ServiceYear
from headway.features.budgets.service_queries import (
    MONEY,
    is_open_to,
    scenarios_visible_to,
    service_years_visible_to,
)
from headway.kit.figures import Link
from headway.kit.tables import Cell, Column, Table, plain_table
from headway.pages.answering import FormPage, answer, refuse_unless, sent
from headway.pages.budgets.money import pounds
from headway.pages.budgets.service_forms import COST, ScenarioForm, ServiceYearForm
from headway.rules.financial_years import financial_year_of, financial_years_of
from headway.rules.funding import SOURCES, YearOfService, charging_findings
from headway.rules.funding_scenarios import YEARS, YearOfMoney, foresee
from headway.rules.money import money_words

CRUMBS = (Link("Budgets", "/budgets/"),)
SCENARIOS, SERVICES = "/budgets/funding/", "/budgets/services/"
NONE_YET = "No scenario yet. Write the income there is, then copy it by writing another with what is cut."


@dataclass(frozen=True, slots=True)
class ScenariosPage:
    """Every scenario as a table of its years."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    tables: tuple[tuple[Table, str, str], ...]  # table, the sentence below it, where it is changed
    nothing: str
    new_href: str


@dataclass(frozen=True, slots=True)
class ServicesPage:
    """What each kind of service cost and earned, and what follows."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    findings: Table
    years: Table
    new_href: str


def list_scenarios(request: HttpRequest) -> HttpResponse:
    """All scenarios below each other."""
    if not is_open_to(request.viewer):
        raise Http404
    changes = bool(request.viewer.may(MONEY, "change"))
    tables = []
    for one in scenarios_visible_to(request.viewer):
        years = _foreseen(one)
        href = reverse("scenario", args=[one.public_id]) if changes else ""
        tables.append((_scenario_table(one, years), _sentence(one, years), href))
    page = ScenariosPage(
        heading="Funding over the years",
        breadcrumbs=CRUMBS,
        tables=tuple(tables),
        nothing="" if tables else NONE_YET,
        new_href=reverse("scenario_new") if changes else "",
    )
    return render(request, "budgets/scenarios.html", {"page": page})


def begin_scenario(request: HttpRequest) -> HttpResponse:
    """A new scenario."""
    if refused := refuse_unless(request, request.viewer.may(MONEY, "change")):
        return refused
    year = financial_year_of(request.viewer.on).first_on.year
    return _write(request, None, {"first_year": year, "version": 0})


def edit_scenario(request: HttpRequest, key: str) -> HttpResponse:
    """A scenario as it is now."""
    found = scenarios_visible_to(request.viewer, "change").filter(public_id=key).first()
    if found is None:
        raise Http404
    if refused := refuse_unless(request, request.viewer.may(MONEY, "change")):
        return refused
    initial: dict[str, Any] = {"title": found.title, "first_year": found.first_year, "version": found.version}
    for name, row in {**found.income, COST: found.cost}.items():
        initial |= {f"{name}-{year}": pounds(pence) for year, pence in enumerate(row, 1)}
    for source, row in found.cuts.items():
        initial |= {f"cut-{source}-{year}": percent for year, percent in enumerate(row, 1)}
    return _write(request, found, initial)


def _write(request: HttpRequest, found: FundingScenario | None, initial: dict[str, Any]) -> HttpResponse:
    form = ScenarioForm(sent(request), initial=initial)

    def act() -> None:
        deeds.write_scenario(
            scenario=found,
            seen_version=form.cleaned_data["version"],
            **form.told,
            by=request.viewer,
            at=timezone.now(),
        )

    crumbs = (*CRUMBS, Link("Funding over the years", SCENARIOS))
    heading = "Change the scenario" if found else "Write a scenario"
    words = ("A cut is in per cent of what the source gives in that year; a minus is a rise.",)
    page = FormPage(heading, found.title if found else "", crumbs, form, "Save", SCENARIOS, words)
    return answer(request, replace(page, grid=form.grid), act, "Saved.", thing="scenario")


def _foreseen(one: FundingScenario) -> list[YearOfMoney]:
    cuts = {source: [Decimal(percent) for percent in row] for source, row in one.cuts.items()}
    return foresee(one.income, one.cost, cuts)


def _scenario_table(one: FundingScenario, years: Sequence[YearOfMoney]) -> Table:
    labels = [year.label for year in financial_years_of(one.first_year, YEARS)]
    rows: list[tuple[Cell | str, ...]] = [
        (_cut_label(one, source), *(_money(year.by_source[source]) for year in years))
        for source in one.income
    ]
    rows += [
        ("Income", *(_money(year.income) for year in years)),
        ("Cost of the service", *(_money(year.cost) for year in years)),
        ("Gap: to be saved or earned", *(_gap(year.gap) for year in years)),
    ]
    heads = ["What", *(Column(label, numeric=True) for label in labels)]
    return plain_table(one.title, heads, rows)


def _cut_label(one: FundingScenario, source: str) -> Cell:
    cuts = [Decimal(percent) for percent in one.cuts.get(source, ())]
    note = f"cut by {', '.join(f'{percent.normalize():f} %' for percent in cuts)}" if any(cuts) else ""
    return Cell(SOURCES.get(source, source), note=note)


def _money(pence: int | None) -> Cell:
    return Cell(None if pence is None else money_words(pence))


def _gap(pence: int | None) -> Cell:
    if pence is None:
        return Cell(None)
    return Cell(money_words(pence), colour="red" if pence > 0 else "green")


def _sentence(one: FundingScenario, years: Sequence[YearOfMoney]) -> str:
    known = [year.gap for year in years if year.gap is not None]
    if len(known) < len(years):
        return "A year without every figure has no gap."
    missing = sum(gap for gap in known if gap > 0)
    if not missing:
        return "Income covers the cost in every year."
    return f"{money_words(missing)} must be saved or earned over these years."


def list_services(request: HttpRequest) -> HttpResponse:
    """Each kind of service, taking one year with another."""
    if not is_open_to(request.viewer):
        raise Http404
    rows = list(service_years_visible_to(request.viewer))
    changes = bool(request.viewer.may(MONEY, "change"))
    page = ServicesPage(
        heading="Charging: income beside cost",
        breadcrumbs=CRUMBS,
        findings=_findings(rows),
        years=_years(rows, changes=changes),
        new_href=reverse("service_year_new") if changes else "",
    )
    return render(request, "budgets/services.html", {"page": page})


def _findings(rows: Sequence[ServiceYear]) -> Table:
    known = [YearOfService(one.service, str(one.year), one.cost_pence, one.income_pence) for one in rows]
    told = [
        (
            one.service,
            money_words(one.cost_pence),
            money_words(one.income_pence),
            Cell(
                "Keeps within" if one.keeps else "Above cost",
                colour="green" if one.keeps else "red",
                note=one.words,
            ),
        )
        for one in charging_findings(known)
    ]
    heads = ("Service", Column("Cost", numeric=True), Column("Income", numeric=True), "One year with another")
    empty = "No year of a service is entered yet. Enter what it cost and what it earned."
    return plain_table("Services", heads, told, empty_words=empty)


def _years(rows: Sequence[ServiceYear], *, changes: bool) -> Table:
    told = [
        (
            Cell(one.service, href=reverse("service_year", args=[one.public_id]) if changes else ""),
            financial_years_of(one.year, 1)[0].label,
            money_words(one.cost_pence),
            money_words(one.income_pence),
        )
        for one in rows
    ]
    heads = ("Service", "Year", Column("Cost", numeric=True), Column("Income", numeric=True))
    return plain_table("Year by year", heads, told, empty_words="Nothing is entered yet.")


def enter_year(request: HttpRequest) -> HttpResponse:
    """A year of a service."""
    if refused := refuse_unless(request, request.viewer.may(MONEY, "change")):
        return refused
    year = financial_year_of(request.viewer.on).first_on.year
    return _enter(request, None, {"year": year})


def change_year(request: HttpRequest, key: str) -> HttpResponse:
    """A year of a service as it is now, or taken out."""
    found = service_years_visible_to(request.viewer, "change").filter(public_id=key).first()
    if found is None:
        raise Http404
    if refused := refuse_unless(request, request.viewer.may(MONEY, "change")):
        return refused
    initial = {
        "service": found.service,
        "year": found.year,
        "cost": pounds(found.cost_pence),
        "income": pounds(found.income_pence),
    }
    return _enter(request, found, initial)


def _enter(request: HttpRequest, found: ServiceYear | None, initial: dict[str, Any]) -> HttpResponse:
    form = ServiceYearForm(sent(request), initial=initial)

    def act() -> None:
        data = form.cleaned_data
        deeds.write_service_year(
            row=found,
            service=data["service"],
            year=data["year"],
            cost_pence=form.pence_of("cost"),
            income_pence=form.pence_of("income"),
            by=request.viewer,
            at=timezone.now(),
        )

    def remove() -> None:
        deeds.remove_service_year(row=found, by=request.viewer, at=timezone.now())

    crumbs = (*CRUMBS, Link("Charging", SERVICES))
    page = FormPage(
        "Year of a service",
        found.service if found else "",
        crumbs,
        form,
        "Save",
        SERVICES,
        remove_label="Take this year out" if found else "",
    )
    return answer(request, page, act, "Saved.", remove if found else None)
