"""One line of the log for each request: which route, how it was answered, how long it took; never what was in it."""

import logging
import secrets
from collections.abc import Callable
from time import monotonic

from django.http import HttpRequest, HttpResponse

log = logging.getLogger(__name__)


class RequestLog:
    """Logs the route of a request by its name, once it is answered.

    The address itself is not logged: one-time links and searched names stand in it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = monotonic()
        response = self.get_response(request)
        if log.isEnabledFor(logging.INFO):
            facts = _facts(request, response, began)
            log.info("%s %s %s", facts["method"], facts["route"] or "unknown", facts["status"], extra=facts)
        return response


def _facts(request: HttpRequest, response: HttpResponse, began: float) -> dict[str, object]:
    match = request.resolver_match
    person = getattr(request, "user", None)
    return {
        "request": secrets.token_hex(8),
        "route": match.url_name if match else "",
        "method": request.method,
        "status": response.status_code,
        "milliseconds": round((monotonic() - began) * 1000),
        "person": getattr(person, "public_id", "") if person is not None else "",
    }
