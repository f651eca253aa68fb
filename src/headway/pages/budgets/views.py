"""Views of budgets: all that the viewer may see, and one over five years."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from headway.features.appointments.viewer import Viewer
from headway.features.budgets.actions.schools import may_write
from headway.features.budgets.models import Budget
from headway.features.budgets.queries import (
    KIND,
    assumptions_of,
    base_of,
    budgets_visible_to,
    years_of,
)
from headway.features.budgets.service_queries import MONEY
from headway.features.schools.models import School
from headway.features.schools.queries import OPEN_STATUSES, school_for, schools_visible_to
from headway.gateways.documents import Sheet
from headway.kit.figures import Link
from headway.kit.listing import ListQuery
from headway.kit.tables import Cell, Column, Row, Table, plain_table
from headway.kit.words import day_words
from headway.pages.budgets.writing import CRUMB
from headway.pages.exports import sheet_response, with_export
from headway.pages.lists.answer import answer_list
from headway.rules.money import money_words, to_pounds
from headway.rules.school_budgets import SUBMITTED, BudgetYear, budget_of, findings_of

HOME = "/budgets/"
LINES = {
    "Opening balance": lambda year: year.opening,
    "Income": lambda year: year.income,
    "Staff": lambda year: -year.staff,
    "Other spending": lambda year: -year.other,
    "In the year": lambda year: year.in_year,
    "Closing balance": lambda year: year.closing,
}


@dataclass(frozen=True, slots=True)
class BudgetsPage:
    """Schools with their budgets."""

    heading: str
    table: Table
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class BudgetPage:
    """The budget of one school."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    findings: tuple[str, ...]
    table: Table | None
    assumed: Table | None
    written: str
    edit_href: str
    file_href: str


def list_budgets(request: HttpRequest) -> HttpResponse:
    """Every open school whose budget the viewer may see, with how its years end."""
    viewer = request.viewer
    query = ListQuery.read(request.GET, HOME, filters=("q",), sorts=(), default_sort="")
    schools = schools_visible_to(viewer, KIND).filter(status_code__in=OPEN_STATUSES).order_by("name", "pk")
    if words := query.text("q"):
        schools = schools.filter(name__icontains=words)
    total = schools.count()

    def build(asked: ListQuery) -> BudgetsPage:
        shown = list(schools[asked.bounds(total)])
        held = {
            one.school_id: one
            for one in budgets_visible_to(viewer).filter(school__in=[one.pk for one in shown])
        }
        table = asked.table(
            caption="Budgets",
            columns=(
                Column("School"),
                Column("First year"),
                Column("First year ends", numeric=True),
                Column("Fifth year ends", numeric=True),
            ),
            rows=[_row(one, held.get(one.pk)) for one in shown],
            total=total,
            noun=("school", "schools"),
            empty_words="No school whose budget you may see.",
            hide_caption=True,
            filters=(query.text_filter("q", "School"),),
        )
        return BudgetsPage("Budgets of schools", with_export(table, asked), _links(viewer))

    return answer_list(request, query, build, "budgets/budgets.html")


def show_budget(request: HttpRequest, urn: int) -> HttpResponse:
    """Five years of one school, with what is assumed."""
    school = _school(request, urn)
    held = budgets_visible_to(request.viewer).filter(school=school).first()
    years = budget_of(base_of(held), assumptions_of(held)) if held else []
    labels = [one.label for one in years_of(held)] if held else []
    page = BudgetPage(
        heading=school.name,
        caption="Budget over five years",
        breadcrumbs=(CRUMB,),
        findings=tuple(findings_of(years, labels)) if held else (),
        table=_table(years, labels) if held else None,
        assumed=_assumed(held, labels) if held else None,
        written=f"Written by {held.written_by.name} on {day_words(held.written_at.date())}." if held else "",
        edit_href=reverse("budget_edit", args=[urn]) if may_write(request.viewer, school) else "",
        file_href=reverse("budget_file", args=[urn]) if held else "",
    )
    return render(request, "budgets/budget.html", {"page": page})


def download(request: HttpRequest, urn: int) -> HttpResponse:
    """The forecast that is sent in: three years (M13-03)."""
    school = _school(request, urn)
    held = budgets_visible_to(request.viewer).filter(school=school).first()
    if held is None:
        raise Http404
    years = budget_of(base_of(held), assumptions_of(held))[:SUBMITTED]
    labels = [one.label for one in years_of(held)][:SUBMITTED]
    rows = [[label, *(to_pounds(line(year)) for year in years)] for label, line in LINES.items()]
    return sheet_response(Sheet(f"Forecast {school.urn}", ["£", *labels], rows), "xlsx")


def _links(viewer: Viewer) -> tuple[Link, ...]:
    """The other pages about money, as far as the viewer may see them."""
    links = []
    if viewer.reach(KIND) == "all":
        links = [
            Link("Spending on special needs", reverse("sen_spending")),
            Link("What de-delegation brings in", reverse("de_delegation")),
        ]
    if viewer.reach(MONEY) == "all":
        links += [
            Link("Projects and delegated money", reverse("projects")),
            Link("Funding over the years", reverse("scenarios")),
            Link("Charging: income beside cost", reverse("services")),
        ]
    return tuple(links)


def _school(request: HttpRequest, urn: int) -> School:
    school = school_for(request.viewer, urn, KIND)
    if school is None:
        raise Http404
    return school


def _row(school: School, held: Budget | None) -> Row:
    name = Cell(school.name, href=reverse("budget", args=[school.urn]))
    if held is None:
        nothing = Cell(None, missing="no budget yet")
        return Row((name, nothing, nothing, nothing))
    years = budget_of(base_of(held), assumptions_of(held))
    return Row((name, years_of(held)[0].label, _balance(years[0]), _balance(years[-1])))


def _balance(year: BudgetYear) -> Cell:
    return Cell(
        money_words(year.closing), colour="red" if year.closing < 0 else "", plain=to_pounds(year.closing)
    )


def _table(years: list[BudgetYear], labels: list[str]) -> Table:
    rows = [(label, *(money_words(line(year)) for year in years)) for label, line in LINES.items()]
    heads = ["Line", *(Column(label, numeric=True) for label in labels)]
    return plain_table("Budget", heads, rows)


def _assumed(held: Budget, labels: list[str]) -> Table:
    known = assumptions_of(held)
    rows = [
        ("Pupils", *(f"{one.pupils:,}" for one in known)),
        ("Funding a pupil", *(money_words(one.funding_pence) for one in known)),
        ("Other income", *(money_words(one.other_income_pence) for one in known)),
        ("Pay rises by", *(f"{one.pay_percent.normalize():f} %" for one in known)),
        ("Prices rise by", *(f"{one.price_percent.normalize():f} %" for one in known)),
    ]
    heads = ["Assumption", *(Column(label, numeric=True) for label in labels)]
    return plain_table("What is assumed", heads, rows)
