"""Views of termly summaries: the editions, one edition school by school, and the files."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django import forms
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from headway.features.files.models import StoredFile
from headway.features.files.queries import download_headers, open_content
from headway.features.jobs.queries import job_by_id
from headway.features.summaries.actions import begin_edition, give_edition_job, may_make
from headway.features.summaries.models import SummaryEdition
from headway.features.summaries.queries import editions_visible_to, opens_everything, summaries_visible_to
from headway.kit.figures import Link, Progress
from headway.kit.forms import KitForm, MissingSentences
from headway.kit.tables import Cell, Table, day_cell, plain_table
from headway.kit.words import day_words
from headway.pages.answering import FormPage, answer, refuse_unless, sent
from headway.pages.jobs.page import progress_of
from headway.pages.schools.gather import CLOSED_KINDS
from headway.pages.summaries.work import LEFT_OUT
from headway.worker.work import ask

HOME = "/schools/summaries/"
CRUMBS = (Link("Schools", "/schools/"), Link("Termly summaries", HOME))
KINDS = tuple(kind for kind in CLOSED_KINDS if kind not in LEFT_OUT)
WHAT = "One page a school, as its own head sees it today. It is kept as it is; the next term has an edition of its own."
NONE_YET = "No edition is made yet. It is made once a term, for every open school."
NOT_READY = "being made"


class EditionForm(KitForm):
    """What the edition is called."""

    missing: ClassVar[MissingSentences] = {"title": "Enter what the edition is called"}
    title = forms.CharField(label="Title", max_length=120, help_text="For example, Autumn term 2026")


@dataclass(frozen=True, slots=True)
class EditionsPage:
    """Every edition with its day."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    words: str
    table: Table
    new_href: str


@dataclass(frozen=True, slots=True)
class EditionPage:
    """One edition: the schools whose pages the viewer may open."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    progress: Progress | None
    archive_href: str
    table: Table


def list_editions(request: HttpRequest) -> HttpResponse:
    """Every edition, newest first."""
    rows = [
        (
            Cell(one.title, href=_href(one)),
            day_cell(one.made_on),
            one.made_by.name,
            Cell("Kept", colour="green") if one.archive_id else Cell(NOT_READY, colour="yellow"),
        )
        for one in editions_visible_to(request.viewer)
    ]
    page = EditionsPage(
        heading="Termly summaries of schools",
        breadcrumbs=CRUMBS[:1],
        words=WHAT,
        table=plain_table("Editions", ("Edition", "As at", "Made by", "State"), rows, empty_words=NONE_YET),
        new_href=reverse("summaries_new") if may_make(request.viewer) else "",
    )
    return render(request, "summaries/editions.html", {"page": page})


def begin(request: HttpRequest) -> HttpResponse:
    """Have an edition made."""
    if refused := refuse_unless(request, may_make(request.viewer)):
        return refused
    viewer = request.viewer
    form = EditionForm(sent(request), initial={"title": term_words(viewer.on)})

    def act() -> HttpResponse:
        with transaction.atomic():
            made = begin_edition(title=form.cleaned_data["title"], by=viewer, at=timezone.now())
            job = ask(
                kind="school_summaries",
                title=f"Summaries of schools: {made.title}"[:200],
                by=viewer.id,
                at=timezone.now(),
                arguments={"edition": made.public_id},
            )
            give_edition_job(edition=made, job=job, by=viewer, at=timezone.now())
        return redirect("job", job.public_id)

    page = FormPage("Make this term's summaries", "", CRUMBS, form, "Make them", HOME, (WHAT,))
    return answer(request, page, act, "The summaries are being made. This page shows how far they are.")


def show_edition(request: HttpRequest, key: str) -> HttpResponse:
    """One edition, school by school as far as they are open to the viewer."""
    found = _found(request, key)
    rows = [
        (
            Cell(row.school.name, href=f"/schools/{row.school_id}/"),
            Cell(
                "Summary as PDF", href=reverse("school_summary_kept", args=[found.public_id, row.school_id])
            ),
        )
        for row in summaries_visible_to(request.viewer, found, KINDS)
    ]
    job = job_by_id(found.job) if found.job and not found.archive_id else None
    whole = found.archive_id and opens_everything(request.viewer, KINDS)
    page = EditionPage(
        heading=found.title,
        caption=f"Termly summaries. As at {day_words(found.made_on)}",
        breadcrumbs=CRUMBS,
        progress=progress_of(job) if job and job.started_by == request.viewer.id else None,
        archive_href=reverse("summary_archive", args=[found.public_id]) if whole else "",
        table=plain_table(
            "Schools", ("School", "File"), rows, empty_words="No summary of this edition is open to you."
        ),
    )
    return render(request, "summaries/edition.html", {"page": page})


def download(request: HttpRequest, key: str, urn: int) -> FileResponse:
    """One school's page, as it was kept."""
    row = summaries_visible_to(request.viewer, _found(request, key), KINDS).filter(school=urn).first()
    if row is None:
        raise Http404
    return _served(row.file)


def download_all(request: HttpRequest, key: str) -> FileResponse:
    """Every page of the edition in one file, for those who may open each."""
    found = _found(request, key)
    if found.archive is None or not opens_everything(request.viewer, KINDS):
        raise Http404
    return _served(found.archive)


def term_words(on: date) -> str:
    """The term a day lies in, by the month."""
    name = "Autumn" if on.month >= 9 else "Spring" if on.month <= 3 else "Summer"
    return f"{name} term {on.year}"


def _served(file: StoredFile) -> FileResponse:
    answer = FileResponse(open_content(file))
    for name, value in download_headers(file.name, file.content_type).items():
        answer.headers[name] = value  # in place of what it guessed by itself
    return answer


def _found(request: HttpRequest, key: str) -> SummaryEdition:
    found = editions_visible_to(request.viewer).filter(public_id=key).first()
    if found is None:
        raise Http404
    return found


def _href(edition: SummaryEdition) -> str:
    return reverse("summary_edition", args=[edition.public_id])
