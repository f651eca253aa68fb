"""Views of the search."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from headway.features.search.words import LONGEST_TYPED
from headway.flows.find_anything import find_anything, scope_of
from headway.pages.search.page import search_page, suggestions


def show_hits(request: HttpRequest) -> HttpResponse:
    """Everything that is called like what was typed, grouped by kind."""
    typed = _typed(request)
    hits = find_anything(request.viewer, typed)
    page = search_page(typed, hits, request.GET.get("kind", ""), tuple(scope_of(request.viewer)))
    return render(request, "search/search.html", {"page": page})


def suggest(request: HttpRequest) -> HttpResponse:
    """The best hits while one types, as a piece of a page."""
    groups = suggestions(find_anything(request.viewer, _typed(request)))
    return render(request, "search/suggestions.html", {"groups": groups})


def _typed(request: HttpRequest) -> str:
    return request.GET.get("q", "").replace("\x00", "")[:LONGEST_TYPED].strip()
