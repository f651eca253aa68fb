"""Your account: who you are here, your second factor, and where you are signed in."""

from dataclasses import dataclass

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from headway.features.people.queries import roles_of
from headway.features.people.sessions import end_sessions, sessions_of
from headway.kit.figures import SummaryRow
from headway.kit.words import count_words, day_words, moment_words
from headway.pages.signin.factors import has_second_factor

# What a browser calls itself, and what people call it; the first that fits.
BROWSERS = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One place where one is signed in. `key` ends it; empty for the present one, which signing out ends."""

    device: str
    since: str
    where: str
    key: str


@dataclass(frozen=True, slots=True)
class AccountPage:
    """One's own account."""

    heading: str
    about: tuple[SummaryRow, ...]
    has_second_factor: bool
    sessions: tuple[SessionLine, ...]
    others: int


def show_account(request: HttpRequest) -> HttpResponse:
    """One's own account."""
    held = sessions_of(request.user, at=timezone.now())
    lines = tuple(_line(row, request.session.session_key) for row in held)
    page = AccountPage(
        heading="Your account",
        about=(
            SummaryRow("Name", request.user.name),
            SummaryRow("E-mail address", request.user.email),
            *_roles(request),
        ),
        has_second_factor=has_second_factor(request.user),
        sessions=lines,
        others=sum(bool(line.key) for line in lines),
    )
    return render(request, "signin/account.html", {"page": page})


def end_session(request: HttpRequest) -> HttpResponse:
    """End one session that was named, or with “others” every one but this."""
    named = request.POST.get("session", "")
    held = sessions_of(request.user, at=timezone.now())
    others = [row for row in held if row.session_key != request.session.session_key]
    chosen = [row for row in others if named in ("others", str(row.pk))]
    if not chosen and named != "others":
        raise Http404
    ended = end_sessions(person=request.user, sessions=chosen, by=request.user.public_id, at=timezone.now())
    messages.success(request, f"{count_words(ended, 'session')} ended.")
    return redirect("your_account")


def device_words(agent: str) -> str:
    """What people would call the device, from what its browser calls itself."""
    browser = next((words for mark, words in BROWSERS if mark in agent), "")
    system = next((words for mark, words in SYSTEMS if mark in agent), "")
    return " on ".join(filter(None, (browser, system))) or "a device that does not say what it is"


def _line(row: UserSession, present: str | None) -> SessionLine:
    is_present = row.session_key == present
    since = moment_words(timezone.localtime(row.created_at))
    device = device_words(row.user_agent) + (" (this one)" if is_present else "")
    return SessionLine(device, since, row.ip, "" if is_present else str(row.pk))


def _roles(request: HttpRequest) -> list[SummaryRow]:
    labels = request.viewer.access.roles
    return [
        SummaryRow(
            "Role",
            f"{labels[held.role].label if held.role in labels else held.role}, from {day_words(held.valid_from)}"
            + (f" until {day_words(held.valid_until)}" if held.valid_until else ""),
        )
        for held in roles_of(request.user)
    ]
