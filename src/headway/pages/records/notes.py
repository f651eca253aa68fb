"""Views of restricted safeguarding notes: their list, which says nothing of them, writing one, opening one."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from headway.features.records import queries
from headway.features.records.actions import boards as deeds
from headway.features.visits.models import Visit
from headway.kit.figures import Link, SummaryRow
from headway.kit.tables import Cell, Table, day_cell, plain_table
from headway.kit.words import day_words
from headway.pages.answering import FormPage, answer, sent
from headway.pages.records.forms import WordsForm
from headway.pages.records.words import CRUMB, found_visit

NOTES = Link("Safeguarding notes", "/records/notes/")
WHO = "Only you and those who look after safeguarding read this. That it is opened is recorded each time."


@dataclass(frozen=True, slots=True)
class NotesPage:
    """Which notes there are."""

    heading: str
    breadcrumbs: tuple[Link, ...]
    table: Table


@dataclass(frozen=True, slots=True)
class NotePage:
    """One note, opened."""

    heading: str
    caption: str
    breadcrumbs: tuple[Link, ...]
    words: str
    facts: tuple[SummaryRow, ...]


def list_notes(request: HttpRequest) -> HttpResponse:
    """The notes the viewer may open: of which visit and by whom, not what they say."""
    rows = [
        (
            Cell(_place(one.visit), href=reverse("safeguarding_note", args=[one.public_id])),
            day_cell(one.visit.on),
            one.written_by.name,
        )
        for one in queries.notes_visible_to(request.viewer).order_by("-written_at", "-pk")
    ]
    table = plain_table(
        "Notes", ("Place", "Visit on", "Written by"), rows, empty_words="There is no note to open."
    )
    page = NotesPage("Safeguarding notes", (), table)
    return render(request, "records/notes.html", {"page": page})


def show_note(request: HttpRequest, key: str) -> HttpResponse:
    """One note; that it was opened is in the audit."""
    note = queries.notes_visible_to(request.viewer).filter(public_id=key).first()
    if note is None:
        raise Http404
    page = NotePage(
        heading="Safeguarding note",
        caption=f"{_place(note.visit)}, {day_words(note.visit.on)}",
        breadcrumbs=(NOTES,),
        words=deeds.open_note(note=note, by=request.viewer, at=timezone.now()),
        facts=(
            SummaryRow("Written by", note.written_by.name),
            SummaryRow("Written on", day_words(timezone.localtime(note.written_at).date())),
        ),
    )
    return render(request, "records/note.html", {"page": page})


def write_note(request: HttpRequest, key: str) -> HttpResponse:
    """A note on a visit, apart from its record."""
    visit = found_visit(request, key, queries.may_note)
    form = WordsForm(sent(request), label="Note")

    def act() -> None:
        deeds.write_note(visit=visit, words=form.cleaned_data["words"], by=request.viewer, at=timezone.now())

    caption = f"{_place(visit)}, {day_words(visit.on)}"
    page = FormPage("Write a safeguarding note", caption, (CRUMB, NOTES), form, "Keep it", NOTES.href, (WHO,))
    return answer(request, page, act, "Kept apart from the record.")


def _place(visit: Visit) -> str:
    return str(visit.place)
