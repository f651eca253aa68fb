"""The pages of data: what was given, what it would change, its faults."""

from pathlib import Path

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from headway.features.files.actions import keep, keep_file
from headway.features.files.models import StoredFile
from headway.features.releases.models import Release, State
from headway.features.releases.queries import (
    faults_of,
    faults_that,
    kinds_released,
    latest_applied,
    releases_visible_to,
)
from headway.features.schools.queries import Named, named_schools, own_authority
from headway.kit.listing import ListQuery
from headway.kit.words import day_words
from headway.pages.data.forms import GiveFileForm
from headway.pages.data.page import (
    DATA,
    SHOWN_FIRST,
    FormPage,
    ListPage,
    ReleasesPage,
    list_page,
    release_page,
    releases_page,
)
from headway.pages.data.tables import changes_table, faults_table
from headway.pages.data.words import Line, difference_words, urn_of
from headway.pages.exports import with_export
from headway.pages.lists.answer import answer_list
from headway.rules.verdict import ALLOWED, Verdict, first_refusal, refuse
from headway.worker.work import ask

SORTS = {"published": ("published_on", "title"), "title": "title"}
ON_A_PAGE = 100


def show_releases(request: HttpRequest) -> HttpResponse:
    """Every release."""
    query = ListQuery.read(
        request.GET, "/data/", filters=("kind", "state"), sorts=tuple(SORTS), default_sort="-published"
    )
    releases = releases_visible_to(request.viewer)
    kinds = kinds_released()
    if query.text("kind"):
        releases = releases.filter(kind=query.text("kind"))
    if query.text("state"):
        releases = releases.filter(state=query.text("state"))
    total = releases.count()

    def build(asked: ListQuery) -> ReleasesPage:
        shown = list(releases.order_by(*asked.order_by(SORTS))[asked.bounds(total)])
        return releases_page(asked, shown, total, kinds, request.viewer.may("releases", "change"))

    return answer_list(request, query, build, "data/releases.html")


def give_file(request: HttpRequest) -> HttpResponse:
    """Take a file and let the worker read it; nothing is applied yet."""
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    authority = own_authority()
    form = GiveFileForm(*given, today=timezone.localdate(), authority=authority.name if authority else "")
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        now = timezone.now()
        kept = _keep(file, now)
        job = ask(
            kind="read_release",
            title=f"Read {file.name}"[:200],
            by=request.viewer.id,
            at=now,
            arguments={
                "file": kept.public_id,
                "name": file.name,
                "authority": form.cleaned_data["authority"],
                "published_on": form.cleaned_data["published_on"].isoformat(),
                "history": form.cleaned_data["history"],
            },
        )
        return redirect("job", job.public_id)
    page = FormPage("Read a published file", "", (DATA,), form)
    return render(request, "data/give.html", {"page": page}, status=422 if form.errors else 200)


def show_release(request: HttpRequest, public_id: str) -> HttpResponse:
    """One release: what it would change and its faults, the first of each."""
    release = release_or_404(request, public_id)
    changes = release.changes
    page = release_page(
        release,
        changes,
        _names(changes[:SHOWN_FIRST], release),
        list(faults_of(release)[:SHOWN_FIRST]),
        release.fault_count,
        first_refusal(request.viewer.may("releases", "approve"), _is_newest(release)),
        request.viewer.may("register", "change"),
    )
    return render(request, "data/release.html", {"page": page})


def show_changes(request: HttpRequest, public_id: str) -> HttpResponse:
    """Everything a release changes."""
    release = release_or_404(request, public_id)
    query = ListQuery.read(request.GET, request.path, filters=("kind", "q"), page_size=ON_A_PAGE)
    changes = release.changes
    found = _matching(changes, release, query.text("kind"), query.text("q").casefold())
    kinds = dict.fromkeys(str(line[0]) for line in changes)

    def build(asked: ListQuery) -> ListPage:
        lines = found[asked.bounds(len(found))]
        table = changes_table(asked, lines, _names(lines, release), release, len(found), kinds)
        return list_page(release, "What the file changes", with_export(table, asked))

    return answer_list(request, query, build, "data/list.html")


def show_faults(request: HttpRequest, public_id: str) -> HttpResponse:
    """Every fault of a release."""
    release = release_or_404(request, public_id)
    query = ListQuery.read(request.GET, request.path, filters=("state",), page_size=ON_A_PAGE)
    faults = faults_that(release, query.text("state"))
    total = faults.count()
    may_settle = request.viewer.may("register", "change")

    def build(asked: ListQuery) -> ListPage:
        table = faults_table(asked, faults[asked.bounds(total)], release, total, may_settle)
        return list_page(release, "Faults", with_export(table, asked))

    return answer_list(request, query, build, "data/list.html")


def apply(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let the worker apply a release exactly as it was shown."""
    release = release_or_404(request, public_id)
    if release.state == State.APPLIED:
        messages.info(request, "This file was applied before. Nothing was changed.")
        return redirect("release", public_id)
    if request.POST.get("seen") != release.change_hash:
        messages.error(
            request, "The file was read again since you looked. Look at its changes, then apply it."
        )
        return redirect("release", public_id)
    job = ask(
        kind="apply_release",
        title=f"Apply {release.title}"[:200],
        by=request.viewer.id,
        at=timezone.now(),
        arguments={"release": release.public_id},
    )
    return redirect("job", job.public_id)


def release_or_404(request: HttpRequest, public_id: str) -> Release:
    """The release, for those who may see releases."""
    found = releases_visible_to(request.viewer).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def _is_newest(release: Release) -> Verdict:
    newest = latest_applied(release.kind)
    if release.history or newest is None or newest.published_on <= release.published_on:
        return ALLOWED
    return refuse(
        f"A newer file of this kind, published on {day_words(newest.published_on)}, is applied. The newest wins."
    )


def _keep(file: UploadedFile, now: object) -> StoredFile:
    """The upload kept; a large one stands in a temporary file and is never read into memory."""
    more = {"name": file.name, "content_type": "application/octet-stream", "at": now}
    if hasattr(file, "temporary_file_path"):
        return keep_file(source=Path(file.temporary_file_path()), **more)
    return keep(content=file.read(), **more)


def _names(lines: list[Line], release: Release) -> dict[int, Named]:
    return named_schools({urn for line in lines if (urn := urn_of(line, release))})


def _matching(changes: list[Line], release: Release, kind: str, words: str) -> list[Line]:
    """The stored lines of a kind that say these words: a part of a name, a URN, or what differs."""
    lines = [line for line in changes if kind in ("", line[0])]
    if not words:
        return lines
    names = _names(lines, release)
    return [line for line in lines if words in _text_of(line, names, release)]


def _text_of(line: Line, names: dict[int, Named], release: Release) -> str:
    known = names.get(urn_of(line, release) or 0)
    name = known.name if known else ""
    return f"{name} {line[1:]} {difference_words(line)}".casefold()
