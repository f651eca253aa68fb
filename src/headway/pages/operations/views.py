"""Views of running the installation."""

import platform
from dataclasses import dataclass
from datetime import timedelta
from importlib.metadata import version

import django
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from headway.features.jobs.queries import failed_jobs
from headway.features.letters.queries import mails_set_aside
from headway.features.releases.queries import newest_releases
from headway.flows.readiness import Check, is_ready, readiness
from headway.kit.figures import SummaryRow
from headway.kit.words import day_words
from headway.pages.errors import KEPT_BY_NOBODY
from headway.pages.signin.factors import staff_need_one

PLAIN = "text/plain; charset=utf-8"
SHOWN = 10
GOOD_FOR = timedelta(days=182)


@dataclass(frozen=True, slots=True)
class InstallationPage:
    """How the installation stands: checks, versions, the newest file of each kind, failed work, mails set aside."""

    heading: str
    checks: tuple[Check, ...]
    about: tuple[SummaryRow, ...]
    files: tuple[SummaryRow, ...]
    failed: tuple[SummaryRow, ...]
    set_aside: int


def health(request: HttpRequest) -> HttpResponse:
    """This process answers; nothing else is looked at, so that a database that is down restarts no web process."""
    return HttpResponse("ok\n", content_type=PLAIN, headers=KEPT_BY_NOBODY)


def ready(request: HttpRequest) -> HttpResponse:
    """200 where this process can serve, else 503 with the names of what is missing, never why."""
    checks = readiness(now=timezone.now())
    missing = [check.name for check in checks if check.needed and not check.holds]
    words = f"not ready: {', '.join(missing).lower()}\n" if missing else "ready\n"
    status = 200 if is_ready(checks) else 503
    return HttpResponse(words, status=status, content_type=PLAIN, headers=KEPT_BY_NOBODY)


def security_txt(request: HttpRequest) -> HttpResponse:
    """Where to tell of a fault of security (RFC 9116), good for another half year; back to signing in where nobody set it."""
    if not settings.SECURITY_CONTACT:
        return redirect("account_login")
    until = (timezone.now() + GOOD_FOR).strftime("%Y-%m-%dT00:00:00Z")
    words = f"Contact: {settings.SECURITY_CONTACT}\nExpires: {until}\nPreferred-Languages: en\n"
    return HttpResponse(words, content_type=PLAIN)


def show_installation(request: HttpRequest) -> HttpResponse:
    """How the installation stands, for administrators."""
    page = InstallationPage(
        heading="Installation",
        checks=readiness(now=timezone.now()),
        about=_about(),
        files=tuple(
            SummaryRow(release.title, f"published {day_words(release.published_on)}")
            for release in newest_releases()
        ),
        failed=tuple(
            SummaryRow(job.title, job.words or "It failed without saying why.")
            for job in failed_jobs()[:SHOWN]
        ),
        set_aside=mails_set_aside().count(),
    )
    return render(request, "operations/installation.html", {"page": page})


def _about() -> tuple[SummaryRow, ...]:
    return (
        SummaryRow(
            "Database", f"{connection.display_name} {'.'.join(map(str, connection.get_database_version()))}"
        ),
        SummaryRow("Django", django.get_version()),
        SummaryRow("Queue", f"django-ox {version('django-ox')}"),
        SummaryRow("Python", platform.python_version()),
        SummaryRow(
            "Second factor for staff", "needed" if staff_need_one() else "not needed: a demonstration"
        ),
    )
