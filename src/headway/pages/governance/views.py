"""Views of the list of boards and of hours of link officers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from headway.features.governance.queries import KIND
from headway.flows.keep_link_hours import keep_link_hours
from headway.kit.listing import ListQuery
from headway.pages.answering import press
from headway.pages.governance import hours, listing
from headway.pages.lists.answer import answer_list


def show_boards(request: HttpRequest) -> HttpResponse:
    """The boards the viewer may see, or their totals only."""
    query = ListQuery.read(
        request.GET, request.path, filters=listing.FILTERS, sorts=listing.SORTS, default_sort="name"
    )
    if request.viewer.reach(KIND) == "none":
        page = listing.boards_page(request.viewer, query)
        return render(request, "governance/boards.html", {"page": page})

    def build(asked: ListQuery) -> listing.BoardsPage:
        return listing.boards_page(request.viewer, asked)

    return answer_list(request, query, build, "governance/boards.html")


def show_hours(request: HttpRequest) -> HttpResponse:
    """Hours of a link officer for each board, with why (M8-02)."""
    query = ListQuery.read(
        request.GET, request.path, filters=hours.FILTERS, sorts=hours.SORTS, default_sort="-hours"
    )

    def build(asked: ListQuery) -> hours.HoursPage:
        return hours.hours_page(request.viewer, asked)

    return answer_list(request, query, build, "governance/link_hours.html")


def keep_the_hours(request: HttpRequest) -> HttpResponse:
    """Keep this year's hours as they are allotted now."""
    viewer = request.viewer
    return press(
        request,
        lambda: keep_link_hours(viewer, at=timezone.now()),
        "The hours are kept. They stay as they are, whatever changes later.",
        reverse("link_hours"),
    )
