"""The pages of days."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from headway.features.allocation.queries import KIND, schools_with_days
from headway.features.policies.queries import NoPolicy
from headway.flows.entitle_year import entitle_year
from headway.kit.listing import ListQuery
from headway.pages.days.charts import CAPTIONS, day_charts
from headway.pages.days.compare import compare_page
from headway.pages.days.page import FILTERS, HOME, SORTS, DaysPage, chosen_year, days_page
from headway.pages.days.school import school_page
from headway.pages.exports import chart_response
from headway.pages.lists.answer import answer_list
from headway.rules.verdict import Refused


def show_days(request: HttpRequest) -> HttpResponse:
    """The days of a year, line by line, or the same as a file."""
    query = ListQuery.read(request.GET, HOME, filters=FILTERS, sorts=tuple(SORTS), default_sort="name")

    def build(asked: ListQuery) -> DaysPage:
        return days_page(request.viewer, asked, timezone.localdate())

    return answer_list(request, query, build, "days/days.html")


def entitle(request: HttpRequest) -> HttpResponse:
    """Give the days of a year by the rule set in use; where they were given, add what has changed."""
    today = timezone.localdate()
    year = chosen_year(request.POST.get("year", ""), today)
    try:
        entitled = entitle_year(year=year, on=today, by=request.viewer.id, at=timezone.now())
        messages.success(request, entitled.words)
    except (Refused, NoPolicy) as refused:
        messages.error(request, str(refused))
    return redirect(f"{reverse('days')}?year={year}")


def compare(request: HttpRequest) -> HttpResponse:
    """Partnerships' days against last year's, for those who see all of them."""
    if request.viewer.reach(KIND) != "all":
        raise PermissionDenied("Only who may see every partnership's days can compare them.")
    year = chosen_year(request.GET.get("year", ""), timezone.localdate())
    return render(request, "days/compare.html", {"page": compare_page(year, request.viewer.on)})


def download_chart(request: HttpRequest, chart: str) -> HttpResponse:
    """The figures of one chart as comma-separated text, for those who see all days."""
    if request.viewer.reach(KIND) != "all":
        raise PermissionDenied("Only who may see every partnership's days can add them up.")
    if chart not in CAPTIONS:
        raise Http404
    year = chosen_year(request.GET.get("year", ""), timezone.localdate())
    drawn = day_charts(year, request.viewer.on)[chart]
    return chart_response(drawn, drawn.caption)


def show_school(request: HttpRequest, urn: int) -> HttpResponse:
    """One school's days of a year and the ledger behind them."""
    school = schools_with_days(request.viewer).filter(urn=urn).first()
    if school is None:
        raise Http404
    year = chosen_year(request.GET.get("year", ""), timezone.localdate())
    return render(request, "days/school.html", {"page": school_page(request.viewer, school, year)})
