"""Views of the day ledger: accounts, statements, pools."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from headway.features.allocation.queries import KIND
from headway.features.day_ledger.queries import Subject, partnerships_in_ledger, schools_in_ledger
from headway.features.partnerships.models import Partnership
from headway.features.schools.models import School
from headway.kit.listing import ListQuery
from headway.pages.as_at import asked_as_at
from headway.pages.day_ledger.page import (
    FILTERS,
    HOME,
    SORTS,
    AccountsPage,
    accounts_page,
    chosen_year,
    pools_page,
    statement_page,
)
from headway.pages.exports import asked_export, export_response
from headway.pages.lists.answer import answer_list


def list_accounts(request: HttpRequest) -> HttpResponse:
    """Every account the viewer may see, or the same as a file."""
    query = ListQuery.read(request.GET, HOME, filters=FILTERS, sorts=SORTS, default_sort="name")

    def build(asked: ListQuery) -> AccountsPage:
        return accounts_page(request.viewer, asked)

    return answer_list(request, query, build, "day_ledger/accounts.html")


def show_school(request: HttpRequest, urn: int) -> HttpResponse:
    """One school's statement; its head and chair see it as the adviser does."""
    return _statement(request, found_school(request, urn))


def show_partnership(request: HttpRequest, key: str) -> HttpResponse:
    """The statement of a partnership's lead share."""
    return _statement(request, found_partnership(request, key))


def show_pools(request: HttpRequest) -> HttpResponse:
    """The pools, for who sees every account."""
    if request.viewer.reach(KIND) != "all":
        raise PermissionDenied("Only who may see every account can see the pools.")
    year = chosen_year(request.GET.get("year", ""), request.viewer.on)
    return render(request, "day_ledger/pools.html", {"page": pools_page(request.viewer, year)})


def found_school(request: HttpRequest, urn: int, act: str = "see") -> School:
    """The school, where the viewer may do the act to its account; else it is not found."""
    found: School | None = schools_in_ledger(request.viewer, act).filter(urn=urn).first()
    if found is None:
        raise Http404
    return found


def found_partnership(request: HttpRequest, key: str, act: str = "see") -> Partnership:
    """The partnership, where the viewer may do the act to its lead share; else it is not found."""
    found: Partnership | None = partnerships_in_ledger(request.viewer, act).filter(public_id=key).first()
    if found is None:
        raise Http404
    return found


def _statement(request: HttpRequest, subject: Subject) -> HttpResponse:
    viewer, asked = request.viewer, asked_as_at(request)
    year = chosen_year(request.GET.get("year", ""), viewer.on)
    page = statement_page(viewer, subject, year, asked, request.path)
    if kind := asked_export(request):
        return export_response(page.table, kind)
    return render(request, "day_ledger/statement.html", {"page": page})
