"""How much may be sent: asked before anything of it is read, by the length the browser names."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from headway.pages import errors
from headway.pages.routes import Route, act_needed

MEGABYTE = 1_000_000
MOST_MEGABYTES = 3  # of what is typed or pasted; a route that takes files says how much more


class BodyLimit:
    """Middleware before the one that looks for a form's token, for that one reads all that was sent.

    What names no length is not read at all by the server beneath.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: tuple, kwargs: dict
    ) -> HttpResponse | None:
        """413 for more than the address takes from who asks; else the view."""
        length = request.META.get("CONTENT_LENGTH") or ""
        if not length.isascii() or not length.isdigit():
            return None
        most = _most_megabytes(request, getattr(view, "route", None))
        return errors.too_much(request) if int(length[:20]) > most * MEGABYTE else None


def _most_megabytes(request: HttpRequest, route: Route | None) -> int:
    """What the route takes, from who may send there; little from everybody else."""
    if route is None or route.public or request.method != "POST" or route.post is None:
        return MOST_MEGABYTES
    may = not route.kind or request.viewer.may_ever(route.kind, act_needed(route, request))
    return max(route.most_megabytes, MOST_MEGABYTES) if may else MOST_MEGABYTES
