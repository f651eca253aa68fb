"""A person's visits as a calendar for other programs: the secret address, and the feed behind it."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from headway.features.appointments.queries import viewer_of
from headway.features.policies.queries import typed
from headway.features.visits.around import holder_of, make_address, revoke_address
from headway.features.visits.models import CalendarAddress, Visit
from headway.features.visits.queries import visits_of
from headway.kit.figures import Link
from headway.pages.diary.words import CRUMB
from headway.rules import calendar_feed
from headway.rules.calendar_feed import Event, write_calendar
from headway.rules.visits import CANCELLED

CLOSED = "This calendar is closed. Its owner can make a new address in the diary."
KEPT = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class AddressPage:
    """Whether an address is open; the address itself only when it was just made."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    address: str
    is_open: bool


def show_address(request: HttpRequest) -> HttpResponse:
    """One's own calendar address: make one, or revoke it."""
    address = ""
    if "revoke" in request.POST:
        revoke_address(by=request.viewer, at=timezone.now())
        messages.success(request, "The address answers nobody any more.")
        return redirect("calendar_address")
    if request.method == "POST":
        token = make_address(by=request.viewer, at=timezone.now())
        address = request.build_absolute_uri(reverse("calendar_feed", args=[token]))
    is_open = CalendarAddress.objects.filter(person=request.viewer.person, revoked_at=None).exists()
    page = AddressPage("My calendar in another program", "", (CRUMB,), address, is_open)
    return render(request, "diary/calendar.html", {"page": page})


def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The visits of whoever the address belongs to, as they may see them today; 410 where it opens nothing."""
    person = holder_of(token)
    if person is None:
        return HttpResponse(CLOSED, content_type="text/plain; charset=utf-8", status=410)
    today = timezone.localdate()
    viewer = viewer_of(person, on=today, access=typed("access", today))
    visits = visits_of(viewer, since=today - KEPT).filter(people__person=person)
    content = write_calendar("Visits", (_event(one) for one in visits))
    headers = {"Cache-Control": "no-store, private", "X-Robots-Tag": "noindex"}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


def _event(visit: Visit) -> Event:
    """The kind of visit stays out of it: it can tell that a school is a concern."""
    status = calendar_feed.TENTATIVE if visit.waits else calendar_feed.CONFIRMED
    return Event(
        uid=f"{visit.source.replace(' ', '-')}@headway",
        sequence=visit.version - 1,
        status=calendar_feed.CANCELLED if visit.state == CANCELLED else status,
        on=visit.on,
        half=visit.half,
        title=f"Visit: {visit.place.name}",
        changed_at=visit.changed_at,
        where=f"{visit.school.name}, {visit.school.postcode}".rstrip(", ") if visit.school else "",
    )
