"""The pages of data."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from headway.features.files.actions import keep
from headway.features.releases.models import Release
from headway.features.releases.queries import releases_visible_to
from headway.features.schools.queries import own_authority
from headway.kit.figures import Link
from headway.kit.listing import ListQuery
from headway.pages.data.forms import GiveFileForm
from headway.pages.data.page import GivePage, release_page, releases_page
from headway.worker.work import ask

SORTS = {"published": ("published_on", "title"), "title": "title"}


def show_releases(request: HttpRequest) -> HttpResponse:
    """Every release."""
    query = ListQuery.read(request.GET, "/data/", sorts=tuple(SORTS), default_sort="-published")
    releases = releases_visible_to(request.viewer)
    total = releases.count()
    shown = releases.order_by(*query.order_by(SORTS))[query.bounds(total)]
    page = releases_page(query, shown, total, request.viewer.may("releases", "change"))
    return render(request, "data/releases.html", {"page": page})


def give_file(request: HttpRequest) -> HttpResponse:
    """Take a file and let the worker read it; nothing is applied yet."""
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = GiveFileForm(*given, today=timezone.localdate())
    authority = own_authority()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        now = timezone.now()
        kept = keep(content=file.read(), name=file.name, content_type="application/octet-stream", at=now)
        job = ask(
            kind="read_release",
            title=f"Read {file.name}",
            by=request.viewer.id,
            at=now,
            arguments={
                "file": kept.public_id,
                "authority": authority.name if authority else "",
                "published_on": form.cleaned_data["published_on"].isoformat(),
            },
        )
        return redirect("job", job.public_id)
    page = GivePage("Read a published file", (Link("Data", "/data/"),), form)
    return render(
        request, "data/give.html", {"page": page, "form": form}, status=200 if not form.errors else 422
    )


def show_release(request: HttpRequest, public_id: str) -> HttpResponse:
    """One release: what it would change and its faults."""
    release = _release(request, public_id)
    may_apply = request.viewer.may("releases", "approve")
    page = release_page(release, list(release.faults.order_by("-serious", "row")), may_apply)
    return render(request, "data/release.html", {"page": page})


def apply(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let the worker apply a release exactly as it was shown."""
    release = _release(request, public_id)
    if release.applied_at:
        messages.info(request, "This file was applied before. Nothing was changed.")
        return redirect("release", public_id)
    job = ask(
        kind="apply_release",
        title=f"Apply {release.title}",
        by=request.viewer.id,
        at=timezone.now(),
        arguments={"release": release.public_id},
    )
    return redirect("job", job.public_id)


def _release(request: HttpRequest, public_id: str) -> Release:
    found = releases_visible_to(request.viewer).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found
