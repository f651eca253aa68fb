"""The view that writes a budget."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from headway.features.budgets.actions import schools as deeds
from headway.features.budgets.models import Budget
from headway.features.budgets.queries import KIND
from headway.features.schools.queries import school_for
from headway.kit.figures import Link
from headway.pages.answering import FormPage, answer, sent
from headway.pages.budgets.forms import BudgetForm
from headway.rules.financial_years import financial_year_of

CRUMB = Link("Budgets", "/budgets/")
HOW = "Each year's rises are on the spending of the year before. What a year leaves is carried into the next."


def write(request: HttpRequest, urn: int) -> HttpResponse:
    """The budget of a school as it is assumed now."""
    school = school_for(request.viewer, urn, KIND, "change")
    if school is None:
        raise Http404
    held = Budget.objects.filter(school=school).first()
    first_year = financial_year_of(request.viewer.on).first_on.year
    form = BudgetForm(
        sent(request), initial=_initial(held) if held else {"first_year": first_year, "version": 0}
    )

    def act() -> None:
        deeds.write_budget(
            school=school,
            first_year=form.cleaned_data["first_year"],
            base=form.base,
            assumptions=form.assumptions,
            seen_version=form.cleaned_data["version"],
            by=request.viewer,
            at=timezone.now(),
        )

    href = reverse("budget", args=[urn])
    crumbs = (CRUMB, Link(school.name, href))
    page = FormPage("Assumptions of the budget", school.name, crumbs, form, "Save", href, (HOW,))
    return answer(request, replace(page, grid=form.grid), act, "Saved.", thing="budget")


def _initial(held: Budget) -> dict[str, Any]:
    initial: dict[str, Any] = {
        "first_year": held.first_year,
        "opening": _pounds(held.opening_pence),
        "staff": _pounds(held.staff_pence),
        "other_spending": _pounds(held.other_pence),
        "version": held.version,
    }
    for year, one in enumerate(held.assumptions, 1):
        initial |= {
            f"pupils-{year}": one["pupils"],
            f"funding-{year}": _pounds(one["funding"]),
            f"other-{year}": _pounds(one["other"]),
            f"pay-{year}": one["pay"],
            f"prices-{year}": one["prices"],
        }
    return initial


def _pounds(pence: int) -> str:
    return f"{pence / 100:.2f}".removesuffix(".00")
