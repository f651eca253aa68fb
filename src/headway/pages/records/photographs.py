"""Photographs of a record of visit: added from a telephone, shown to who reads the record, taken out of a draft."""

from dataclasses import dataclass
from typing import ClassVar

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from headway.features.appointments.viewer import Viewer
from headway.features.files.queries import content_of, picture_headers
from headway.features.photographs.queries import photograph_of, photographs_of
from headway.features.records import queries
from headway.features.records.models import RecordOfVisit
from headway.flows.photograph_visit import photograph_visit, take_out_photograph
from headway.kit.forms import KitForm, MissingSentences
from headway.pages.answering import FormPage, answer, press, refuse_unless, sent
from headway.pages.records.words import crumbs_of, found_record, href_of, title_of

NO_PUPILS = (
    "Do not photograph pupils, and nothing that names one: no faces, no name on a book, a coat peg or a list."
)
TAKEN_OUT = (
    "Where and when it was taken, and with what, is removed before the photograph is kept. "
    "Once the record is locked, its photographs are locked with it."
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A photograph on a page; `out_href` empty where the viewer does not take it out."""

    href: str
    caption: str
    width: int
    height: int
    out_href: str = ""
    out_label: str = ""


class PhotographForm(KitForm):
    """A photograph with its caption."""

    missing: ClassVar[MissingSentences] = {
        "photograph": "Choose or take a photograph",
        "caption": "Enter what the photograph shows, for people who cannot see it",
    }
    photograph = forms.FileField(
        label="Photograph",
        allow_empty_file=True,
        help_text="JPEG, PNG or WebP, 15 megabytes at most. A telephone opens its camera.",
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )
    caption = forms.CharField(
        label="What it shows", max_length=200, help_text="In a sentence. No names of pupils or staff."
    )


def shown_of(viewer: Viewer, record: RecordOfVisit) -> tuple[Shown, ...]:
    """The photographs of the record as the viewer sees them; one query."""
    rows = photographs_of(record.visit, record.number)
    may = bool(rows and queries.may_write(viewer, record))
    return tuple(
        Shown(
            _address("record_photograph", record, one.public_id),
            one.caption,
            one.width,
            one.height,
            _address("record_photograph_out", record, one.public_id) if may else "",
            f"Take photograph {number} out" if may else "",
        )
        for number, one in enumerate(rows, 1)
    )


def add(request: HttpRequest, key: str) -> HttpResponse:
    """A photograph goes into the draft, cleaned."""
    record = found_record(request, key, queries.writes)
    if refused := refuse_unless(request, queries.may_write(request.viewer, record)):
        return refused
    form = PhotographForm(sent(request), request.FILES if request.method == "POST" else None)

    def act() -> None:
        photograph_visit(
            record=record,
            given=form.cleaned_data["photograph"].read(),
            caption=form.cleaned_data["caption"],
            by=request.viewer,
            at=timezone.now(),
        )

    page = FormPage(
        "Add a photograph", title_of(record), crumbs_of(record), form, "Add it", href_of(record),
        (NO_PUPILS, TAKEN_OUT),
    )  # fmt: skip
    return answer(request, page, act, "The photograph is in the record, without place and time.")


def show(request: HttpRequest, key: str, photograph: str) -> HttpResponse:
    """The photograph itself, to who reads the record."""
    record = found_record(request, key)
    found = photograph_of(record.visit, record.number, photograph)
    if found is None:
        raise Http404
    try:
        content = content_of(found.file)
    except FileNotFoundError as lost:
        raise Http404 from lost
    return HttpResponse(content, headers=picture_headers(f"Photograph {found.public_id}.jpg"))


def take_out(request: HttpRequest, key: str, photograph: str) -> HttpResponse:
    """Take it out of the draft for good."""
    record = found_record(request, key, queries.writes)
    found = photograph_of(record.visit, record.number, photograph)
    if found is None:
        raise Http404

    def act() -> None:
        take_out_photograph(record=record, photograph=found, by=request.viewer, at=timezone.now())

    return press(request, act, "The photograph is taken out and no longer kept.", href_of(record))


def _address(name: str, record: RecordOfVisit, photograph: str) -> str:
    return reverse(name, args=[record.public_id, photograph])
