"""The pages of unpartnered schools and of quadrants."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone

from headway.features.partnerships.quadrants import (
    accept_quadrants,
    may_place,
    move_district,
    quadrant_counts,
)
from headway.features.policies.queries import typed
from headway.flows.settle_quadrants import settle_quadrants
from headway.kit.figures import Link
from headway.kit.listing import ListQuery
from headway.kit.words import count_words, day_words
from headway.pages.lists.answer import answer_list
from headway.pages.partnerships.areas import (
    QUADRANTS,
    UNPARTNERED,
    UnpartneredPage,
    quadrants_page,
    unpartnered_page,
)
from headway.pages.partnerships.forms import MoveDistrictForm
from headway.pages.partnerships.page import CRUMBS, FormPage
from headway.rules.verdict import Refused


def show_unpartnered(request: HttpRequest) -> HttpResponse:
    """Schools in no recognised partnership as at a day, or the same as a file."""
    query = ListQuery.read(request.GET, UNPARTNERED, filters=("on", "q"), sorts=("name",))

    def build(asked: ListQuery) -> UnpartneredPage:
        return unpartnered_page(
            request.viewer, asked, typed("partnerships", request.viewer.on), timezone.localdate()
        )

    return answer_list(request, query, build, "partnerships/unpartnered.html")


def show_quadrants(request: HttpRequest) -> HttpResponse:
    """Quadrants with their districts and counts."""
    page = quadrants_page(request.viewer, timezone.localdate())
    return render(request, "partnerships/quadrants.html", {"page": page})


def settle(request: HttpRequest) -> HttpResponse:
    """Place the districts that stand in no quadrant."""
    _insist(request)
    found = settle_quadrants(on=timezone.localdate(), by=request.viewer, at=timezone.now())
    words = f"{count_words(found.districts, 'district')} placed. {found.words}"
    messages.success(request, " ".join([words, *found.warnings]))
    return redirect("quadrants")


def accept(request: HttpRequest) -> HttpResponse:
    """Accept the proposed quadrants as they stand."""
    _insist(request)
    accepted = accept_quadrants(by=request.viewer, at=timezone.now())
    messages.success(request, f"{count_words(accepted, 'quadrant')} settled.")
    return redirect("quadrants")


def move(request: HttpRequest) -> HttpResponse:
    """Move a district to another quadrant."""
    _insist(request)
    codes = [district.code for one in quadrant_counts(timezone.localdate()) for district, _ in one.districts]
    form = MoveDistrictForm(_posted(request), districts=codes)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            move_district(**data, by=request.viewer, at=timezone.now())
        except Refused as refused:
            form.add_error(None, refused.verdict.reason)
        else:
            words = f"{data['district']} is in {data['quadrant']} from {day_words(data['on'])}."
            messages.success(request, words)
            return redirect("quadrants")
    page = FormPage(
        "Move a district", "", (*CRUMBS, Link("Quadrants", QUADRANTS)), form, "Move it", QUADRANTS
    )
    return render(request, "partnerships/form.html", {"page": page}, status=422 if form.is_bound else 200)


def _insist(request: HttpRequest) -> None:
    if not (verdict := may_place(request.viewer)):
        raise PermissionDenied(verdict.reason)


def _posted(request: HttpRequest) -> QueryDict | None:
    """What was sent; an empty form that was sent is still sent."""
    return request.POST if request.method == "POST" else None
