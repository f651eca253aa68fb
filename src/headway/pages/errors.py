"""The pages for what may not be, is not there, or went wrong."""

from collections.abc import Iterable
from dataclasses import replace

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.middleware.csp import get_nonce
from django.shortcuts import render
from django.template.loader import render_to_string

from headway.pages.context import navigation

# Said here where an answer is given before the door or in place of it.
KEPT_BY_NOBODY = {"Cache-Control": "no-store, private"}


def forbidden(request: HttpRequest, reason: str) -> HttpResponse:
    """403 with the sentence of the verdict."""
    return render(request, "kit/403.html", {"reason": reason}, status=403)


def not_allowed(request: HttpRequest, methods: Iterable[str]) -> HttpResponse:
    """405 for a method the address does not take: a button's address typed into the browser, for instance."""
    reason = "This address belongs to a button and shows no page of its own. Go back and use the button."
    answer = render(request, "kit/403.html", {"reason": reason}, status=405)
    answer.headers["Allow"] = ", ".join(methods)
    return answer


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, byte for byte the same for what does not exist and for what one may not know of, wherever it was asked."""
    shown = navigation(request)
    nowhere = {
        part: [replace(place, current=False) for place in shown[part]]
        for part in ("navigation", "navigation_more")
    }
    return render(request, "kit/404.html", {**shown, **nowhere}, status=404)


def too_often(request: HttpRequest, what: str, most: int, seconds: int) -> HttpResponse:
    """429 for who searched or downloaded too much within a minute, with the seconds until one may go on."""
    asked = {"search": "searches", "download": "files and whole lists"}[what]
    reason = f"More than {most} {asked} were asked for under your name within a minute."
    answer = render(request, "kit/429.html", {"reason": reason, "seconds": seconds}, status=429)
    answer.headers["Retry-After"] = str(seconds)
    return answer


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400 for what was sent that cannot be taken at all: too much of it, or from a host that is none of ours."""
    too_much = isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent)
    page = render_to_string("kit/400.html", {"csp_nonce": get_nonce(request), "too_much": too_much})
    return HttpResponse(page, status=400, headers=KEPT_BY_NOBODY)


def too_much(request: HttpRequest) -> HttpResponse:
    """413 for more than the address takes; nothing of it was read."""
    shown = {"csp_nonce": get_nonce(request), "too_much": True}
    return HttpResponse(render_to_string("kit/400.html", shown), status=413, headers=KEPT_BY_NOBODY)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: something of ours failed, so the page asks neither the database nor who is looking."""
    page = render_to_string("kit/500.html", {"csp_nonce": get_nonce(request)})
    return HttpResponse(page, status=500, headers=KEPT_BY_NOBODY)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 when a form is too old or came from elsewhere."""
    return render(request, "kit/csrf.html", status=403)
