"""The pages of letters."""

from django.db.models import Q, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from headway.features.files.models import StoredFile
from headway.features.files.queries import WORD, download_headers, open_content
from headway.features.jobs.models import State as JobState
from headway.features.jobs.queries import job_by_id
from headway.features.letters.models import Letter
from headway.features.letters.queries import (
    letter_for,
    letters_of_batch,
    letters_visible_to,
    sees_whole_batch,
)
from headway.features.letters.rendering import document_name, preview
from headway.kit.listing import ListQuery
from headway.pages.letters.page import HOME, SORTS, LettersPage, letter_page, letters_page
from headway.pages.lists.answer import answer_list
from headway.worker.work import ask

FILTERS = ("q", "state", "batch")


def show_letters(request: HttpRequest) -> HttpResponse:
    """Every letter the viewer may see, or the same as a file."""
    query = ListQuery.read(request.GET, HOME, filters=FILTERS, sorts=tuple(SORTS), default_sort="-prepared")
    letters = _matching(request, query)
    total = letters.count()

    def build(asked: ListQuery) -> LettersPage:
        shown = list(letters.order_by(*asked.order_by(SORTS))[asked.bounds(total)])
        return letters_page(request.viewer, asked, shown, total)

    return answer_list(request, query, build, "letters/letters.html")


def show_letter(request: HttpRequest, public_id: str) -> HttpResponse:
    """What one letter says."""
    return render(request, "letters/letter.html", {"page": letter_page(_letter(request, public_id))})


def download_letter(request: HttpRequest, public_id: str) -> HttpResponse:
    """One letter as a Word document, made now or as it was frozen; asking for it changes nothing."""
    letter = _letter(request, public_id)
    headers = download_headers(document_name(letter), WORD)
    return HttpResponse(preview(letter), headers=headers)


def ask_for_archive(request: HttpRequest, batch: str) -> HttpResponse:
    """Let the worker put every letter of a batch into one file."""
    _insist_on_all(request, batch)
    first = letters_of_batch(request.viewer, batch).first()
    if first is None:
        raise Http404
    job = ask(
        kind="archive_letters",
        title=f"Archive of letters, {first.origin_words or batch}"[:200],
        by=request.viewer.id,
        at=timezone.now(),
        arguments={"batch": batch, "title": first.origin_words or "Letters"},
    )
    return redirect("job", job.public_id)


def download_archive(request: HttpRequest, job_id: str) -> HttpResponse:
    """The file an archive's job made."""
    job = job_by_id(job_id)
    if job is None or job.kind != "archive_letters" or job.state != JobState.DONE:
        raise Http404
    _insist_on_all(request, job.arguments.get("batch", ""))
    kept = StoredFile.objects.filter(public_id=(job.result or {}).get("file", "")).first()
    if kept is None:
        raise Http404
    answer = FileResponse(open_content(kept))
    for name, value in download_headers(kept.name, kept.content_type).items():
        answer.headers[name] = value  # in place of what it guessed by itself
    return answer


def _insist_on_all(request: HttpRequest, batch: str) -> None:
    """A batch is for who may see every letter of it."""
    if request.viewer.reach("letters") != "all" or not sees_whole_batch(request.viewer, batch):
        raise Http404


def _letter(request: HttpRequest, public_id: str) -> Letter:
    found = letter_for(request.viewer, public_id)
    if found is None:
        raise Http404
    return found


def _matching(request: HttpRequest, query: ListQuery) -> QuerySet[Letter]:
    letters = letters_visible_to(request.viewer)
    words = query.text("q")
    if words:
        urn = Q(school=int(words)) if words.isascii() and words.isdigit() and len(words) < 10 else Q()
        letters = letters.filter(Q(school__name__icontains=words) | Q(subject__icontains=words) | urn)
    for name in ("state", "batch"):
        if query.text(name):
            letters = letters.filter(**{name: query.text(name)})
    return letters
