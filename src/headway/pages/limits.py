"""How often one person may ask for what costs much: a search, a file, a whole list to print.

Counted in the memory of this process, for a search writes nothing: each process of the web counts by itself, so the
figures of the settings are what one of them lets through.
"""

from collections.abc import Mapping
from math import ceil
from threading import Lock
from time import monotonic

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from headway.pages import errors
from headway.pages.exports import asked_export, asked_print
from headway.pages.routes import DOWNLOAD, Route

MINUTE = 60


class Counts:
    """What each person asked for in the minute that began with the first of it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counted: dict[tuple[str, str], tuple[float, int]] = {}

    def forget(self) -> None:
        """Begin anew for everybody."""
        with self._lock:
            self._counted.clear()

    def seconds_to_wait(self, person: str, what: str, most: int, now: float) -> int:
        """0 where one more is let through, and it counts; else the seconds until the minute is over."""
        with self._lock:
            began, number = self._counted.get((person, what), (now, 0))
            if now - began >= MINUTE:
                began, number = now, 0
            if number >= most:
                return ceil(began + MINUTE - now)
            self._counted[person, what] = (began, number + 1)
            return 0


counts = Counts()


def too_often(request: HttpRequest, route: Route) -> HttpResponse | None:
    """The page that says when to go on, for who asked for too much within a minute; else nothing."""
    what = DOWNLOAD if asked_export(request) or asked_print(request) else route.limit
    if not what or not request.user.is_authenticated:
        return None
    most: Mapping[str, int] = settings.MOST_A_MINUTE
    seconds = counts.seconds_to_wait(request.user.public_id, what, most[what], monotonic())
    return errors.too_often(request, what, most[what], seconds) if seconds else None
